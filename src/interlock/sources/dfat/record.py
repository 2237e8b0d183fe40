"""The rows of one entry of the Consolidated List, made into a listing.

References `2`, `2a`, `2b` are one entry: a row for its primary name and one for each other name, each with
all the facts again. Where the rows differ, the first of them (the primary name's) counts for what can be only
one thing, and what any of them says is kept for what can be several.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Literal, cast

import msgspec

from interlock.model.listing import (
    Address,
    Effect,
    Identifier,
    Listing,
    Name,
    NameKind,
    Quality,
    Quote,
    Schema,
    normal_identifier,
)
from interlock.model.snapshot import Entry
from interlock.sources.audit import Audit
from interlock.sources.dfat.acts import control_date, is_of_the_un, listed_on
from interlock.sources.dfat.births import births
from interlock.sources.dfat.cells import TABLE, countries, ending_country, lettered, plain, unique
from interlock.sources.dfat.numbers import company_numbers, former_names, gender, own_reference, passports

LIST_KEY = "au.dfat"

_NAME_NOTE = re.compile(r"\s*\(([^()]*)\)$")
_ARABIC = re.compile(r"^(.*?)[. ,]+in Arabic: *(.+)$", re.IGNORECASE)


class Row(msgspec.Struct, frozen=True):
    """One row: its place, its reference, and its cells by the column's key in the table."""

    number: int
    reference: str
    cells: dict[str, Any]


class Record:
    """One entry while it is read."""

    def __init__(self, source_id: str, rows: Sequence[Row], audit: Audit) -> None:
        self.source_id = source_id
        self.rows = rows
        self.audit = audit
        self.where = f"row {rows[0].number}"
        self.remarks: list[str] = []

    def entry(self) -> Entry | None:
        """The entry; None, with an alarm, when no row has a name."""
        schema = self._schema()
        names = unique(name for row in self.rows for name in self._names(row))
        if schema == "Vessel":
            former = (name for text in self._all("notes") for name in former_names(text))
            names = unique((*names, *(Name(name, "former") for name in former)))
        if not names or schema is None:
            self.audit.alarm("unreadable-record", "an entry without a name or a type", self.where)
            return None
        if not any(name.kind == "primary" for name in names):
            self.audit.alarm("no-primary-name", "an entry has no row of name type Primary Name", self.where)
        return Entry(self._listing(schema, names), self.where)

    def _listing(self, schema: Schema, names: tuple[Name, ...]) -> Listing:
        committee = self._first("committee")
        known = TABLE["committees"].get(committee, committee)
        if committee not in TABLE["committees"]:
            self._unknown("Committees", committee)
        information = self._all("information")
        control = control_date(self.rows[0].cells.get("control"))
        if control is None:
            self._unknown("Control Date", self._first("control"))
        notes = self._all("notes")
        codes = self._nationalities()
        born = self._births(schema)
        return Listing(
            authority="au",
            list_key=LIST_KEY,
            source_id=self.source_id,
            schema=schema,
            names=names,
            identifiers=self._identifiers(schema, notes),
            birth_dates=born,
            birth_places=self._parts("birth_place"),
            genders=self._genders(schema, notes),
            nationalities=codes if schema == "Person" else (),
            countries=() if schema == "Person" else codes,
            addresses=self._addresses(),
            programmes=(known,) if known else (),
            effects=self._effects(),
            legal_basis=unique((*information, *self._all("instrument"))),
            quotes=self._quotes(committee, notes),
            listed_on=listed_on(committee, self._first("information"), control),
            remarks=unique((*notes, *self.remarks, *([f"Control Date: {control}"] if control else []))),
        )

    def _unknown(self, field: str, value: str) -> None:
        self.audit.alarm("unknown-value", f"{field} is {value!r}", self.where)

    def _first(self, key: str) -> str:
        return plain(self.rows[0].cells.get(key))

    def _all(self, key: str) -> tuple[str, ...]:
        return unique(text for row in self.rows if (text := plain(row.cells.get(key))))

    def _parts(self, key: str) -> tuple[str, ...]:
        return unique(part for text in self._all(key) for part in lettered(text))

    def _addresses(self) -> tuple[Address, ...]:
        """By letters; at `;` only where each part ends in a country, since telephones stand there too."""
        found: list[Address] = []
        for text in self._parts("address"):
            parts = [part.strip() for part in text.split(";") if part.strip()]
            whole = [text] if not all(ending_country(part) for part in parts) else parts
            found += [Address(part, ending_country(part)) for part in whole]
        return unique(found)

    def _schema(self) -> Schema | None:
        """Of the first row that has a type; one alias row of 2026 has none."""
        kinds = self._all("type")
        schema = TABLE["types"].get(kinds[0].lower()) if kinds else None
        if kinds and schema is None:
            self._unknown("Type", kinds[0])
        return cast("Schema | None", schema)

    def _names(self, row: Row) -> list[Name]:
        printed = plain(row.cells.get("name")).replace("\n", " ")
        kind = plain(row.cells.get("name_type")).lower()
        strength = plain(row.cells.get("strength")).lower()
        if not printed:
            self._unknown("Name of Individual or Entity", printed)
            return []
        if kind not in TABLE["name_types"]:
            self._unknown("Name Type", kind)
        if strength not in TABLE["strengths"]:
            self._unknown("Alias Strength", strength)
        sort = cast("NameKind", TABLE["name_types"].get(kind, "alias"))
        quality = cast("Quality", TABLE["strengths"].get(strength, "unknown"))
        texts, sort = self._without_note(printed, sort)
        return [Name(text, sort, quality) for text in texts]

    def _without_note(self, printed: str, sort: NameKind) -> tuple[list[str], NameKind]:
        """`Abdul Baqi (previously listed as)` is a former name; the note goes to the remarks."""
        note = _NAME_NOTE.search(printed)
        arabic = _ARABIC.match(note[1]) if note else None
        words = (arabic[1] if arabic else note[1] if note else "").strip(" .,").lower()
        meant = TABLE["name_notes"].get(words)
        if note is None or meant is None:
            return [printed], sort
        self.remarks.append(f"Name: {printed}")
        texts = [printed[: note.start()].strip(), *([arabic[2].strip()] if arabic else [])]
        return [text for text in texts if text], meant

    def _births(self, schema: Schema) -> tuple[Any, ...]:
        found: list[Any] = []
        for row in self.rows:
            value = row.cells.get("birth")
            text = plain(value)
            if not text:
                continue
            known, left = births(value if schema == "Person" else text)
            if schema != "Person" or left:
                self.remarks.append(f"Date of Birth: {text}")
            if left and left not in TABLE["births"]["left"]:
                self._unknown("Date of Birth", text)
            found += known if schema == "Person" else ()
        return unique(found)

    def _nationalities(self) -> tuple[str, ...]:
        codes: list[str] = []
        for text in self._all("citizenship"):
            known, vague, unknown = countries(text)
            codes += known
            if vague or unknown:
                self.remarks.append(f"Citizenship: {text}")
            for part in unknown:
                self._unknown("Citizenship", part)
        return unique(codes)

    def _identifiers(self, schema: Schema, notes: tuple[str, ...]) -> tuple[Identifier, ...]:
        found: list[Identifier] = []
        for number in self._all("imo"):
            if schema == "Vessel" and re.fullmatch(r"\d{7}", number):
                found.append(Identifier("imo_ship", normal_identifier(number), number, label="IMO Number"))
            else:
                self.remarks.append(f"IMO Number: {number}")
                self._unknown("IMO Number", number)
        if schema == "Person":
            found += [one for text in notes for one in passports(text)]
        elif schema == "Organization":
            found += [one for text in (*notes, *self._all("address")) for one in company_numbers(text)]
        return unique(found)

    def _genders(self, schema: Schema, notes: tuple[str, ...]) -> tuple[Literal["male", "female"], ...]:
        found = unique(word for text in notes if (word := gender(text))) if schema == "Person" else ()
        return cast("tuple[Literal['male', 'female'], ...]", found if len(found) == 1 else ())

    def _effects(self) -> tuple[Effect, ...]:
        """Of the measures' columns; the workbook without them is the list of frozen assets."""
        effects: list[Effect] = []
        cells = self.rows[0].cells
        if not any(key in cells for key in TABLE["measures"]):
            return ("asset_freeze",)
        for key, effect in TABLE["measures"].items():
            value = plain(cells.get(key)).lower()
            if value not in ("true", "false"):
                self._unknown(TABLE["columns"][key], value)
            elif value == "true" and effect:
                effects.append(effect)
            elif value == "true":
                self.remarks.append(f"{TABLE['columns'][key]}: True")
        return tuple(effects)

    def _quotes(self, committee: str, notes: tuple[str, ...]) -> tuple[Quote, ...]:
        if not is_of_the_un(committee):
            return ()
        found: list[Quote] = []
        for text in notes:
            reference, printed = own_reference(text)
            if reference and all(quote.source_id != reference for quote in found):
                found.append(Quote("un", reference, printed))
            elif not reference and printed and printed not in TABLE["references"]:
                self._unknown("UN reference", printed)
        return unique(found)
