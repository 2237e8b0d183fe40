"""A record as the resolver sees it: its keys, numbers and dates, computed once."""

from __future__ import annotations

import re
from typing import Any

import msgspec

from interlock.focus import Focus, orders_of, regimes_of
from interlock.model.dates import PartialDate
from interlock.model.listing import IdentifierKind, Listing, Name
from interlock.model.record import Record
from interlock.names import equal_keys, fold, fold_tokens, prepare, script_of, sound_keys, telling_tokens
from interlock.names.words import INITIAL, PARTICLE

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


class Features(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What of a listing can be compared with another's; of nothing but its wording."""

    equal: dict[str, str]
    """Equal key to the name as printed, Latin script."""
    native: dict[str, str]
    """Equal key to the name as printed, other scripts."""
    sounds: frozenset[str]
    """Coarse keys of Korean names; empty for an entry that has nothing to do with Korea."""
    numbers: frozenset[tuple[str, str]]
    """(group, value) of every identifier that identifies."""
    contexts: frozenset[str]
    """Focuses and countries the record is tied to."""
    regimes: frozenset[str]
    """What its programmes are about, whatever the authority calls them."""
    pools: frozenset[str]
    """Among whom its namesakes are: its regimes, its countries, and the language of its names where known."""
    orders: frozenset[str]
    """American executive orders that it names or is under."""
    role_words: frozenset[str]
    spelled: tuple[str, ...]
    """Distinct names as printed that may be compared with others, the telling ones first."""
    sorted_words: tuple[str, ...]
    """`spelled`, folded, the words of each in the order of the alphabet."""
    words: tuple[frozenset[str], ...]
    """Of each of `spelled`, the words that tell one name from another, brought to one spelling."""


class Profile(Features, frozen=True, gc=False):
    """The features of a record's latest wording, with the record."""

    key: str
    record: Record
    listing: Listing

    @property
    def births(self) -> tuple[PartialDate, ...]:
        """Birth dates as printed."""
        return self.listing.birth_dates

    @property
    def ships(self) -> frozenset[str]:
        """IMO ship numbers."""
        return frozenset(value for group, value in self.numbers if group == "imo")


def profile(record: Record, focuses: tuple[Focus, ...]) -> Profile:
    """The comparable view of one record."""
    return profile_with(features(record.listing, focuses), record)


def profile_with(found: Features, record: Record) -> Profile:
    """The same, of a record whose features are known."""
    parts: tuple[Any, ...] = (*msgspec.structs.astuple(found), record.key, record, record.listing)
    return Profile(*parts)


def features_of(found: Profile) -> Features:
    """The features without the record."""
    return Features(*msgspec.structs.astuple(found)[: len(Features.__struct_fields__)])


def features(listing: Listing, focuses: tuple[Focus, ...]) -> Features:
    """What of the listing can be compared."""
    equal: dict[str, str] = {}
    native: dict[str, str] = {}
    sounds: set[str] = set()
    for name in listing.names:
        keys = _name_keys(name, listing)
        table = equal if script_of(name.text) == "latin" else native
        for key in keys:
            table.setdefault(key, name.text)
    contexts = {f"focus {focus.key}" for focus in focuses if focus.mark(listing)}
    contexts.update(listing.nationalities, listing.countries)
    contexts.update(address.country for address in listing.addresses if address.country)
    regimes = regimes_of(listing) | {focus.key for focus in focuses if f"focus {focus.key}" in contexts}
    if "dprk" in regimes or contexts & _KOREAS:
        for name in listing.names:
            if name.quality != "weak":
                sounds |= sound_keys(name.text, listing.schema, name.family)
    spelled = _spelled(listing)
    return Features(
        equal=equal,
        native=native,
        sounds=frozenset(sounds),
        numbers=frozenset(_numbers(listing)),
        contexts=frozenset(contexts),
        regimes=regimes,
        pools=frozenset(_pools(listing, regimes)),
        orders=orders_of(listing),
        spelled=spelled,
        sorted_words=tuple(" ".join(sorted(fold_tokens(text))) for text in spelled),
        words=tuple(_telling_words(text, listing) for text in spelled),
        role_words=frozenset(_role_words(listing)),
    )


def _pools(listing: Listing, regimes: frozenset[str]) -> set[str]:
    countries = {*listing.nationalities, *listing.countries, *(a.country for a in listing.addresses)} - {""}
    is_korean = (
        "dprk" in regimes
        or not countries.isdisjoint(_KOREAS)
        or any(script_of(name.text) == "hangul" for name in listing.names)
    )
    return {*regimes, *countries, *(("Korean names",) if is_korean else ())}


_KOREAS = frozenset({"KP", "KR"})

_MOST_NAMES = 16
"""Names of one entry that are compared word by word; the largest entries repeat theirs in fifty spellings."""


def _spelled(listing: Listing) -> tuple[str, ...]:
    """Distinct names but for case and punctuation, weak aliases of one word left out: too many bear them."""
    found: dict[str, str] = {}
    for name in listing.names:
        if name.quality == "weak" and len(fold_tokens(name.text)) < 2:
            continue
        found.setdefault(fold(name.text), name.text)
    return tuple(text for folded, text in found.items() if folded)[:_MOST_NAMES]


def _telling_words(text: str, listing: Listing) -> frozenset[str]:
    name = prepare(text, listing.schema)
    if listing.schema != "Person":
        return frozenset(name.words)
    return frozenset(
        word
        for word, kind in zip(name.skeletons, name.kinds, strict=True)
        if kind not in (PARTICLE, INITIAL) or (name.korean and len(word) < 3)
    )


def _name_keys(name: Name, listing: Listing) -> frozenset[str]:
    # A weak alias of one word (a nickname, an acronym) is shared by too many to be equal on.
    if name.quality == "weak" and len(fold_tokens(name.text)) < 2:
        return frozenset()
    keys = equal_keys(name.text, listing.schema, name.family)
    if listing.schema != "Person" and (bare := _without_acronym(name.text)):
        keys |= equal_keys(bare, listing.schema, name.family)
    return keys


_LAST_BRACKET = re.compile(r"\s*[(（]([^()（）]*)[)）]\s*$")


def _without_acronym(text: str) -> str:
    """The name of a body before a bracket that says it again; empty if there is none.

    `General Bureau of Atomic Energy (GBAE)`: lists add and drop the acronym. What a bracket adds is part of
    the name, in whatever language: `Foundation (Kenya branch)` is not the foundation.
    """
    found = _LAST_BRACKET.search(text)
    if found is None or not (bare := text[: found.start()]):
        return ""
    inside, letters = fold(found[1]), iter(fold(bare))
    is_acronym = all(letter in letters for letter in inside)  # in the order of the name
    is_foreign = script_of(bare) != "latin" == script_of(found[1]) and " " not in inside
    return bare if is_acronym or is_foreign else ""


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
