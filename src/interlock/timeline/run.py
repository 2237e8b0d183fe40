"""The room's door: reads an edition (and, to trace, the archive), asks the pure rules."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from interlock.base.errors import QueryError
from interlock.focus import load_focus
from interlock.ingest.provenance import Provenance
from interlock.model.edition import Edition, Version
from interlock.model.record import Record
from interlock.store.editions import Editions
from interlock.timeline.diff import Diff, Material, list_diff
from interlock.timeline.named import named
from interlock.timeline.story import History, story
from interlock.timeline.trace import Look, TracedEntry, Traces, check_field, trace_entry


def history(home: Path, query: str) -> History:
    """How the entries that answer to an id went through the snapshots of their lists.

    Raises:
        QueryError: nothing answers to the id. StoreError: no edition, or a damaged one.
    """
    return history_of(Editions(home).load(), query)


def history_of(edition: Edition, query: str) -> History:
    """The same, from an edition in hand. Raises: QueryError."""
    found = named(query, edition.records, edition.targets)
    targets = _target_of(edition)
    versions = _versions_of(edition, found)
    return History(
        edition=edition.edition_id,
        query=query,
        fictional=edition.fictional,
        entries=tuple(
            story(record, versions.get(record.key, ()), targets.get(record.key, "")) for record in found
        ),
    )


def diff(home: Path, first: date, last: date, *, authority: str | None = None, focus: str = "all") -> Diff:
    """What changed on each list between two days, as far as its snapshots show.

    Raises:
        QueryError: the days are reversed, or the authority or the focus is unknown.
        StoreError: no edition, or a damaged one.
    """
    return diff_of(Editions(home).load(), first, last, authority=authority, focus=focus)


def diff_of(
    edition: Edition, first: date, last: date, *, authority: str | None = None, focus: str = "all"
) -> Diff:
    """The same, from an edition in hand. Raises: QueryError."""
    if last < first:
        raise QueryError(
            f"{last} is before {first}", where="--from, --to", remedy="give the earlier day first"
        )
    specs = [spec for spec in edition.lists if authority in (None, spec.key.partition(".")[0])]
    if not specs:
        known = sorted({spec.key.partition(".")[0] for spec in edition.lists})
        raise QueryError(f"unknown authority {authority!r}", remedy=f"use one of: {', '.join(known)}")
    targets = _target_of(edition)
    chosen = _in_focus(edition, focus)
    versions = _versions_of(edition, chosen)
    lists = [
        list_diff(
            Material(
                spec=spec,
                snapshots=[shot for shot in edition.snapshots if shot.list_key == spec.key],
                records=[record for record in chosen if record.listing.list_key == spec.key],
                versions=versions,
                target_of=lambda key: targets.get(key, ""),
            ),
            first,
            last,
        )
        for spec in specs
    ]
    return Diff(
        edition=edition.edition_id,
        from_=first,
        to=last,
        focus=focus,
        fictional=edition.fictional,
        lists=tuple(lists),
    )


def trace(home: Path, query: str, field: str, as_of: date) -> Traces:
    """Where each value of a field stands, for every entry that answers to an id.

    Raises:
        QueryError: nothing answers to the id, or there is no such field.
        StoreError: no edition, or the home is damaged.
    """
    edition = Editions(home).load()
    check_field(field)
    archive = Provenance(home)
    found = named(query, edition.records, edition.targets)
    versions = _versions_of(edition, found)
    return Traces(
        edition=edition.edition_id,
        query=query,
        field=field,
        as_of=as_of,
        fictional=edition.fictional,
        entries=tuple(
            _traced(edition, archive, record, versions.get(record.key, []), field, as_of) for record in found
        ),
    )


def _traced(
    edition: Edition, archive: Provenance, record: Record, versions: list[Version], field: str, as_of: date
) -> TracedEntry:
    list_key = record.listing.list_key
    days = sorted(
        (s.day for s in edition.snapshots if s.list_key == list_key and s.state == "good" and s.day <= as_of),
        reverse=True,
    )
    read = [version for version in versions if version.since <= as_of]
    look = Look(lambda day: archive.seen(list_key, day, record.source_ids), archive.raw)
    return trace_entry(record, read[-1].listing() if read else None, days, field, look)


def _in_focus(edition: Edition, focus: str) -> list[Record]:
    """The records that belong to the focus, or whose target has another record that does."""
    marks = load_focus(focus)
    records = {record.key: record for record in edition.records}
    if marks.key == "all":
        return list(records.values())
    inside = {key for key, record in records.items() if marks.mark(record.listing)}
    for target in edition.targets:
        if not inside.isdisjoint(target.members):
            inside.update(target.members)
    return [record for key, record in records.items() if key in inside]


def _target_of(edition: Edition) -> dict[str, str]:
    return {key: target.target_id for target in edition.targets for key in target.members}


def _versions_of(edition: Edition, records: Iterable[Record]) -> dict[str, list[Version]]:
    keys = {record.key for record in records}
    found: dict[str, list[Version]] = {}
    for version in edition.versions:
        if version.key in keys:
            found.setdefault(version.key, []).append(version)
    return found
