"""The Ministry of Finance's workbook of one sheet per regime: bytes to entries. The older of its two forms.

Each sheet has its own columns, under a row that begins with 告示日付 (date of the notice). A row is an
entry in force, an entry taken off (`2011.11.18削除`, no name), or more text of the row above it (sheet 21).

Source: shisantouketsu20260305.xlsx, row by row.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec

from interlock.base.errors import SourceError
from interlock.model.snapshot import Coverage, Entry, Parsed, Removal
from interlock.sources.audit import Audit, squeeze
from interlock.sources.contract import File
from interlock.sources.japanese.entries import LIST_KEY, TABLE, Row, Sheet, list_date, listing, source_id
from interlock.sources.japanese.text import notice, plain
from interlock.sources.readers import GET_IT_AGAIN, WRONG_LIST, workbook

_HEADERS: dict[str, str] = TABLE["headers"]

MAX_ROWS = 200_000
"""Of the workbook, blank rows counted. That of 2026-03-05 has 21,177: one sheet of 67 entries runs to row
7,784."""
MAX_COLUMNS = 64
MAX_EXACT = 10**15
"""A spreadsheet keeps fifteen digits of a number."""

_INDEX = "一覧"
_REPEALED = "【解除】"
_TITLE_NUMBER = re.compile(r"(\d+)\.")
_NUMBER = re.compile(r"[*#＊＃]?(\d{1,6})(?:\(([*#])(\d{1,6})\))?")
"""`1`, `*1`, `1(#47)`: the number is the entry's own, what stands in brackets is on another sheet."""


class _Found(msgspec.Struct):
    entries: dict[str, Entry] = {}
    removals: dict[str, Removal] = {}
    rows: int = 0
    scanned: int = 0
    """Rows looked at, blank ones too."""


def read_workbook(file: File) -> Parsed:
    """The whole list from its workbook. Raises: SourceError when it holds no entry, or is too large."""
    audit = Audit()
    found = _Found()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of print areas and dates before 1900, not of data
        for sheet in workbook(file):
            _read_sheet(squeeze(str(sheet.title)), _rows(sheet, file.name, found), found, audit)
    if not found.entries:
        raise SourceError("no entry is in this workbook", where=file.name, remedy=WRONG_LIST)
    return Parsed(
        list_key=LIST_KEY,
        list_date=list_date(file.name),
        entries=tuple(found.entries.values()),
        coverage=Coverage(notes=("the ministry calls the workbook provisional; the gazette is authentic",)),
        records={"xlsx": found.rows},
        removals=tuple(found.removals.values()),
        alarms=audit.alarms(),
    )


def _rows(sheet: Any, name: str, found: _Found) -> Iterator[tuple[int, tuple[Any, ...]]]:
    """(row number from 1, cells) of every row that is not blank. Raises: SourceError past MAX_ROWS."""
    for number, cells in enumerate(sheet.iter_rows(values_only=True, max_col=MAX_COLUMNS), 1):
        found.scanned += 1
        if found.scanned > MAX_ROWS:
            raise SourceError(
                f"the workbook has more than {MAX_ROWS:,} rows",
                where=f"{name}, {sheet.title}",
                remedy=GET_IT_AGAIN,
            )
        if any(cell is not None for cell in cells):
            yield number, cells


def _read_sheet(title: str, rows: Iterator[tuple[int, tuple[Any, ...]]], found: _Found, audit: Audit) -> None:
    if title == _INDEX:
        return
    basis: list[str] = []
    columns: list[str] = []
    for _, cells in rows:
        if squeeze(str(cells[0])) == "告示日付":
            columns = _columns(cells, title, audit)
            break
        basis.append(" ".join(squeeze(str(cell)) for cell in cells if cell is not None))
    if not columns:
        if _REPEALED not in title:
            audit.alarm("unknown-sheet", f"the sheet {title} has no row of column headers", title)
        return
    sheet = _sheet(title, basis, columns, audit)
    for where, texts in _joined(rows, columns, title, audit):
        found.rows += 1
        _read_row(sheet, texts, where, found, audit)


def _columns(cells: Sequence[Any], title: str, audit: Audit) -> list[str]:
    """The field of each column; an unknown header is an alarm, and its column is not read."""
    fields = []
    for cell in cells:
        header = "".join(plain(str(cell)).split()) if cell is not None else ""
        field = _HEADERS.get(header, "")
        if header and not field:
            audit.alarm("unknown-field", f"the column {header} is not known", title)
        fields.append(field)
    return fields


def _sheet(title: str, basis: Sequence[str], columns: Sequence[str], audit: Audit) -> Sheet:
    match = _TITLE_NUMBER.match(title)
    if match is None:
        raise SourceError(f"the sheet {title!r} has no number, so its entries have no key", remedy=WRONG_LIST)
    known: Mapping[str, Any] | None = TABLE["sheets"].get(match[1])
    if known is None:
        audit.alarm("unknown-sheet", f"the sheet {title} is new: who is on it, and on what basis?", title)
        known = {"kind": "mixed"}
    # The notes （注） on marks and scope follow the title; the basis ends where they begin.
    text = re.split(r"\s*[(（]注", "".join(basis))[0]
    return Sheet(
        number=int(match[1]),
        title=text,
        kind=known["kind"],
        un=known.get("un", False),
        marks=known.get("marks", {}),
        fields=frozenset(filter(None, columns)),
    )


def _joined(
    rows: Iterator[tuple[int, tuple[Any, ...]]], columns: Sequence[str], title: str, audit: Audit
) -> Iterator[tuple[str, dict[str, str]]]:
    """(place, field -> text) of each entry; a row without a date and a number goes on with the one above."""
    where, current = "", dict[str, str]()
    for number, values in rows:
        place = f"{title}!row {number}"
        cells: dict[str, str] = {}
        for field, value in zip(columns, values, strict=False):
            if value is None:
                continue
            text = _text(value, place, audit)
            if not field and text.strip():
                audit.alarm("unknown-field", "a cell stands under no header that is known", place)
            elif text.strip():
                cells[field] = f"{cells[field]}\n{text}" if field in cells else text
        if cells.get("notice_dates") or cells.get("number"):
            if current:
                yield where, current
            where, current = place, cells
        elif current and set(cells) <= {"remarks", "reasons"}:
            for field, text in cells.items():
                current[field] = f"{current.get(field, '')}\n{text}"
        elif cells:
            audit.alarm("unreadable-record", "a row has neither a date nor a number", place)
    if current:
        yield where, current


def _text(value: Any, where: str, audit: Audit) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, int) and abs(value) >= MAX_EXACT:
        audit.alarm("rounded-number", "a number has more digits than a spreadsheet keeps", where)
    return str(value)


def _read_row(sheet: Sheet, cells: dict[str, str], where: str, found: _Found, audit: Audit) -> None:
    match = _NUMBER.fullmatch(plain(cells.get("number", "")).strip())
    dates = notice(cells.get("notice_dates", ""))
    if match is None or not (dates.listed or dates.removed):
        audit.alarm("unreadable-record", "a row has no notice date or no number that can be read", where)
        return
    if dates.unread:
        audit.alarm("unknown-value", "a notice date has a form that is not known", where)
    key = source_id(sheet.number, int(match[1]))
    if key in found.entries or key in found.removals:
        audit.alarm("duplicate-id", "a number stands twice on one sheet; the first is taken", where)
        return
    if dates.removed:
        found.removals[key] = Removal(key, dates.removed)
        return
    reference = f"{match[2]}{match[3]}" if match[2] else ""
    if reference and reference[0] not in sheet.marks:
        audit.alarm("unknown-value", f"the mark {reference[0]} is not explained for this sheet", where)
        reference = ""
    made = listing(sheet, Row(int(match[1]), reference, dates, cells, where), audit)
    if made is not None:
        found.entries[key] = Entry(made, where)
