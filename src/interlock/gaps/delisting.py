"""Delisting: a member took the target off, and others list it still. Not a fault in itself."""

from __future__ import annotations

from interlock.gaps.finding import Finding, Silent
from interlock.gaps.position import Position
from interlock.gaps.scene import Scene
from interlock.model.record import Record, standing_on


def find(position: Position, scene: Scene) -> list[Finding | Silent]:
    """One finding for each member all of whose entries of the target were taken off by the day.

    Rule: it froze assets and does no more, and another authority of the question lists the target. The reason
    is shown where a list prints one; none of those read here does for what it took off.
    """
    found = list[Finding | Silent]()
    for place in position.lacking:
        if place.state != "not listed" or not place.records or not position.listed:
            continue
        gone = [record for record in place.records if _taken_off(record, scene)]
        if len(gone) != len(place.records):
            continue
        last = max(gone, key=lambda record: (record.spans[-1].delisted_on is not None, record.last_seen))
        act = last.spans[-1].delisted_on
        when = act.words() if act is not None else "on a day not known"
        by = ", ".join(position.dated(key) for key in position.listed)
        found.append(
            Finding(
                kind="delisting",
                authority=place.authority,
                status="open",
                since=act.latest if act is not None else None,
                why=f"{place.authority.upper()} took entry {last.listing.source_id} off {when}, no reason"
                f" printed; still listed by {by}",
                details=tuple(f"{r.listing.list_key} {r.listing.source_id}" for r in gone),
                closes="the authorities tell each other why: not every delisting is one to follow",
            )
        )
    return found


def _taken_off(record: Record, scene: Scene) -> bool:
    day = scene.question.as_of
    if standing_on(record, day).standing != "not listed":
        return False
    return any(
        span.delisted_on is not None
        and span.delisted_on.latest is not None
        and span.delisted_on.latest <= day
        for span in record.spans
    )
