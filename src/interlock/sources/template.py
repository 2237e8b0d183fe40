"""The template: one CSV or XLSX for the list of any authority that has no machine-readable form.

People fill it in from a gazette or an annex; `docs/template.md` tells them how, and `template.toml` holds
the columns. An authority's module says with `TemplateRules` what is particular about its list.

A file whose name ends in `-<focus>` (`notice-12-dprk.csv`) is complete only for that focus.
"""

from __future__ import annotations

import csv
import re
import warnings
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from interlock.base.errors import SourceError
from interlock.model.snapshot import Coverage, Entry, Parsed, Removal
from interlock.sources.audit import Audit, squeeze
from interlock.sources.contract import File
from interlock.sources.readers import GET_IT_AGAIN, csv_rows, workbook
from interlock.sources.template_entries import TABLE, TemplateRow, TemplateRules
from interlock.sources.template_names import span

__all__ = ["TemplateRules", "is_template", "read_template"]

COLUMNS: dict[str, str] = TABLE["columns"]
REQUIRED = ("entry_no", "type")
NAMES = ("primary_name", "names_latin", "names_native")
FILL_IN = "fill in the columns of docs/template.md, the header in the first row"
MAX_ROWS = 200_000
"""The longest list in this project, OFAC's, has 19,000 entries."""


def canonical(header: Sequence[str]) -> list[str]:
    """The meaning of each column; empty for one that is not known."""
    return [COLUMNS.get("_".join(cell.strip().lower().split()), "") for cell in header]


def is_template(header: Sequence[str]) -> bool:
    """The header has every required column and at least one for names."""
    columns = set(canonical(header))
    return columns.issuperset(REQUIRED) and not columns.isdisjoint(NAMES)


def has_template_header(head: bytes, needed: str = "") -> bool:
    """A CSV begins with the header of the template; `needed`: a column that it must have as well."""
    line = head.split(b"\n", 1)[0].decode("utf-8-sig", errors="replace")
    try:
        header = next(csv.reader([line.rstrip("\r")]), [])
    except csv.Error:
        return False
    return is_template(header) and (not needed or needed in canonical(header))


def read_template(file: File, rules: TemplateRules) -> Parsed:
    """What a filled-in template says. Raises: SourceError when it is none, or holds no entry."""
    audit = Audit()
    scopes: set[str] = set()
    named = _named_focus(file.name)
    entries: dict[str, Entry] = {}
    removals: dict[str, Removal] = {}
    dates: set[str] = set()
    count = 0
    for where, row in _rows(file, audit):
        count += 1
        dates.add(row.get("effective_date") or row.get("notice_date", ""))
        scopes.add(row.get("complete_for", "").lower())
        number = row.get("entry_no", "")
        key = rules.prefix + number if number else ""
        if not key or key in entries or key in removals:
            audit.alarm(
                "duplicate-id" if key else "unreadable-record", "no entry_no, or one used before", where
            )
        elif row.get("authority", "" if rules.beside else rules.authority).lower() != rules.authority:
            audit.alarm("unreadable-record", f"the row is of another authority than {rules.authority}", where)
        elif removed := row.get("removal_date"):
            removals[key] = Removal(key, _day(removed, "removal_date", audit, where))
        elif made := TemplateRow(row, rules, audit, where).listing(named):
            entries[key] = Entry(made, where)
    if not entries:
        raise SourceError("the template holds no entry", where=file.name, remedy=FILL_IN)
    focus, roster = _scope(named, scopes, file.name, rules, audit)
    gaps = _missing_numbers([key.removeprefix(rules.prefix) for key in (*entries, *removals)])
    return Parsed(
        list_key=rules.list_key,
        list_date=_list_date(dates, audit),
        entries=tuple(entries.values()),
        coverage=Coverage(
            roster=roster, focus=focus, without_un=rules.without_un, notes=(*rules.notes, *gaps)
        ),
        records={"template": count},
        removals=tuple(removals.values()),
        alarms=audit.alarms(),
    )


_SUFFIX = re.compile(r".+-([a-z][a-z0-9]*)\.(?:csv|xlsx)")


def _named_focus(name: str) -> str:
    """The word at the end of the file's name, `dprk` of `notice-12-dprk.csv`; empty when there is none."""
    match = _SUFFIX.fullmatch(name.lower())
    return match[1] if match else ""


def _scope(named: str, scopes: set[str], name: str, rules: TemplateRules, audit: Audit) -> tuple[str, bool]:
    """(focus, is every entry in force here?) as the column complete_for says, else the file's name.

    What neither tells for sure is no roster: absence from the file then says nothing.
    """
    told = scopes - {""}
    if len(told) > 1 or (told and "" in scopes):
        audit.alarm("unknown-value", "complete_for is not the same in every row", name)
        return "", False
    scope = told.pop() if told else ""
    if scope in ("all", "part"):
        if named in rules.focuses:
            audit.alarm("unknown-value", f"complete_for says {scope}, and the file name -{named}", name)
            return "", False
        return "", scope == "all"
    word = scope or named
    if not word:
        return "", not rules.beside
    if word in rules.focuses and (not scope or named in ("", scope)):
        return word, True
    audit.alarm("unknown-value", f"the file is said to be for {word}, which is no focus of this list", name)
    return "", False


# --- rows


def _rows(file: File, audit: Audit) -> Iterator[tuple[str, dict[str, str]]]:
    """(place, column -> text) of each row under the header."""
    rows = _sheet_rows(file) if file.data.startswith(b"PK\x03\x04") else _text_rows(file)
    _, header = next(rows, ("", []))
    if not is_template(header):
        raise SourceError("the first row is not the header of the template", where=file.name, remedy=FILL_IN)
    columns = canonical(header)
    for cell, column in zip(header, columns, strict=True):
        if cell.strip() and not column:
            audit.alarm("unknown-field", f"the column {cell.strip()} is not in the template", file.name)
    known = [column for column in columns if column and column != "ignored"]
    if twice := sorted({column for column in known if known.count(column) > 1}):
        raise SourceError(f"two columns hold {twice[0]}", where=file.name, remedy=FILL_IN)
    for number, (where, cells) in enumerate(rows):
        if number > MAX_ROWS:
            raise SourceError(f"more than {MAX_ROWS:,} rows", where=file.name, remedy=GET_IT_AGAIN)
        if any(cell.strip() for cell in cells[len(columns) :]):
            audit.alarm("unreadable-record", "a row has more cells than the header", where)
            continue
        yield (
            where,
            {
                column: cell.strip()
                for column, cell in zip(columns, cells, strict=False)
                if column and cell.strip()
            },
        )


def _text_rows(file: File) -> Iterator[tuple[str, list[str]]]:
    for line, cells in csv_rows(file):
        yield f"{file.name}:{line}", cells


def _sheet_rows(file: File) -> Iterator[tuple[str, list[str]]]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of styles, not of data
        sheet = workbook(file).worksheets[0]
        for number, cells in enumerate(sheet.iter_rows(values_only=True, max_col=len(COLUMNS) + 8), 1):
            if number > MAX_ROWS:
                raise SourceError(f"more than {MAX_ROWS:,} rows", where=file.name, remedy=GET_IT_AGAIN)
            texts = [_text(cell) for cell in cells]
            if any(text.strip() for text in texts):
                yield f"{sheet.title}!row {number}", texts


def _text(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def _day(text: str, column: str, audit: Audit, where: str) -> date | None:
    try:
        return span(squeeze(text))[0]
    except ValueError:
        audit.alarm("unknown-value", f"a {column} that is not one of the documented forms", where)
        return None


def _list_date(dates: set[str], audit: Audit) -> date | None:
    told = sorted(text for text in dates if text)
    if not told:
        return None
    if len(dates) > 1:
        audit.alarm("unknown-value", "the rows are not of one notice; the latest date is taken")
    return _day(told[-1], "notice_date", audit, "")


def _missing_numbers(keys: Sequence[str]) -> list[str]:
    """In words, which running numbers between 1 and the last are not here."""
    if not all(key.isdecimal() for key in keys):
        return []
    numbers = sorted({int(key) for key in keys})
    gaps = []
    before = 0
    for number in numbers:
        if number > before + 1:
            gaps.append(str(before + 1) if number == before + 2 else f"{before + 1}-{number - 1}")
        before = number
    return [f"not in this copy: the entries numbered {', '.join(gaps)}"] if gaps else []
