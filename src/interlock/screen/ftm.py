"""The FollowTheMoney model: which schemata there are, what they inherit, and what type a property has."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any

ROOT = "Thing"
_NOT_TYPES = frozenset({"extends", "matchable", "entity"})


@cache
def _schemata() -> dict[str, dict[str, Any]]:
    text = resources.files(__package__).joinpath("ftm.toml").read_text(encoding="utf-8")
    return dict(tomllib.loads(text)["schemata"])


def schema_names() -> tuple[str, ...]:
    """Every schema."""
    return tuple(_schemata())


def is_schema(name: str) -> bool:
    """Is there a schema of that name?"""
    return name in _schemata()


@cache
def ancestors(name: str) -> frozenset[str]:
    """The schema and all that it extends; the name alone for one that is not in the table."""
    found = {name}
    for parent in _schemata().get(name, {}).get("extends", ()):
        found |= ancestors(parent)
    return frozenset(found)


@cache
def descendants(name: str) -> frozenset[str]:
    """The schema and all that extend it."""
    return frozenset({name, *(other for other in _schemata() if name in ancestors(other))})


def is_matchable(name: str) -> bool:
    """Are entities of the schema compared with queries?"""
    return bool(_schemata().get(name, {}).get("matchable"))


@cache
def comparable(asked: str, held: str) -> bool:
    """May a query of the one schema mean an entity of the other? One must be a kind of the other."""
    if not is_matchable(held):
        return False
    return asked in ancestors(held) or held in ancestors(asked)


@cache
def property_types(schema: str) -> dict[str, str]:
    """Every property of the schema, inherited ones too, to its type (`name`, `date`, `country`...)."""
    found: dict[str, str] = {}
    for name in sorted(ancestors(schema)):
        for kind, properties in _schemata().get(name, {}).items():
            if kind not in _NOT_TYPES:
                found |= dict.fromkeys(properties, kind)
            elif kind == "entity":
                found |= dict.fromkeys(properties, "entity")
    return found


@cache
def property_type(name: str) -> str:
    """The type of a property whatever the schema; `string` for an unknown one."""
    for schema in _schemata():
        if found := property_types(schema).get(name):
            return found
    return "string"


@cache
def pointers(schema: str) -> dict[str, tuple[str, str]]:
    """Entity properties of the schema: to what schema they point, and what the other end calls it."""
    found: dict[str, tuple[str, str]] = {}
    for name in sorted(ancestors(schema)):
        table: dict[str, list[str]] = _schemata().get(name, {}).get("entity", {})
        found |= {pointer: (target, reverse) for pointer, (target, reverse) in table.items()}
    return found
