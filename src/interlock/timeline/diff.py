"""What the snapshots show to have changed on each list between two days. Pure. Fields are the public JSON.

What is compared is what was known: the list as its good snapshots up to one day show it, and as those up to
the other do. A copy that is silent about a part of the list changes nothing in that part.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Literal

import msgspec

from interlock.ingest.wording import changed_fields
from interlock.model.dates import ActDate
from interlock.model.edition import Version
from interlock.model.listing import Schema
from interlock.model.lists import ListSpec
from interlock.model.record import Presence, Record, Snapshot
from interlock.timeline.four import runs
from interlock.timeline.printed import FieldChange, change
from interlock.timeline.story import CountsAs, absences

How = Literal["new", "relisted", "false absence ended"]
"""`relisted`: it had been taken off, and this is no new designation. `false absence ended`: it had been
missing for less than the damping, and was never off."""


class Added(msgspec.Struct, frozen=True, kw_only=True):
    """An entry that the later day's knowledge has in force and the earlier one's had not."""

    source_id: str
    name: str
    schema: Schema
    target_id: str
    programmes: tuple[str, ...]
    seen: date
    """First snapshot that has it."""
    listed_on: ActDate
    """When it was first designated, with all that is known now."""
    how: How


class Removed(msgspec.Struct, frozen=True, kw_only=True):
    """The reverse."""

    source_id: str
    name: str
    schema: Schema
    target_id: str
    programmes: tuple[str, ...]
    last_seen: date
    gone: date
    """First snapshot that shows it gone."""
    delisted_on: ActDate | None
    """None while the absence is no delisting."""
    how: CountsAs


class Changed(msgspec.Struct, frozen=True, kw_only=True):
    """An entry that is in force on both days, and reads differently."""

    source_id: str
    name: str
    target_id: str
    fields: tuple[FieldChange, ...]


class ListDiff(msgspec.Struct, frozen=True, kw_only=True):
    """One list."""

    list_key: str
    from_snapshot: date | None
    """The newest good snapshot up to the day; None when there is none, and then nothing can be told."""
    to_snapshot: date | None
    notes: tuple[str, ...]
    """What these snapshots cannot tell."""
    added: tuple[Added, ...]
    removed: tuple[Removed, ...]
    changed: tuple[Changed, ...]


class Diff(msgspec.Struct, frozen=True, kw_only=True):
    """The answer to `interlock diff`."""

    edition: str
    from_: date = msgspec.field(name="from")
    to: date
    focus: str
    fictional: bool
    lists: tuple[ListDiff, ...]


class Material(msgspec.Struct, frozen=True):
    """One list of an edition."""

    spec: ListSpec
    snapshots: Sequence[Snapshot]
    """By day, the quarantined ones too."""
    records: Sequence[Record]
    """Those that are asked for, by key."""
    versions: Mapping[str, Sequence[Version]]
    """Of these records, by key, each by day."""
    target_of: Callable[[str], str]


def list_diff(one: Material, first: date, last: date) -> ListDiff:
    """What the good snapshots up to `last` show and those up to `first` do not, and the reverse."""
    old, new = _standing(one.snapshots, first), _standing(one.snapshots, last)
    added: list[Added] = []
    removed: list[Removed] = []
    changed: list[Changed] = []
    passing = 0
    if old is not None and new is not None and old.day < new.day:
        for record in one.records:
            was, now = _in_force(record, old.day), _in_force(record, new.day)
            if now and not was:
                added.append(_added(one, record, now, old.day))
            elif was and not now:
                removed.append(_removed(one, record, was))
            elif was and now:
                changed += _changed(one, record, old.day, new.day)
            else:
                passing += any(old.day < p.first <= new.day for p in runs(record))
    return ListDiff(
        list_key=one.spec.key,
        from_snapshot=old.day if old else None,
        to_snapshot=new.day if new else None,
        notes=tuple(_notes(one.snapshots, old, new, first, last, passing)),
        added=tuple(added),
        removed=tuple(removed),
        changed=tuple(changed),
    )


def _standing(snapshots: Iterable[Snapshot], day: date) -> Snapshot | None:
    """The snapshot that stands for the day: the newest good one up to it."""
    return max(
        (s for s in snapshots if s.state == "good" and s.day <= day), key=lambda s: s.day, default=None
    )


def _in_force(record: Record, day: date) -> Presence | None:
    """The run in which the snapshots up to that day leave it on the list."""
    for presence in runs(record):
        if presence.first <= day and (presence.gone is None or presence.gone > day):
            return presence
    return None


def _added(one: Material, record: Record, now: Presence, old: date) -> Added:
    listing = record.listing
    return Added(
        source_id=listing.source_id,
        name=listing.caption,
        schema=listing.schema,
        target_id=one.target_of(record.key),
        programmes=listing.programmes,
        seen=now.first,
        listed_on=record.listed_on,
        how=_came(record, now, old),
    )


def _came(record: Record, now: Presence, old: date) -> How:
    if all(presence.first > old for presence in runs(record)):
        return "new"
    ended = [a for a in absences(record) if a.back is not None and old < a.back <= now.first]
    off = any(absence.counts_as in ("delisted", "removed by notice") for absence in ended)
    return "relisted" if off else "false absence ended"


def _removed(one: Material, record: Record, was: Presence) -> Removed:
    absence = next(found for found in absences(record) if found.gone == was.gone)
    ends = [span.delisted_on for span in record.spans if span.delisted_on is not None]
    listing = record.listing
    return Removed(
        source_id=listing.source_id,
        name=listing.caption,
        schema=listing.schema,
        target_id=one.target_of(record.key),
        programmes=listing.programmes,
        last_seen=absence.last_seen,
        gone=absence.gone,
        delisted_on=_end_of(absence.counts_as, ends, absence.gone),
        how=absence.counts_as,
    )


def _end_of(how: CountsAs, ends: Sequence[ActDate], gone: date) -> ActDate | None:
    if how not in ("delisted", "removed by notice"):
        return None
    fitting = [end for end in ends if end.latest is None or end.latest <= gone]
    return fitting[-1] if fitting else None


def _changed(one: Material, record: Record, old: date, new: date) -> Iterable[Changed]:
    known = _reading(one.versions.get(record.key, ()), old)
    now = _reading(one.versions.get(record.key, ()), new)
    if known is None or now is None or known.digest == now.digest:
        return
    before, after = known.listing(), now.listing()
    names = changed_fields(before, after)
    if before.source_id != after.source_id:
        names = ("source_id", *names)
    if names:
        yield Changed(
            source_id=record.listing.source_id,
            name=after.caption,
            target_id=one.target_of(record.key),
            fields=tuple(change(before, after, name) for name in names),
        )


def _reading(versions: Sequence[Version], day: date) -> Version | None:
    return max((v for v in versions if v.since <= day), key=lambda v: v.since, default=None)


def _notes(
    snapshots: Sequence[Snapshot],
    old: Snapshot | None,
    new: Snapshot | None,
    first: date,
    last: date,
    passing: int,
) -> Iterable[str]:
    if not snapshots:
        yield "no snapshot of this list is here: nothing can be told"
        return
    if old is None or new is None:
        oldest = min(snapshot.day for snapshot in snapshots)
        day = last if new is None else first
        yield f"no good snapshot up to {day} (the oldest is of {oldest}): nothing can be told"
        return
    if old.day == new.day:
        yield f"one snapshot, of {old.day}, stands for both days: what changed between them cannot be told"
    for shot, day in ((old, first), (new, last)):
        if shot.day != day:
            yield f"the snapshot of {shot.day} stands for {day}, {(day - shot.day).days} days later"
    for shot in {old.day: old, new.day: new}.values():
        yield from _silences(shot)
    shut = [s.day.isoformat() for s in snapshots if s.state != "good" and first < s.day <= last]
    if shut:
        yield f"quarantined and not used: {', '.join(shut)}"
    if passing:
        yield f"{passing} entries came and went between the two, and are in neither"


def _silences(shot: Snapshot) -> Iterable[str]:
    coverage = shot.coverage
    if not coverage.roster:
        yield f"the copy of {shot.day} does not hold every entry: what it lacks counts as unchanged"
    elif coverage.focus:
        yield f"the copy of {shot.day} is whole for {coverage.focus} only: nothing else can be missed in it"
    silent = {"core", "aliases", "addresses"} - set(coverage.facets)
    if silent:
        yield f"the copy of {shot.day} does not hold: {', '.join(sorted(silent))}; these count as unchanged"
