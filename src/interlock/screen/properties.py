"""The FollowTheMoney properties of a target: what all its entries say, each value once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from interlock.model.dates import PartialDate
from interlock.model.listing import Identifier, IdentifierKind, Listing, Name, Schema

_WIDEST_RANGE = 12
"""Years of a printed range that are told one by one (FollowTheMoney has no ranges). By judgement: of a wider
range each single year says next to nothing."""

_NUMBERS: dict[IdentifierKind, str] = {
    "passport": "passportNumber",
    "national_id": "idNumber",
    "tax": "taxNumber",
    "registration": "registrationNumber",
    "imo_ship": "imoNumber",
    "imo_company": "imoNumber",
    "mmsi": "mmsi",
    "call_sign": "callSign",
    "aircraft_tail": "registrationNumber",
    "aircraft_serial": "serialNumber",
    "swift": "swiftBic",
    "lei": "leiCode",
    "duns": "dunsCode",
    "phone": "phone",
    "email": "email",
    "website": "website",
    "wallet": "publicKey",
    "other": "idNumber",
}
_ELSEWHERE: dict[tuple[Schema, str], str] = {
    ("Organization", "passportNumber"): "idNumber",
    ("Company", "passportNumber"): "idNumber",
    ("LegalEntity", "passportNumber"): "idNumber",
}
"""Properties that a schema lacks, and where their values go instead."""
_OF_SHIPS = frozenset({"mmsi", "callSign"})
_OF_WALLETS = frozenset({"publicKey"})


def properties_of(schema: Schema, caption: str, listings: Sequence[Listing]) -> dict[str, tuple[str, ...]]:
    """Every property that the entries fill, values in the order of the entries."""
    found: dict[str, dict[str, None]] = {}
    if caption:
        found["name"] = {caption: None}
    for kind, text in _names(listings):
        found.setdefault(kind, {}).setdefault(text)
    for listing in listings:
        for key, value in _facts(schema, listing):
            if value:
                found.setdefault(key, {}).setdefault(value)
    # A name is said once, under the strongest word for it.
    for stronger, weaker in (("name", "alias"), ("name", "previousName"), ("name", "weakAlias"),
                             ("alias", "previousName"), ("alias", "weakAlias"),
                             ("previousName", "weakAlias")):  # fmt: skip
        for text in found.get(stronger, ()):
            found.get(weaker, {}).pop(text, None)
    return {key: tuple(values) for key, values in found.items() if values}


def _names(listings: Sequence[Listing]) -> Iterator[tuple[str, str]]:
    """(property, text), primary names first."""
    for kind in ("name", "alias", "previousName", "weakAlias"):
        for listing in listings:
            for name in listing.names:
                if _kind_of(name) == kind:
                    yield kind, name.text


def _kind_of(name: Name) -> str:
    if name.quality == "weak":
        return "weakAlias"
    if name.kind in ("former", "maiden"):
        return "previousName"
    return "name" if name.kind == "primary" else "alias"


def _facts(schema: Schema, listing: Listing) -> Iterator[tuple[str, str]]:
    is_person = schema == "Person"
    for day in listing.birth_dates if is_person else ():
        yield from (("birthDate", text) for text in iso_prefixes(day))
    for day in listing.death_dates if is_person else ():
        yield from (("deathDate", text) for text in iso_prefixes(day))
    for day in listing.incorporation_dates if schema in ("Organization", "Company", "LegalEntity") else ():
        yield from (("incorporationDate", text) for text in iso_prefixes(day))
    if is_person:
        yield from (("birthPlace", text) for text in listing.birth_places)
        yield from (("gender", text) for text in listing.genders)
        yield from (("position", text) for text in listing.positions)
        yield from (("title", text) for text in listing.titles)
    yield from (("nationality" if is_person else "country", c.lower()) for c in listing.nationalities)
    yield from (("country", code.lower()) for code in listing.countries)
    yield from (("country", address.country.lower()) for address in listing.addresses)
    yield from (("address", address.text) for address in listing.addresses)
    yield from (number_of(schema, identifier) for identifier in listing.identifiers)
    yield from (("programId", code) for code in listing.programmes)
    yield from (("notes", text) for text in (*listing.reasons, *listing.remarks))
    if schema in ("Vessel", "Airplane"):
        yield from (("type", text) for text in listing.vessel_types)


def number_of(schema: Schema, identifier: Identifier) -> tuple[str, str]:
    """The property that holds an identifier of an entity of the schema, and its value."""
    key = _NUMBERS[identifier.kind]
    if key == "imoNumber" and schema in ("Person", "Airplane", "LegalEntity"):
        key = "idNumber"
    if (key in _OF_SHIPS and schema != "Vessel") or (key in _OF_WALLETS and schema != "CryptoWallet"):
        key = "idNumber"
    return _ELSEWHERE.get((schema, key), key), identifier.printed or identifier.value


def iso_prefixes(day: PartialDate) -> Iterable[str]:
    """What of a partial date FollowTheMoney can say: a day, a month, a year, or each year of a range."""
    text = day.iso().lstrip("~")
    if day.circa:
        return (text[:4],) if ".." not in text else _years(day)
    return _years(day) if ".." in text else (text,)


def _years(day: PartialDate) -> tuple[str, ...]:
    first, last = day.earliest.year, day.latest.year
    if last - first > _WIDEST_RANGE:
        return (str(first), str(last))
    return tuple(str(year) for year in range(first, last + 1))
