"""A record as the resolver sees it: its keys, numbers and dates, computed once."""

from __future__ import annotations

import re
from dataclasses import dataclass

from interlock.focus import Focus
from interlock.model.dates import PartialDate
from interlock.model.listing import IdentifierKind, Listing, Name
from interlock.model.record import Record
from interlock.names import equal_keys, fold_tokens, script_of, sound_keys, telling_tokens

_DOCUMENTS: dict[IdentifierKind, str] = {
    "passport": "document",
    "national_id": "document",
    "tax": "number",
    "registration": "number",
    "imo_ship": "imo",
    "imo_company": "imo company",
    "mmsi": "mmsi",
    "aircraft_tail": "aircraft",
    "aircraft_serial": "aircraft",
    "swift": "swift",
    "wallet": "wallet",
    "lei": "lei",
    "duns": "duns",
}
"""Kinds that identify a party, by the group inside which equal values mean the same number.

Lists disagree on whether a number is a passport or an identity card, so those share a group.
"""
_SHORTEST = {"document": 6, "number": 6, "imo": 7, "imo company": 7, "swift": 8}
_HAS_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Profile:
    """What of a record can be compared with another's."""

    key: str
    record: Record
    equal: dict[str, str]
    """Equal key to the name as printed, Latin script."""
    native: dict[str, str]
    """Equal key to the name as printed, other scripts."""
    sounds: frozenset[str]
    numbers: frozenset[tuple[str, str]]
    """(group, value) of every identifier that identifies."""
    contexts: frozenset[str]
    """Focuses and countries the record is tied to."""
    role_words: frozenset[str]

    @property
    def listing(self) -> Listing:
        """The latest wording."""
        return self.record.listing

    @property
    def births(self) -> tuple[PartialDate, ...]:
        """Birth dates as printed."""
        return self.record.listing.birth_dates

    @property
    def ships(self) -> frozenset[str]:
        """IMO ship numbers."""
        return frozenset(value for group, value in self.numbers if group == "imo")


def profile(record: Record, focuses: tuple[Focus, ...]) -> Profile:
    """The comparable view of one record."""
    listing = record.listing
    equal: dict[str, str] = {}
    native: dict[str, str] = {}
    sounds: set[str] = set()
    for name in listing.names:
        keys = _name_keys(name, listing)
        table = equal if script_of(name.text) == "latin" else native
        for key in keys:
            table.setdefault(key, name.text)
        if name.quality != "weak":
            sounds |= sound_keys(name.text, listing.schema, name.family)
    contexts = {f"focus {focus.key}" for focus in focuses if focus.mark(listing)}
    contexts.update(listing.nationalities, listing.countries)
    contexts.update(address.country for address in listing.addresses if address.country)
    return Profile(
        key=record.key,
        record=record,
        equal=equal,
        native=native,
        sounds=frozenset(sounds),
        numbers=frozenset(_numbers(listing)),
        contexts=frozenset(contexts),
        role_words=frozenset(_role_words(listing)),
    )


def _name_keys(name: Name, listing: Listing) -> frozenset[str]:
    # A weak alias of one word (a nickname, an acronym) is shared by too many to be equal on.
    if name.quality == "weak" and len(fold_tokens(name.text)) < 2:
        return frozenset()
    keys = equal_keys(name.text, listing.schema, name.family)
    if listing.schema != "Person" and (bare := _LAST_BRACKET.sub("", name.text)) != name.text:
        keys |= equal_keys(bare, listing.schema, name.family)
    return keys


_LAST_BRACKET = re.compile(r"\s*[(（][^()（）]*[)）]\s*$")
"""`General Bureau of Atomic Energy (GBAE)`: lists add and drop the acronym."""


def _numbers(listing: Listing) -> set[tuple[str, str]]:
    found = set()
    for identifier in listing.identifiers:
        group = _DOCUMENTS.get(identifier.kind)
        if group is None or (not _HAS_DIGIT.search(identifier.value) and group != "swift"):
            continue
        if len(identifier.value) >= _SHORTEST.get(group, 5):
            found.add((group, identifier.value))
    return found


def _role_words(listing: Listing) -> set[str]:
    """Words of the offices held that tell an employer apart."""
    words: set[str] = set()
    for position in listing.positions:
        if script_of(position) in ("latin", "kana"):
            words.update(word for word in telling_tokens(position, "Organization") if len(word) > 3)
    return words - _COMMON_IN_OFFICES


_COMMON_IN_OFFICES = frozenset(
    {
        *("director", "deputy", "vice", "chairman", "president", "former", "official", "officer"),
        *("representative", "member", "minister", "head", "chief", "manager", "overseas", "branch"),
        *("secretary", "party", "workers", "division", "army", "military", "commander"),
    }
)
