"""What OFAC packs into one remark, taken apart; and the same facts from SDN.XML, put together alike.

A remark of sdn.csv is a row of items joined by `; ` with a final full stop:
`DOB 05 May 1955; alt. DOB 1956; POB Riga, Latvia; Passport AB123 (Latvia) issued 1999; a.k.a. 'BNC'.`
An item starts with a known label, or it is free text. SDN.XML prints the same labels as `idType`. Both
ways end in the same `Gathered`, in the same order, so that a change of format changes no value.

Source: OFAC data specification (dat_spec.txt, updated 2023-09-25); FAQ 123 on weak aliases; and all
16,287 different remarks of the snapshots of 2019-01-15 to 2026-06-02.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, cast, get_args

import msgspec

from interlock.model.dates import PartialDate
from interlock.model.listing import (
    Identifier,
    IdentifierKind,
    Name,
    NameKind,
    Relation,
    Schema,
    normal_identifier,
)
from interlock.sources.audit import squeeze
from interlock.sources.countries import country_code

TABLE = tomllib.loads((Path(__file__).parents[1] / "authorities" / "us.toml").read_text(encoding="utf-8"))

CUT_AT = 1000
"""Characters of a remark in sdn.csv; the rest is in sdn_comments.csv."""


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """What the items of one entry say; the fields are those of `Listing`."""

    names: tuple[Name, ...]
    """Weak aliases only."""
    identifiers: tuple[Identifier, ...]
    birth_dates: tuple[PartialDate, ...]
    birth_places: tuple[str, ...]
    incorporation_dates: tuple[PartialDate, ...]
    genders: tuple[Literal["male", "female"], ...]
    nationalities: tuple[str, ...]
    countries: tuple[str, ...]
    positions: tuple[str, ...]
    legal_basis: tuple[str, ...]
    remarks: tuple[str, ...]
    relations: tuple[Relation, ...]
    vessel_types: tuple[str, ...]


class Reading(msgspec.Struct, frozen=True):
    """Facts, and (alarm code, text) of what could not be placed and was kept as a remark."""

    facts: Facts
    doubts: tuple[tuple[str, str], ...]


def _actions() -> dict[str, str]:
    table = {label: kind for kind, labels in TABLE["identifiers"].items() for label in labels}
    if strangers := set(TABLE["identifiers"]) - set(get_args(IdentifierKind)):
        msg = f"us.toml [identifiers] has kinds that the model has not: {sorted(strangers)}"
        raise ValueError(msg)
    table.update(TABLE["fields"])
    table.update(dict.fromkeys(TABLE["kept"]["labels"], "kept"))
    table.update(dict.fromkeys(TABLE["legal"]["prefixes"], "legal"))
    return table


_WORD = re.compile(r"[^\s:]+")
_ACTIONS = _actions()
_LABELS: dict[str, list[str]] = {}
for _label in sorted(_ACTIONS, key=len, reverse=True):
    _LABELS.setdefault(_WORD.findall(_label)[0], []).append(_label)

_OPEN_ENDED = ("legal", "wallet")  # every order and every currency has a label that begins alike
_WEAK = re.compile(r"""((?:[afn]\.k|d\.b)\.a)\. ['"](.*)['"]$""")
_DETAILS = re.compile(r"(.*?)(?:,? issued (?P<issued>[^()]*?))?(?: expires (?P<expires>[^()]*))?$")
_COUNTRY = re.compile(r"(.+) \(([^()]*|[^()]*\([^()]*\)[^()]*)\)$")
_IMO = re.compile(r"(?:IMO )?\(?(\d{7})\)?$")
# Words that OFAC puts beside a number: the kind of document, the town of a register.
_BESIDE_NUMBER = re.compile(r"^(?:Booklet|Cedula|Laissez-Passer):? |, Diplomatic$| \([^()\d]{3,}\)$")
_DIGIT = re.compile(r"\d")
_WITH_DIGITS = ("passport", "national_id", "tax", "registration", "mmsi", "phone", "duns")
_LINKS_IN_BRACKETS = re.compile(r"(^|; )\((Linked To: .*)\)$")
_ABBREVIATION = re.compile(r"(?:\b(?:LTD|CO|CORP|INC|BHD|Ltd|Co|Inc|Jr|Sr)|\.[A-Za-z])$")
# Capitalised words and then a number, shorter where a word announces it: an identifier under a label
# that the table lacks. Sentences (`Brigadier General of the 4th Division`) do not look like that.
_UNKNOWN_LABEL = re.compile(
    r"(?:(?:[A-Z(#][\w.,:'/()&-]*|of|and|for|the) ){0,9}?"
    r"(?:(?:No\.?|Number|Code|ID|Card|Certificate|Document|Address|Registry|#|[A-Z][A-Z.]{2,}):? \S*\d{3}"
    r"|[A-Z(][\w.,:'/()&-]* \S*\d{5})"
)


@lru_cache(maxsize=60_000)
def read_remark(text: str, schema: Schema, title: str, *, whole: bool = True) -> Reading:
    """The facts of one remark. Cached: the same remark stands in dozens of snapshots.

    `title`: the title column, whose parts the remark repeats; they become positions once.
    `whole` False: the remark was cut, so its last item is kept as printed and not read. Half a wallet
    address is not an identifier.
    """
    gathered = Gathered(schema)
    titles = gathered.title(title)
    broken = ""
    if not whole:
        text, _, broken = f"{text} ".rpartition("; ")
    for item in _items(text.removesuffix(".")):
        if item.rstrip(".") not in titles:
            gathered.item(item)
    if broken.strip():
        gathered.add("remarks", squeeze(broken))
    return gathered.reading()


def _items(text: str) -> Iterator[str]:
    """The items of a remark; one that opens with a bracket goes on to where the bracket closes."""
    whole = ""
    for part in text.split("; "):
        whole = f"{whole}; {part}" if whole else part
        if whole.startswith("(") and whole.count("(") > whole.count(")"):
            continue
        if whole := squeeze(whole):
            yield whole
        whole = ""
    if whole := squeeze(whole):
        yield whole


class Gathered:
    """Collects the facts of one entry; whatever it cannot place becomes a remark, as printed."""

    def __init__(self, schema: Schema) -> None:
        self._schema = schema
        self._doubts: list[tuple[str, str]] = []
        self._values: dict[str, list[Any]] = {name: [] for name in Facts.__struct_fields__}

    def add(self, field: str, value: Any) -> None:
        """Adds one value to the field of that name, once."""
        if value not in self._values[field]:
            self._values[field].append(value)

    def doubt(self, code: str, text: str, remark: str) -> None:
        """Keeps what could not be placed, and says so."""
        self._doubts.append((code, text))
        self.add("remarks", remark)

    def title(self, title: str) -> list[str]:
        """Adds the positions of a title column; returns them without a final full stop."""
        parts = [part for part in map(squeeze, title.split(";")) if part]
        for part in parts:
            self.add("positions", part)
        return [part.rstrip(".") for part in parts]

    def remarks(self, text: str) -> None:
        """Adds the `remarks` of SDN.XML, where the links stand in one pair of brackets at the end."""
        for item in _items(_LINKS_IN_BRACKETS.sub(r"\1\2", text)):
            self.item(item)

    def item(self, item: str) -> None:
        """Adds one item of a remark."""
        if weak := _WEAK.match(item):
            self.weak_alias(weak[1], weak[2])
            return
        bare = item[5:] if item.startswith(("alt. ", "Alt. ")) else item
        label = self._label(bare)
        if label is None:
            if _UNKNOWN_LABEL.match(bare):
                self.doubt("unknown-value", f"unknown label: {re.split(r' (?=[^ ]*[0-9])', bare)[0]}", item)
            else:
                self.add("remarks", item.rstrip("."))
            return
        value = bare[len(label) :].lstrip(" :,")
        self._take(_ACTIONS[label], label, value, bare)

    def weak_alias(self, printed_type: str, text: str) -> None:
        """Adds a weak alias.

        Facet `core` in every format: OFAC prints weak aliases in the remarks of the primary file, so a
        snapshot without `alt.csv` still speaks of them, and one with it must not repeat them.
        """
        kind = alias_kind(printed_type)
        if kind is None:
            self.doubt("unknown-value", f"unknown alias type: {printed_type}", f"{printed_type} {text}")
        else:
            self.add("names", Name(text, kind, "weak", "core", family_of(text, self._schema)))

    def number(self, id_type: str, number: str, country: str, issued: str, expires: str) -> None:
        """Adds one `id` of SDN.XML."""
        label = re.sub(r"( -|:)$", "", id_type)
        item = f"{id_type} {number}"
        action = _ACTIONS.get(label) or _ACTIONS.get(self._label(item) or "")
        if action is None or (label not in _ACTIONS and action not in _OPEN_ENDED):
            self.doubt("unknown-value", f"unknown idType: {label}", item)
        elif action in get_args(IdentifierKind):
            self._identifier(action, label, number, country, issued, expires)
        else:
            self._take(action, label, number, item)

    @staticmethod
    def _label(item: str) -> str | None:
        word = _WORD.match(item)
        for label in _LABELS.get(word[0], ()) if word else ():
            if item.startswith(label) and (label[-1] in " (" or item[len(label) : len(label) + 1] in " :,"):
                return label
        return None

    def _take(self, action: str, label: str, value: str, item: str) -> None:
        if action == "legal":
            self.add("legal_basis", item.rstrip("."))
        elif action == "kept" or not value:
            self.add("remarks", item.rstrip("."))
        elif action == "tonnage":  # `318,000` in sdn.csv, `318000` in SDN.XML
            self.add("remarks", item.replace(",", ""))
        elif action in ("linked_to", "operator", "owner"):
            self.add("relations", Relation(action, _stopped(value)))
        elif action in ("birth_place", "position", "vessel_type"):
            self.add(f"{action}s", value)
        elif action in ("birth_date", "incorporation_date"):
            self._date(f"{action}s", value, item)
        elif action in ("nationality", "country"):
            self.country("nationalities" if action == "nationality" else "countries", value, item)
        elif action == "gender":
            self._gender(value, item)
        else:
            self._identifier_of(action, label, value)

    def _gender(self, value: str, item: str) -> None:
        if value in ("Male", "Female"):
            self.add("genders", value.lower())
        else:
            self.doubt("unknown-value", f"unknown gender: {value}", item)

    def _date(self, field: str, value: str, item: str) -> None:
        found = partial_date(value)
        if found is None:
            self.doubt("unknown-value", f"a date in an unknown form: {re.sub(r'[0-9]', '9', value)}", item)
        else:
            self.add(field, found)

    def country(self, field: str, printed: str, item: str) -> None:
        """Adds a country by OFAC's name for it; `item` is kept when the name stands for no one country."""
        code = country(printed)
        if code is None:
            self.doubt("unknown-value", f"unknown country: {printed}", item)
        elif code:
            self.add(field, code)
        else:
            self.add("remarks", item)

    def _identifier_of(self, kind: str, label: str, value: str) -> None:
        """An identifier from `NUMBER (Country) issued DATE expires DATE`."""
        if kind == "wallet":
            currency, _, value = value.removeprefix("- ").partition(" ")
            label = f"{label} - {currency}"
        found = _DETAILS.match(value)
        number, issued, expires = found.groups("") if found else (value, "", "")
        issuer = ""
        if (bracket := _COUNTRY.match(number)) and country(bracket[2]) is not None:
            number, issuer = bracket[1], bracket[2]
        self._identifier(kind, label, number, issuer, issued, expires)

    def _identifier(self, kind: str, label: str, number: str, issuer: str, issued: str, expires: str) -> None:
        details = (f" issued {issued}" if issued else "") + (f" expires {expires}" if expires else "")
        number = number.rstrip(".")
        value = normal_identifier(_BESIDE_NUMBER.sub("", number))
        code = country(issuer) if issuer else ""
        if code is None:
            self.doubt("unknown-value", f"unknown issuer: {issuer}", f"{label} {number} ({issuer})")
            return
        if (imo := _IMO.match(number)) and (kind.startswith("imo_") or number.startswith("IMO ")):
            kind, value = ("imo_ship" if self._schema == "Vessel" else "imo_company"), imo[1]
        elif kind == "imo_ship":  # `RS 130280`: a ship's number that is not the IMO's
            kind = "registration"
        if not value or (kind in _WITH_DIGITS and not _DIGIT.search(value)):
            self.add("remarks", f"{label} {number}{details}")  # `NIT # Provisional`; a sentence
            return
        self.add("identifiers", Identifier(cast(IdentifierKind, kind), value, number, code, label))
        if details:  # no field holds the dates of a document, so they stay in words
            self.add("remarks", f"{label} {number}{details}")

    def reading(self) -> Reading:
        """What was gathered, in an order that does not depend on the format.

        sdn.csv and SDN.XML list the same values in different orders; only "which birth date or place is
        the main one" is said by both, by the place or by `mainEntry`.
        """
        values = {name: tuple(found) for name, found in self._values.items()}
        for name in ("identifiers", "nationalities", "countries", "legal_basis", "remarks"):
            values[name] = tuple(sorted(values[name]))
        for name in ("birth_dates", "birth_places"):
            values[name] = values[name][:1] + tuple(sorted(values[name][1:]))
        return Reading(Facts(**values), tuple(self._doubts))


def alias_kind(printed: str) -> NameKind | None:
    """`aka` or `a.k.a.` and the like; None when unknown."""
    kind: NameKind | None = TABLE["alias_types"].get(printed.replace(".", ""))
    return kind


def _stopped(name: str) -> str:
    """A name that ends its item, with a full stop only after an abbreviation (`LTD.`, `S.A.`).

    The last item of a remark ends in one full stop whether or not the name has its own, so sdn.csv
    does not tell, and SDN.XML must not seem to differ.
    """
    bare = name.rstrip(".")
    return f"{bare}." if _ABBREVIATION.search(bare) else bare


def family_of(printed: str, schema: Schema) -> str:
    """The part before the first comma of a person's name; empty for others and where there is none.

    Where the schema is not known (`LegalEntity`), a name of the form `KIM, Jong Un` is a person's:
    companies stand in capitals throughout. True of 8,053 of 8,073 persons' aliases with a comma and of
    none of 348 others (2023-12-28).
    """
    family, comma, _ = printed.partition(",")
    person = schema == "Person" or (schema == "LegalEntity" and _PERSON_NAME.match(printed))
    return family.strip() if comma and person else ""


@lru_cache(maxsize=2_000)
def country(printed: str) -> str | None:
    """ISO code of a country as OFAC prints it; "" where it means no one country; None when unknown."""
    own: str | None = TABLE["countries"].get(printed)
    return own if own is not None else country_code(printed) or None


_PERSON_NAME = re.compile(r"[^a-z,]+, (?=[^,]*[a-z])")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DATE = re.compile(r"(?:(?:(\d{1,2}) )?([A-Z][a-z]{2}) )?(\d{4})$")
_RANGE = re.compile(r" to |(?<=\d{4})-(?=\d{4}$)")


def partial_date(printed: str) -> PartialDate | None:
    """`05 May 1955`, `May 1955`, `1955`, each also as `A to B`, each also after `circa`; None otherwise."""
    body = printed.removeprefix("circa ")
    spans = [_span(part) for part in _RANGE.split(body)]
    first, last = spans[0], spans[-1]
    if first is None or last is None or len(spans) > 2 or first[0] > last[1]:
        return None
    return PartialDate(first[0], last[1], body != printed, printed)


def _span(printed: str) -> tuple[date, date] | None:
    found = _DATE.match(printed)
    if found is None:
        return None
    day, month, year = found.groups()
    try:
        if day:
            known = PartialDate.of_day(date(int(year), _MONTHS.index(month) + 1, int(day)))
        elif month:
            known = PartialDate.of_month(int(year), _MONTHS.index(month) + 1)
        else:
            known = PartialDate.of_years(int(year))
    except ValueError:
        return None
    return known.earliest, known.latest
