"""Lag between every two authorities: figures of each ordered pair, in all and by group. Pure.

A pair's cases are the targets that the first authority listed before the second, or on the same day. Those
that the second has not listed are censored: they say "longer than", and leaving them out would flatter.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from statistics import median
from typing import Literal

from interlock.analytics.followed import WIDE_DAYS, Case, case
from interlock.analytics.positions import Standing
from interlock.analytics.survival import HORIZONS_DAYS, Curve, Times, curve, log_rank
from interlock.model.analytics import Comparison, LagAnswer, LagFigures, LagGroup, Pace
from interlock.model.edition import Edition

Pair = tuple[str, str]
End = Literal["days", "at_least", "at_most"]
_ENDS: tuple[End, ...] = ("days", "at_least", "at_most")

SURE_P = 0.05
"""The usual level: one in twenty comparisons of equal paces is called a difference all the same."""
LEAST_FOLLOWED = 5
"""Followers on each side below which a comparison is not made: the log-rank test is asymptotic."""


def lag_answer(
    edition: Edition, stand: Standing, *, by: Literal["", "year", "programme"] = "", turn: date | None = None
) -> LagAnswer:
    """The figures of every ordered pair that shares a target, and by group where one is asked for."""
    cases = _cases(stand)
    question = stand.question
    return LagAnswer(
        edition=edition.edition_id,
        as_of=question.as_of,
        coalition=question.coalition,
        references=question.references,
        focus=question.focus.key,
        fictional=edition.fictional,
        by=by,
        turn=turn,
        coverage=tuple(
            stand.reaches[key].row(question.as_of, "coalition" if key in question.coalition else "reference")
            for key in question.authorities
        ),
        pairs=tuple(figures(pair, found) for pair, found in cases.items() if found),
        groups=(*_groups(cases, _GROUPERS[by]), *_groups(cases, _side_of(turn))),
        comparisons=tuple(compare(pair, found, turn) for pair, found in cases.items() if found)
        if turn
        else (),
        notes=_notes(cases, turn),
    )


def _cases(stand: Standing) -> dict[Pair, list[Case]]:
    question = stand.question
    looks = {}
    for key, reach in stand.reaches.items():
        basis = reach.basis_on(question.as_of)
        looks[key] = basis.day if basis is not None and basis.day <= question.as_of else None
    pairs = [(a, b) for a in question.authorities for b in question.authorities if a != b]
    return {
        (a, b): [
            found
            for item in stand.positions
            if (found := case(item, a, b, as_of=question.as_of, last_look=looks[b])) is not None
        ]
        for a, b in pairs
    }


def figures(pair: Pair, cases: Iterable[Case]) -> LagFigures:
    """The figures of one pair, or of a group of its cases."""
    found = list(cases)
    count = Counter(one.outcome for one in found)
    closed = [one.days for one in found if one.outcome == "closed"]
    followed = count["closed"] + count["same day"]
    # Answers to a dated listing that have no usable date themselves.
    lost = sum(1 for one in found if one.start and one.outcome in ("unclear", "undated"))
    # Where most answers are lost, those that have a date are no picture of them.
    telling = lost <= followed
    drawn = curve(_times(found)) if telling else curve(Times([], []))
    ends = [curve(_times(found, end)).median_days if telling else None for end in _ENDS[1:]]
    return LagFigures(
        first=pair[0],
        second=pair[1],
        closed=count["closed"],
        open=count["open"],
        median_days=drawn.median_days,
        median_at_least=ends[0],
        median_at_most=ends[1],
        p25_days=drawn.p25_days,
        p75_days=drawn.p75_days,
        same_day=count["same day"],
        same_day_share=round(count["same day"] / followed, 3) if followed else None,
        ended=count["ended"],
        unclear=count["unclear"],
        wide=sum(1 for one in found if one.at_most - one.at_least > WIDE_DAYS and one.outcome == "closed"),
        undated=count["undated"],
        unknown=count["unknown"],
        closed_median_days=float(median(closed)) if closed else None,
        within=drawn.within,
        why=_why(drawn, telling=telling, followed=followed, lost=lost),
    )


def _times(cases: Iterable[Case], end: End = "days") -> Times:
    followed, waiting = [], []
    for one in cases:
        if one.outcome in ("closed", "same day"):
            followed.append(getattr(one, end))
        elif one.outcome in ("open", "ended"):
            waiting.append(getattr(one, end))
    return Times(followed, waiting)


def _why(drawn: Curve, *, telling: bool, followed: int, lost: int) -> str:
    if drawn.median_days is not None and drawn.p75_days is not None:
        return ""
    if not telling:
        return (
            f"of {followed + lost} answers to a dated listing, {lost} have a date that is unconfirmed, open"
            " on a side or too wide to say who came first: the rest is no picture of them"
        )
    if drawn.reached_at is None:
        return "none was followed with dates that can be told"
    lacking = "median" if drawn.median_days is None else "third quartile"
    return (
        f"no {lacking}: {drawn.reached:.0%} had followed after {drawn.reached_at:,} days,"
        " by Kaplan-Meier, and none later"
    )


def _by_year(one: Case, _first: str) -> Iterable[str]:
    middle = one.start.midpoint() if one.start else None
    return (str(middle.year),) if middle else ()


def _by_programme(one: Case, first: str) -> Iterable[str]:
    return (f"{first} {code}" for code in one.programmes)


Grouper = Callable[[Case, str], Iterable[str]]
_GROUPERS: dict[str, Grouper] = {
    "": lambda _one, _first: (),
    "year": _by_year,
    "programme": _by_programme,
}


def _side_of(turn: date | None) -> Grouper:
    """Before the date, or from it on; neither where the span of the listing holds it."""

    def side(one: Case, _first: str) -> Iterable[str]:
        if turn is None or one.start is None or one.start.earliest is None or one.start.latest is None:
            return ()
        if one.start.latest < turn:
            return (f"before {turn}",)
        return (f"from {turn}",) if one.start.earliest >= turn else ()

    return side


def _groups(cases: dict[Pair, list[Case]], grouper: Grouper) -> tuple[LagGroup, ...]:
    parts: dict[str, dict[Pair, list[Case]]] = defaultdict(lambda: defaultdict(list))
    for pair, found in cases.items():
        for one in found:
            for group in grouper(one, pair[0]):
                parts[group][pair].append(one)
    return tuple(
        LagGroup(group=group, pairs=tuple(figures(pair, found) for pair, found in parts[group].items()))
        for group in sorted(parts)
    )


def compare(pair: Pair, cases: Sequence[Case], turn: date) -> Comparison:
    """Does the second follow the first faster since the date? Said only when the log-rank test is sure."""
    side = _side_of(turn)
    halves: dict[str, list[Case]] = {f"before {turn}": [], f"from {turn}": []}
    for one in cases:
        for name in side(one, pair[0]):
            halves[name].append(one)
    before, after = (figures(pair, half) for half in halves.values())
    told = [_in_words(half) for half in (before, after)]
    words = f"before {turn}: {told[0]}; from then on: {told[1]}"
    few = min(half.closed + half.same_day for half in (before, after))
    blurred = any(half.unclear + half.undated > half.closed + half.same_day for half in (before, after))
    if few < LEAST_FOLLOWED or blurred:
        return Comparison(first=pair[0], second=pair[1], pace="cannot be told", p_value=None, words=words)
    p_value = _p_value(*halves.values())
    return Comparison(
        first=pair[0],
        second=pair[1],
        pace=_pace(before, after, p_value),
        p_value=None if p_value is None else round(p_value, 4),
        words=words,
    )


def _p_value(before: Iterable[Case], after: Iterable[Case]) -> float | None:
    """The largest of three: with every lag at its middle, at its least and at its most."""
    found = [log_rank(_times(before, end), _times(after, end)) for end in _ENDS]
    told = [one for one in found if one is not None]
    return max(told) if len(told) == len(found) else None


def _pace(before: LagFigures, after: LagFigures, p_value: float | None) -> Pace:
    if p_value is None:
        return "cannot be told"
    if p_value >= SURE_P:
        return "no clear difference"
    # The longest time within which both sides were observed: the medians may not exist.
    for horizon in reversed(HORIZONS_DAYS):
        old, new = before.within[str(horizon)], after.within[str(horizon)]
        if old is not None and new is not None and old != new:
            return "faster" if new > old else "slower"
    return "no clear difference"


def _in_words(one: LagFigures) -> str:
    counted = f"{one.closed} later, {one.same_day} on the same day, {one.open} open"
    middle = "no median" if one.median_days is None else f"median {one.median_days:g} days"
    year = one.within["365"]
    return f"{counted}, {middle}" + ("" if year is None else f", {year:.0%} within a year")


def _notes(cases: dict[Pair, list[Case]], turn: date | None) -> tuple[str, ...]:
    notes = [
        "Unconfirmed dates are in no figure but their own count, nor are pairs of dates that leave open who"
        f" came first. wide: lags known only to more than {WIDE_DAYS} days; the median's bounds hold them.",
        "Targets that the second does not list are censored on the day when its list was last read.",
    ]
    if turn is not None:
        astride = sum(
            1 for found in cases.values() for one in found if one.start and not [*_side_of(turn)(one, "")]
        )
        notes.append(
            "Since a date late in time has been observed for less long, compare shares within the same"
            " number of days, not counts. The sides are by the first authority's listing."
            + (f" In {astride} cases its span holds the date: they are on neither side." if astride else "")
        )
    return tuple(notes)
