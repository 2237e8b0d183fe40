"""Is a snapshot a whole list, like the one before it? What is not waits for a person. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

import msgspec

from interlock.model.fill import Fills, facet_of
from interlock.model.guarding import Breach, Ruling
from interlock.model.lists import Fill, ListSpec
from interlock.model.record import SnapshotState
from interlock.model.snapshot import Alarm, Coverage

GROW_SLACK = 50
"""Entries that any list may gain at once: a list of ten that becomes forty is no other list, and the
limit in percent would speak of it."""
MIN_FOR_RATE = 20
"""Fewer entries of a kind have no fill rate: one of them would move it by more than five points."""
MAX_NEW_FIELDS = 8
"""Names that the parser does not know, beyond those of the last good snapshot. One or two are a change of
the format that an alarm is enough for; Canada's renaming of 2026-08-24 touched every element."""
MAX_FIELDS_GONE = 0.5
"""Share of the names of the last good snapshot, read from the same kinds of file, that may be missing."""
DAYS_PER_YEAR = 365.25


class Measured(msgspec.Struct, frozen=True):
    """What the guards look at, of one snapshot."""

    day: date
    entries: int
    coverage: Coverage
    fills: Fills = {}
    alarms: tuple[Alarm, ...] = ()
    fingerprint: str = ""
    parts: tuple[str, ...] = ()
    """Roles of its files, sorted: fingerprints of other parts are not compared."""
    fictional: bool = False
    """From a sample world, which is small by design: bounds of the real list do not hold."""
    ruling: Ruling | None = None
    """What a person ruled about exactly these files."""

    @property
    def is_whole(self) -> bool:
        """Names everybody on the list, and is the real one."""
        return self.coverage.roster and not self.coverage.focus and not self.fictional

    @property
    def unknown_fields(self) -> frozenset[str]:
        """What its parser did not know, in words."""
        return frozenset(alarm.text for alarm in self.alarms if alarm.code == "unknown-field")


class Judged(msgspec.Struct, frozen=True):
    """Whether one snapshot may be relied upon."""

    day: date
    state: SnapshotState
    why: str = ""
    breaches: tuple[Breach, ...] = ()
    """Also of an accepted one: what the person overruled."""
    against: date | None = None
    """Day of the last good one of its kind before it."""
    ruling: Ruling | None = None


def judge(spec: ListSpec, series: Iterable[Measured]) -> tuple[Judged, ...]:
    """One judgement for each snapshot of a list, in the order of their days.

    A snapshot that breaks a guard is quarantined until a person accepts it, and one that a person
    rejected is quarantined whatever the guards say. Only like is compared with like: whole rosters with
    each other, rosters of one focus with each other; a copy that is no roster has no count to compare.
    Each is compared with the last good one before it, so a list that stays odd stays shut until a person
    accepts it, and one that recovers is good again. The judgement depends on the snapshots and the
    rulings, never on the order in which they came.
    """
    last_good: dict[tuple[bool, str], Measured] = {}
    judgements = []
    for shot in sorted(series, key=lambda item: item.day):
        kind = (shot.coverage.roster, shot.coverage.focus)
        before = last_good.get(kind)
        judged = _judged(spec, shot, before)
        if judged.state == "good":
            last_good[kind] = shot
        judgements.append(judged)
    return tuple(judgements)


def _judged(spec: ListSpec, shot: Measured, before: Measured | None) -> Judged:
    breaches = tuple(_breaches(spec, shot, before))
    against = before.day if before else None
    ruling = shot.ruling
    if ruling is not None and ruling.verdict == "rejected":
        why = f"the {spec.key} snapshot of {shot.day} was rejected by {ruling.author}: {ruling.reason}"
        rejected = Breach("rejected", f"{ruling.author}: {ruling.reason}")
        return Judged(shot.day, "quarantined", why, (*breaches, rejected), against, ruling)
    if not breaches or ruling is not None:
        return Judged(shot.day, "good", "", breaches, against, ruling)
    what = "; ".join(breach.text for breach in breaches)
    in_use = f"; that of {before.day} stays in use" if before else "; no good one is here"
    why = f"the {spec.key} snapshot of {shot.day} has {what}{in_use}"
    return Judged(shot.day, "quarantined", why, breaches, against)


def _breaches(spec: ListSpec, shot: Measured, before: Measured | None) -> Iterator[Breach]:
    if shot.is_whole:
        yield from _bounds(spec, shot)
    if before is not None:
        if shot.coverage.roster:
            yield from _movement(spec, shot, before)
        yield from _fields(shot, before)


def _bounds(spec: ListSpec, shot: Measured) -> Iterator[Breach]:
    reason = f": {spec.count_reason}" if spec.count_reason else ""
    if shot.entries < spec.count_floor:
        yield Breach("floor", f"{shot.entries:,} entries, under the floor of {spec.count_floor:,}{reason}")
    if shot.entries > spec.count_ceiling:
        text = f"{shot.entries:,} entries, over the ceiling of {spec.count_ceiling:,}{reason}"
        yield Breach("ceiling", text)
    for fill in spec.fills:
        if (rate := rate_of(shot, fill)) is not None and rate < fill.at_least:
            yield Breach(
                "fill",
                f"{fill.field} in {rate:.1%} of its {fill.schema} entries, under {fill.at_least:.0%}:"
                f" {fill.reason}",
            )


def rate_of(shot: Measured, fill: Fill) -> float | None:
    """The share of entries in which the field is filled; None where the snapshot cannot tell."""
    if fill.field in shot.coverage.lacks or facet_of(fill.field) not in shot.coverage.facets:
        return None
    filled, total = shot.fills.get(f"{fill.schema}.{fill.field}", (0, 0))
    return filled / total if total >= MIN_FOR_RATE else None


def _movement(spec: ListSpec, shot: Measured, before: Measured) -> Iterator[Breach]:
    change = shot.entries - before.entries
    share = abs(change) / max(before.entries, 1)
    if -change > spec.max_shrink * before.entries:
        yield Breach(
            "shrink",
            f"{shot.entries:,} entries, {-change:,} fewer ({share:.0%}) than the last good one of"
            f" {before.day} (limit {spec.max_shrink:.0%}: {spec.max_shrink_reason})",
        )
    years = max((shot.day - before.day).days / DAYS_PER_YEAR, 1.0)
    if change > spec.max_grow * years * before.entries + GROW_SLACK:
        yield Breach(
            "grow",
            f"{shot.entries:,} entries, {change:,} more ({share:.0%}) than the last good one of"
            f" {before.day} (limit {spec.max_grow:.0%} a year: {spec.max_grow_reason})",
        )


def _fields(shot: Measured, before: Measured) -> Iterator[Breach]:
    news = sorted(shot.unknown_fields - before.unknown_fields)
    if len(news) > MAX_NEW_FIELDS:
        yield Breach(
            "fields",
            f"{len(news)} fields that the parser does not know and that of {before.day} did not have"
            f" (limit {MAX_NEW_FIELDS}): {', '.join(news[:3])}, ...",
        )
    if shot.parts != before.parts or not shot.fingerprint or not before.fingerprint:
        return
    known = set(before.fingerprint.split("\n"))
    gone = sorted(known - set(shot.fingerprint.split("\n")))
    if len(gone) > MAX_FIELDS_GONE * len(known):
        yield Breach(
            "fields",
            f"lost {len(gone)} of the {len(known)} field names of {before.day}"
            f" (limit {MAX_FIELDS_GONE:.0%}): {', '.join(gone[:3])}, ...",
        )
