"""The workbook's sheet: its header, in any order of columns, and its rows, gathered by reference."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from interlock.base.errors import SourceError
from interlock.sources.audit import Audit, squeeze
from interlock.sources.contract import File
from interlock.sources.dfat.cells import TABLE, plain
from interlock.sources.dfat.record import Row
from interlock.sources.readers import WRONG_LIST, workbook

MAX_ROWS = 200_000
"""The official workbooks have 9,561 and 10,977 rows."""
MAX_COLUMNS = 300
"""The workbook of 2024 is 255 columns wide, 243 of them empty."""

_REFERENCE = re.compile(r"(\d{1,7})((?:[a-z]{1,3}\d{0,3})?)", re.IGNORECASE)


def rows_by_reference(file: File, audit: Audit) -> tuple[dict[str, list[Row]], int]:
    """(the rows of each entry, its primary name first, by the number of the reference; how many rows).

    Raises: SourceError when the first row is not the list's header.
    """
    book = workbook(file)
    try:
        sheets = book.worksheets
        for other in sheets[1:]:
            audit.alarm("unknown-sheet", "a second sheet is not read", other.title)
        rows = _cells(sheets[0], file) if sheets else iter(())
        keys = _header(next(rows, ()), file, audit)
        found: dict[str, list[Row]] = {}
        total = 0
        for number, cells in enumerate(rows, start=2):
            if row := _row(number, cells, keys, audit):
                total += 1
                match = _REFERENCE.fullmatch(row.reference)
                if match is None:
                    audit.alarm("unreadable-record", "a row has no reference", f"row {number}")
                    continue
                found.setdefault(match[1], []).append(row)
    finally:
        book.close()
    for group in found.values():
        group.sort(key=lambda row: (not row.reference.isdigit(), row.number))
    return found, total


def _cells(sheet: Any, file: File) -> Iterator[tuple[Any, ...]]:
    for number, cells in enumerate(sheet.iter_rows(values_only=True, max_col=MAX_COLUMNS), start=1):
        if number > MAX_ROWS:
            raise SourceError(f"more than {MAX_ROWS:,} rows", where=file.name, remedy=WRONG_LIST)
        yield cells


def _header(cells: tuple[Any, ...], file: File, audit: Audit) -> dict[int, str]:
    """Column to its key in the table; a column that the table does not have is an alarm."""
    known = {title.lower(): key for key, title in TABLE["columns"].items()}
    keys: dict[int, str] = {}
    for column, value in enumerate(cells):
        title = squeeze("" if value is None else str(value))
        key = known.get(title.lower())
        if key in keys.values():
            audit.alarm("unknown-field", f"a second column {title!r} is not read", file.name)
        elif key:
            keys[column] = key
        elif title:
            audit.alarm("unknown-field", f"the column {title!r} is not known", file.name)
    missing = set(TABLE["needed"]["columns"]) - set(keys.values())
    if missing:
        titles = ", ".join(sorted(TABLE["columns"][key] for key in missing))
        raise SourceError(f"the header has no {titles}", where=f"{file.name}, row 1", remedy=WRONG_LIST)
    return keys


def _row(number: int, cells: tuple[Any, ...], keys: dict[int, str], audit: Audit) -> Row | None:
    """The row; None for an empty one. Text beside the columns of the header is an alarm."""
    filled = {column: value for column, value in enumerate(cells) if value is not None}
    if not any(str(value).strip() for value in filled.values()):
        return None
    if any(column not in keys and str(value).strip() for column, value in filled.items()):
        audit.alarm("unknown-field", "a cell stands in a column without a known title", f"row {number}")
    row = {key: cells[column] if column < len(cells) else None for column, key in keys.items()}
    reference = row.pop("reference")
    if isinstance(reference, float) and reference.is_integer():
        reference = int(reference)
    return Row(number, plain(reference), row)
