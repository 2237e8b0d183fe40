"""Does a snapshot look like the one before it? What does not waits for a person. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

import msgspec

from interlock.model.lists import ListSpec
from interlock.model.record import SnapshotState
from interlock.model.snapshot import Coverage

Accepted = Collection[tuple[str, date]]
"""(list key, day) of the snapshots that a person has looked at and found right."""


class Measured(msgspec.Struct, frozen=True):
    """What the guard looks at, of one snapshot."""

    day: date
    entries: int
    coverage: Coverage


class Judged(msgspec.Struct, frozen=True):
    """Whether one snapshot may be relied upon."""

    day: date
    state: SnapshotState
    why: str = ""


def judge(spec: ListSpec, series: Iterable[Measured], accepted: Accepted = ()) -> tuple[Judged, ...]:
    """One judgement for each snapshot of a list, in the order of their days.

    A snapshot that names fewer entries than (1 - max_shrink) times those of the last good one before it
    is quarantined. Only like is compared with like: whole rosters with each other, rosters of one focus
    with each other; a copy that is no roster has no count to compare. The judgement depends on the
    snapshots, never on the order in which they came.
    """
    last_good: dict[str, Measured] = {}
    judgements = []
    for shot in sorted(series, key=lambda item: item.day):
        why = ""
        if shot.coverage.roster:
            before = last_good.get(shot.coverage.focus)
            if before is not None and (spec.key, shot.day) not in accepted:
                why = _shrunk(spec, shot, before)
            if not why:
                last_good[shot.coverage.focus] = shot
        judgements.append(Judged(shot.day, "quarantined" if why else "good", why))
    return tuple(judgements)


def _shrunk(spec: ListSpec, shot: Measured, before: Measured) -> str:
    lost = before.entries - shot.entries
    if lost <= spec.max_shrink * before.entries:
        return ""
    return (
        f"the {spec.key} snapshot of {shot.day} has {shot.entries:,} entries, {lost:,} fewer"
        f" ({lost / before.entries:.0%}) than the last good one of {before.day}"
        f" (limit {spec.max_shrink:.0%}: {spec.max_shrink_reason}); that one stays in use"
    )
