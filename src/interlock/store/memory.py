"""What the last build found out, kept so that the next one need not find it out again.

A cache and nothing else: deleting it changes no answer, and what is damaged counts as absent.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from pathlib import Path

from interlock.base.errors import StoreError
from interlock.store.durable import place_file, read_file
from interlock.store.lock import writing

_SEAL_BYTES = 32


class BuildMemory:
    """One file for one edition, the newest that was built."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._folder = home / "memory"

    def keep(self, edition_id: str, data: bytes) -> None:
        """The data is remembered of this edition, and nothing of any other.

        Raises:
            StoreError: another process is writing, or the folder cannot be written to.
        """
        path = self._path(edition_id)
        with writing(self._home) as scratch:
            place_file(path, hashlib.sha256(data).digest() + data, scratch, durable=False)
            for other in self._folder.glob("*.bin"):
                if other != path:
                    with suppress(OSError):  # stays: never found again, and no harm
                        other.unlink()

    def of(self, edition_id: str) -> bytes | None:
        """What is remembered of the edition; None when nothing is, or it is damaged."""
        try:
            stored = read_file(self._path(edition_id))
        except StoreError:
            return None
        seal, data = stored[:_SEAL_BYTES], stored[_SEAL_BYTES:]
        return data if hashlib.sha256(data).digest() == seal else None

    def _path(self, edition_id: str) -> Path:
        return self._folder / f"{edition_id}.bin"
