"""The fields of one listing while they are read."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date
from typing import Any, Literal, cast, get_args

from interlock.model.dates import ActDate
from interlock.model.listing import (
    Address,
    Effect,
    Identifier,
    IdentifierKind,
    Name,
    NameKind,
    Quality,
    Quote,
    normal_identifier,
)
from interlock.sources.audit import Audit, squeeze
from interlock.sources.british.dates import birth_date, day_of
from interlock.sources.british.numbered import values
from interlock.sources.british.places import country
from interlock.sources.british.table import TABLE

_UN_REFERENCE = re.compile(r"[A-Z]{2}[ie]\.\d{3,4}", re.IGNORECASE)
_EFFECTS = get_args(Effect)


class Gathered:
    """Values by field of `Listing`; what is not understood is an alarm, and stays as a remark."""

    def __init__(self, audit: Audit, where: str) -> None:
        self.audit = audit
        self.where = where
        self.values: dict[str, list[Any]] = defaultdict(list)

    def fields(self) -> dict[str, tuple[Any, ...]]:
        """Each field with its distinct values, in the order first seen; effects in the order of the model."""
        found = {field: tuple(dict.fromkeys(values)) for field, values in self.values.items()}
        found["effects"] = tuple(effect for effect in _EFFECTS if effect in found.get("effects", ()))
        return found

    def add(self, field: str, *found: Any) -> None:
        """Adds values; what is empty is left out."""
        self.values[field] += [one for one in found if one]

    def say(self, label: str, text: str) -> None:
        """A remark, `label: text`; none where the text is empty."""
        if text:
            self.values["remarks"].append(f"{label}: {text}" if label else text)

    def unknown(self, field: str, value: str) -> None:
        """An alarm for a value that the table does not have."""
        self.audit.alarm("unknown-value", f"{field} is {value!r}", self.where)

    def known(self, table: str, printed: str) -> Any:
        """What the table says of the value, compared in lower case; None, with an alarm, for nothing."""
        found = TABLE[table].get(squeeze(printed).lower())
        if found is None:
            self.unknown(table, printed)
        return found

    def name(self, parts: tuple[str, ...], kind: NameKind, quality: Quality = "unknown") -> None:
        """A name from its six parts in the order in which it is said; none where all are empty.

        No family name is marked. The sixth part is the surname of those whom the United Kingdom names itself
        (Jong Hyuk / An, DPR0001) but the given name where the UN's words were cut by position (CHO / CHUN
        RYONG, DPR0201), and nothing tells the two apart.
        """
        if text := squeeze(" ".join(parts)):
            self.values["names"].append(Name(text, kind, quality))

    def country(self, field: str, printed: str) -> str:
        """The code; empty for what names no single country, with an alarm where the name is new."""
        code = country(printed) if printed else ""
        if code is None:
            self.unknown(field, printed)
        return code or ""

    def nationality(self, printed: str, field: str = "nationalities") -> None:
        """Codes into `field`, from a cell of one or several; what names no country is a remark."""
        for text in values(printed):
            if code := self.country(field, text):
                self.add(field, code)
            else:
                self.say("Nationality" if field == "nationalities" else "Country", text)

    def birth(self, printed: str) -> None:
        """A birth date; what is none is a remark, and an alarm unless its year is masked."""
        if not printed:
            return
        try:
            known = birth_date(printed)
        except (ValueError, OverflowError):
            known = None
            self.unknown("date of birth", printed)
        if known:
            self.add("birth_dates", known)
        else:
            self.say("Date of birth", printed)

    def gender(self, printed: str) -> None:
        """A sex, where one is told."""
        if printed and (known := self.known("genders", printed)):
            self.add("genders", cast("Literal['male', 'female']", known))

    def address(self, lines: tuple[str, ...], printed_country: str) -> None:
        """An address, its country apart; a country that is not understood stays in the text."""
        parts = [squeeze(line).strip(" ,") for line in lines]
        code = self.country("country", squeeze(printed_country))
        bare = squeeze(printed_country).strip(" ,.")
        if bare and (not code or "(" in bare):  # `Syria (as at June 2013)`: the note must not be lost
            parts.append(bare)
        text = ", ".join(filter(None, parts))
        if text or code:
            self.add("addresses", Address(text, code))

    def documents(self, found: tuple[list[Identifier], list[str]]) -> None:
        """Identifiers, and the words around them as remarks."""
        identifiers, remarks = found
        self.add("identifiers", *identifiers)
        self.add("remarks", *remarks)

    def contact(self, kind: IdentifierKind, label: str, printed: list[str], text: str) -> None:
        """Telephone numbers and addresses on the net; the cell itself is a remark where none is found."""
        for one in printed:
            if value := normal_identifier(one):
                self.add("identifiers", Identifier(kind, value, one, label=label))
        if not printed:
            self.say(label, text)

    def un_quote(self, printed: str) -> None:
        """The reference of the entry on the UN's list."""
        if printed.lower() in TABLE["empty"]["references"]:
            return
        if not _UN_REFERENCE.fullmatch(printed):
            self.unknown("UN reference", printed)
            self.say("UN reference", printed)
            return
        self.add("quotes", Quote("un", printed.upper(), printed))

    def effects(self, table: str, printed: str) -> None:
        """The effects that the table gives for one measure; an unknown measure is an alarm."""
        known = self.known(table, printed)
        if known is not None:
            self.add("effects", *cast("list[Effect]", known))

    def day(self, field: str, printed: str) -> date | None:
        """A day; None, with an alarm, where one is printed and is none."""
        try:
            return day_of(printed) if printed else None
        except ValueError:
            self.unknown(field, printed)
            return None


def printed_on(day: date | None) -> ActDate | None:
    """The date of an act that the list prints."""
    return ActDate(day, day, "printed") if day else None
