"""The life of one gap by its entries' own dates: asked anew for each day on which one acted. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from interlock.casework.deeds import day_of, deeds_of, in_words
from interlock.model.gap import GapStatus
from interlock.model.life import Deed, Happening, Step
from interlock.model.record import Record

Ask = Callable[[date], tuple[GapStatus, str] | None]
"""The status of the gap on a day, and why; None when there is none."""


def steps(records: Iterable[Record], authorities: Iterable[str], ask: Ask, until: date) -> tuple[Step, ...]:
    """Every turn up to a day, oldest first. What was done on a day not known turns nothing.

    A day on which the gap is neither open nor gone (a span of dates that holds it) is no turn of its own.
    """
    done: dict[date, list[Deed]] = {}
    for deed in deeds_of(records, authorities):
        day = day_of(deed)
        if deed.did != "amended" and date.min < day <= until:
            done.setdefault(day, []).append(deed)
    found: list[Step] = []
    before: GapStatus | None = None
    for day in sorted(done):
        answer = ask(day)
        status, why = answer if answer is not None else (None, "")
        what = _turn(before, status, opened=any(step.what in ("opened", "reopened") for step in found))
        if what is not None:
            told = "; ".join(in_words(deed) for deed in done[day])
            found.append(Step(on=day, what=what, status=status, deeds=tuple(done[day]), why=told or why))
        before = status
    return tuple(found)


def _turn(before: GapStatus | None, after: GapStatus | None, *, opened: bool) -> Happening | None:
    if after == before:
        return "changed" if after == "open" else None
    if after == "open":
        return "reopened" if opened else "opened"
    if after in (None, "closed"):
        return "closed" if before not in (None, "closed") else None
    return "changed" if before == "open" else None
