"""The archive: every byte that was ever read, and which bytes are one list on one day."""

from __future__ import annotations

import gzip
import hashlib
import zlib
from datetime import date
from pathlib import Path

from interlock.base.errors import StoreError
from interlock.store.durable import damaged, place_file, read_file, seal, unseal
from interlock.store.manifest import Manifest

_LEVEL = 6
"""Of gzip: level 9 saves 2 % of an SDN list's size at three times the time."""


class Archive:
    """Raw bytes by hash, and manifests. Whoever adds holds the lock of `writing`."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._raw = home / "archive" / "raw"
        self._snapshots = home / "archive" / "snapshots"
        self._scratch = home / "tmp"

    def add(self, data: bytes) -> str:
        """The bytes are kept, once. Returns: their sha256."""
        sha256 = hashlib.sha256(data).hexdigest()
        path = self._raw_path(sha256)
        if not path.is_file():
            place_file(path, gzip.compress(data, _LEVEL, mtime=0), self._scratch)
        return sha256

    def raw(self, sha256: str) -> bytes:
        """The bytes with this hash.

        Raises:
            StoreError: they are not here, or damaged.
        """
        path = self._raw_path(sha256)
        packed = read_file(path)
        try:
            data = gzip.decompress(packed)
        except (OSError, EOFError, zlib.error) as error:
            raise damaged(path) from error
        if hashlib.sha256(data).hexdigest() != sha256:
            raise damaged(path)
        return data

    def holds(self, sha256: str) -> bool:
        """Are bytes with this hash here?"""
        return self._raw_path(sha256).is_file()

    def commit(self, manifest: Manifest) -> None:
        """The snapshot is part of the home. Its bytes must be here already.

        Raises:
            StoreError: some of its bytes are not here.
        """
        for file in (*manifest.files, *manifest.superseded):
            if not self.holds(file.sha256):
                raise StoreError(f"the bytes of {file.name} were not archived", where=file.sha256)
        place_file(self._manifest_path(manifest.list_key, manifest.day), seal(manifest), self._scratch)

    def manifest(self, list_key: str, day: date) -> Manifest | None:
        """What is archived of one list for one day, None when nothing is.

        Raises:
            StoreError: the manifest is damaged.
        """
        path = self._manifest_path(list_key, day)
        return unseal(read_file(path), Manifest, path) if path.is_file() else None

    def manifests(self) -> tuple[Manifest, ...]:
        """Every snapshot, by list and day.

        Raises:
            StoreError: a manifest is damaged.
        """
        paths = sorted(self._snapshots.glob("*/*.json"))
        found = (unseal(read_file(path), Manifest, path) for path in paths)
        return tuple(sorted(found, key=lambda manifest: (manifest.list_key, manifest.day)))

    def verify(self) -> None:
        """Every byte that a manifest names is here and is what it was. Reads the whole archive.

        Raises:
            StoreError: something is missing or damaged.
        """
        for manifest in self.manifests():
            for file in (*manifest.files, *manifest.superseded):
                self.raw(file.sha256)

    def _raw_path(self, sha256: str) -> Path:
        return self._raw / sha256[:2] / f"{sha256[2:]}.gz"

    def _manifest_path(self, list_key: str, day: date) -> Path:
        return self._snapshots / list_key / f"{day.isoformat()}.json"
