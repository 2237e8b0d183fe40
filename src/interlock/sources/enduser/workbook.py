"""METI's workbook of foreign end users: one sheet, one row each, bytes to entries.

Columns: No. (the formula `=ROW()-1`), country or region, company or organisation, also known as, type of
WMD, conventional weapons. Cells hold Japanese and English, a line each; aliases begin with `・`.

Source: 20250929_4.xlsx of METI, 835 rows, row by row, and the PDF of 2025-01-31, 748 rows, for what is
stable from one issue to the next.
"""

from __future__ import annotations

import re
import unicodedata
import warnings
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from tomllib import loads
from typing import Any

from interlock.base.errors import SourceError
from interlock.model.listing import Listing, Name, NameKind, Schema
from interlock.model.snapshot import Coverage, Entry, Parsed
from interlock.sources.audit import Audit, squeeze
from interlock.sources.contract import File
from interlock.sources.japanese.facts import land as country_code
from interlock.sources.japanese.spellings import read_name
from interlock.sources.japanese.text import has_japanese, plain
from interlock.sources.readers import GET_IT_AGAIN, WRONG_LIST, workbook

LIST_KEY = "jp.meti"
_ALL = loads((Path(__file__).parents[1] / "authorities" / "jp.toml").read_text(encoding="utf-8"))
_TABLE: dict[str, dict[str, str]] = _ALL["meti"]
_NO_NAMES: dict[str, Any] = _ALL["meti"]["no_names"]
_COMPANY: list[str] = [*_ALL["schema"]["company"], "会社", "公司"]

MAX_ROWS = 50_000
"""The list has 835 rows on 2025-09-29, and grew by 87 in the eight months before."""
MAX_COLUMNS = 32

_NAME = re.compile(r"(?:meti-foreign-user-list-)?(\d{8})(?:_\d+)?\.xlsx", re.IGNORECASE)
_CODE = re.compile(r"CW|[BCMN]")
_WORD = re.compile("生物|化学|ミサイル|核|通常兵器")


def read_end_users(file: File) -> Parsed:
    """The whole list. Raises: SourceError when the workbook is another one, or holds no entry."""
    audit = Audit()
    entries: dict[str, Entry] = {}
    count = 0
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of print areas, not of data
        sheets = workbook(file).worksheets
        if len(sheets) != 1:
            audit.alarm("unknown-sheet", "the workbook has more than one sheet; the first is read", file.name)
        rows = sheets[0].iter_rows(values_only=True, max_col=MAX_COLUMNS)
        columns = _columns(next(rows, ()), file.name, audit)
        for number, values in enumerate(rows, 2):
            where = f"{sheets[0].title}!row {number}"
            if number > MAX_ROWS:
                raise SourceError(f"more than {MAX_ROWS:,} rows", where=file.name, remedy=GET_IT_AGAIN)
            cells = _cells(columns, values, where, audit)
            if not set(cells) - {"number"}:
                continue
            count += 1
            made = _listing(cells, where, audit)
            if made is not None and made.source_id in entries:
                audit.alarm("duplicate-id", "a name stands twice under one country; the first counts", where)
            elif made is not None:
                entries[made.source_id] = Entry(made, where)
    if not entries:
        raise SourceError("no entry is in this workbook", where=file.name, remedy=WRONG_LIST)
    return Parsed(
        list_key=LIST_KEY,
        list_date=_list_date(file.name),
        entries=tuple(entries.values()),
        coverage=Coverage(notes=("exports to an end user need a licence; nothing is frozen",)),
        records={"xlsx": count},
        alarms=audit.alarms(),
    )


def _list_date(name: str) -> date | None:
    match = _NAME.fullmatch(name)
    try:
        return datetime.strptime(match[1], "%Y%m%d").date() if match else None  # noqa: DTZ007  # no time
    except ValueError:
        return None


def _columns(header: Sequence[Any], name: str, audit: Audit) -> list[str]:
    columns = []
    for cell in header:
        text = "".join(plain(str(cell or "")).split())
        field = _TABLE["headers"].get(text, "")
        if text and not field:
            audit.alarm("unknown-field", f"the column {text} is not known", name)
        columns.append(field)
    if missing := {"country", "name", "aliases", "wmd"} - set(columns):
        raise SourceError(f"no column for {', '.join(sorted(missing))}", where=name, remedy=WRONG_LIST)
    return columns


def _cells(columns: Sequence[str], values: Sequence[Any], where: str, audit: Audit) -> dict[str, str]:
    cells = {}
    for place, value in enumerate(values):
        text = plain(str(value)).strip() if value is not None else ""
        field = columns[place] if place < len(columns) else ""
        if text and field:
            cells[field] = text
        elif text:
            audit.alarm("unknown-field", "a cell stands under no header that is known", where)
    return cells


def _listing(cells: dict[str, str], where: str, audit: Audit) -> Listing | None:
    names, others = _names(cells.get("name", ""), cells.get("aliases", ""))
    land = squeeze(cells.get("country", "").split("\n")[0])
    if not names or not land or names[0].kind != "primary":
        audit.alarm("unreadable-record", "a row has no name or no country", where)
        return None
    code = country_code(land)
    if not code:
        audit.alarm("unknown-value", f"the country {land} is not known", where)
    return Listing(
        authority="jp",
        list_key=LIST_KEY,
        source_id=source_id(land, cells["name"]),
        schema=_schema(names),
        names=names,
        countries=(code,) if code else (),
        programmes=(f"EUL-{code}" if code else "EUL",),
        effects=("export_control",),
        legal_basis=_types(cells, where, audit),
        remarks=tuple(f"other string in the source: {text}" for text in others)
        + (() if code else (f"国名、地域名:{land}",)),
    )


def source_id(land: str, name: str) -> str:
    """`北朝鮮:KOREAPUGANGTRADINGCORPORATION`: the country and the name, without what brackets add to it.

    The number is that of the row. Of the 748 names of 2025-01-31 this key is the same on 2025-09-29 for
    741 (the rest left or were renamed), as native names and short forms came and went in brackets.
    """
    text = unicodedata.normalize("NFKC", name).upper()
    bare, depth = "", 0
    for letter in text:
        depth += letter == "("
        bare += letter if not depth else ""
        depth -= letter == ")" and depth > 0
    first = bare if any(letter.isalnum() for letter in bare) else text
    return f"{land}:" + "".join(letter for letter in first if letter.isalnum())


def _types(cells: dict[str, str], where: str, audit: Audit) -> tuple[str, ...]:
    """What the goods are feared to be used for; the Japanese and the codes must say the same."""
    text = unicodedata.normalize("NFKC", f"{cells.get('wmd', '')} {cells.get('conventional', '')}")
    codes = [code for code in ("B", "C", "M", "N", "CW") if code in _CODE.findall(text)]
    words = {_TABLE["types"][word] for word in _WORD.findall(text)}
    rest = re.sub(r"[\s,、]", "", _WORD.sub("", _CODE.sub("", text)))
    if not codes or words != set(codes) or rest:
        audit.alarm("unknown-value", "a type of concern that is not known, or not the same twice", where)
    return tuple(f"EUL type {code}" for code in codes)


# --- names


def _names(name: str, aliases: str) -> tuple[tuple[Name, ...], tuple[str, ...]]:
    """The name, its short and native forms and the aliases; and what was printed there and is none."""
    found = _forms(" ".join(name.split()), "primary")
    for line in _items(aliases):
        found += _forms(line, "alias")
    own = {one.text: one for one in reversed(found) if not _is_no_name(one.text, found)}
    names = tuple(one for one in dict.fromkeys(found) if own.get(one.text) is one)
    return names, tuple(dict.fromkeys(one.text for one in found if one.text not in own))


def _is_no_name(text: str, beside: Sequence[Name]) -> bool:
    """A legal form or a place alone; or the short form of the body that this one is a part of."""
    parent = _NO_NAMES["parents"].get(text)
    return text in _NO_NAMES["words"] or (
        parent is not None and not any(one.text.startswith(parent) for one in beside)
    )


def _items(cell: str) -> list[str]:
    """The aliases: each `・` begins one; a line without it goes on with the one above."""
    found: list[str] = []
    for line in map(squeeze, cell.split("\n")):
        if not line:
            continue
        begins = line[0] in "・･"
        text = line.lstrip("・･").strip()
        native = has_japanese(text) and not text.startswith("(")
        if begins or not found or (native and not has_japanese(found[-1])):
            found.append(text)
        else:
            found[-1] += f" {text}"
    return [text for text in found if text]


def _forms(text: str, kind: NameKind) -> list[Name]:
    reading = read_name(text, person=False)
    names = [Name(one, "alias" if place else kind) for place, one in enumerate(reading.spellings) if one]
    return names + [Name(one, other) for one, other in reading.others if one]


def _schema(names: Sequence[Name]) -> Schema:
    text = " ".join(name.text for name in names).casefold()
    words = set(re.findall(r"[^\W_]+(?:\.[^\W_]+)*", text))
    company = any(word in words or (not word.isascii() and word in text) for word in _COMPANY)
    return "Company" if company else "Organization"
