"""One row of the Japanese list, to a listing. Pure.

A row is its fields as text, by the names that `jp.toml` gives to the columns; which columns a sheet has
differs from sheet to sheet.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from tomllib import loads
from typing import Any

import msgspec

from interlock.model.dates import ActDate
from interlock.model.listing import Listing, Name, NameKind, Quality, Quote, Schema
from interlock.sources.audit import Audit, squeeze
from interlock.sources.japanese.facts import Numbers, addresses, lands, numbers
from interlock.sources.japanese.names import alias_names, primary_names
from interlock.sources.japanese.spellings import unwrapped_brackets
from interlock.sources.japanese.text import (
    Notice,
    birth_dates,
    from_serial,
    has_japanese,
    is_lettered,
    is_unknown,
    items,
    plain,
    unwrapped,
)
from interlock.sources.japanese.told import told

TABLE = loads((Path(__file__).parents[1] / "authorities" / "jp.toml").read_text(encoding="utf-8"))

LIST_KEY = "jp.mof"
NAME = re.compile(r"(reconstructed_)?shisantouketsu(?:_([a-z]+))?_?(\d{8})?.*\.(xlsx|csv)", re.IGNORECASE)
"""The ministry's file names; and that of a copy of one regime's rows, rebuilt: `…_dprk_20260828.csv`."""
UN_LISTED = "un-listed"
"""First legal basis of an entry whose sheet implements a list of the UN Security Council."""

_PERSONAL = (
    "title",
    "position",
    "birth_date",
    "birth",
    "birth_place",
    "nationality",
    "passport",
    "national_id",
)
"""Columns that a sheet of both kinds leaves blank for bodies; for persons it says at least 不明."""
_ALIASES: tuple[tuple[str, NameKind, Quality], ...] = (
    ("alias", "alias", "unknown"),
    ("strong_alias", "alias", "strong"),
    ("former", "former", "unknown"),
    ("weak_alias", "alias", "weak"),
)


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """One sheet of the workbook: a regime, its basis, and who is on it."""

    number: int
    title: str
    """The basis, as the first rows of the sheet print it."""
    kind: str
    """`person`, `body` or `mixed`."""
    un: bool
    marks: Mapping[str, int]
    """Sign in front of a number in brackets -> the sheet of the entry that is the same target."""
    fields: frozenset[str]
    """The fields that the sheet has a column for."""


class Row(msgspec.Struct, frozen=True):
    """One row: its own number in the notice, what refers to another sheet, and its cells."""

    number: int
    reference: str
    """`#47` or empty."""
    notice: Notice
    cells: Mapping[str, str]
    where: str


def list_date(name: str) -> date | None:
    """The date in the file's name; None where it has none."""
    match = NAME.fullmatch(name)
    if match is None or not match[3]:
        return None
    try:
        return datetime.strptime(match[3], "%Y%m%d").date()  # noqa: DTZ007  # a date without a time
    except ValueError:
        return None


def source_id(sheet: int, number: int) -> str:
    """`015-000001`, the 番号 of the ministry's CSV."""
    return f"{sheet:03d}-{number:06d}"


def listing(sheet: Sheet, row: Row, audit: Audit) -> Listing | None:
    """The entry of one row; None, and an alarm, when it has no name."""
    facts = _Facts(row, audit)
    schema = _schema(sheet, row.cells, facts)
    names = _names(sheet, row.cells, schema == "Person", facts)
    if not names:
        audit.alarm("unreadable-record", "a row has a notice date, but no name and no 削除", row.where)
        return None
    fields = {name: tuple(dict.fromkeys(values)) for name, values in facts.values.items()}
    listed = row.notice.listed
    return Listing(
        authority="jp",
        list_key=LIST_KEY,
        source_id=source_id(sheet.number, row.number),
        schema=schema,
        names=names,
        programmes=(str(sheet.number),),
        effects=("asset_freeze",),
        legal_basis=((UN_LISTED,) if sheet.un else ()) + (sheet.title,),
        quotes=_quotes(sheet, row),
        listed_on=ActDate(listed, listed, "printed") if listed else None,
        amended_on=row.notice.amended,
        **fields,
    )


class _Facts:
    """Everything but the names, gathered column by column."""

    def __init__(self, row: Row, audit: Audit) -> None:
        self._audit = audit
        self._where = row.where
        self.values: dict[str, list[Any]] = {
            name: []
            for name in (
                "identifiers", "birth_dates", "birth_places", "death_dates", "genders", "nationalities",
                "addresses", "positions", "titles", "reasons", "remarks",
            )
        }  # fmt: skip
        for field, text in row.cells.items():
            self._take(field, text)

    def _take(self, field: str, text: str) -> None:
        if is_unknown(plain(text)):
            return
        if field in ("position", "title"):
            parts = items(text if is_lettered(plain(text)) else unwrapped(text))
            self.values[f"{field}s"] += [unwrapped_brackets(part) for part in parts]
        elif field == "birth_place":
            self.values["birth_places"] += [squeeze(part) for part in _places(text)]
        elif field == "address":
            self.values["addresses"] += addresses(text)
        elif field in ("passport", "national_id"):
            self._numbers(numbers(text, field), field)  # type: ignore[arg-type]  # both are kinds
        elif field == "phone":
            self._told(f"電話：{text}".replace("\n", ""))
        elif field == "remarks":
            self._told(text)
        elif field == "reasons":
            self.values["reasons"] += [line for line in map(squeeze, plain(text).split("\n")) if line]
        elif field == "un_listed":
            day = from_serial(float(text)) if text.isdigit() else None
            self.values["remarks"].append(f"国連制裁委員会による指定日：{day or squeeze(text)}")
        else:
            self._dates_and_lands(field, text)

    def _dates_and_lands(self, field: str, text: str) -> None:
        if field == "nationality":
            read = lands(text)
            self.values["nationalities"] += read.codes
            self.values["remarks"] += [f"国籍：{note}" for note in read.notes + read.unread]
            if read.unread:
                self._doubt("a nationality is not the name of a country")
        elif field == "birth_date":
            self._births(text)
        elif field == "birth":
            self._birth_and_place(text)

    def _births(self, text: str) -> None:
        dates = birth_dates(text)
        self.values["birth_dates"] += dates.found
        if dates.notes or dates.unread:
            self.values["remarks"].append(f"生年月日：{squeeze(plain(text))}")
        if dates.unread:
            self._doubt("a date of birth has a form that is not known")

    def _birth_and_place(self, text: str) -> None:
        """Sheet 1: `1942年12月19日…ベオグラード生⏎Born at Belgrade, …, on 19 December 1942`."""
        japanese, _, english = plain(text).partition("\n")
        match = re.fullmatch(r"(\d{4}年(?:\d{1,2}月\d{1,2}日)?)(.*)生", japanese.strip())
        if not match:
            self._births(text)
            return
        self._births(match[1])
        place = re.match(r"Born at (.+?),? (?:on|in) (?:\d|1[89])", english.strip())
        self.values["birth_places"] += [found for found in (place and place[1], match[2]) if found]

    def _numbers(self, read: Numbers, field: str) -> None:
        self.values["identifiers"] += read.found
        self.values["remarks"] += read.notes + read.unread
        if read.unread:
            self._doubt(f"a {field} cell holds more than one thing that may be the number")

    def _told(self, text: str) -> None:
        read = told(text)
        for name in msgspec.structs.fields(read):
            if name.name in self.values:
                self.values[name.name] += getattr(read, name.name)
        for label, value in read.unread:
            rounded = label == "imo_company" and len(value.strip("IMO")) > 15
            self._doubt(
                "an IMO number has more digits than a spreadsheet keeps: the last ones are lost"
                if rounded
                else f"a {label} in その他の情報 has a form that is not known"
            )

    def _doubt(self, text: str) -> None:
        self._audit.alarm("unknown-value", text, self._where)


def _places(text: str) -> list[str]:
    folded = plain(text)
    found = items(folded)
    # Without letters a line end is no separator: places are long and wrap.
    return found if "(a)" in folded or ";" in folded else [folded]


def _names(sheet: Sheet, cells: Mapping[str, str], person: bool, facts: _Facts) -> tuple[Name, ...]:
    found = primary_names(cells.get("name_ja", ""), cells.get("name_en", ""), person=person)
    names = list(found.names)
    notes = list(found.notes)
    has_weak = "weak_alias" in sheet.fields
    for field, kind, quality in _ALIASES:
        # Beside a column of weak aliases the other one holds those that the list stands by.
        sure: Quality = "strong" if quality == "unknown" and has_weak else quality
        read = alias_names(cells.get(field, ""), kind=kind, quality=sure, person=person)
        names += read.names
        notes += read.notes
    facts.values["remarks"] += notes
    if not plain(cells.get("name_en", "")).strip():
        names = _english_first(names)
    seen: dict[str, Name] = {}
    for name in names:
        seen.setdefault(name.text, name)
    return tuple(seen.values())


def _english_first(names: list[Name]) -> list[Name]:
    """A row without an English name has it in the alias column (sheet 16, number 12): the first one there."""
    for name in names:
        if name.kind == "alias" and not has_japanese(name.text):
            primary = msgspec.structs.replace(name, kind="primary", quality="unknown")
            return [primary, *(other for other in names if other is not name)]
    return names


def _schema(sheet: Sheet, cells: Mapping[str, str], facts: _Facts) -> Schema:
    if sheet.kind == "person":
        return "Person"
    about = facts.values
    if sheet.kind == "mixed":
        told_of = about["birth_dates"] or about["genders"] or about["nationalities"]
        if told_of or any(cells.get(field, "").strip() for field in _PERSONAL):
            return "Person"
    text = " ".join(cells.get(field, "") for field in ("name_en", "name_ja", "alias")).casefold()
    words = set(re.findall(r"[^\W_]+(?:\.[^\W_]+)*", text))
    table: dict[str, list[str]] = TABLE["schema"]
    numbered = any(number.kind in ("imo_company", "swift", "registration") for number in about["identifiers"])
    if numbered or any(word in words or (not word.isascii() and word in text) for word in table["company"]):
        return "Company"
    sure = sheet.kind == "body" or any(word in words for word in table["body"])
    return "Organization" if sure or set(_PERSONAL) & sheet.fields else "LegalEntity"


def _quotes(sheet: Sheet, row: Row) -> tuple[Quote, ...]:
    quotes = []
    if row.reference:
        target = source_id(sheet.marks[row.reference[0]], int(row.reference[1:]))
        quotes.append(Quote("jp", target, row.reference))
    printed = squeeze(row.cells.get("un_reference", ""))
    if printed and not is_unknown(printed):
        quotes.append(Quote("un", printed.upper(), printed))
    return tuple(quotes)
