"""Extracts: what was found in an edition and can be found again, kept so that asking is quick."""

from __future__ import annotations

import hashlib
import os
import secrets
from pathlib import Path


class Extracts:
    """Files beside the editions. A lost or damaged one costs time, and nothing else."""

    def __init__(self, home: Path) -> None:
        self._folder = home / "extracts"

    def read(self, name: str) -> bytes | None:
        """What was kept under the name; None when nothing was, or it is not what was written."""
        try:
            data = (self._folder / name).read_bytes()
        except OSError:
            return None
        digest, content = data[:32], data[32:]
        return content if hashlib.sha256(content).digest() == digest else None

    def keep(self, name: str, content: bytes) -> bool:
        """The content is kept under the name, whole. False when the home cannot be written to.

        Of the extracts of other editions the newest few stay: old editions are asked now and then.
        """
        unfinished = self._folder / f".{os.getpid()}-{secrets.token_hex(6)}"
        try:
            self._folder.mkdir(exist_ok=True)
            unfinished.write_bytes(hashlib.sha256(content).digest() + content)
            unfinished.replace(self._folder / name)
            self._sweep()
        except OSError:
            return False
        return True

    def _sweep(self) -> None:
        files = sorted(self._folder.glob("*.msgpack"), key=lambda path: path.stat().st_mtime, reverse=True)
        for path in files[_KEPT:]:
            path.unlink(missing_ok=True)


_KEPT = 8
"""A few editions with a few focuses each; about 5 MB a piece."""
