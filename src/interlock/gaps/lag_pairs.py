"""How far each authority follows each other one, over all targets of a question. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from interlock.gaps.place import Place
from interlock.gaps.position import Position
from interlock.gaps.question import Question
from interlock.model.gap import LagSummary

Pair = tuple[str, str]
"""The one that listed first, and the one that follows."""


def summarise(positions: Iterable[Position], question: Question) -> tuple[LagSummary, ...]:
    """Every ordered pair of the authorities asked about that share a target."""
    days: dict[Pair, list[int]] = defaultdict(list)
    alike: Counter[tuple[tuple[str, ...], tuple[Place, ...]]] = Counter()
    for item in positions:
        alike[item.listed, item.lacking] += 1
        for first, second, lag in _lags(item):
            days[first, second].append(lag)
    still_open: Counter[Pair] = Counter()
    for (listed, lacking), targets in alike.items():
        missing = [place.authority for place in lacking if place.state == "not listed"]
        still_open.update({(first, second): targets for first in listed for second in missing})
    pairs = [(a, b) for a in question.authorities for b in question.coalition if a != b]
    found = (_summary(pair, days[pair], still_open[pair]) for pair in pairs)
    return tuple(one for one in found if one.closed or one.open or one.same_day)


def _lags(position: Position) -> Iterator[tuple[str, str, int]]:
    """(first, second, days) of each pair with confirmed, bounded dates, the second no earlier."""
    if len(position.openers) < 2:
        return
    middles = [(key, day) for key in position.openers if (day := position.date_of(key).midpoint())]
    for first, begun in middles:
        for second, followed in middles:
            if first != second and followed >= begun:
                yield first, second, (followed - begun).days


def _summary(pair: Pair, days: list[int], still_open: int) -> LagSummary:
    closed = [lag for lag in days if lag > 0]
    return LagSummary(
        first=pair[0],
        second=pair[1],
        closed=len(closed),
        open=still_open,
        median_days=_median(closed),
        same_day=len(days) - len(closed),
    )


def _median(values: list[int]) -> float | None:
    if not values:
        return None
    ordered = sorted(values)
    middle = len(ordered) // 2
    return float(ordered[middle]) if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2
