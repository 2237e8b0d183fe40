"""What the API needs of the FollowTheMoney model beyond the table of `screen`: words and reverses."""

from __future__ import annotations

import re
from functools import cache

from interlock.screen.ftm import ancestors, is_matchable, is_schema, pointers, property_types, schema_names

_PLURALS = {
    "Address": "Addresses", "Company": "Companies", "CryptoWallet": "Cryptocurrency wallets",
    "Family": "Family members", "LegalEntity": "Legal entities", "Person": "People",
    "PublicBody": "Public bodies", "RealEstate": "Real estates", "Security": "Securities",
}  # fmt: skip
_FEATURED = ("name", "alias", "birthDate", "nationality", "country", "jurisdiction", "topics", "idNumber")


@cache
def words(name: str) -> str:
    """A property or schema as words: `birthDate` is `Birth date`."""
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", name)
    return spaced[:1].upper() + spaced[1:].lower()


def plural(schema: str) -> str:
    """What many of them are called."""
    return _PLURALS.get(schema) or f"{words(schema)}s"


@cache
def is_edge(schema: str) -> bool:
    """Does it stand between two others, as an ownership does between an owner and an asset?"""
    return "Interval" in ancestors(schema) and len(pointers(schema)) == 2


@cache
def reverses(schema: str) -> frozenset[str]:
    """What entities of the schema call those that point at them: `sanctions`, `ownershipOwner`..."""
    kinds = ancestors(schema)
    return frozenset(
        reverse
        for other in schema_names()
        for target, reverse in pointers(other).values()
        if reverse and target in kinds
    )


def neighbours(schema: str) -> frozenset[str]:
    """Every property by which an entity of the schema has neighbours."""
    return frozenset(pointers(schema)) | reverses(schema)


@cache
def described_properties(schema: str) -> tuple[str, ...]:
    """The schema's properties that hold values, those that matter most first."""
    types = property_types(schema)
    held = sorted(name for name, kind in types.items() if kind != "entity")
    return (*(name for name in _FEATURED if name in held), *(name for name in held if name not in _FEATURED))


@cache
def owner_of(name: str, schema: str) -> str:
    """The schema that brings the property, seen from one that has it: `Thing` for `name`."""
    holders = [
        other
        for other in ancestors(schema)
        if is_schema(other) and (name in property_types(other) or name in pointers(other))
    ]
    return min(holders, key=lambda other: (len(ancestors(other)), other), default=schema)


@cache
def with_parents(schemata: frozenset[str]) -> tuple[str, ...]:
    """The matchable ones among the schemata, and all that they extend, by name."""
    found = {parent for name in schemata if is_matchable(name) for parent in ancestors(name)}
    return tuple(sorted(found))
