"""Where the marks of the lag chart and of a severity bar go. Geometry only; the template draws."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import ceil, sqrt

import msgspec

from interlock.model.dates import ActDate
from interlock.model.gap import GapReport, LagSummary, MatrixRow
from interlock.report.wording import days_between_in_words

STRIP_WIDTH = 640
"""Units of the drawing, about pixels on a wide screen."""
_MARGIN = 10
_DOT_PITCH = 6.0
"""Distance between dots that fall on the same place: two radii and a hair."""
_LEAST_HEIGHT, _MOST_HEIGHT = 22.0, 64.0

_TICKS = (0, 7, 30, 90, 180, 365, 730, 1096, 1826, 3652, 5479, 7305)


class Dot(msgspec.Struct, frozen=True):
    """One target that both authorities list."""

    x: float
    y: float
    confirmed: bool
    low: float
    high: float
    """Ends of the span that the dates allow."""
    target: str
    days: str

    @property
    def has_span(self) -> bool:
        """The span is wide enough to be seen beside the dot."""
        return self.high - self.low > _DOT_PITCH


class Tick(msgspec.Struct, frozen=True):
    """A labelled place on the axis."""

    x: float
    days: int


class Strip(msgspec.Struct, frozen=True):
    """One ordered pair of authorities: its figures and its dots."""

    lag: LagSummary
    height: float
    median_x: float | None
    dots: tuple[Dot, ...]


class LagChart(msgspec.Struct, frozen=True):
    """All strips on one axis."""

    width: int
    ticks: tuple[Tick, ...]
    strips: tuple[Strip, ...]


class Segment(msgspec.Struct, frozen=True):
    """One component of a severity as a piece of a bar of 100 units."""

    x: float
    width: float
    colour: int
    """Which of the colours, the same for a component throughout the report."""
    name: str
    value: float


class _Lag(msgspec.Struct, frozen=True):
    target: str
    days: int
    at_least: int
    at_most: int
    confirmed: bool


def lag_chart(report: GapReport) -> LagChart:
    """Strips for every pair that has a figure; the axis is the square root of days.

    A square root keeps the days and weeks apart that matter most, and still shows ten years and zero.
    """
    pairs = [lag for lag in report.lags if lag.closed or lag.open or lag.same_day]
    lags = {(lag.first, lag.second): _lags(report.matrix, lag.first, lag.second) for lag in pairs}
    longest = max((one.at_most for found in lags.values() for one in found), default=0)
    end = next((tick for tick in _TICKS[2:] if tick >= longest), max(longest, _TICKS[2]))

    def place(days: float) -> float:
        return round(_MARGIN + (STRIP_WIDTH - 2 * _MARGIN) * sqrt(max(0.0, min(days, end)) / end), 1)

    strips = []
    for lag in pairs:
        found = lags[lag.first, lag.second]
        xs = [place(one.days) for one in found]
        ys, height = _stacked(xs)
        dots = tuple(
            Dot(
                x,
                y,
                one.confirmed,
                place(one.at_least),
                place(one.at_most),
                one.target,
                days_between_in_words(one.days, one.at_least, one.at_most),
            )
            for one, x, y in zip(found, xs, ys, strict=True)
        )
        median = None if lag.median_days is None else place(lag.median_days)
        strips.append(Strip(lag, height, median, dots))
    ticks = tuple(Tick(place(days), days) for days in _TICKS if days <= end)
    return LagChart(STRIP_WIDTH, ticks, tuple(strips))


def _lags(matrix: Sequence[MatrixRow], first: str, second: str) -> list[_Lag]:
    """Targets that both list, `first` not later than `second`, shortest lag first."""
    found = []
    for row in matrix:
        one, other = _span(row, first), _span(row, second)
        if one is None or other is None:
            continue
        (low, high, middle, sure), (low2, high2, middle2, sure2) = one, other
        if middle2 >= middle:
            least, most = max(0, low2 - high), high2 - low
            found.append(_Lag(row.target_name, middle2 - middle, least, most, sure and sure2))
    return sorted(found, key=lambda lag: (lag.days, lag.target))


def _span(row: MatrixRow, authority: str) -> tuple[int, int, int, bool] | None:
    cell = row.cells.get(authority)
    act: ActDate | None = cell.listed_on if cell and cell.state == "listed" else None
    middle = act.midpoint() if act else None
    if act is None or middle is None or act.earliest is None or act.latest is None:
        return None
    return act.earliest.toordinal(), act.latest.toordinal(), middle.toordinal(), act.is_confirmed


def _stacked(xs: Sequence[float]) -> tuple[list[float], float]:
    """A height for each dot, so that dots on one place form a column about the middle; the strip's height."""
    columns = [round(x / _DOT_PITCH) for x in xs]
    tallest = max(Counter(columns).values(), default=1)
    height = min(_MOST_HEIGHT, max(_LEAST_HEIGHT, tallest * _DOT_PITCH + 8))
    pitch = min(_DOT_PITCH, (height - 8) / tallest)
    seen: Counter[int] = Counter()
    ys = []
    for column in columns:
        seen[column] += 1
        step = seen[column] // 2 * (-1 if seen[column] % 2 else 1)
        ys.append(round(height / 2 + pitch * step, 1))
    return ys, float(ceil(height))


def severity_bar(components: dict[str, float], colours: dict[str, int]) -> tuple[Segment, ...]:
    """The components in their order; what lowers the severity has no width, and is told by its figure."""
    segments, x = [], 0.0
    for name, value in components.items():
        width = round(max(0.0, min(value, 100.0 - x)), 1)
        segments.append(Segment(round(x, 1), width, colours[name], name, value))
        x += width
    return tuple(segments)
