"""One snapshot from its files to the home: parsed whole, or nothing changes. Many at once, when many."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from datetime import datetime
from pathlib import Path
from typing import Literal, TypeVar

import msgspec

from interlock.base.errors import SourceError
from interlock.base.workers import end_with_parent
from interlock.ingest.parsers import Parsers
from interlock.ingest.scan import FoundShot
from interlock.ingest.unpack import unpack
from interlock.model.snapshot import Alarm, Entry, Parsed
from interlock.sources.contract import File, FileRole
from interlock.sources.shape import shape_of
from interlock.store.archive import Archive
from interlock.store.manifest import ArchivedFile, Manifest
from interlock.store.parsed import Head, ParsedCache

Outcome = Literal["new", "unchanged", "joined", "replaced", "failed"]
"""`joined`: another file of a snapshot that was here. `replaced`: the authority re-issued a file under
the same date, and the new issue is the one in force."""

SERIAL_BELOW = 4
"""Up to so many snapshots are read in this process: starting others costs a second."""
MAX_WORKERS = 8
"""A parser may take 1.5 GB."""

T = TypeVar("T")
R = TypeVar("R")


class Admitted(msgspec.Struct, frozen=True):
    """What became of one found snapshot. Nothing of it counts before `manifest` is committed."""

    outcome: Outcome
    manifest: Manifest | None = None
    """To be committed; None when nothing changes."""
    head: Head | None = None
    """None when it failed, or when nothing changes and the cache does not know."""
    error: SourceError | None = None


def admit(home: Path, parsers: Parsers, fetched_at: datetime | None, shot: FoundShot) -> Admitted:
    """The snapshot's bytes are archived and what was read from them is cached, if all of it can be read.

    Files that are here already for the same list and day are read together with the new ones. Where an
    authority issued a file twice under one date, the issue that is not in force must be readable too.

    Raises:
        StoreError: what the home holds already is damaged.
    """
    archive = Archive(home)
    cache = ParsedCache(home)
    version = parsers.version_of(shot.authority)
    if shot.broken:
        return Admitted("failed", error=shot.broken.at(f"{shot.list_key} of {shot.day}"))
    try:
        fresh: dict[str, bytes] = {}
        given = []
        for found in shot.files:
            data = unpack(Path(found.path))
            sha256 = hashlib.sha256(data).hexdigest()
            fresh[sha256] = data
            given.append(ArchivedFile(found.role, sha256, found.name, len(data), fetched_at))
        before = archive.manifest(shot.list_key, shot.day)
        after = _after(shot, before, given)
        if before is not None and _reads_alike(before, after):
            news = after if after != before else None
            return Admitted("unchanged", news, cache.head(after, version))
        for issue in _issues_to_try(after, fresh):
            parse(issue, parsers, lambda sha256: fresh.get(sha256) or archive.raw(sha256))
        parsed = parse(after, parsers, lambda sha256: fresh.get(sha256) or archive.raw(sha256))
    except SourceError as error:
        return Admitted("failed", error=error.at(f"{shot.list_key} of {shot.day}"))
    for data in fresh.values():
        archive.add(data)
    return Admitted(_outcome(before, after), after, cache.add(after, version, parsed))


def parse(manifest: Manifest, parsers: Parsers, bytes_of: Callable[[str], bytes]) -> Parsed:
    """What the authority's parser makes of the snapshot, checked against the contract.

    Raises:
        SourceError: it cannot be read, or holds no entry: an empty list is an error, never a list.
        QueryError: the authority is unknown. StoreError: archived bytes are damaged.
    """
    authority = parsers.authority_of(manifest.authority)
    files = [
        (FileRole(manifest.list_key, file.role), File(file.name, bytes_of(file.sha256)))
        for file in manifest.files
    ]
    parsed = authority.read(manifest.list_key, files)
    if not parsed.entries:
        raise SourceError(
            "the list has no entry at all",
            where=", ".join(file.name for file in manifest.files),
            remedy="fetch the file again from the authority's own site and compare its size",
        )
    if not parsed.fingerprint:
        parsed = msgspec.structs.replace(parsed, fingerprint=shape_of(files))
    return _without_repeats(parsed)


def reparse(home: Path, parsers: Parsers, manifest: Manifest) -> None:
    """The cache knows an archived snapshot again, or why the parser cannot read it any more.

    Raises:
        StoreError: the archived bytes are damaged.
    """
    version = parsers.version_of(manifest.authority)
    try:
        parsed = parse(manifest, parsers, Archive(home).raw)
    except SourceError as error:
        ParsedCache(home).add_refusal(manifest, version, str(error))
    else:
        ParsedCache(home).add(manifest, version, parsed)


def each(work: Callable[[T], R], items: Sequence[T], workers: int | None = None) -> Iterator[tuple[T, R]]:
    """`work` done on every item, in order; in other processes when the items are many.

    `work` and the items must be picklable. A worker that dies (for want of memory, say) does not stop
    the rest: what is left is done here, one after the other.
    """
    count = min(len(items), workers or min(os.cpu_count() or 1, MAX_WORKERS))
    rest = list(items)
    if count > 1 and (workers is not None or len(items) >= SERIAL_BELOW):
        context = multiprocessing.get_context("spawn")
        pool = ProcessPoolExecutor(count, mp_context=context, initializer=end_with_parent)
        try:
            for item, result in zip(items, pool.map(work, items), strict=True):
                rest.pop(0)
                yield item, result
        except BrokenProcessPool:
            pass
        finally:
            pool.shutdown(cancel_futures=True)
    for item in rest:
        yield item, work(item)


def _after(shot: FoundShot, before: Manifest | None, given: Iterable[ArchivedFile]) -> Manifest:
    if before is not None:
        return before.joined_with(given)
    return Manifest.of(shot.authority, shot.list_key, shot.day, given, fictional=shot.fictional)


def _reads_alike(before: Manifest, after: Manifest) -> bool:
    """Nothing is there that was not parsed before: the same bytes, in force and not."""
    kept = {file.sha256 for file in before.superseded} == {file.sha256 for file in after.superseded}
    return kept and before.inputs_key() == after.inputs_key()


def _issues_to_try(after: Manifest, fresh: dict[str, bytes]) -> Iterator[Manifest]:
    """The snapshot as it would be with each new file that is not in force in the place of the one that is."""
    for other in after.superseded:
        if other.sha256 in fresh:
            files = tuple(other if file.role == other.role else file for file in after.files)
            yield msgspec.structs.replace(after, files=files)


def _outcome(before: Manifest | None, after: Manifest) -> Outcome:
    if before is None:
        return "new"
    known = {file.role: file.sha256 for file in before.files}
    now = {file.role: file.sha256 for file in after.files}
    if known == now:
        return "unchanged"
    return "replaced" if any(now[role] != sha256 for role, sha256 in known.items()) else "joined"


def _without_repeats(parsed: Parsed) -> Parsed:
    """The first of several entries that carry one id, with an alarm for the others."""
    kept: dict[str, Entry] = {}
    repeats = []
    for entry in parsed.entries:
        if entry.listing.source_id in kept:
            repeats.append(entry)
        else:
            kept[entry.listing.source_id] = entry
    if not repeats:
        return parsed
    alarm = Alarm(
        "repeated-id", "entries share an id; the first one counts", repeats[0].locator, len(repeats)
    )
    return msgspec.structs.replace(
        parsed, entries=tuple(kept.values()), alarms=tuple(sorted((*parsed.alarms, alarm)))
    )
