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


class ListMemory:
    """One file for each list."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._folder = home / "memory" / "lists"

    def keep(self, list_key: str, data: bytes) -> None:
        """The data is remembered of this list.

        Raises:
            StoreError: another process is writing, or the folder cannot be written to.
        """
        with writing(self._home) as scratch:
            _place(self._folder / f"{list_key}.bin", data, scratch)

    def of(self, list_key: str) -> memoryview | None:
        """What is remembered of the list; None when nothing is, or it is damaged."""
        return _read(self._folder / f"{list_key}.bin")


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
            _place(path, data, scratch)
            for other in self._folder.glob("*.bin"):
                if other != path:
                    with suppress(OSError):  # stays: never found again, and no harm
                        other.unlink()

    def of(self, edition_id: str) -> memoryview | None:
        """What is remembered of the edition; None when nothing is, or it is damaged."""
        return _read(self._path(edition_id))

    def _path(self, edition_id: str) -> Path:
        return self._folder / f"{edition_id}.bin"


def _place(path: Path, data: bytes, scratch: Path) -> None:
    """The file holds the data with its seal. Raises: StoreError."""
    place_file(path, hashlib.sha256(data).digest() + data, scratch, durable=False)


def _read(path: Path) -> memoryview | None:
    """What was placed; None when nothing was, or it is damaged. Not copied: it may be a hundred megabytes."""
    try:
        stored = memoryview(read_file(path))
    except StoreError:
        return None
    seal, data = stored[:_SEAL_BYTES], stored[_SEAL_BYTES:]
    return data if hashlib.sha256(data).digest() == seal else None
