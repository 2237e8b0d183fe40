"""A gap report as a workbook: typed cells to filter and sort, and nothing in it that runs.

The same report gives the same bytes: the only time in the file is the day asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import msgspec
import xlsxwriter

from interlock.model.dates import ActDate
from interlock.model.gap import Cell, Gap, GapReport, MatrixRow
from interlock.report.spreadsheet_words import (
    COVERAGE_HEADS,
    GAP_HEADS,
    GAP_TAIL,
    LAG_HEADS,
    MATRIX_HEADS,
    TEXT,
)
from interlock.report.text import printable
from interlock.report.wording import (
    BASES,
    CELL_STATES,
    CELL_SYMBOLS,
    COVERAGE_STATES,
    COVERAGE_SYMBOLS,
    FICTIONAL,
    FICTIONAL_DETAIL,
    KINDS,
    STATUSES,
    CellLook,
    act_date,
    authorities_of,
    authority_name,
    authority_names,
    cell_look,
    component_name,
    silence_in_words,
    snapshot_age,
)

CELL_LIMIT = 32_767
"""Characters in a cell. Source: Microsoft, Excel specifications and limits, seen 2025-11."""
FIRST_DAY = date(1900, 3, 1)
"""Excel counts a 29 February 1900 that never was: earlier days go in as text."""

_FILLS: dict[CellLook, tuple[str, str]] = {
    "exact": ("#DCE9F4", "#12466F"),
    "interval": ("#EAF2F8", "#12466F"),
    "unconfirmed": ("#F4F8FB", "#3B6487"),
    "not_listed": ("#FBE4E1", "#8A1C12"),
    "unknown": ("#E6E6E6", "#404040"),
    "not_comparable": ("#FFFFFF", "#5F6B78"),
    "unresolved": ("#FDF0CF", "#6B4700"),
}
"""Fill and ink of a matrix cell; its own symbol and words say the same."""

Value = str | int | float | date | None


class _Sheet:
    """A sheet with a frozen, filtered header and one row after the other."""

    def __init__(self, book: _Book, name: str, heads: Sequence[tuple[str, int]]) -> None:
        self.sheet = book.file.add_worksheet(name)
        self._book = book
        self._row = 0
        self._columns = len(heads)
        if book.fictional:
            self._banner()
        self.first_row = self._row + 1
        for column, (head, width) in enumerate(heads):
            self.sheet.set_column(column, column, width)
            self.sheet.write_string(self._row, column, _text(head), book.head)
        self.sheet.freeze_panes(self._row + 1, 0)
        self.sheet.repeat_rows(0, self._row)
        self.sheet.set_landscape()
        self.sheet.fit_to_pages(1, 0)

    def _banner(self) -> None:
        self.sheet.set_row(0, 30)
        for column in range(self._columns):
            self.sheet.write_blank(0, column, None, self._book.banner)
        self.sheet.write_string(0, 0, f"{FICTIONAL}. {FICTIONAL_DETAIL}", self._book.banner)
        self.sheet.set_header(f"&C&B{FICTIONAL}")
        self.sheet.set_tab_color("#FFC400")
        self._row = 1

    def add(self, values: Iterable[Value]) -> None:
        """One row; each value in a cell of its own type, text never as formula, number or link."""
        self._row += 1
        for column, value in enumerate(values):
            if value is None or value == "":
                continue
            if isinstance(value, date) and value >= FIRST_DAY:
                self.sheet.write_datetime(self._row, column, datetime.combine(value, time()), self._book.day)
            elif isinstance(value, date):
                self.sheet.write_string(self._row, column, value.isoformat(), self._book.plain)
            elif isinstance(value, str):
                self.sheet.write_string(self._row, column, _text(value), self._book.plain)
            else:
                self.sheet.write_number(self._row, column, value, self._book.plain)

    def finish(self) -> None:
        """The header filters all rows there are."""
        self.sheet.autofilter(self.first_row - 1, 0, max(self._row, self.first_row), self._columns - 1)

    @property
    def last_row(self) -> int:
        """Row of the last values, counted from 0."""
        return self._row


class _Book:
    """The open file and its formats."""

    def __init__(self, path: Path, report: GapReport) -> None:
        self.file = xlsxwriter.Workbook(
            str(path),
            {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
        )
        self.fictional = report.fictional
        day = datetime.combine(report.as_of, time(), UTC).replace(tzinfo=None)
        title = TEXT["title"].format(as_of=report.as_of)
        self.file.set_properties(
            {"created": day, "title": f"{FICTIONAL}: {title}" if report.fictional else title}
        )
        top: dict[str, Any] = {"valign": "top"}
        self.head = self._format(bold=True, bottom=1, text_wrap=True, bg_color="#EEF1F5", **top)
        self.banner = self._format(bold=True, font_size=14, bg_color="#FFC400", valign="vcenter")
        self.day = self._format(num_format="yyyy-mm-dd", align="left", **top)
        self.plain = self._format(**top)

    def _format(self, **properties: Any) -> Any:
        return self.file.add_format(properties)

    def fills(self) -> Iterable[tuple[str, Any]]:
        """The symbol that opens a matrix cell, and the format that repeats it in colour."""
        for look, (fill, ink) in _FILLS.items():
            bold = look == "not_listed"
            yield CELL_SYMBOLS[look], self._format(bg_color=fill, font_color=ink, bold=bold)


def write_xlsx(report: GapReport, path: Path) -> None:
    """`path` holds the workbook: sheets Coverage, Gaps, Matrix, Lags. Raises: OSError."""
    book = _Book(path, report)
    _coverage(book, report)
    _gaps(book, report)
    _matrix(book, report)
    _lags(book, report)
    try:
        book.file.close()
    except xlsxwriter.exceptions.FileCreateError as error:
        raise OSError(f"{path}: {error}") from error


def _text(text: str) -> str:
    shown = printable(text)
    if len(shown.encode("utf-16-le")) // 2 <= CELL_LIMIT:
        return shown
    # The format counts UTF-16 units; half the limit is safe for any character.
    return shown[: (CELL_LIMIT - len(TEXT["cut"])) // 2] + TEXT["cut"]


def _coverage(book: _Book, report: GapReport) -> None:
    sheet = _Sheet(book, "Coverage", COVERAGE_HEADS)
    for row in report.coverage:
        sheet.add(
            (
                authority_name(row.authority),
                row.authority,
                TEXT[row.role],
                f"{COVERAGE_SYMBOLS[row.state]} {COVERAGE_STATES[row.state]}",
                row.snapshot,
                (report.as_of - row.snapshot).days if row.snapshot else None,
                snapshot_age(row.snapshot, report.as_of),
                row.why,
            )
        )
    sheet.finish()
    # Below the filtered table, with a row between, so that sorting it never moves what follows.
    facts: tuple[tuple[str, Value], ...] = (
        (TEXT["as_of"], report.as_of),
        (TEXT["coalition"], authority_names(report.coalition)),
        (TEXT["references"], authority_names(report.references)),
        (TEXT["focus"], report.focus),
        (TEXT["edition"], report.edition),
        *(((TEXT["known_by"], report.known_by),) if report.known_by else ()),
        *((TEXT["silence"].format(kind=KINDS[one.kind]), silence_in_words(one)) for one in report.silences),
        *((TEXT["note"], note) for note in report.notes),
    )
    sheet.add(())
    for name, value in facts:
        sheet.add((name, value))


def _gaps(book: _Book, report: GapReport) -> None:
    keys = tuple(dict.fromkeys(key for gap in report.gaps for key in gap.components))
    parts = tuple((TEXT["component"].format(name=component_name(key)), 10) for key in keys)
    sheet = _Sheet(book, "Gaps", (*GAP_HEADS, *parts, *GAP_TAIL))
    for rank, gap in enumerate(report.gaps, start=1):
        sheet.add(_gap_values(rank, gap, keys))
    sheet.finish()


def _gap_values(rank: int, gap: Gap, keys: Sequence[str]) -> Iterable[Value]:
    listed = [
        f"{authority_name(entry.authority)}: {entry.name} ({entry.source_id}), "
        f"{act_date(entry.listed_on)}, {BASES[entry.listed_on.basis]}"
        for entry in gap.listed_by
    ]
    yield from (rank, STATUSES[gap.status], round(gap.severity, 2), KINDS[gap.kind])
    yield from (authority_name(gap.authority), gap.target_name, " · ".join(gap.native_names), gap.schema)
    yield from (gap.since, gap.age_days, gap.lag_days, len(gap.listed_by), "; ".join(listed), gap.why)
    for key in keys:
        yield round(gap.components[key], 2) if key in gap.components else None
    yield from ("; ".join(gap.details), gap.act, gap.act_why, gap.closes)
    yield from (round(gap.confidence, 4), gap.rests_on)
    yield from ("; ".join(gap.focus_by), "; ".join(gap.may_be), gap.target_id, gap.gap_id)


def _matrix(book: _Book, report: GapReport) -> None:
    authorities = authorities_of(report)
    columns = tuple(
        head
        for key in authorities
        for head in (
            (authority_name(key), 18),
            (TEXT["listed_on"].format(authority=authority_name(key)), 24),
        )
    )
    sheet = _Sheet(book, "Matrix", (*MATRIX_HEADS, *columns))
    for row in report.matrix:
        sheet.add(_matrix_values(row, authorities))
    sheet.finish()
    first, top, end = len(MATRIX_HEADS), sheet.first_row, max(sheet.last_row, sheet.first_row)
    for symbol, look in book.fills():
        rule = {"type": "text", "criteria": "begins with", "value": symbol, "format": look}
        for column in range(first, first + 2 * len(authorities), 2):
            sheet.sheet.conditional_format(top, column, end, column, rule)


def _matrix_values(row: MatrixRow, authorities: Sequence[str]) -> Iterable[Value]:
    yield from (row.target_name, " · ".join(row.native_names), row.schema, row.target_id)
    for key in authorities:
        cell = row.cells.get(key)
        if cell is None:
            yield from (None, None)
            continue
        yield f"{CELL_SYMBOLS[cell_look(cell)]} {CELL_STATES[cell.state]}"
        yield _listed_on(cell)


def _listed_on(cell: Cell) -> Value:
    """A date when it is one; else the words for what is known of it."""
    if cell.state != "listed":
        return None
    act: ActDate | None = cell.listed_on
    if act is not None and act.is_confirmed and act.earliest == act.latest and act.earliest is not None:
        return act.earliest
    return act_date(act)


def _lags(book: _Book, report: GapReport) -> None:
    sheet = _Sheet(book, "Lags", LAG_HEADS)
    for lag in report.lags:
        names = (authority_name(lag.first), authority_name(lag.second))
        fields = msgspec.structs.asdict(lag)
        sheet.add((*names, *(fields[key] for key in ("closed", "same_day", "median_days", "open"))))
    sheet.finish()
