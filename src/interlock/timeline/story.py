"""How one entry went through the snapshots of its list. Pure. Field names are the public JSON."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Literal

import msgspec

from interlock.ingest.wording import changed_fields
from interlock.model.dates import ActDate
from interlock.model.edition import Version
from interlock.model.listing import Facet, Listing, Schema
from interlock.model.record import Record
from interlock.timeline.four import DateTold, four_dates, runs
from interlock.timeline.printed import FieldChange, change

CountsAs = Literal["removed by notice", "delisted", "not yet a delisting", "false absence"]
"""`removed by notice`: the list said so. `delisted`: shown to have lasted as long as the list's damping
asks. `not yet a delisting`: too short so far. `false absence`: back before that, so it was never off."""


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """A snapshot in which the entry first read so."""

    snapshot: date
    fields: tuple[FieldChange, ...]
    """What differs from the reading before; empty for the first, and where something only became known."""
    learned: tuple[Facet, ...]
    """Parts of the entry that no snapshot before had told."""
    digest: str


class Time(msgspec.Struct, frozen=True, kw_only=True):
    """A time on the list."""

    listed_on: ActDate
    delisted_on: ActDate | None
    relisted: bool
    """It had been taken off before: coming back is not a new designation."""


class Absence(msgspec.Struct, frozen=True, kw_only=True):
    """A time in which snapshots that would have held the entry did not."""

    last_seen: date
    gone: date
    """The first snapshot that shows it gone."""
    back: date | None
    counts_as: CountsAs


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """A native id of the entry."""

    source_id: str
    first_seen: date
    last_seen: date


class Story(msgspec.Struct, frozen=True, kw_only=True):
    """One entry."""

    key: str
    authority: str
    list_key: str
    source_id: str
    target_id: str
    name: str
    schema: Schema
    ids: tuple[Known, ...]
    """Every native id that it had, in order."""
    first_seen: date
    last_seen: date
    delisted: bool
    dates: tuple[DateTold, ...]
    """The four, in order: announced, in_legal_effect, published_in_list, first_seen."""
    spans: tuple[Time, ...]
    absences: tuple[Absence, ...]
    amended_on: tuple[date, ...]
    """Every amendment that any of its readings printed."""
    versions: tuple[Reading, ...]


class History(msgspec.Struct, frozen=True, kw_only=True):
    """The answer to `interlock history`."""

    edition: str
    query: str
    fictional: bool
    entries: tuple[Story, ...]


def story(record: Record, versions: Iterable[Version], target_id: str) -> Story:
    """Everything that the edition knows of the entry's time on its list.

    `versions` are the record's own, by day.
    """
    told = [(version, version.listing()) for version in versions]
    listing = record.listing
    amended = {day for _, text in told for day in text.amended_on} | set(listing.amended_on)
    return Story(
        key=record.key,
        authority=listing.authority,
        list_key=listing.list_key,
        source_id=listing.source_id,
        target_id=target_id,
        name=listing.caption,
        schema=listing.schema,
        ids=_ids(record),
        first_seen=record.first_seen,
        last_seen=record.last_seen,
        delisted=record.delisted,
        dates=four_dates(record),
        spans=tuple(
            Time(listed_on=span.listed_on, delisted_on=span.delisted_on, relisted=bool(number))
            for number, span in enumerate(record.spans)
        ),
        absences=absences(record),
        amended_on=tuple(sorted(amended)),
        versions=_readings(told),
    )


def absences(record: Record) -> tuple[Absence, ...]:
    """Every time that it was shown to be gone, the last one too when it has not come back."""
    found = []
    presences = runs(record)
    for number, presence in enumerate(presences):
        if presence.gone is None:
            continue
        back = presences[number + 1].first if number + 1 < len(presences) else None
        found.append(
            Absence(
                last_seen=presence.last,
                gone=presence.gone,
                back=back,
                counts_as=_counts_as(record, presence.gone, back, by_notice=presence.by_notice),
            )
        )
    return tuple(found)


def _counts_as(record: Record, gone: date, back: date | None, *, by_notice: bool) -> CountsAs:
    if by_notice:
        return "removed by notice"
    ends = {span.delisted_on.latest for span in record.spans if span.delisted_on is not None}
    if gone in ends:
        return "delisted"
    return "not yet a delisting" if back is None else "false absence"


def _ids(record: Record) -> tuple[Known, ...]:
    found = [
        Known(source_id=former.source_id, first_seen=former.first_seen, last_seen=former.last_seen)
        for former in record.formerly
    ]
    since = record.formerly[-1].until if record.formerly else record.first_seen
    return (*found, Known(source_id=record.listing.source_id, first_seen=since, last_seen=record.last_seen))


def _readings(told: list[tuple[Version, Listing]]) -> tuple[Reading, ...]:
    found = []
    known: Listing | None = None
    for version, now in told:
        fields: tuple[FieldChange, ...] = ()
        learned = now.facets
        if known is not None:
            learned = tuple(facet for facet in now.facets if facet not in known.facets)
            names = changed_fields(known, now)
            if known.source_id != now.source_id:
                names = ("source_id", *names)
            fields = tuple(change(known, now, name) for name in names)
        found.append(Reading(snapshot=version.since, fields=fields, learned=learned, digest=version.digest))
        known = now
    return tuple(found)
