"""The Ministry of Finance's CSV of one row per entry: bytes to entries. The newer of its two forms.

A row becomes the cells of a workbook's row and is read by the same code, so that an entry reads alike in
both. What the CSV does not print, and the workbook does, is in `jp.toml`: the basis of each 区分, and which
entries of two of them are one target.

Source: shisantouketsu20260828.csv, as described and sampled row by row; rows of 区分 13 to 17 were seen, of
the others two.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

import msgspec

from interlock.base.errors import SourceError
from interlock.model.snapshot import Coverage, Entry, Parsed, Removal
from interlock.sources.audit import Audit
from interlock.sources.contract import File
from interlock.sources.japanese.entries import (
    LIST_KEY,
    NAME,
    TABLE,
    Row,
    Sheet,
    list_date,
    listing,
    source_id,
)
from interlock.sources.japanese.facts import is_kana
from interlock.sources.japanese.text import notice, plain, split_outside
from interlock.sources.readers import GET_IT_AGAIN, WRONG_LIST, csv_rows

_HEADERS: dict[str, str] = TABLE["csv"]["headers"]
_KINDS: dict[str, str] = TABLE["csv"]["kinds"]
_BASIS: dict[str, str] = TABLE["csv"]["basis"]
_SAME: dict[str, list[list[int]]] = TABLE["csv"]["same"]
_FOCUSES: dict[str, list[int]] = TABLE["csv"]["focuses"]
_OWN = ("sheet", "key", "kind", "lands_ja", "places_ja", "lands_en", "places_en", "gazette")
"""Fields that the workbook has not: they are read here."""

MAX_ROWS = 200_000
"""The file of 2026-08-28 has about 2,866."""

_KEY = re.compile(r"(\d{3})-(\d{6})")
_ORIGINAL = re.compile(r"\s*(\(original scr?ipt:[^()]*\))", re.IGNORECASE)
"""The name in another script, which the workbook has beside the English name."""
_TYPO = re.compile(r"(?<=日)\s*;\s*(?=\d{4}年)")
"""`旅券失効日; 2019年5月7日` (017-000024): the date belongs to the label."""


def is_csv(head: bytes) -> bool:
    """The bytes begin with the header of the ministry's CSV."""
    return head.decode("utf-8-sig", errors="replace").lstrip().startswith("区分,番号,告示日付")


class _Found(msgspec.Struct):
    entries: dict[str, Entry] = {}
    removals: dict[str, Removal] = {}
    rows: int = 0


def read_csv(file: File) -> Parsed:
    """The list from the CSV; of a rebuilt copy the rows of its one focus.

    Raises: SourceError when it has another header, or holds no entry.
    """
    audit = Audit()
    found = _Found()
    focus = _focus(file.name)
    rows = csv_rows(file)
    columns = _columns(next(rows, (0, list[str]()))[1], file.name, audit)
    for line, values in rows:
        found.rows += 1
        if found.rows > MAX_ROWS:
            raise SourceError(f"more than {MAX_ROWS:,} rows", where=file.name, remedy=GET_IT_AGAIN)
        where = f"{file.name}:{line}"
        if len(values) != len(columns):
            audit.alarm("unreadable-record", "a row has more or fewer cells than the header", where)
            continue
        cells = _cells(columns, values)
        if focus and cells.get("sheet", "") not in map(str, _FOCUSES[focus]):
            audit.alarm("unreadable-record", f"a row is not of the focus {focus}", where)
            continue
        _read_row(cells, where, found, audit)
    if not found.entries:
        raise SourceError("no entry is in this file", where=file.name, remedy=WRONG_LIST)
    return Parsed(
        list_key=LIST_KEY,
        list_date=list_date(file.name),
        entries=tuple(found.entries.values()),
        coverage=Coverage(focus=focus, notes=_notes(focus)),
        records={"csv": found.rows},
        removals=tuple(found.removals.values()),
        alarms=audit.alarms(),
    )


def _focus(name: str) -> str:
    match = NAME.fullmatch(name)
    told = match[2].lower() if match and match[2] else ""
    if told and told not in _FOCUSES:
        raise SourceError(f"{told} is no focus of this list", where=name, remedy=WRONG_LIST)
    return told


def _notes(focus: str) -> tuple[str, ...]:
    notes: tuple[str, ...] = (
        "which entries are the same target as one on another sheet is known as of the workbook of 2026-03-05:"
        " the CSV does not say",
    )
    if focus:
        kinds = _FOCUSES[focus]
        notes += (
            f"a copy of the rows of 区分 {kinds[0]} to {kinds[-1]} only, rebuilt by hand from the"
            " ministry's CSV",
        )
    return notes


def _columns(header: Sequence[str], name: str, audit: Audit) -> list[str]:
    columns = []
    for cell in header:
        text = "".join(cell.split())
        field = _HEADERS.get(text, "")
        if text and not field:
            audit.alarm("unknown-field", f"the column {text} is not known", name)
        columns.append(field)
    if missing := {"sheet", "key", "notice_dates", "number", "name_ja", "name_en"} - set(columns):
        raise SourceError(f"the CSV lacks {', '.join(sorted(missing))}", where=name, remedy=WRONG_LIST)
    return columns


def _cells(columns: Sequence[str], values: Sequence[str]) -> dict[str, str]:
    """Field to text; columns of one field (Japanese, English) become two lines, as in the workbook."""
    cells: dict[str, str] = {}
    for field, value in zip(columns, values, strict=True):
        text = value.strip()
        if field and text:
            cells[field] = f"{cells[field]}\n{text}" if field in cells else text
    return cells


def _read_row(cells: dict[str, str], where: str, found: _Found, audit: Audit) -> None:
    key = _KEY.fullmatch(plain(cells.get("key", "")))
    dates = notice(cells.get("notice_dates", ""))
    if key is None or not (dates.listed or dates.removed):
        audit.alarm("unreadable-record", "a row has no 番号 or no notice date that can be read", where)
        return
    if dates.unread:
        audit.alarm("unknown-value", "a notice date has a form that is not known", where)
    sheet, number = int(key[1]), int(key[2])
    if (cells.get("sheet"), cells.get("number")) != (str(sheet), str(number)):
        audit.alarm("unknown-value", "番号 is not made of 区分 and 告示番号: it is taken as printed", where)
    native = source_id(sheet, number)
    if native in found.entries or native in found.removals:
        audit.alarm("duplicate-id", "a 番号 stands twice; the first row is taken", where)
    elif dates.removed:
        found.removals[native] = Removal(native, dates.removed)
    else:
        row = Row(number, _reference(sheet, number), dates, _as_workbook(cells), where)
        made = listing(_sheet(sheet, cells, where, audit), row, audit)
        if made is not None:
            found.entries[native] = Entry(made, where)


def _sheet(number: int, cells: dict[str, str], where: str, audit: Audit) -> Sheet:
    known = TABLE["sheets"].get(str(number))
    if known is None:
        audit.alarm("unknown-sheet", f"区分 {number} is new: on what basis is it, and is it the UN's?", where)
        known = {"kind": "mixed"}
    kind = _KINDS.get(cells.get("kind", ""))
    if kind is None:
        audit.alarm("unknown-value", "個人・団体 says neither 個人 nor 団体", where)
    return Sheet(
        number=number,
        title=_BASIS.get(str(number), ""),
        kind=kind or known["kind"],
        un=known.get("un", False),
        marks=known.get("marks", {}),
        # Beside weak aliases the others are strong, on the sheets of the workbook that tell them apart.
        fields=frozenset({"weak_alias"} if known.get("weak") else ()),
    )


def _reference(sheet: int, number: int) -> str:
    """`#47`, as the workbook prints it after the number."""
    for own, other in _SAME.get(str(sheet), ()):
        if own == number:
            return f"{next(iter(TABLE['sheets'][str(sheet)]['marks']))}{other}"
    return ""


def _as_workbook(cells: dict[str, str]) -> dict[str, str]:
    """The cells as the workbook has them."""
    row = {field: text for field, text in cells.items() if field not in _OWN}
    if original := _ORIGINAL.match(plain(row.get("remarks", ""))):
        row["remarks"] = plain(row["remarks"])[original.end() :]
        row["name_en"] = f"{row.get('name_en', '')}\n{original[1]}".strip()
    if "passport" in row:
        row["passport"] = _TYPO.sub(":", plain(row["passport"]))
    if "national_id" in row:
        row["national_id"] = row["national_id"].strip("\"'")
    if address := "\n".join(_addresses(cells)):
        row["address"] = address
    return row


# --- addresses: the countries of an entry stand in one column, its places in another


def _addresses(cells: dict[str, str]) -> Iterator[str]:
    gazette = plain(cells.get("gazette", ""))
    lands, places = _split(cells.get("lands_ja", "")), _split(cells.get("places_ja", ""))
    english_lands, english_places = _split(cells.get("lands_en", "")), _split(cells.get("places_en", ""))
    if lands and not places and not english_lands:
        # The country in Japanese, the rest in English (013-000001).
        yield from _joined(lands, english_places, _after, gazette)
        return
    yield from _joined(lands, places, _before, gazette)
    yield from _joined(english_lands, english_places, _after, gazette)


def _split(cell: str) -> list[str]:
    return [text.strip(" ,") for text in split_outside(plain(cell), ";\n") if text.strip(" ,")]


def _before(land: str, place: str) -> str:
    """`北朝鮮平壌特別市`; two words in kana are kept apart (イラン キーシュ島)."""
    return land + (" " if is_kana(land[-1]) and is_kana(place[0]) else "") + place


def _after(land: str, place: str) -> str:
    return place if place.endswith(land) else f"{place}, {land}"


def _joined(
    lands: Sequence[str], places: Sequence[str], join: Callable[[str, str], str], gazette: str
) -> Iterator[str]:
    """Each place with its country: the only one, or the one beside which the gazette's text has it.

    Countries that no place was joined to stand alone.
    """
    left = list(lands)
    for place in places:
        whole = {join(land, place): land for land in lands}
        if len(whole) > 1:
            whole = {text: land for text, land in whole.items() if text in gazette}
        if len(whole) != 1:
            yield f"{place};"
            continue
        text, joined = whole.popitem()
        yield f"{text};"
        left = [land for land in left if land != joined]
    yield from (f"{land};" for land in left)
