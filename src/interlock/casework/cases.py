"""Where the work on each gap stands, from what people said of it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import cast

from interlock.model.casework import GapSighting, GapState, GapWord
from interlock.model.gap import Gap
from interlock.model.life import CaseView, Said
from interlock.model.record import Record

SETTLED: frozenset[GapState] = frozenset({"accepted as is", "closed"})


def case_of(
    words: Iterable[GapWord],
    *,
    gap: Gap | None,
    opened_again: date | None = None,
) -> CaseView:
    """The state, the owner and the number of notes, by the words that stand.

    A gap that is closed is closed, whatever was said of it. A word that settled it counts no more once the
    gap has opened again after it: `opened_again` is the day by which it surely had.
    """
    standing = sorted((one for one in words if one.stands), key=lambda one: (one.made_at, one.id))
    owner = next((one.value for one in reversed(standing) if one.what == "owner"), "")
    notes = sum(1 for one in standing if one.what == "note")
    last = next((one for one in reversed(standing) if one.what == "state"), None)
    if gap is None or gap.status == "closed":
        why = "there is no such gap on the day asked" if gap is None else gap.why
        return CaseView(state="closed", owner=owner, notes=notes, why=why)
    if last is None:
        return CaseView(owner=owner, notes=notes)
    state = cast("GapState", last.value)
    said = f"{last.author} on {last.made_at.date()}: {last.reason}"
    if state in SETTLED and opened_again is not None and opened_again > last.made_at.date():
        return CaseView(
            owner=owner, notes=notes, why=f"open again since {opened_again}; before that {state}, by {said}"
        )
    return CaseView(state=state, owner=owner, notes=notes, why=said)


def opened_again(
    gap_authority: str, records: Iterable[Record], sightings: Iterable[GapSighting]
) -> date | None:
    """The last day on which the gap opened again: its authority took the target off, or a build saw it."""
    days = [
        span.delisted_on.latest
        for record in records
        if record.listing.authority == gap_authority
        for span in record.spans
        if span.delisted_on is not None and span.delisted_on.latest is not None
    ]
    days += [one.made_at.date() for one in sightings if one.stands and one.what in ("opened", "reopened")]
    return max(days, default=None)


def said(words: Sequence[GapWord], sightings: Sequence[GapSighting]) -> tuple[Said, ...]:
    """Everything on file, by time."""
    found = [_said(one, one.value) for one in words] + [_said(one, one.status) for one in sightings]
    return tuple(sorted(found, key=lambda one: (one.made_at, one.id)))


def _said(one: GapWord | GapSighting, value: str) -> Said:
    return Said(
        id=one.id,
        gap_id=one.gap_id,
        what=one.what,
        value=value,
        text=one.reason,
        author=one.author,
        made_at=one.made_at,
        withdrawn=not one.stands,
    )
