"""One entry of the annex, to a listing. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from tomllib import loads
from typing import Any, Literal

import msgspec

from interlock.model.listing import (
    Address,
    Identifier,
    IdentifierKind,
    Listing,
    Name,
    Relation,
    Schema,
    normal_identifier,
)
from interlock.sources.annex.pieces import Pieces, pieces
from interlock.sources.audit import Audit, squeeze
from interlock.sources.countries import country_code
from interlock.sources.template_names import (
    BODY_WORDS,
    COMPANY_WORDS,
    NameRules,
    birth_date,
    family_of,
    names_of,
    spells,
)

_TABLE: dict[str, Any] = loads(
    (Path(__file__).parents[1] / "authorities" / "kr.toml").read_text(encoding="utf-8")
)["annex"]
_LABELS: dict[str, str] = _TABLE["labels"]
_LABEL = re.compile(
    r"(?P<label>(?:alt\. )?(?:"
    + "|".join(re.escape(label) for label in sorted(_LABELS, key=len, reverse=True))
    + r"))(?![\w-])\s*[:：#]?\s*",
    re.IGNORECASE,
)
_UNKNOWN_LABEL = re.compile(r"(?:[A-Z][\w.'/-]* ){0,4}(?:No\.?|Number|ID|Code|#):? ?\S*\d{3}")
"""Words and then a number: a label that the table lacks."""
_DETAILS = re.compile(r",?\s+(?:issued|expires|expiry)\b.*$", re.IGNORECASE)
_BRACKET = re.compile(r"\s*\(([^()]*)\)\s*$")
_COMPANY_PART = re.compile(r"(?:CO|LTD|LIMITED|INC|LLC|CORP|S\.A|PLC|JSC|PTE|GMBH)\b\.?", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_IMO = re.compile(r"\b(\d{7})\b")
_NUMBERS: tuple[IdentifierKind, ...] = (
    "passport", "national_id", "tax", "registration", "swift", "wallet", "email", "website", "phone",
)  # fmt: skip
_HANGUL = re.compile("[\uac00-\ud7a3]")
_LATIN = re.compile(r"[A-Za-z]")


class AnnexRules(msgspec.Struct, frozen=True, kw_only=True):
    """Which list the entries are of."""

    authority: str
    list_key: str
    names: NameRules


def listing(number: int, text: str, rules: AnnexRules, audit: Audit, where: str) -> Listing | None:
    """The entry; None, and an alarm, when it has no name."""
    parts = pieces(text)
    said = _Said(parts.items, audit, where)
    person = _is_person(parts, said, rules.names)
    names, others = _names(parts, said, person is True, rules.names)
    if not names:
        audit.alarm("unreadable-record", "an entry has no name", where)
        return None
    said.after(parts.after, person is True)
    if parts.marker == "vessel":
        audit.alarm("unknown-value", "an entry is a ship: ships are designated elsewhere", where)
    fields: dict[str, Any] = {field: tuple(dict.fromkeys(found)) for field, found in said.values.items()}
    lands = fields.pop("lands")
    fields["remarks"] = tuple(dict.fromkeys([*fields["remarks"], *others]))
    return Listing(
        authority=rules.authority,
        list_key=rules.list_key,
        source_id=str(number),
        schema=_schema(parts, person, names),
        names=names,
        nationalities=lands if person else (),
        countries=() if person else lands,
        programmes=_programmes(parts.orders, [*lands, *(one.country for one in fields["addresses"])]),
        effects=("asset_freeze",),
        legal_basis=parts.orders,
        **fields,
    )


def _programmes(orders: Sequence[str], lands: Iterable[str]) -> tuple[str, ...]:
    """What the orders are about where that is certain; else the orders as printed."""
    own: Mapping[str, str] = _TABLE["programmes"]
    by_country: Mapping[str, Mapping[str, str]] = _TABLE["by_country"]
    codes = [land for land in lands if land]
    found: list[str] = []
    for order in orders or ("",):
        told = own.get(order)
        shared = next((by_country[order][c] for c in codes if c in by_country.get(order, {})), None)
        found += [code for code in (told or shared, order if told is None else "") if code]
    return tuple(dict.fromkeys(found))


def _schema(parts: Pieces, person: bool | None, names: Sequence[Name]) -> Schema:
    if parts.marker == "vessel":
        return "Vessel"
    if person is None:
        return "LegalEntity"
    if person:
        return "Person"
    words = {word.strip(".") for name in names for word in re.split(r"[\s,&()-]+", name.text.lower())}
    return "Company" if words & COMPANY_WORDS else "Organization"


def _is_person(parts: Pieces, said: _Said, rules: NameRules) -> bool | None:
    """By the marker, by what only persons have, by a name that is spelt so; None where nothing tells."""
    if parts.marker:
        return parts.marker == "person"
    if said.personal:
        return True
    natives = [one.text for one in parts.called if _HANGUL.search(one.text)]
    words = {word.strip(".").lower() for word in re.split(r"[\s,&()-]+", parts.head)}
    if words & BODY_WORDS:
        return False
    if any(spells(parts.head, native, rules) for native in natives):
        return True
    if _LATIN.search(parts.head):
        return False
    whole = parts.head.replace(" ", "")
    return None if 2 <= len(whole) <= 4 and whole[:1] in rules.surnames else False


def _names(
    parts: Pieces, said: _Said, person: bool, rules: NameRules
) -> tuple[tuple[Name, ...], tuple[str, ...]]:
    """The names, and the strings in their place that are none."""
    head, address = _name_and_rest(parts.head, person)
    if address:
        said.after(address, person)
    natives = [one.text for one in parts.called if _HANGUL.search(one.text)]
    found = names_of(head, [head, *natives], person, rules)
    said.values["birth_dates"] += found.birth_dates
    said.values["relations"] += found.relations
    names = list(found.names)
    told = {one.text: one.kind for one in parts.called}
    names = [
        msgspec.structs.replace(name, kind=told[name.text]) if told.get(name.text) == "former" else name
        for name in names
    ]
    names += [
        Name(one.text, one.kind, family=family_of(one.text) if person else "")
        for one in parts.called
        if not _HANGUL.search(one.text)
    ]
    names += said.names
    seen: dict[str, Name] = {}
    for name in names:
        seen.setdefault(name.text, name)
    return tuple(seen.values()), tuple(found.remarks)


def _name_and_rest(head: str, person: bool) -> tuple[str, str]:
    """The name, and the address that follows it after a comma: `HONG, Gil Dong, Pyongyang, North Korea`."""
    parts = head.split(", ")
    if _HANGUL.search(parts[0]):
        return parts[0], ", ".join(parts[1:])
    size = 2 if person and len(parts) > 1 else 1
    while size < len(parts) and _COMPANY_PART.match(parts[size]):
        size += 1
    return ", ".join(parts[:size]), ", ".join(parts[size:])


class _Said:
    """Collects what the items say; whatever it cannot place becomes a remark, as printed."""

    def __init__(self, items: Iterable[str], audit: Audit, where: str) -> None:
        self._audit = audit
        self._where = where
        self.names: list[Name] = []
        self.personal = False
        """Something that only persons have is said."""
        self.values: dict[str, list[Any]] = {
            name: []
            for name in (
                "identifiers", "birth_dates", "birth_places", "genders", "addresses", "positions",
                "relations", "remarks", "lands",
            )
        }  # fmt: skip
        for item in items:
            self._item(item)

    def after(self, text: str, person: bool) -> None:
        """What follows a name: an address when it ends in a country, else of a person what he is."""
        if not text:
            return
        if land := _land(text):
            self.values["addresses"].append(Address(text, land))
        elif person:
            self.values["positions"].append(text)
        else:
            self.values["addresses"].append(Address(text))

    def _item(self, item: str) -> None:
        match = _LABEL.match(item)
        if match is not None:
            label = match["label"].lower().removeprefix("alt. ")
            self._take(_LABELS[label], item[match.end() :].strip(" ,"), item)
        elif land := _land(item):
            self.values["addresses"].append(Address(item, land))
        else:
            if _UNKNOWN_LABEL.match(item):
                words = re.split(r"\s(?=\S*\d)", item)[0]
                self._audit.alarm(
                    "unknown-value", f"an item begins with an unknown label: {words}", self._where
                )
            self.values["remarks"].append(item)

    def _take(self, action: str, value: str, item: str) -> None:
        if not value or action == "remark":
            self.values["remarks"].append(item)
        elif action in ("alias", "former"):
            bare = squeeze(value).strip("\"'“”‘’() ")
            self.names.append(Name(bare, action))  # type: ignore[arg-type]  # both are kinds
        elif action == "linked_to":
            self.values["relations"].append(Relation("linked_to", value))
        elif action in ("birth_place", "position"):
            self.personal = self.personal or action == "birth_place"
            self.values[f"{action}s"].append(value)
        elif action == "address":
            self.values["addresses"].append(Address(value, _land(value)))
        elif action == "imo":
            found = _IMO.findall(value)
            self.values["identifiers"] += [Identifier("imo_company", number, number) for number in found]
            self._keep(bool(found), "an IMO number is not of seven digits", item)
        elif action in _NUMBERS:
            self._number(action, value, item)
        else:
            self.personal = True
            self._personal(action, value, item)

    def _personal(self, action: str, value: str, item: str) -> None:
        if action == "birth_date":
            try:
                self.values["birth_dates"].append(birth_date(value))
            except ValueError:
                self._keep(False, "a date of birth has a form that is not known", item)
        elif action == "gender":
            told: dict[str, Literal["male", "female"]] = {
                "m": "male",
                "f": "female",
                "남": "male",
                "여": "female",
            }
            gender = told.get(value[:1].lower())
            self.values["genders"] += [gender] if gender else []
            self._keep(gender is not None, "a gender is not male or female", item)
        else:
            code = country_code(_BRACKET.sub("", value))
            self.values["lands"] += [code] if code else []
            self._keep(bool(code), "a nationality is not the name of a country", item)

    def _number(self, kind: str, value: str, item: str) -> None:
        """`100000001 (Korea, North) issued 2010 expires 2015`; the dates stay as printed."""
        bare = _DETAILS.sub("", value)
        bracket = _BRACKET.search(bare)
        land = country_code(bracket[1]) if bracket else ""
        number = _BRACKET.sub("", bare).strip(" .") if land else bare.strip(" .")
        normal = normal_identifier(number)
        if not normal or (kind in ("passport", "national_id", "tax", "phone") and not _DIGIT.search(normal)):
            self._keep(False, f"a {kind} has no number", item)
            return
        self.values["identifiers"].append(Identifier(kind, normal, number, land))  # type: ignore[arg-type]
        if bare != value:
            self.values["remarks"].append(item)

    def _keep(self, understood: bool, doubt: str, item: str) -> None:
        if not understood:
            self._audit.alarm("unknown-value", doubt, self._where)
            self.values["remarks"].append(item)


def _land(text: str) -> str:
    """The country that an address ends with, in English or Korean."""
    for tail in (text.rsplit(",", 1)[-1], ",".join(text.rsplit(",", 2)[-2:])):
        bare = tail.strip(" .")
        if len(bare) > 2 and (code := country_code(bare)):
            return code
    return ""
