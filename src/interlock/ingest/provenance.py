"""Where an entry of a snapshot was read from: files, place, parser version, and the raw text there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import msgspec

from interlock.base.errors import StoreError
from interlock.ingest.parse import reparse
from interlock.ingest.parsers import Parsers, installed
from interlock.ingest.places import Place, raw_text
from interlock.model.listing import Listing
from interlock.model.record import SnapshotFile
from interlock.sources.contract import File
from interlock.store.archive import Archive
from interlock.store.lock import writing
from interlock.store.manifest import Manifest
from interlock.store.parsed import ParsedCache


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """An entry as one snapshot shows it."""

    list_key: str
    day: date
    files: tuple[SnapshotFile, ...]
    parser_version: str
    listing: Listing | None
    """None when the snapshot does not hold the entry."""
    locator: str


class Provenance:
    """What a home knows of where its entries stand. Reads the cache; parses again only what it lacks."""

    def __init__(self, home: Path, parsers: Parsers | None = None) -> None:
        self._home = home
        self._archive = Archive(home)
        self._cache = ParsedCache(home)
        self._parsers = parsers or installed()

    def seen(self, list_key: str, day: date, source_ids: Sequence[str]) -> Seen:
        """The first of these ids that the snapshot holds, as it reads there.

        Raises:
            StoreError: there is no such snapshot, or the home is damaged.
        """
        manifest = self._manifest(list_key, day)
        version = self._parsers.version_of(manifest.authority)
        found = self._cache.entry(manifest, version, source_ids)
        if found is None:
            with writing(self._home):
                reparse(self._home, self._parsers, manifest)
            found = self._cache.entry(manifest, version, source_ids) or (None, "")
        listing, locator = found
        return Seen(
            list_key=list_key,
            day=day,
            files=tuple(SnapshotFile(f.name, f.role, f.sha256, f.size_bytes) for f in manifest.files),
            parser_version=version,
            listing=listing,
            locator=locator,
        )

    def raw(self, seen: Seen) -> tuple[Place, ...]:
        """The raw text at the entry's locator, read again from the archived bytes.

        Raises:
            StoreError: the archived bytes are missing or damaged.
        """
        files = [File(file.name, self._archive.raw(file.sha256)) for file in seen.files]
        return raw_text(seen.locator, files)

    def _manifest(self, list_key: str, day: date) -> Manifest:
        manifest = self._archive.manifest(list_key, day)
        if manifest is None:
            raise StoreError(
                f"the snapshot of {list_key} of {day} is not in the archive",
                where=str(self._home),
                remedy="run `interlock build`: the edition is older or newer than the archive",
            )
        return manifest
