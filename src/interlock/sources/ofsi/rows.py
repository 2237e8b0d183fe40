"""The rows of the consolidated list, from any of its forms, joined to groups.

Row 1 is `Last Updated,DD/MM/YYYY`, row 2 the headers: 29 columns until 2020, 36 in 2023. All cells are text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

import msgspec

from interlock.base.errors import SourceError
from interlock.sources.audit import Audit
from interlock.sources.british.dates import day_of
from interlock.sources.british.numbered import tidy
from interlock.sources.british.table import TABLE
from interlock.sources.contract import File
from interlock.sources.readers import GET_IT_AGAIN, WRONG_LIST, csv_rows, workbook

MAX_ROWS = 300_000
"""Of the workbook, blank rows counted. That of 2023-06-05 has 16,825."""
MAX_COLUMNS = 64
_COLUMNS: dict[str, str] = TABLE["ofsi_columns"]
_LEAST = {"name6", "group_id", "kind", "alias_type", "regime", "other", "listed_on"}


class Group(msgspec.Struct):
    """The rows of one Group ID: field to text, in the order of the file."""

    where: str
    rows: list[dict[str, str]] = []

    def texts(self, field: str) -> list[str]:
        """The distinct values of a field."""
        return list(dict.fromkeys(text for row in self.rows if (text := row.get(field, ""))))

    def text(self, field: str) -> str:
        """The first value; empty for none."""
        return next((text for row in self.rows if (text := row.get(field, ""))), "")


class Reading:
    """The groups of one file, and the day of its last update."""

    def __init__(self, file: File, audit: Audit) -> None:
        self.file = file
        self.audit = audit
        self.list_date: date | None = None
        self.rows = 0
        self.has_marks = False
        """Other Information is written in marks, `(UN Ref):...`: since 2021."""

    def groups(self) -> list[Group]:
        """Each group once, by its first row. Raises: SourceError when the file is not this list."""
        headers: list[str] | None = None
        found: dict[str, Group] = {}
        for number, cells in self._lines():
            if self.list_date is None:
                self.list_date = self._updated(cells)
            elif headers is None:
                headers = self._headers(cells)
            else:
                self._row(headers, cells, f"row {number}", found)
        if headers is None:
            raise SourceError("the file has no row of headers", where=self.file.name, remedy=WRONG_LIST)
        return list(found.values())

    def _lines(self) -> Iterator[tuple[int, list[str]]]:
        if not self.file.data.startswith(b"PK\x03\x04"):
            yield from csv_rows(self.file, ("utf-8-sig", "cp1252"))
            return
        book = workbook(self.file)
        yield from _sheet_lines(
            book.worksheets[0].iter_rows(values_only=True, max_col=MAX_COLUMNS), self.file
        )

    def _updated(self, cells: list[str]) -> date:
        printed = tidy(cells[1]) if len(cells) > 1 else ""
        if tidy(cells[0]) != "Last Updated":
            raise SourceError("row 1 is not `Last Updated`", where=self.file.name, remedy=WRONG_LIST)
        try:
            return day_of(printed)
        except ValueError as error:
            raise SourceError(
                f"the day of the last update is {printed!r}", where=self.file.name, remedy=GET_IT_AGAIN
            ) from error

    def _headers(self, cells: list[str]) -> list[str]:
        fields = []
        for cell in cells:
            header = tidy(cell).lower()
            if header and header not in _COLUMNS:
                self.audit.alarm("unknown-field", f"the column {tidy(cell)!r} is not known", self.file.name)
            fields.append(_COLUMNS.get(header, ""))
        if missing := _LEAST - set(fields):
            raise SourceError(
                f"row 2 names no column for {', '.join(sorted(missing))}",
                where=self.file.name,
                remedy=WRONG_LIST,
            )
        self.has_marks = "uk_designated" in fields
        return fields

    def _row(self, headers: list[str], cells: list[str], where: str, found: dict[str, Group]) -> None:
        self.rows += 1
        if any(tidy(cell) for cell in cells[len(headers) :]):
            self.audit.alarm("unknown-field", "a row has more cells than there are headers", where)
        row = {
            field: text
            for field, cell in zip(headers, cells, strict=False)
            if cell and field and (text := tidy(cell))
        }
        key = row.get("group_id", "")
        if not key.isdecimal():
            self.audit.alarm("unreadable-record", "a row without a Group ID", where)
            return
        found.setdefault(key, Group(f"rows[Group ID={key}]", [])).rows.append(row)


def _sheet_lines(rows: Iterable[tuple[Any, ...]], file: File) -> Iterator[tuple[int, list[str]]]:
    for number, cells in enumerate(rows, 1):
        if number > MAX_ROWS:
            raise SourceError(
                f"the workbook has more than {MAX_ROWS:,} rows", where=file.name, remedy=GET_IT_AGAIN
            )
        if any(cell is not None for cell in cells):
            yield number, ["" if cell is None else str(cell) for cell in cells]
