"""Japan: the asset-freeze list of the Ministry of Finance, as the workbook of one sheet per regime.

Each sheet has its own columns, under a row that begins with 告示日付 (date of the notice). A row is an
entry in force, an entry taken off (`2011.11.18削除`, no name), or more text of the row above it (sheet 21).
The CSV that the ministry publishes since 2026 and METI's lists are not read here: they are strangers.

Source: https://www.mof.go.jp/policy/international_policy/gaitame_kawase/gaitame/economic_sanctions/list.html;
shisantouketsu20260305.xlsx, row by row.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from tomllib import loads
from typing import Any

import msgspec

from interlock.base.errors import SourceError
from interlock.model.snapshot import Coverage, Entry, Parsed, Removal
from interlock.sources.audit import Audit, squeeze
from interlock.sources.contract import Authority, File, FileRole, ListSpec
from interlock.sources.japanese.entries import LIST_KEY, Row, Sheet, listing, source_id
from interlock.sources.japanese.text import notice, plain
from interlock.sources.readers import GET_IT_AGAIN, WRONG_LIST, only_source_errors, workbook

_TABLE = loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
_HEADERS: dict[str, str] = _TABLE["headers"]

MAX_ROWS = 200_000
"""Of the workbook, blank rows counted. That of 2026-03-05 has 21,177: one sheet of 67 entries runs to row
7,784."""
MAX_COLUMNS = 64
MAX_EXACT = 10**15
"""A spreadsheet keeps fifteen digits of a number."""

_NAME = re.compile(r"shisantouketsu(\d{8})?.*\.xlsx", re.IGNORECASE)
_INDEX = "一覧"
_REPEALED = "【解除】"
_TITLE_NUMBER = re.compile(r"(\d+)\.")
_NUMBER = re.compile(r"[*#＊＃]?(\d{1,6})(?:\(([*#])(\d{1,6})\))?")
"""`1`, `*1`, `1(#47)`: the number is the entry's own, what stands in brackets is on another sheet."""


def recognise(name: str, head: bytes) -> FileRole | None:
    """Goes by the official name, and by the zip magic: the CSV has the same name but for its ending."""
    if name.lower().startswith("derived_") or not _NAME.fullmatch(name) or not head.startswith(b"PK\x03\x04"):
        return None
    return FileRole(LIST_KEY, "xlsx")


class _Found(msgspec.Struct):
    entries: dict[str, Entry] = {}
    removals: dict[str, Removal] = {}
    rows: int = 0
    scanned: int = 0
    """Rows looked at, blank ones too."""


@only_source_errors
def read(list_key: str, files: Sequence[tuple[FileRole, File]]) -> Parsed:
    """The whole list from its workbook. Raises: SourceError."""
    audit = Audit()
    found = _Found()
    if len(files) != 1:
        raise SourceError(
            f"{len(files)} workbooks of one date; the list is one", remedy="keep the one to be read"
        )
    file = files[0][1]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of print areas and dates before 1900, not of data
        for sheet in workbook(file):
            _read_sheet(squeeze(str(sheet.title)), _rows(sheet, file.name, found), found, audit)
    if not found.entries:
        raise SourceError("no entry is in this workbook", where=file.name, remedy=WRONG_LIST)
    return Parsed(
        list_key=list_key,
        list_date=_list_date(file.name),
        entries=tuple(found.entries.values()),
        coverage=Coverage(notes=("the ministry calls the workbook provisional; the gazette is authentic",)),
        records={"xlsx": found.rows},
        removals=tuple(found.removals.values()),
        alarms=audit.alarms(),
    )


def _list_date(name: str) -> date | None:
    match = _NAME.fullmatch(name)
    if match is None or not match[1]:
        return None
    try:
        return datetime.strptime(match[1], "%Y%m%d").date()  # noqa: DTZ007  # a date without a time
    except ValueError:
        return None


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
    known: Mapping[str, Any] | None = _TABLE["sheets"].get(match[1])
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


AUTHORITY = Authority(
    key="jp",
    name="Ministry of Finance, Japan",
    lists=(
        ListSpec(
            key=LIST_KEY,
            title="List of targets of asset-freeze measures under the Foreign Exchange and Foreign Trade Act",
            holds=("Person", "Organization", "Company", "LegalEntity"),
            effects=("asset_freeze",),
            max_shrink=0.10,
            max_shrink_reason="the list grew from year to year; the largest regime outside Russia and the"
            " Taliban, Iran, is 4% of it, so a tenth is more than any repeal of one regime and less than a"
            " lost sheet of those two",
            shows_removals=True,
            source_id="sheet number and number in the notice, such as 015-000001: 番号 of the ministry's CSV",
        ),
    ),
    recognise=recognise,
    read=read,
)
