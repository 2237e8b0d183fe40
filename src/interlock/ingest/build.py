"""Everything that is archived, to snapshots and records: what an edition is made of before resolution."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, partial
from itertools import groupby
from pathlib import Path

import msgspec

from interlock.base.errors import StoreError
from interlock.base.heap import no_collection
from interlock.ingest.chronicles import Chronicles
from interlock.ingest.guard import Judged, Measured, judge
from interlock.ingest.history import Chronicle, History, Sighting, history_of
from interlock.ingest.parse import each, reparse
from interlock.ingest.parsers import Parsers, installed
from interlock.ingest.progress import Progress, Silent
from interlock.ingest.renumber import renumbered
from interlock.model.decisions import inputs_sha
from interlock.model.edition import Edition, Version
from interlock.model.guarding import Breach, Rulings
from interlock.model.lists import ListSpec
from interlock.model.record import Record, Snapshot, SnapshotFile
from interlock.model.snapshot import Coverage
from interlock.store.archive import Archive
from interlock.store.lock import writing
from interlock.store.manifest import Manifest
from interlock.store.parsed import Head, ParsedCache, Wordings


class Gathered(msgspec.Struct, frozen=True):
    """What an edition is made of, but for its targets."""

    lists: tuple[ListSpec, ...]
    """Every list that can be read, archived or not, by key."""
    snapshots: tuple[Snapshot, ...]
    """Every archived snapshot, by list and day."""
    records: tuple[Record, ...]
    """From the good ones, by key."""
    versions: tuple[Version, ...]


class Survey(msgspec.Struct, frozen=True):
    """What is archived, and what could be."""

    lists: tuple[ListSpec, ...]
    """Every list that can be read, archived or not, by key."""
    snapshots: tuple[Snapshot, ...]
    """Every archived snapshot, by list and day."""


class _Shot(msgspec.Struct, frozen=True):
    """One archived snapshot, and what its parser said about it."""

    manifest: Manifest
    head: Head | None
    """None when this version does not know the authority."""

    @property
    def legible(self) -> Head | None:
        """What the parser said, None when it could not read the snapshot."""
        return self.head if self.head is not None and not self.head.refusal else None


def gather(
    home: Path,
    progress: Progress | None = None,
    *,
    parsers: Parsers | None = None,
    rulings: Rulings | None = None,
    workers: int | None = None,
    last: Edition | None = None,
    code_version: str = "",
) -> Gathered:
    """Snapshots, judged by their guards, and the records that the good ones show.

    A function of what is archived, the parsers and what people ruled; of nothing else, and in
    particular not of the order in which things came. Snapshots that the cache does not know are read
    again first.

    `last`: an edition that this code built. What it says of lists that stand as they stood is used again.
    `code_version`: of this code. What is told of a list under it is remembered; nothing is when empty.

    Raises:
        StoreError: nothing was ingested, the archive is damaged, or something must be read again and
            another process writes.
    """
    known = parsers or installed()
    shots = _shots(home, known, progress or Silent(), workers)
    if not shots:
        raise StoreError(
            "this home holds no list yet",
            where=str(home),
            remedy="run `interlock ingest` on a folder of lists",
        )
    with no_collection():
        chronicles = Chronicles(home, code_version) if code_version else None
        return _gathered(home, known, shots, rulings or {}, _Unchanged(last), chronicles)


def _gathered(
    home: Path,
    parsers: Parsers,
    shots: Sequence[_Shot],
    rulings: Rulings,
    unchanged: _Unchanged,
    chronicles: Chronicles | None,
) -> Gathered:
    snapshots: list[Snapshot] = []
    records: list[Record] = []
    versions: list[Version] = []
    for list_key, of_list in groupby(shots, key=lambda shot: shot.manifest.list_key):
        series = list(of_list)
        judged = _judged(parsers, list_key, series, rulings)
        snapshots.extend(judged)
        good = [shot for shot, snapshot in zip(series, judged, strict=True) if snapshot.state == "good"]
        if good:
            history = unchanged.history(list_key, judged) or _history(home, parsers, good, chronicles)
            records.extend(history.records)
            versions.extend(history.versions)
    _refuse_shared_keys(records)
    return Gathered(
        _lists(parsers, snapshots),
        tuple(snapshots),
        tuple(sorted(records, key=lambda record: record.key)),
        tuple(sorted(versions, key=lambda version: (version.key, version.since))),
    )


class _Unchanged:
    """What an earlier edition says of the lists that stand as they stood."""

    def __init__(self, last: Edition | None) -> None:
        self._last = last

    def history(self, list_key: str, snapshots: Sequence[Snapshot]) -> History | None:
        """All that these snapshots show together; None when the edition rests on others."""
        if self._last is None or self._snapshots.get(list_key) != tuple(snapshots):
            return None
        records = self._records.get(list_key, ())
        versions = (version for record in records for version in self._versions.get(record.key, ()))
        return History(tuple(records), tuple(versions))

    @cached_property
    def _snapshots(self) -> dict[str, tuple[Snapshot, ...]]:
        of_list = groupby(self._last.snapshots if self._last else (), key=lambda shot: shot.list_key)
        return {list_key: tuple(shots) for list_key, shots in of_list}

    @cached_property
    def _records(self) -> dict[str, list[Record]]:
        found: dict[str, list[Record]] = defaultdict(list)
        for record in self._last.records if self._last else ():
            found[record.listing.list_key].append(record)
        return found

    @cached_property
    def _versions(self) -> dict[str, list[Version]]:
        found: dict[str, list[Version]] = defaultdict(list)
        for version in self._last.versions if self._last else ():
            found[version.key].append(version)
        return found


def _refuse_shared_keys(records: Sequence[Record]) -> None:
    """An authority that gives one id to entries of two of its lists must tell them apart in its module."""
    lists: dict[str, str] = {}
    for record in records:
        other = lists.setdefault(record.key, record.listing.list_key)
        if other != record.listing.list_key:
            raise StoreError(
                f"the lists {other} and {record.listing.list_key} both have an entry {record.key}",
                where="native ids of one authority",
                remedy="this is a fault of Interlock: please report it with the dates of the two lists",
            )


def survey(
    home: Path,
    progress: Progress | None = None,
    *,
    parsers: Parsers | None = None,
    rulings: Rulings | None = None,
    workers: int | None = None,
) -> Survey:
    """Every list and every archived snapshot by list and day, judged as `gather` would.

    Raises:
        StoreError: the archive is damaged, or something must be read again and another process writes.
    """
    known = parsers or installed()
    shots = _shots(home, known, progress or Silent(), workers)
    snapshots = tuple(
        snapshot
        for list_key, series in groupby(shots, key=lambda shot: shot.manifest.list_key)
        for snapshot in _judged(known, list_key, list(series), rulings or {})
    )
    return Survey(_lists(known, snapshots), snapshots)


def _lists(parsers: Parsers, held: Iterable[Snapshot]) -> tuple[ListSpec, ...]:
    """Every list that can be read; of those that stand beside an authority's own, the ones that are here."""
    here = {snapshot.list_key for snapshot in held}
    specs = (spec for key in parsers.keys() for spec in parsers.authority_of(key).lists)  # noqa: SIM118
    return tuple(sorted((s for s in specs if not s.beside or s.key in here), key=lambda spec: spec.key))


def _shots(home: Path, parsers: Parsers, progress: Progress, workers: int | None) -> list[_Shot]:
    """Every archived snapshot with what its parser says, read again where the cache does not know."""
    manifests = Archive(home).manifests()
    known = parsers.keys()
    lost = [
        manifest
        for manifest in manifests
        if manifest.authority in known and _head(home, parsers, manifest) is None
    ]
    if lost:
        _read_again(home, parsers, lost, progress, workers)
    return [
        _Shot(manifest, _head(home, parsers, manifest) if manifest.authority in known else None)
        for manifest in manifests
    ]


def _head(home: Path, parsers: Parsers, manifest: Manifest) -> Head | None:
    return ParsedCache(home).head(manifest, parsers.version_of(manifest.authority))


def _read_again(
    home: Path, parsers: Parsers, lost: Sequence[Manifest], progress: Progress, workers: int | None
) -> None:
    progress.start(len(lost), "reading archived lists again")
    try:
        with writing(home):
            for manifest, _ in each(partial(reparse, home, parsers), lost, workers):
                progress.advance(f"{manifest.list_key} {manifest.day}")
    finally:
        progress.done()


def _judged(parsers: Parsers, list_key: str, series: Sequence[_Shot], rulings: Rulings) -> list[Snapshot]:
    measured = [_measured(shot, head, rulings) for shot in series if (head := shot.legible) is not None]
    judged = {}
    if measured:
        spec = parsers.authority_of(series[0].manifest.authority).list_spec(list_key)
        judged = {judgement.day: judgement for judgement in judge(spec, measured)}
    return [_snapshot(shot, judged.get(shot.manifest.day)) for shot in series]


def _measured(shot: _Shot, head: Head, rulings: Rulings) -> Measured:
    manifest = shot.manifest
    return Measured(
        day=head.day,
        entries=head.entries,
        coverage=head.coverage,
        fills=head.fills,
        alarms=head.alarms,
        fingerprint=head.fingerprint,
        parts=tuple(sorted(file.role for file in manifest.files)),
        fictional=manifest.fictional,
        ruling=rulings.get((manifest.list_key, manifest.day, inputs_sha(_files(manifest)))),
    )


def _snapshot(shot: _Shot, judged: Judged | None) -> Snapshot:
    manifest, head = shot.manifest, shot.legible
    files = _files(manifest)
    if head is None or judged is None:
        refusal = shot.head.refusal if shot.head else f"the authority {manifest.authority!r} is unknown"
        return Snapshot(
            authority=manifest.authority,
            list_key=manifest.list_key,
            day=manifest.day,
            files=files,
            entries=0,
            records={},
            coverage=Coverage(roster=False, facets=()),
            state="quarantined",
            why=f"this version of Interlock cannot read it: {refusal}",
            breaches=(Breach("illegible", refusal),),
            fictional=manifest.fictional,
        )
    coverage = head.coverage
    if head.list_date not in (None, manifest.day):
        notes = (*coverage.notes, f"the list itself is dated {head.list_date}")
        coverage = msgspec.structs.replace(coverage, notes=notes)
    return Snapshot(
        authority=manifest.authority,
        list_key=manifest.list_key,
        day=manifest.day,
        files=files,
        entries=head.entries,
        records=head.records,
        coverage=coverage,
        alarms=head.alarms,
        state=judged.state,
        why=judged.why,
        fictional=manifest.fictional,
        breaches=judged.breaches,
        against=judged.against,
        ruling=judged.ruling,
    )


def _files(manifest: Manifest) -> tuple[SnapshotFile, ...]:
    return tuple(SnapshotFile(file.name, file.role, file.sha256, file.size_bytes) for file in manifest.files)


def _history(home: Path, parsers: Parsers, good: Sequence[_Shot], chronicles: Chronicles | None) -> History:
    first = good[0].manifest
    spec = parsers.authority_of(first.authority).list_spec(first.list_key)
    legible = [(shot.manifest, head) for shot in good if (head := shot.legible) is not None]  # all of them
    if spec.running_numbers:
        sightings, bodies = _sightings(home, parsers, legible)
        followed, body_of = renumbered(sightings, bodies.__getitem__)
        return history_of(spec, followed, body_of, fictional=first.fictional)
    heads = [head for _, head in legible]
    chronicle, told = chronicles.of(first.list_key, heads) if chronicles else (Chronicle(), 0)
    sightings, bodies = _sightings(home, parsers, legible[told:])
    for sighting in sightings:
        chronicle.tell(sighting, spec, bodies.__getitem__)
    found = chronicle.history(spec, fictional=first.fictional)
    if chronicles and sightings:
        chronicles.keep(first.list_key, heads, chronicle)
    return found


def _sightings(
    home: Path, parsers: Parsers, legible: Sequence[tuple[Manifest, Head]]
) -> tuple[list[Sighting], dict[bytes, bytes]]:
    """What the snapshots show, by day; and each text of theirs by its digest."""
    bodies: dict[bytes, bytes] = {}
    sightings = []
    for manifest, head in legible:
        found = _wordings(home, parsers, manifest, head, bodies)
        bodies.update(found.bodies)
        sightings.append(Sighting(manifest.day, head.coverage, found.digests, head.removals))
    return sightings, bodies


def _wordings(
    home: Path, parsers: Parsers, manifest: Manifest, head: Head, known: Mapping[bytes, bytes]
) -> Wordings:
    cache = ParsedCache(home)
    version = parsers.version_of(manifest.authority)
    found = cache.wordings(manifest, version, head, known)
    if found is None:  # damaged since its head was written
        with writing(home):
            reparse(home, parsers, manifest)
        again = cache.head(manifest, version)
        found = cache.wordings(manifest, version, again, known) if again else None
        if found is None:
            raise StoreError(
                f"what was read of {manifest.list_key} of {manifest.day} cannot be kept",
                where=str(home),
                remedy="check the disk of the home folder",
            )
    return found
