"""A gap report as one HTML file that needs nothing else: no network, no script to be read.

The file allows itself exactly one style sheet and one script, both by their hash; the script only filters
and sorts what is already there.
"""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from importlib.resources import files
from types import SimpleNamespace
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from interlock.model.gap import Cell, Gap, GapReport, LagPair
from interlock.report import wording
from interlock.report.chart import Segment, lag_chart, severity_bar
from interlock.report.page_words import LEGEND, READING, SECTIONS, TEXT
from interlock.report.tally import (
    by_kind,
    counts,
    of_status,
    silences_by_kind,
    targets_by_status,
    unknowns,
)
from interlock.report.text import language_of, printable

COLOURS = 6
"""Colours of severity parts in the style sheet; a seventh part starts again with the first."""


def as_html(report: GapReport) -> str:
    """The whole report as one document, about 2 kB a gap and 1 kB a row of the matrix."""
    style, script = _asset("report.css"), _asset("report.js")
    return (
        _environment(report)
        .get_template("report.html.j2")
        .render(
            t=SimpleNamespace(**TEXT),
            w=wording,
            report=report,
            csp=_policy(style, script),
            style=style,
            script=script,
            authorities=wording.authorities_of(report),
            counts=counts(report),
            distinct=targets_by_status(report),
            unknowns=unknowns(report),
            sections=[
                (status, *SECTIONS[status], of_status(report, status), by_kind(report, status))
                for status in SECTIONS
            ],
            silences=silences_by_kind(report),
            chart=lag_chart(report),
            legend=LEGEND,
            reading=READING,
            parts=_colours(report),
        )
    )


def _asset(name: str) -> str:
    return files("interlock.report").joinpath("templates", name).read_text("utf-8")


def _policy(style: str, script: str) -> str:
    """Nothing may load, run or be sent, but these two texts."""
    return "; ".join(
        (
            "default-src 'none'",
            f"style-src '{_digest(style)}'",
            f"script-src '{_digest(script)}'",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def _digest(text: str) -> str:
    return "sha256-" + b64encode(sha256(text.encode()).digest()).decode()


def _environment(report: GapReport) -> Environment:
    colours = _colours(report)

    def bar(gap: Gap) -> tuple[Segment, ...]:
        return severity_bar(gap.components, colours)

    environment = Environment(
        loader=PackageLoader("interlock.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_finalize,
    )
    environment.filters.update(
        authority=wording.authority_name,
        act=wording.act_date,
        number=wording.number,
        words=wording.component_name,
        lang=language_of,
        look=wording.cell_look,
        lines=_lines,
        lag=_lag,
        bar=bar,
        tick=_tick,
    )
    return environment


def _finalize(value: Any) -> Any:
    """Text from lists loses its control characters; our own markup passes."""
    return printable(value) if type(value) is str else value


def _colours(report: GapReport) -> dict[str, int]:
    names = dict.fromkeys(name for gap in report.gaps for name in gap.components)
    return {name: place % COLOURS for place, name in enumerate(names)}


def _lines(cell: Cell) -> list[str]:
    """Symbol and words; a span's end and a doubt go on a line of their own, so that no date is broken."""
    symbol = wording.CELL_SYMBOLS[wording.cell_look(cell)]
    words = wording.cell_text(cell)
    for word in ("to", wording.UNCONFIRMED):
        words = words.replace(f" {word}", f"\n{word}")
    return f"{symbol} {words}".split("\n")


def _lag(pair: LagPair) -> str:
    """`224 days (222 to 226) after United States`, or before, or the same day."""
    first = wording.authority_name(pair.first)
    low, high = sorted((abs(pair.at_least), abs(pair.at_most)))
    if pair.at_least < 0 < pair.at_most:
        words = TEXT["lag_around"].format(before=-pair.at_least, after=pair.at_most, first=first)
    elif pair.days == 0:
        words = TEXT["lag_same"].format(first=first)
    else:
        days = wording.days_between_in_words(abs(pair.days), low, high)
        words = TEXT["lag_after" if pair.days > 0 else "lag_before"].format(days=days, first=first)
    return words if pair.confirmed else f"{words}, {TEXT['lag_unconfirmed']}"


def _tick(days: int) -> str:
    if days == 0:
        return TEXT["zero_tick"]
    return f"{round(days / 365.25)} y" if days >= 365 else f"{days} d"
