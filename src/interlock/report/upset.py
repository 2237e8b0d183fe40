"""Where the marks of an UpSet drawing go: sizes left, intersections above a grid of dots. Geometry only."""

from __future__ import annotations

import msgspec

from interlock.model.analytics import OverlapAnswer

MOST_COLUMNS = 30
"""The largest intersections: more columns than this cannot be read off a page."""
_LEFT, _TOP = 250, 170
_ROW, _COLUMN = 26, 28
_BARS_HEIGHT, _BARS_WIDTH = 120.0, 110.0
_LABEL = 130


class Row(msgspec.Struct, frozen=True):
    """One authority: its name and how many targets it lists."""

    authority: str
    y: float
    targets: int
    bar_x: float
    bar_width: float


class Column(msgspec.Struct, frozen=True):
    """One intersection: a bar, of which the dark part is sure, over the dots of its authorities."""

    x: float
    targets: int
    surely: int
    bar_y: float
    bar_height: float
    sure_y: float
    sure_height: float
    dots: tuple[float, ...]
    """Heights of the rows that belong to it."""
    empty: tuple[float, ...]
    names: str


class UpSet(msgspec.Struct, frozen=True):
    """The whole drawing, in units of about a pixel."""

    width: int
    height: int
    grid_left: float
    label_x: float
    baseline: float
    rows: tuple[Row, ...]
    columns: tuple[Column, ...]
    left_out: int
    """Targets of the intersections that are not drawn."""


def upset(answer: OverlapAnswer) -> UpSet:
    """Columns largest first, rows in the order of the question; authorities that list nothing have a row."""
    shown = answer.intersections[:MOST_COLUMNS]
    heights = {
        share.authority: _TOP + _ROW * (number + 0.5) for number, share in enumerate(answer.authorities)
    }
    most = max((share.targets for share in answer.authorities), default=0) or 1
    tallest = max((one.targets for one in shown), default=0) or 1
    rows = tuple(
        Row(
            authority=share.authority,
            y=heights[share.authority],
            targets=share.targets,
            bar_x=round(_LEFT - _LABEL - _BARS_WIDTH * share.targets / most, 1),
            bar_width=round(_BARS_WIDTH * share.targets / most, 1),
        )
        for share in answer.authorities
    )
    columns = []
    for number, one in enumerate(shown):
        bar, sure = (round(_BARS_HEIGHT * value / tallest, 1) for value in (one.targets, one.surely))
        baseline = float(_TOP - 12)
        columns.append(
            Column(
                x=_LEFT + _COLUMN * (number + 0.5),
                targets=one.targets,
                surely=one.surely,
                bar_y=round(baseline - bar, 1),
                bar_height=bar,
                sure_y=round(baseline - sure, 1),
                sure_height=sure,
                dots=tuple(heights[key] for key in heights if key in one.authorities),
                empty=tuple(heights[key] for key in heights if key not in one.authorities),
                names=", ".join(key.upper() for key in one.authorities),
            )
        )
    return UpSet(
        width=_LEFT + _COLUMN * max(len(shown), 1) + 10,
        height=_TOP + _ROW * len(rows) + 10,
        grid_left=float(_LEFT),
        label_x=float(_LEFT - 10),
        baseline=float(_TOP - 12),
        rows=rows,
        columns=tuple(columns),
        left_out=sum(one.targets for one in answer.intersections[MOST_COLUMNS:]),
    )
