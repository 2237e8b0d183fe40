"""Customers as rows, from a file of any size: read as a stream, a chunk at a time."""

from __future__ import annotations

import csv
import hashlib
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time
from itertools import islice
from pathlib import Path
from typing import IO, Any, Literal

import msgspec

from interlock.base.errors import QueryError
from interlock.screen.bulk_rows import Row, places_of

Form = Literal["csv", "jsonl", "parquet"]
Places = Sequence[int | None]
"""Of each field the column of the file; None where the file has none."""

CHUNK = 1_000
"""Rows that are screened and kept at a time: a second's work, so that little is done again after a crash, and
some hundred kilobytes."""
_BATCH = 8_192
"""Rows of a Parquet file that are decoded at a time."""
_SPAN = 1 << 20
_FORMS: dict[str, Form] = {".csv": "csv", ".jsonl": "jsonl", ".parquet": "parquet"}


class InputFile(msgspec.Struct, frozen=True):
    """Which file it was."""

    path: str
    """Absolute."""
    sha256: str
    size: int
    lines: int
    """About its rows; 0 for a file that has no lines."""


class Layout(msgspec.Struct, frozen=True):
    """How the rows lie in the file."""

    columns: dict[str, str] = {}
    """Field to the file's own column name, where it is another."""
    delimiter: str = ","


def form_of(path: Path, option: str, known: Iterable[Form]) -> Form:
    """The form that the file's name tells.

    Raises:
        QueryError: none that can be used here.
    """
    form = _FORMS.get(path.suffix.lower())
    if form is None or form not in known:
        raise QueryError(
            f"{path.name!r} does not say what form it has",
            where=option,
            remedy=f"give it one of these endings: {', '.join(f'.{name}' for name in known)}",
        )
    return form


def input_file(path: Path) -> InputFile:
    """Which file this is.

    Raises:
        QueryError: it cannot be read.
    """
    digest = hashlib.sha256()
    lines = 0
    is_text = path.suffix.lower() == ".csv"
    with readable(path) as file:
        while span := file.read(_SPAN):
            digest.update(span)
            lines += span.count(b"\n") if is_text else 0
        return InputFile(str(path.resolve()), digest.hexdigest(), file.tell(), lines)


@contextmanager
def readable(path: Path) -> Iterator[IO[bytes]]:
    """The open file. Raises: QueryError: it cannot be opened or read."""
    try:
        with path.open("rb") as file:
            yield file
    except OSError as error:
        raise unreadable(path, error.strerror or str(error)) from error


def unreadable(path: Path, why: str) -> QueryError:
    """The error for an input that is none."""
    return QueryError(
        f"the file cannot be read: {why}",
        where=str(path),
        remedy="give a CSV file in UTF-8 with a header, or a Parquet file",
    )


def rows_of(path: Path, layout: Layout) -> Iterator[Row]:
    """Every row of the file, in its order, bad ones too.

    Raises:
        QueryError: the file cannot be read, or lacks a column that is needed.
    """
    if form_of(path, "--in", ("csv", "parquet")) == "csv":
        return _csv_rows(path, layout)
    return _parquet_rows(path, layout)


def chunks_of(rows: Iterator[Row], size: int, *, skip: int = 0) -> Iterator[list[Row]]:
    """The rows after the first `skip`, so many at a time."""
    rest = islice(rows, skip, None)
    while chunk := list(islice(rest, size)):
        yield chunk


def _csv_rows(path: Path, layout: Layout) -> Iterator[Row]:
    try:
        with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
            lines = CsvLines(file)
            header = _next_cells(csv.reader(lines, delimiter=layout.delimiter, strict=True))[0]
            if header is None:
                raise unreadable(path, "it has no header")
            yield from csv_rows(lines, layout, len(header), places_of(header, layout.columns, str(path)))
    except OSError as error:
        raise unreadable(path, error.strerror or str(error)) from error


class CsvLines:
    """Lines for a CSV reader, which can be given back."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)
        self._ahead: deque[str] = deque()
        self.count = 0
        """Lines given out."""
        self.taken: list[str] = []
        """Those since `mark`."""

    def __iter__(self) -> CsvLines:
        return self

    def __next__(self) -> str:
        line = self._ahead.popleft() if self._ahead else next(self._lines)
        self.count += 1
        self.taken.append(line)
        return line

    def mark(self) -> None:
        """A row begins."""
        self.taken.clear()

    def give_back(self) -> None:
        """All lines of the row but its first are to come again."""
        back = self.taken[1:]
        self._ahead.extendleft(reversed(back))
        self.count -= len(back)
        del self.taken[1:]


def csv_rows(lines: CsvLines, layout: Layout, width: int, places: Places) -> Iterator[Row]:
    """The rows of the lines behind a header of so many cells.

    A quotation mark left open would swallow the rows after it. So of a bad row that runs over several lines
    only the first is given up, and the next is read as a row.
    """
    number = 0
    reader = csv.reader(lines, delimiter=layout.delimiter, strict=True)
    while True:
        lines.mark()
        cells, fault = _next_cells(reader)
        if cells is None and not fault:
            return
        if not cells and not fault:
            continue  # an empty line is no row
        if cells is not None and len(cells) != width:
            fault = f"the row has {len(cells)} cells and the header {width}"
        if fault and len(lines.taken) > 1:
            lines.give_back()
            cells = None
        if fault:
            reader = csv.reader(lines, delimiter=layout.delimiter, strict=True)
        number += 1
        line = (
            f"{lines.count - len(lines.taken) + 1}-{lines.count}"
            if len(lines.taken) > 1
            else f"{lines.count}"
        )
        if fault:
            yield Row(number, line, tuple(cells or [lines.taken[0].rstrip("\r\n")]), fault)
        else:
            yield Row(number, line, tuple("" if at is None else (cells or [])[at] for at in places))


def _next_cells(reader: Iterator[list[str]]) -> tuple[list[str] | None, str]:
    """The next row's cells, or why it has none; neither at the end."""
    try:
        return next(reader), ""
    except StopIteration:
        return None, ""
    except csv.Error as error:
        return None, f"the row is no CSV: {error}"


def _parquet_rows(path: Path, layout: Layout) -> Iterator[Row]:
    import pyarrow
    from pyarrow import parquet

    number = 0
    try:
        with parquet.ParquetFile(path) as file:
            header = file.schema_arrow.names
            places = places_of(header, layout.columns, str(path))
            wanted = [header[at] for at in places if at is not None]
            for batch in file.iter_batches(_BATCH, columns=wanted):
                for cells in cells_of(batch, [None if at is None else header[at] for at in places]):
                    number += 1
                    yield Row(number, "", cells)
    except (OSError, pyarrow.ArrowException) as error:
        raise unreadable(path, str(error)) from error


def cells_of(batch: Any, columns: Iterable[str | None]) -> Iterator[tuple[str, ...]]:
    """The rows of an Arrow batch as cells; a column that is None is empty."""
    empty = [""] * len(batch)
    texts = [
        empty if name is None else list(map(text_of, batch.column(name).to_pylist())) for name in columns
    ]
    return zip(*texts, strict=True)


def text_of(value: object) -> str:
    """A cell of a typed file as the text that a CSV would hold; several values with `;` between."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time.min else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return ";".join(text_of(item) for item in value)
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
