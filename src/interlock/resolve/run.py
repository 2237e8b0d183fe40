"""The room's door: lists in the home become an edition; an edition answers who is who."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from importlib import resources
from pathlib import Path

import msgspec

from interlock import __version__
from interlock.base.errors import QueryError, StoreError
from interlock.base.heap import no_collection
from interlock.ingest.build import gather
from interlock.ingest.progress import Progress, Silent
from interlock.ingest.rulings import rulings_of
from interlock.model.edition import Edition, EditionContent
from interlock.model.explanation import Explanation
from interlock.model.target import Target
from interlock.model.view import TargetAnswer
from interlock.resolve.company import Company
from interlock.resolve.decide import decide
from interlock.resolve.explain import explain_pair
from interlock.resolve.judged import rule, under_present_keys, used
from interlock.resolve.memory import Memory, Recalled
from interlock.resolve.named import records_meant
from interlock.resolve.redirects import follow, renamed
from interlock.resolve.resolve import profiles_of, resolve_again, setting_of
from interlock.resolve.search import find_targets, view
from interlock.store.editions import Editions
from interlock.store.ledger import standing_judgements, standing_snapshot_decisions
from interlock.store.memory import BuildMemory


class Built(msgspec.Struct, frozen=True, kw_only=True):
    """What a build made."""

    edition_id: str
    changed: bool
    """False when the same edition was current already."""
    snapshots: int
    quarantined: int
    records: int
    targets: int
    shared_targets: int
    """Targets that two or more authorities list."""
    doubts: int
    fictional: bool
    judgements: int
    """People's judgements that stand."""
    judgements_ignored: int
    """Of them, those on records that no list holds today: kept, and without effect."""
    contradictions: tuple[str, ...]
    """Positive judgements that negative ones forbid, in words: for a person."""


def build(home: Path, progress: Progress | None = None, *, ledger: str = "") -> Built:
    """The home's current edition is made of everything ingested, ruled and judged so far.

    `ledger`: URL of the database of decisions; empty for the one in the home.

    Raises:
        StoreError: nothing was ingested, another process writes, or the home is damaged.
    """
    return build_in_hand(home, progress, ledger=ledger)[0]


def build_in_hand(home: Path, progress: Progress | None = None, *, ledger: str = "") -> tuple[Built, Edition]:
    """The same, with the edition itself: whoever goes on with it need not read it again."""
    watch = progress or Silent()
    editions, memory = Editions(home), BuildMemory(home)
    last = _built_by_this_code(editions)
    rulings = rulings_of(standing_snapshot_decisions(home, ledger))
    gathered = gather(home, watch, rulings=rulings, last=last, code_version=code_version())
    watch.start(1, "resolving who is who")
    judgements = under_present_keys(standing_judgements(home, ledger), renamed(gathered.records))
    with no_collection():
        targets, learned = resolve_again(gathered.records, judgements, _recalled(memory, last))
    told = used(judgements, rule(judgements, {record.key for record in gathered.records}))
    watch.advance(f"{len(targets):,} targets")
    watch.done()
    before = editions.current()
    content = EditionContent(
        code_version=code_version(),
        lists=gathered.lists,
        snapshots=gathered.snapshots,
        records=gathered.records,
        versions=gathered.versions,
        targets=targets,
        judgements=told,
    )
    edition_id = editions.write(content)
    memory.keep(edition_id, _MEMORY.encode(learned))
    built = Built(
        edition_id=edition_id,
        changed=edition_id != before,
        snapshots=len(gathered.snapshots),
        quarantined=sum(1 for shot in gathered.snapshots if shot.state == "quarantined"),
        records=len(gathered.records),
        targets=len(targets),
        shared_targets=sum(_is_shared(target) for target in targets),
        doubts=len({doubt for target in targets for doubt in target.doubts}),
        fictional=any(shot.fictional for shot in gathered.snapshots),
        judgements=told.count,
        judgements_ignored=told.ignored,
        contradictions=told.contradictions,
    )
    return built, Edition.of(content, edition_id)


_MEMORY = msgspec.msgpack.Encoder(order="deterministic")


def _built_by_this_code(editions: Editions) -> Edition | None:
    """The current edition, whole, if this very code built it; None when there is none to build on."""
    try:
        if editions.current() is None:
            return None
        last = editions.load()
        if last.code_version != code_version():
            return None
        _ = last.snapshots, last.records, last.versions  # read now, so that damage shows now
    except StoreError:
        return None  # the build makes a sound one from the archive
    return last


def _recalled(memory: BuildMemory, last: Edition | None) -> Recalled:
    """What was found out for that edition; nothing when nothing is remembered of it."""
    data = memory.of(last.edition_id) if last is not None else None
    if last is None or data is None:
        return Recalled()
    try:
        return Recalled(msgspec.msgpack.decode(data, type=Memory), last.records, last.targets)
    except (msgspec.DecodeError, StoreError):
        return Recalled()


def find(home: Path, query: str, as_of: date, *, limit: int = 10) -> TargetAnswer:
    """Targets by id, native id, reference or name, as they stand on the day.

    Raises:
        QueryError: an empty query. StoreError: no edition, or a damaged one.
    """
    if not query.strip():
        raise QueryError("nothing to look for", remedy="give a target id, a native id, or a name")
    editions = Editions(home)
    edition = editions.load()
    records = {record.key: record for record in edition.records}
    moved = follow(query, edition.targets, editions.once_held, renamed(edition.records))
    found = list(moved.targets) or find_targets(query, edition.targets, records, limit=limit)
    return TargetAnswer(
        edition=edition.edition_id,
        as_of=as_of,
        query=query,
        fictional=edition.fictional,
        targets=tuple(view(target, records, as_of) for target in found[:limit]),
        notes=moved.notes,
    )


def explain(home: Path, id_a: str, id_b: str, *, ledger: str = "") -> Explanation:
    """Why the two are, or are not, one party, as the current edition and the judgements of now say.

    A target id stands for all its entries: the two that speak most strongly for a link are explained.

    Raises:
        QueryError: an id leads to no entry or to several, or both lead to one entry.
        StoreError: no edition, or a damaged one.
    """
    edition = Editions(home).load()
    judgements = under_present_keys(standing_judgements(home, ledger), renamed(edition.records))
    records = {record.key: record for record in edition.records}
    left, right = (records_meant(text, edition.targets, records) for text in (id_a, id_b))
    profiles = profiles_of(edition.records)
    company = Company.of([target.members for target in edition.targets], profiles)
    setting = replace(setting_of(profiles), company=company)
    pairs = [(a, b) for a in left for b in right if a.key != b.key]
    if not pairs:
        raise QueryError(f"{id_a} and {id_b} are one entry", remedy="name two different entries or targets")
    a, b = max(pairs, key=lambda pair: decide(profiles[pair[0].key], profiles[pair[1].key], setting).score)
    holders = {key: target for target in edition.targets for key in target.members}
    answer = explain_pair(a, b, setting, holders=holders, judgements=judgements)
    built_with = used(judgements, rule(judgements, records.keys()))
    if built_with == edition.judgements:
        return answer
    stale = "Judgements were made or withdrawn since this edition: `interlock build` carries them out."
    return msgspec.structs.replace(answer, notes=(*answer.notes, stale))


class Membership(msgspec.Struct, frozen=True, order=True):
    """One row of the resolution: this entry is this target."""

    target_id: str
    authority: str
    source_id: str


def resolution(edition: Edition) -> Iterator[Membership]:
    """Every entry now on a list, with its target; sorted by target, authority and native id."""
    records = {record.key: record for record in edition.records}
    for target in edition.targets:
        members = (records[key] for key in target.members)
        yield from sorted(
            # A set: one id on two lists of an authority is one row.
            {
                Membership(target.target_id, record.listing.authority, record.listing.source_id)
                for record in members
                if not record.delisted
            }
        )


def resolution_csv(edition: Edition) -> str:
    """The resolution as CSV with a header."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(Membership.__struct_fields__)
    writer.writerows(msgspec.structs.astuple(row) for row in resolution(edition))
    return text.getvalue()


def _is_shared(target: Target) -> bool:
    """Two or more authorities list it."""
    members = target.members
    return len(members) > 1 and len({key.partition(":")[0].partition(".")[0] for key in members}) > 1


@cache
def code_version() -> str:
    """The release, and a hash of the code that decides what an edition says."""
    digest = hashlib.sha256()
    for room in ("focus", "model", "names", "resolve", "ingest", "sources"):
        _add_folder(digest, f"interlock.{room}")
    _add_folder(digest, "interlock.sources.authorities")
    return f"{__version__}+{digest.hexdigest()[:12]}"


def _add_folder(digest: hashlib._Hash, package: str) -> None:
    for item in sorted(resources.files(package).iterdir(), key=lambda entry: entry.name):
        if item.is_file() and item.name.endswith((".py", ".toml")):
            digest.update(item.name.encode())
            digest.update(item.read_bytes())
