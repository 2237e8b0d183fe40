"""A gap report in a terminal: the coverage first, then the open gaps, then what is not known.

Lists' own text reaches the console only through `printable`, and never as console markup. Colour repeats
what the words say, so that a pipe loses nothing.
"""

from __future__ import annotations

from rich import box
from rich.console import Console, Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from interlock.model.gap import CoverageState, GapReport, GapStatus
from interlock.report.tally import counts, of_status, silences_by_kind, targets_by_status, unknowns
from interlock.report.terminal_gaps import WIDE, gap_rows
from interlock.report.terminal_words import COVERAGE_HEADS, LAG_HEADS, TEXT, TITLES
from interlock.report.text import printable
from interlock.report.wording import (
    COVERAGE_STATES,
    COVERAGE_SYMBOLS,
    FICTIONAL,
    FICTIONAL_DETAIL,
    KINDS,
    SILENT,
    STATUSES,
    authority_name,
    authority_names,
    count,
    long_date,
    number,
    snapshot_age,
)

CLOSED_SHOWN = 10
"""Closed gaps are history and the lag table sums them up: a few examples are enough."""

_STATE_STYLE: dict[CoverageState, str] = {
    "current": "green",
    "stale": "bold yellow",
    "partial": "yellow",
    "later": "yellow",
    "missing": "bold red",
    "quarantined": "bold red",
}


def print_report(report: GapReport, console: Console, limit: int | None = 20) -> None:
    """Print the report: at most `limit` gaps of a status (None: all), with the number left out."""
    few = CLOSED_SHOWN if limit is None else min(limit, CLOSED_SHOWN)
    banner = _banner() if report.fictional else None
    parts: list[RenderableType | None] = [
        banner,
        _heading(report),
        _coverage(report, console.width),
        _counts(report),
        _gaps(report, "open", limit, console.width),
        _gaps(report, "unresolved", limit, console.width),
        _unknown(report),
        _gaps(report, "closed", few, console.width),
        _lags(report),
        _silences(report),
        _notes(report),
        banner,
    ]
    for part in parts:
        if part is not None:
            console.print(part)


def _text(text: str, style: str = "") -> Text:
    return Text(printable(text), style=style)


def _title(text: str, size: int | None = None) -> Text:
    shown = text if size is None else f"{text} ({size:,})"
    return Text("\n").append(printable(shown), style="bold")


def _banner() -> RenderableType:
    words = Text(justify="center")
    words.append(f"{FICTIONAL}\n", style="bold")
    words.append(FICTIONAL_DETAIL)
    return Panel(words, box=box.DOUBLE, style="bold black on bright_yellow", padding=(1, 2))


def _heading(report: GapReport) -> RenderableType:
    title = TEXT["title"].format(coalition=authority_names(report.coalition), as_of=long_date(report.as_of))
    subtitle = TEXT["subtitle"].format(
        focus=report.focus, references=authority_names(report.references), edition=report.edition
    )
    known = [_text(TEXT["known_by"].format(day=long_date(report.known_by)))] if report.known_by else []
    return Group(_text(title, "bold"), *known, _text(subtitle, "dim"))


def _coverage(report: GapReport, width: int) -> RenderableType:
    table = Table(box=None, padding=(0, 2, 0, 0), expand=True, header_style="dim")
    authority, state, snapshot, why = COVERAGE_HEADS
    table.add_column(authority)
    table.add_column(state, no_wrap=True)
    table.add_column(snapshot, max_width=None if width >= WIDE else 14)
    table.add_column(why, ratio=1)
    for row in report.coverage:
        name = _text(authority_name(row.authority), "bold")
        if row.role == "reference":
            name.append(f"\n{TEXT['reference']}", style="not bold dim")
        dated = _text(row.snapshot.isoformat() if row.snapshot else TEXT["none"])
        if row.snapshot:
            dated.append(f"\n{snapshot_age(row.snapshot, report.as_of)}", style="dim")
        shown = f"{COVERAGE_SYMBOLS[row.state]} {COVERAGE_STATES[row.state]}"
        table.add_row(name, Text(shown, style=_STATE_STYLE[row.state]), dated, _text(row.why))
    return Panel(table, title=TEXT["coverage"], title_align="left", box=box.ROUNDED, padding=(0, 1))


def _table(heads: tuple[str, ...]) -> Table:
    """Two columns of words, then figures."""
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1), show_edge=False, header_style="dim")
    for place, head in enumerate(heads):
        table.add_column(head, justify="right" if place > 1 else "left")
    return table


def _figure(value: int, style: str = "") -> Text:
    return Text(f"{value:,}", style=style if value else "dim")


def _counts(report: GapReport) -> RenderableType:
    rows = counts(report)
    if not rows:
        return _title(TEXT["no_gaps"])
    table = _table(("", "", *STATUSES.values()))
    previous = ""
    for row in rows:
        name = authority_name(row.authority) if row.authority != previous else ""
        previous = row.authority
        table.add_row(
            _text(name),
            KINDS[row.kind],
            _figure(row.open, "bold red"),
            _figure(row.unresolved, "yellow"),
            _figure(row.unknown, "yellow"),
            _figure(row.closed),
        )
    table.add_section()
    distinct = targets_by_status(report)
    table.add_row(TEXT["distinct"], "", *(_figure(distinct[status]) for status in STATUSES))
    return Group(_title(TEXT["counts"]), table)


def _gaps(report: GapReport, status: GapStatus, limit: int | None, width: int) -> RenderableType | None:
    found = of_status(report, status)
    if not found:
        return _title(TEXT["no_open"]) if status == "open" and report.gaps else None
    shown = found if limit is None else found[:limit]
    parts: list[RenderableType] = [_title(TITLES[status], len(found)), gap_rows(shown, width)]
    if len(shown) < len(found):
        parts.append(_text(TEXT["more"].format(count=count(len(found) - len(shown), "gap")), "dim"))
    return Group(*parts)


def _unknown(report: GapReport) -> RenderableType | None:
    rows = unknowns(report)
    if not rows:
        return None
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column()
    grid.add_column(justify="right", no_wrap=True)
    grid.add_column(ratio=1)
    for row in rows:
        reasons = [*row.reasons, (TEXT["other_reasons"], row.other)]
        for place, (why, found) in enumerate(reasons):
            if found:
                name = authority_name(row.authority) if place == 0 else ""
                grid.add_row(_text(name, "bold"), Text(f"{found:,}", style="yellow"), _text(why))
    return Group(_title(TEXT["unknown"], targets_by_status(report)["unknown"]), grid)


def _lags(report: GapReport) -> RenderableType | None:
    lags = [lag for lag in report.lags if lag.closed or lag.open or lag.same_day]
    if not lags:
        return None
    table = _table(LAG_HEADS)
    for lag in lags:
        table.add_row(
            _text(authority_name(lag.first)),
            _text(authority_name(lag.second)),
            _figure(lag.closed),
            _figure(lag.same_day),
            "–" if lag.median_days is None else number(lag.median_days),
            _figure(lag.open),
        )
    return Group(_title(TEXT["lag"]), table)


def _silences(report: GapReport) -> RenderableType | None:
    if not report.silences:
        return None
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column(justify="right", no_wrap=True)
    grid.add_column(no_wrap=True)
    grid.add_column(ratio=1)
    for kind, rows in silences_by_kind(report):
        for place, one in enumerate(rows):
            name = _text(KINDS[kind] if place == 0 else "", "bold")
            grid.add_row(name, Text(f"{one.targets:,}", style="yellow"), SILENT[one.state], _text(one.why))
    return Group(_title(TEXT["silences"]), grid)


def _notes(report: GapReport) -> RenderableType | None:
    if not report.notes:
        return None
    grid = Table.grid(padding=(0, 1))
    for note in report.notes:
        grid.add_row("·", _text(note))
    return Group(_title(TEXT["notes"]), grid)
