"""One row of a filled-in template, to a listing. Pure; `template.py` finds the rows."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from tomllib import loads
from typing import Literal

import msgspec

from interlock.model.dates import ActDate, Basis, PartialDate
from interlock.model.listing import (
    Address,
    Effect,
    Identifier,
    IdentifierKind,
    Listing,
    Name,
    Quote,
    Schema,
    normal_identifier,
)
from interlock.sources.audit import Audit, squeeze
from interlock.sources.countries import country_code
from interlock.sources.template_names import COMPANY_WORDS, NameRules, birth_date, more_names, names_of, span

TABLE = loads(Path(__file__).with_name("template.toml").read_text(encoding="utf-8"))


class TemplateRules(msgspec.Struct, frozen=True, kw_only=True):
    """What is particular about one authority's list in the template."""

    list_key: str
    authority: str
    effects: tuple[Effect, ...]
    names: NameRules
    focuses: Mapping[str, tuple[str, ...]] = {}
    """Focus of a partial file -> the programmes that all of its entries are under."""
    basis: Mapping[str, Mapping[str, str]] = {}
    """As [basis] of template.toml: beginnings of a date_basis text, lower case, beside the generic ones."""
    without_un: bool = False
    prefix: str = ""
    """Before the entry_no in the native id."""
    beside: bool = False
    """The file stands beside the authority's own lists: every row names the authority, and the file is the
    whole of something only if it says so."""
    notes: tuple[str, ...] = ()


class TemplateRow:
    """One row, to a listing."""

    def __init__(self, row: Mapping[str, str], rules: TemplateRules, audit: Audit, where: str) -> None:
        self._row = row
        self._rules = rules
        self._audit = audit
        self._where = where
        self._remarks: list[str] = []

    def listing(self, focus: str) -> Listing | None:
        """The entry; None, and an alarm, when its type is not known or it has no name."""
        kind = TABLE["types"].get(self._cell("type").lower())
        if kind is None:
            self._doubt("unreadable-record", "the type is not person, organisation or vessel")
            return None
        person = kind == "person"
        strings = [*self._parts("names_latin"), *self._parts("names_native")]
        found = names_of(self._cell("primary_name"), strings, person, self._rules.names)
        names = found.names + self._more_names(person)
        if not names:
            self._doubt("unreadable-record", "a row without a name")
            return None
        self._remarks += found.remarks + self._parts("remarks")
        codes, basis = self._raw_countries()
        codes += self._codes("nationality")
        births = found.birth_dates + [made for text in self._parts("dob") if (made := self._birth(text))]
        identifiers = self._identifiers(kind)
        return Listing(
            authority=self._rules.authority,
            list_key=self._rules.list_key,
            source_id=self._rules.prefix + self._cell("entry_no"),
            schema=_schema(kind, names),
            names=tuple({name.text: name for name in reversed(names)}.values())[::-1],
            identifiers=identifiers,
            birth_dates=tuple(dict.fromkeys(births)),
            birth_places=tuple(self._parts("pob")),
            genders=self._genders(),
            nationalities=tuple(dict.fromkeys(codes)) if person else (),
            countries=() if person else tuple(dict.fromkeys(codes)),
            addresses=tuple(Address(text, _land(text)) for text in self._parts("address")),
            positions=tuple(self._parts("role")),
            programmes=(*self._rules.focuses.get(focus, ()), *self._parts("programme")),
            effects=self._effects() or self._rules.effects,
            legal_basis=(*self._parts("legal_basis"), *basis),
            reasons=tuple(self._parts("reason")),
            relations=tuple(found.relations),
            quotes=tuple(Quote("un", text.upper(), text) for text in self._parts("un_ref")),
            listed_on=self._listed(),
            remarks=tuple(dict.fromkeys(self._remarks)),
        )

    def _cell(self, column: str) -> str:
        return squeeze(self._row.get(column, ""))

    def _parts(self, column: str) -> list[str]:
        return [part for part in map(squeeze, self._row.get(column, "").split(";")) if part]

    def _doubt(self, code: str, text: str) -> None:
        self._audit.alarm(code, text, self._where)

    def _more_names(self, person: bool) -> list[Name]:
        names = more_names(self._cell("aliases"), "alias", "unknown", person)
        names += more_names(self._cell("weak_aliases"), "alias", "weak", person)
        names += more_names(self._cell("former_names"), "former", "unknown", person)
        if person:
            self._remarks += [f"other string in the source: {text}" for text in self._parts("other_strings")]
        else:
            names += more_names(self._cell("other_strings"), "alias", "unknown", person)
        return names

    def _raw_countries(self) -> tuple[list[str], list[str]]:
        """Countries and legal orders of a column that mixes the two, as OFAC's remarks do."""
        codes: list[str] = []
        orders: list[str] = []
        for text in self._parts("country_or_program_raw"):
            if text.upper().startswith("E.O."):
                orders.append(text)
            else:
                codes += self._code(text)
        return codes, orders

    def _codes(self, column: str) -> list[str]:
        return [code for text in self._parts(column) for code in self._code(text)]

    def _code(self, text: str) -> list[str]:
        if code := country_code(text):
            return [code]
        self._doubt("unknown-value", "a country that is not known")
        self._remarks.append(text)
        return []

    def _birth(self, text: str) -> PartialDate | None:
        try:
            return birth_date(text)
        except ValueError:
            self._doubt("unknown-value", "a dob that is not one of the documented forms")
            self._remarks.append(f"DOB {text}")
            return None

    def _genders(self) -> tuple[Literal["male", "female"], ...]:
        text = self._cell("gender").lower()
        if text in ("male", "m", "남"):
            return ("male",)
        if text in ("female", "f", "여"):
            return ("female",)
        if text:
            self._doubt("unknown-value", "a gender that is not male or female")
        return ()

    def _identifiers(self, kind: str) -> tuple[Identifier, ...]:
        found: list[Identifier] = []
        columns: dict[str, IdentifierKind] = {
            "passport_no": "passport",
            "national_id": "national_id",
            "registration_no": "registration",
            "swift": "swift",
            "imo": "imo_ship" if kind == "vessel" else "imo_company",
            "wallet": "wallet",
        }
        for column, identifier in columns.items():
            for text in self._parts(column):
                printed, _, land = text.rstrip(")").partition("(")
                number = re.sub(r"^IMO\s*", "", printed.strip()) if column == "imo" else printed.strip()
                value = normal_identifier(number)
                if value:
                    found.append(Identifier(identifier, value, printed.strip(), country_code(land)))
        return tuple(dict.fromkeys(found))

    def _effects(self) -> tuple[Effect, ...]:
        """The effects that the row states; one that is not known is an alarm, and none."""
        known: dict[str, Effect] = TABLE["effects"]
        found = []
        for text in self._parts("effects"):
            effect = known.get("_".join(text.lower().split()))
            if effect is None:
                self._doubt("unknown-value", "an effect that is not one of the documented words")
                self._remarks.append(f"effect: {text}")
            else:
                found.append(effect)
        return tuple(dict.fromkeys(found))

    def _listed(self) -> ActDate | None:
        text = self._cell("designation_date")
        if not text:
            return None
        told = self._cell("date_basis").lower()
        basis, width = self._basis(told)
        try:
            first, last = span(text[:7] if width == "month" else text)
        except ValueError:
            self._doubt("unknown-value", "a designation_date that is not one of the documented forms")
            return None
        return ActDate(first, last, basis)

    def _basis(self, told: str) -> tuple[Basis, str]:
        if not told:
            return "printed", "as printed"
        for start, rule in {**TABLE["basis"], **self._rules.basis}.items():
            if told.startswith(start):
                return rule["basis"], rule["span"]
        self._doubt("unknown-value", "a date_basis that is not known: the date counts as unconfirmed")
        return "unconfirmed", "as printed"


def _schema(kind: str, names: Sequence[Name]) -> Schema:
    if kind == "person":
        return "Person"
    if kind == "vessel":
        return "Vessel"
    words = {word.strip(".") for name in names for word in re.split(r"[\s,&()-]+", name.text.lower())}
    return "Company" if words & COMPANY_WORDS else "Organization"


def _land(address: str) -> str:
    tail = address.rsplit(",", 1)[-1].strip()
    return country_code(tail) if len(tail) > 2 else ""
