"""The 1718 Committee's list of designated vessels: a document, read from its HTML.

Ten columns: number, name (over two columns; below it a label and a value in each), IMO number with MMSI,
date of designation, and five columns of measures with `Yes` or `na`. A vessel designated again has a second
date with measures of its own beside one of its lower rows (HAO FAN 6). Numbered values (`1: KIRI 2: MANU`)
go with the names of the same number; the list does not say which name is the present one.

Source: https://main.un.org/securitycouncil/en/sanctions/1718/materials/1718-Designated-Vessels-List, the
document of 2020-06-04, seen 2026-07-22.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date

import msgspec

from interlock.base.errors import SourceError
from interlock.model.dates import ActDate
from interlock.model.listing import Effect, Identifier, Listing, Name, Relation, normal_identifier
from interlock.model.snapshot import Coverage, Entry, Parsed
from interlock.sources.audit import Audit, squeeze
from interlock.sources.contract import File
from interlock.sources.countries import country_code
from interlock.sources.html_tables import Cell, Row, page_title, table_rows
from interlock.sources.readers import WRONG_LIST
from interlock.sources.unsc.values import TABLE, unique

LIST_KEY = "un.vessels"
PROGRAMME = "DPRK"

_NUMBER, _LABEL, _VALUE, _IMO, _DATE, _MEASURES = 0, 1, 2, 3, 4, range(5, 10)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAY = re.compile(r"(\d{1,2})-([A-Z][a-z]{2})-(\d{2}|\d{4})")
_TITLE_DAY = re.compile(r"\b(\d{1,2}) ([A-Z][a-z]+) (\d{4})\b")
_NONE = frozenset({"", "na"})
_REFERENCE = re.compile(r"\(?\bKP[ie]\.\d{3}\)?", re.IGNORECASE)


class Measure(msgspec.Struct, frozen=True):
    """One column of measures: what a `Yes` in it means."""

    basis: str
    """The heading as printed."""
    effect: Effect | None
    owner: str
    """The body whose economic resource the vessel is, where the column says so."""


def read_vessels(file: File, audit: Audit) -> Parsed:
    """The list of one document; alarms go to `audit`. Raises: SourceError."""
    measures: dict[int, Measure] = {}
    entries: dict[str, Entry] = {}
    blocks = numbered = 0
    for first, rows in _blocks(enumerate(table_rows(file), 1), measures, audit):
        blocks += 1
        numbered = max([numbered, *(int(n) for n in _own_texts(rows, _NUMBER) if n.isdecimal())])
        where = "; ".join(f"{file.name}/tr[{number}]" for number in range(first, first + len(rows)))
        entry = _Vessel(rows, measures, audit, where).entry()
        if entry and entries.setdefault(entry.listing.source_id, entry) is not entry:
            audit.alarm(
                "duplicate-id", "an IMO number stands on two vessels; the first counts", entry.locator
            )
    if not measures or not entries:
        raise SourceError("no designated vessel is in the page", where=file.name, remedy=WRONG_LIST)
    if numbered != blocks:
        text = f"the last number of the list is {numbered}, vessels {blocks}"
        audit.alarm("declared-count", text, file.name)
    return Parsed(
        list_key=LIST_KEY,
        list_date=_title_day(page_title(file)),
        entries=tuple(entries.values()),
        coverage=Coverage(),
        records={"html": blocks},
    )


def _blocks(
    rows: Iterator[tuple[int, Row]], measures: dict[int, Measure], audit: Audit
) -> Iterator[tuple[int, list[Row]]]:
    """The rows of each vessel and the number of the first: a name over two columns begins one.

    Headings go to `measures`.
    """
    block: list[Row] = []
    first = 0
    for number, row in rows:
        name = row.get(_LABEL)
        if _is_heading(row):
            _read_heading(row, measures, audit)
        elif name is not None and name.is_own and name.columns == 2:
            if block:
                yield first, block
            first, block = number, [row]
        elif block:
            block.append(row)
        elif any(cell.is_own and cell.text for cell in row.values()):
            text = squeeze(" ".join(cell.text for cell in row.values()))
            if text != TABLE["vessels"]["title"]:
                audit.alarm("unknown-field", "a row before the first vessel is not known", text[:60])
    if block:
        yield first, block


def _is_heading(row: Row) -> bool:
    number = row.get(_NUMBER)
    return number is not None and number.text == "#"


def _read_heading(row: Row, measures: dict[int, Measure], audit: Audit) -> None:
    known: Mapping[str, Mapping[str, str]] = TABLE["vessels"]["measures"]
    for column in _MEASURES:
        cell = row.get(column)
        if cell is None or not cell.is_own or cell.columns != 1:
            continue  # the first of the two heading rows names all five columns in one cell
        found = known.get(_letters(cell.text))
        if found is None:
            audit.alarm("unknown-value", f"unknown column of measures: {cell.text}", "heading")
        effect = _effect(found["effect"]) if found else None
        measures[column] = Measure(cell.text, effect, found.get("owner", "") if found else "")


def _effect(printed: str) -> Effect:
    effects: dict[str, Effect] = {"asset_freeze": "asset_freeze", "vessel_measures": "vessel_measures"}
    return effects[printed]


def _letters(text: str) -> str:
    return "".join(ch for ch in text.lower() if ch.isalnum())


def _own_texts(rows: list[Row], column: int) -> list[str]:
    return [row[column].text for row in rows if column in row and row[column].is_own]


def _title_day(title: str) -> date | None:
    found = _TITLE_DAY.search(title)
    if found is None or found[2][:3] not in _MONTHS:
        return None
    try:
        return date(int(found[3]), _MONTHS.index(found[2][:3]) + 1, int(found[1]))
    except ValueError:
        return None


def numbered(lines: tuple[str, ...]) -> list[str]:
    """The values of `1: A 2: B`, in order; the whole text where it is not numbered."""
    text = " ".join(lines)
    starts: list[tuple[int, int]] = []
    at = 0
    while found := re.compile(rf"(?:^|(?<=\s)){len(starts) + 1}[:.]\s*").search(text, at):
        starts.append(found.span())
        at = found.end()
    if not starts or starts[0][0] != 0:
        return [text] if text else []
    ends = [start for start, _ in starts[1:]] + [len(text)]
    return [part for (_, start), end in zip(starts, ends, strict=True) if (part := text[start:end].strip())]


class _Vessel:
    """One vessel while its rows are read."""

    def __init__(self, rows: list[Row], measures: Mapping[int, Measure], audit: Audit, where: str) -> None:
        self._rows = rows
        self._measures = measures
        self._audit = audit
        self._names = [name for name in numbered(rows[0][_LABEL].lines) if name not in _NONE]
        self.where = where
        self._identifiers: list[Identifier] = []
        self._countries: list[str] = []
        self._types: list[str] = []
        self._reasons: list[str] = []
        self._remarks: list[str] = []
        self._relations: list[Relation] = []
        self._bases: list[str] = []
        self._effects: list[Effect] = []
        self._days: list[date] = []

    def entry(self) -> Entry | None:
        """The entry; None, with an alarm, when it has no name."""
        if not self._names:
            self._audit.alarm("unreadable-record", "a vessel without a name", self.where)
            return None
        imo = self._numbers(self._rows[0].get(_IMO))
        for row in self._rows:
            self._designation(row)
        for row in self._rows[1:]:
            self._detail(row)
        if not self._effects:
            self._audit.alarm("unknown-value", "no measure of the vessel is known", self.where)
        days = sorted(set(self._days))
        first, *others = self._names
        listing = Listing(
            authority="un",
            list_key=LIST_KEY,
            source_id=imo or first,
            schema="Vessel",
            names=unique([Name(first), *(Name(name, "alias") for name in others)]),
            identifiers=unique(self._identifiers),
            countries=unique(self._countries),
            vessel_types=unique(self._types),
            programmes=(PROGRAMME,),
            effects=tuple(sorted(set(self._effects))),
            legal_basis=unique(self._bases),
            reasons=unique(self._reasons),
            remarks=unique(self._remarks),
            relations=unique(self._relations),
            listed_on=ActDate(days[0], days[0], "printed") if days else None,
            amended_on=tuple(days[1:]),
        )
        return Entry(listing, self.where)

    def _numbers(self, cell: Cell | None) -> str:
        """The IMO number, empty where the list says that there is none; MMSI go to the identifiers."""
        printed = cell.text if cell else ""
        head, _, tail = printed.partition("MMSI")
        head = head.strip()
        imo = head if re.fullmatch(r"\d{7}", head) else ""
        if imo:
            self._identifiers.append(Identifier("imo_ship", imo, imo, label="IMO number"))
        elif head in TABLE["vessels"]["without_imo"]:
            self._remarks.append(f"IMO number: {head}")
        else:
            self._unknown("IMO number", head)
        for number in numbered((tail.lstrip(" :"),)):
            if re.fullmatch(r"\d{9}", number):
                self._identifiers.append(Identifier("mmsi", number, number, label="MMSI"))
            else:
                self._unknown("MMSI", number)
        return imo

    def _designation(self, row: Row) -> None:
        """A date and its measures, where they begin in this row."""
        cell = row.get(_DATE)
        if cell is not None and cell.is_own and cell.text not in _NONE:
            self._day(cell.text)
        for column, measure in self._measures.items():
            cell = row.get(column)
            if cell is None or not cell.is_own or cell.text in _NONE:
                continue
            if cell.text != "Yes":
                self._unknown("measure", cell.text)
                continue
            self._bases.append(measure.basis)
            self._effects += [measure.effect] if measure.effect else []
            if measure.owner:
                self._relations.append(Relation("economic_resource_of", measure.owner))

    def _day(self, printed: str) -> None:
        found = _DAY.fullmatch(printed)
        try:
            day, month, year = found.groups() if found else ("", "", "")
            century = 2000 if len(year) == 2 else 0
            self._days.append(date(int(year) + century, _MONTHS.index(month) + 1, int(day)))
        except ValueError:
            self._unknown("date of designation", printed)

    def _detail(self, row: Row) -> None:
        """One labelled value below the name."""
        label, cell = row.get(_LABEL), row.get(_VALUE)
        if label is None or cell is None or cell.text in _NONE:
            return
        action = TABLE["vessels"]["details"].get(_letters(label.text))
        if action == "flag":
            self._flags(cell)
        elif action == "call_sign":
            for sign in numbered(cell.lines):
                number = normal_identifier(sign)
                self._identifiers.append(Identifier("call_sign", number, sign, label=label.text))
        elif action == "type":
            self._types.append(cell.text)
        elif action == "reason":
            self._reasons.append(cell.text)
        elif action == "owner":
            self._remarks.append(f"{label.text} {cell.text}")
            owner = squeeze(_REFERENCE.sub("", cell.text))
            self._relations.append(Relation("economic_resource_of", owner))
        elif action == "link":
            self._remarks.append(f"{label.text}: {''.join(cell.lines).replace(' ', '')}")
        else:
            self._audit.alarm("unknown-field", f"unknown label: {label.text}", self.where)
            self._remarks.append(f"{label.text}: {cell.text}")

    def _flags(self, cell: Cell) -> None:
        for printed in numbered(cell.lines):
            code = TABLE["countries"].get(printed) or country_code(printed.replace("’", "'"))
            if code:
                self._countries.append(code)
            else:
                self._unknown("flag", printed)

    def _unknown(self, field: str, printed: str) -> None:
        self._audit.alarm("unknown-value", f"{field} is {printed!r}", self.where)
        self._remarks.append(f"{field}: {printed}")
