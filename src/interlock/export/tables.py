"""A table as CSV, JSON, Parquet or a workbook. Rows are written as they come.

Text that a spreadsheet would run as a formula is neutralised in CSV; in a workbook text is text by its type.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from itertools import chain, islice
from pathlib import Path
from typing import Any

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq
import xlsxwriter

from interlock.base.errors import QueryError
from interlock.export.marks import BANNER
from interlock.export.rows import Table, Value
from interlock.report.machine import BOM
from interlock.report.spreadsheet import CELL_LIMIT, FIRST_DAY
from interlock.report.text import formula_safe, printable

BATCH = 5_000
"""Rows that go into a Parquet row group at once; few enough to hold, many enough to compress."""
MOST_SHEET_ROWS = 1_048_575
"""Rows of a sheet under its header. Source: Microsoft, Excel specifications and limits, seen 2025-11."""
_TYPES = {
    "text": pa.string(),
    "texts": pa.list_(pa.string()),
    "day": pa.date32(),
    "whole": pa.int64(),
    "number": pa.float64(),
}


def csv_lines(table: Table) -> Iterator[bytes]:
    """Header and rows (RFC 4180, UTF-8 with a mark, so that a spreadsheet sees it); `; ` joins texts."""
    yield (BOM + _csv_line([name for name, _ in table.columns])).encode()
    for row in table.rows:
        yield _csv_line([_csv_cell(value) for value in row]).encode()


def json_lines(table: Table) -> Iterator[bytes]:
    """One JSON document: what was asked, and `rows` under the names of the columns."""
    head = {
        "edition": table.edition,
        "as_of": table.as_of,
        "focus": table.focus,
        "coalition": table.coalition,
        "fictional": table.fictional,
        "count": table.total,
    }
    yield msgspec.json.encode(head)[:-1] + b',"rows":[\n'
    names = [name for name, _ in table.columns]
    for number, row in enumerate(table.rows):
        yield (b",\n" if number else b"") + msgspec.json.encode(dict(zip(names, row, strict=True)))
    yield b"\n]}\n"


def write_parquet(table: Table, path: Path) -> None:
    """`path` holds the table, typed; its metadata name the edition. Raises: OSError."""
    schema = pa.schema(
        [(name, _TYPES[kind]) for name, kind in table.columns],
        metadata={
            "edition": table.edition,
            "as_of": table.as_of.isoformat(),
            "focus": table.focus,
            "coalition": ",".join(table.coalition),
            "fictional": str(table.fictional).lower(),
        },
    )
    with pq.ParquetWriter(str(path), schema, compression="zstd", version="2.6") as writer:
        rows = iter(table.rows)
        for first in rows:
            batch = list(islice(chain([first], rows), BATCH))
            columns = [
                pa.array(column, type=field.type)
                for field, column in zip(schema, zip(*batch, strict=True), strict=True)
            ]
            writer.write_table(pa.Table.from_arrays(columns, schema=schema))


def write_workbook(table: Table, path: Path) -> None:
    """`path` holds two sheets: the rows under a frozen, filtered header, and what the file is.

    Raises: OSError. QueryError: more rows than a sheet has.
    """
    if table.total > MOST_SHEET_ROWS:
        raise QueryError(
            f"{table.total:,} rows are more than a sheet holds", remedy="use --as csv or --as parquet"
        )
    book = xlsxwriter.Workbook(
        str(path),
        {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    day = datetime.combine(table.as_of, time(), UTC).replace(tzinfo=None)
    title = f"{table.title}, edition {table.edition}"
    book.set_properties({"created": day, "title": f"{BANNER} {title}" if table.fictional else title})
    _rows_sheet(book, table)
    _about_sheet(book, table)
    try:
        book.close()
    except xlsxwriter.exceptions.FileCreateError as error:
        raise OSError(f"{path}: {error}") from error


_WIDTHS = {"text": 22, "texts": 30, "day": 11, "whole": 9, "number": 9}


def _rows_sheet(book: Any, table: Table) -> None:
    sheet = book.add_worksheet(table.title)
    head = book.add_format({"bold": True, "bottom": 1, "bg_color": "#EEF1F5"})
    top = 0
    for column, (_, kind) in enumerate(table.columns):
        sheet.set_column(column, column, _WIDTHS[kind])
    if table.fictional:
        sheet.write_string(0, 0, BANNER, book.add_format({"bold": True, "bg_color": "#FFC400"}))
        sheet.set_tab_color("#FFC400")
        top = 1
    for column, (name, _) in enumerate(table.columns):
        sheet.write_string(top, column, name, head)
    sheet.freeze_panes(top + 1, 0)
    days = book.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
    last = top
    for last, row in enumerate(table.rows, start=top + 1):
        for column, value in enumerate(row):
            _write_cell(sheet, last, column, value, days)
    sheet.autofilter(top, 0, max(last, top + 1), len(table.columns) - 1)


def _write_cell(sheet: Any, row: int, column: int, value: Value, days: Any) -> None:
    if value is None or value in ("", ()):
        return
    if isinstance(value, date) and value >= FIRST_DAY:
        sheet.write_datetime(row, column, datetime.combine(value, time()), days)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value)
    else:
        sheet.write_string(row, column, _cell_text(value))


def _cell_text(value: str | date | tuple[str, ...]) -> str:
    text = "; ".join(value) if isinstance(value, tuple) else str(value)
    shown = printable(text)
    # The limit counts UTF-16 units; half of it is safe for any character.
    return shown if len(shown.encode("utf-16-le")) // 2 <= CELL_LIMIT else shown[: CELL_LIMIT // 2 - 1] + "…"


def _about_sheet(book: Any, table: Table) -> None:
    sheet = book.add_worksheet("About")
    sheet.set_column(0, 0, 14)
    sheet.set_column(1, 1, 60)
    facts = [
        ("edition", table.edition),
        ("as of", table.as_of.isoformat()),
        ("focus", table.focus),
        ("coalition", ", ".join(table.coalition) or "every authority"),
        ("rows", f"{table.total:,}"),
        ("data", BANNER if table.fictional else "as published by the authorities"),
    ]
    for row, (name, text) in enumerate(facts):
        sheet.write_string(row, 0, name)
        sheet.write_string(row, 1, text)


def _csv_line(cells: list[str]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow(cells)
    return out.getvalue()


def _csv_cell(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, tuple):
        # Each item is guarded: where `;` separates cells, an item may become a cell of its own.
        return formula_safe("; ".join(formula_safe(printable(item)) for item in value))
    return formula_safe(printable(value)) if isinstance(value, str) else str(value)
