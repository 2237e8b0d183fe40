"""A record: one entry of one list over time, as all its snapshots together show it."""

from __future__ import annotations

from datetime import date
from typing import Literal

import msgspec

from interlock.model.dates import ActDate
from interlock.model.guarding import Breach, Ruling
from interlock.model.listing import Listing
from interlock.model.snapshot import Alarm, Coverage

SnapshotState = Literal["good", "quarantined"]


class SnapshotFile(msgspec.Struct, frozen=True, order=True):
    """One file of a snapshot, as it was archived."""

    name: str
    role: str
    sha256: str
    """Of the unpacked bytes."""
    size_bytes: int


class Snapshot(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One list on one date: what was read, and whether it may be relied upon."""

    authority: str
    list_key: str
    day: date
    """The date the snapshot was filed under: the list's own date, or the day it was fetched."""
    files: tuple[SnapshotFile, ...]
    entries: int
    records: dict[str, int]
    coverage: Coverage
    alarms: tuple[Alarm, ...] = ()
    state: SnapshotState = "good"
    why: str = ""
    """Why it is quarantined, in a sentence."""
    fictional: bool = False
    """From the sample world."""
    breaches: tuple[Breach, ...] = ()
    """The guards that it broke; of an accepted one, those that a person overruled."""
    against: date | None = None
    """Day of the last good snapshot that it was compared with."""
    ruling: Ruling | None = None
    """What a person ruled about exactly these files."""


class Span(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """A stretch of time on the list. An open `delisted_on` means still there when last looked."""

    listed_on: ActDate
    delisted_on: ActDate | None = None


class Change(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """The snapshot in which an entry first read differently, and the fields that changed."""

    day: date
    fields: tuple[str, ...]


class Presence(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """A run of snapshots that show the entry in force, and none between them that shows it gone."""

    first: date
    last: date
    lacking: date | None = None
    """The last snapshot before `first` that would have held it and did not; None when there is none."""
    gone: date | None = None
    """The first snapshot after `last` that shows it gone; None when none does."""
    by_notice: bool = False
    """It is gone by the list's own notice of removal, not by absence alone."""
    noticed: date | None = None
    """The snapshot that brought the notice, where it came after `gone`."""


class Former(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """A native id that the entry had before its list gave it another."""

    source_id: str
    first_seen: date
    last_seen: date
    until: date
    """First snapshot that has the next id in its place."""


class Record(msgspec.Struct, frozen=True, gc=False, omit_defaults=True, kw_only=True):
    """One entry of one list, its latest known wording, and when it was there."""

    listing: Listing
    first_seen: date
    """Day of the first good snapshot that holds it."""
    last_seen: date
    spans: tuple[Span, ...]
    """In order, at least one. Only the first is a designation: coming back is not a new one."""
    missing_since: date | None = None
    """First snapshot it is absent from, while the absence is too short to call it a delisting."""
    changes: tuple[Change, ...] = ()
    fictional: bool = False
    qualified: bool = False
    """Its list shares native ids with another list of the authority; see `ListSpec.qualified_keys`."""
    retired_on: date | None = None
    """Its list was given up on that day; see `ListSpec.retired_on`."""
    presences: tuple[Presence, ...] = ()
    """In order. Where one ends and the next begins, the entry was shown to be gone for a while; whether
    that was a delisting stands in `spans`."""
    formerly: tuple[Former, ...] = ()
    """In order. Everything else here, `first_seen` and the spans too, is of the entry under all its ids."""

    @property
    def source_ids(self) -> tuple[str, ...]:
        """Every native id that it ever had, the present one first."""
        return (self.listing.source_id, *(former.source_id for former in reversed(self.formerly)))

    @property
    def key(self) -> str:
        """`<authority>:<native id>`, or `<list key>:<native id>` when qualified; unique in an edition."""
        listing = self.listing
        return f"{listing.list_key if self.qualified else listing.authority}:{listing.source_id}"

    @property
    def keys(self) -> tuple[str, ...]:
        """The key of every native id that it ever had, the present one first."""
        space = self.listing.list_key if self.qualified else self.listing.authority
        return tuple(f"{space}:{source_id}" for source_id in self.source_ids)

    @property
    def listed_on(self) -> ActDate:
        """When it was first designated."""
        return self.spans[0].listed_on

    @property
    def delisted(self) -> bool:
        """Taken off, and not back."""
        return self.spans[-1].delisted_on is not None


Standing = Literal["listed", "not listed", "unknown"]


class StandingOn(msgspec.Struct, frozen=True):
    """Whether an entry was in force on a day, and on what that rests."""

    standing: Standing
    why: str


def standing_on(record: Record, day: date) -> StandingOn:
    """Was the entry in force on `day`? `unknown` wherever the evidence leaves both open."""
    found = _standing(record, day)
    if found.standing == "listed" and record.retired_on is not None and day >= record.retired_on:
        return StandingOn("unknown", f"on a list that was given up on {record.retired_on}; {found.why}")
    return found


def _standing(record: Record, day: date) -> StandingOn:
    if record.missing_since is not None and day >= record.missing_since:
        return StandingOn(
            "unknown",
            f"absent from the snapshot of {record.missing_since}, not long enough to call it delisted",
        )
    for span in reversed(record.spans):
        begun = _begun(span.listed_on, record.first_seen, day)
        if begun == "no":
            continue
        if begun == "unknown":
            return StandingOn("unknown", _doubt(span.listed_on))
        if span.delisted_on is None:
            return StandingOn("listed", f"listed {span.listed_on.words()}")
        ended = _ended(span.delisted_on, day)
        if ended == "no":
            return StandingOn("listed", f"listed {span.listed_on.words()}")
        if ended == "unknown":
            return StandingOn("unknown", f"taken off {span.delisted_on.words()}")
        return StandingOn("not listed", f"taken off {span.delisted_on.words()}")
    return StandingOn("not listed", f"listed only {record.listed_on.words()}")


def _begun(act: ActDate, first_seen: date, day: date) -> Literal["yes", "no", "unknown"]:
    if not act.is_confirmed:
        return "yes" if day >= first_seen else "unknown"
    if act.earliest is not None and day < act.earliest:
        return "no"
    return "yes" if act.latest is not None and day >= act.latest else "unknown"


def _ended(act: ActDate, day: date) -> Literal["yes", "no", "unknown"]:
    if act.latest is not None and day >= act.latest:
        return "yes"
    if act.earliest is not None and day < act.earliest:
        return "no"
    return "unknown"


def _doubt(act: ActDate) -> str:
    if not act.is_confirmed:
        day = act.iso().rstrip("?")
        return f"the designation date {day} is claimed and not confirmed"
    return f"listed {act.words()}, so not surely by then"
