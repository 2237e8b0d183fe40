"""Lists into the home: scan, refuse what may not enter, admit each snapshot, commit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from functools import partial
from pathlib import Path

import msgspec

from interlock.base.errors import IngestError, SourceError
from interlock.ingest.parse import Admitted, Outcome, admit, each
from interlock.ingest.parsers import Parsers, installed
from interlock.ingest.progress import Progress, Silent
from interlock.ingest.scan import LAYOUT, FoundShot, Scan, Skipped, scan
from interlock.model.snapshot import Alarm
from interlock.store.archive import Archive
from interlock.store.lock import writing


class Ingested(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one snapshot."""

    authority: str
    list_key: str
    day: date
    files: tuple[str, ...]
    """Names of the files that were given."""
    outcome: Outcome
    entries: int | None = None
    """None when it failed."""
    alarms: tuple[Alarm, ...] = ()
    notes: tuple[str, ...] = ()
    error: str = ""
    """What, where, and what to do, when it failed."""


class IngestResult(msgspec.Struct, frozen=True, kw_only=True):
    """What became of everything under the paths."""

    snapshots: tuple[Ingested, ...]
    """By day, then list."""
    skipped: tuple[Skipped, ...]
    errors: tuple[str, ...] = ()
    """Files among the lists that could not be opened, and that no list could be told for."""

    @property
    def failed(self) -> bool:
        """Something that should have entered did not."""
        return bool(self.errors) or any(shot.outcome == "failed" for shot in self.snapshots)

    @property
    def changed(self) -> bool:
        """The home holds something it did not hold before."""
        return any(shot.outcome in ("new", "joined", "replaced") for shot in self.snapshots)


def ingest(
    home: Path,
    paths: Iterable[Path],
    *,
    authority: str | None = None,
    day: date | None = None,
    fetched_at: datetime | None = None,
    progress: Progress | None = None,
    parsers: Parsers | None = None,
    workers: int | None = None,
) -> IngestResult:
    """Every snapshot under `paths` that can be read is in the home; the others changed nothing.

    The same bytes again change nothing, and neither does the order: the home is a function of the set
    of files that entered it. `fetched_at`: when the files came from the authority, with its zone, where
    the caller knows; of two issues of one file under one date the one fetched later is in force.
    `workers`: processes to read with; as many as there are processors unless given, none when the
    snapshots are few. A script that calls this at its top level needs the usual `__main__` guard.

    Raises:
        SourceError: a single file was given and cannot be read as a list of its authority.
        IngestError: nothing to ingest, no such path, or fictional and real lists would share the home.
        QueryError: unknown authority. StoreError: another process writes, or the home is damaged.
    """
    known = parsers or installed()
    given = list(paths)
    found = scan(given, known, authority, day)
    single = len(given) == 1 and given[0].is_file()
    if single:
        _raise_for_single(found)
    if not found.shots and not found.broken:
        first = "; ".join(f"{skip.path}: {skip.reason}" for skip in found.skipped[:3])
        raise IngestError(
            "there is no list to ingest" + (f" (left aside: {first})" if first else ""),
            where=", ".join(str(path) for path in given),
            remedy=LAYOUT,
        )
    with writing(home):
        archive = Archive(home)
        _refuse_mixture(archive, found.shots, home)
        results = _admit_all(
            partial(admit, home, known, fetched_at), found.shots, archive, progress or Silent(), workers
        )
    if single and results[0][1].error is not None:
        raise results[0][1].error
    return IngestResult(
        snapshots=tuple(_ingested(shot, admitted) for shot, admitted in results),
        skipped=found.skipped,
        errors=tuple(str(error) for error in found.broken),
    )


def _admit_all(
    admit_one: Callable[[FoundShot], Admitted],
    shots: Sequence[FoundShot],
    archive: Archive,
    progress: Progress,
    workers: int | None,
) -> list[tuple[FoundShot, Admitted]]:
    results = []
    progress.start(len(shots), "reading lists")
    try:
        for shot, admitted in each(admit_one, shots, workers):
            if admitted.manifest is not None:
                archive.commit(admitted.manifest)
            results.append((shot, admitted))
            progress.advance(f"{shot.list_key} {shot.day}")
    finally:
        progress.done()
    return results


def _raise_for_single(found: Scan) -> None:
    if found.broken:
        raise found.broken[0]
    if found.skipped and not found.shots:
        skip = found.skipped[0]
        raise SourceError(
            f"the file was {skip.reason}",
            where=skip.path,
            remedy="check the authority given, and that the file is one of its documented formats",
        )


def _refuse_mixture(archive: Archive, shots: Iterable[FoundShot], home: Path) -> None:
    kinds = {manifest.fictional for manifest in archive.manifests()} | {shot.fictional for shot in shots}
    if len(kinds) > 1:
        raise IngestError(
            "the sample world and real lists may not be mixed, and this home holds one of the two",
            where=str(home),
            remedy="choose another --home for the other",
        )


def _ingested(shot: FoundShot, admitted: Admitted) -> Ingested:
    head = admitted.head
    notes = []
    if head is not None and head.list_date not in (None, shot.day):
        notes.append(f"the list itself is dated {head.list_date}")
    if admitted.manifest is not None and admitted.manifest.superseded:
        kept = ", ".join(sorted({file.name for file in admitted.manifest.superseded}))
        notes.append(f"issued more than once under this date; another issue is kept and not used: {kept}")
    return Ingested(
        authority=shot.authority,
        list_key=shot.list_key,
        day=shot.day,
        files=tuple(file.name for file in shot.files),
        outcome=admitted.outcome,
        entries=head.entries if head else None,
        alarms=head.alarms if head else (),
        notes=tuple(notes),
        error=str(admitted.error) if admitted.error else "",
    )
