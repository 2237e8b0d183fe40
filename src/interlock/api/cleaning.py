"""A query as a client sends it, to one that the engine compares: what the answer echoes. Pure.

Values are put into the form that the entities have: codes of countries, dates as prefixes of ISO 8601. What
has no such form is left out, and properties that the schema does not have are named as ignored.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from itertools import product
from typing import Any
from unicodedata import category

import msgspec

from interlock.api.countries import country_code
from interlock.base.errors import QueryError
from interlock.screen.ftm import ROOT, is_matchable, is_schema, property_types
from interlock.screen.query import Query

_VALUES = 100
"""Values of one property that are looked at: a listed person has some dozens of names."""
_LENGTH = 2000
"""Characters of one value: ten times the longest printed name."""

_NAME_PARTS = ("firstName", "secondName", "middleName", "fatherName", "lastName")

_DATE = re.compile(r"(\d{4})(?:([-/.])(\d{1,2})(?:\2(\d{1,2}))?)?(?:[T ]\d{2}.*|Z)?")
_COMPACT_DATE = re.compile(r"(\d{4})(\d{2})(\d{2})")

_GENDERS = {
    "m": "male", "male": "male", "man": "male",
    "f": "female", "female": "female", "woman": "female",
    "o": "other", "other": "other",
}  # fmt: skip


class Cleaned(msgspec.Struct, frozen=True):
    """A query, and what of it counts for nothing."""

    query: Query
    ignored: tuple[str, ...]
    """Properties that the schema does not have."""


def cleaned(schema: str, properties: Mapping[str, Any], own_id: str | None = None) -> Cleaned:
    """The query in the terms of the entities.

    Raises:
        QueryError: no such schema, or one whose entities are never compared.
    """
    if not is_schema(schema):
        raise QueryError(f"Unknown schema: {schema!r}", where="schema", remedy="such as Person or Company")
    if schema != ROOT and not is_matchable(schema):
        raise QueryError(
            f"Non-matchable schema for query: {schema!r}", where="schema", remedy="such as Person or Company"
        )
    types = property_types(schema)
    found: dict[str, tuple[str, ...]] = {}
    for name, given in properties.items():
        kind = types.get(name)
        if kind is None or kind == "entity":
            continue
        if values := _unique(value_of(kind, text) for text in _texts(given)):
            found[name] = values
    if not any(types[name] == "name" for name in found):
        found |= _combined(found)
    ignored = tuple(sorted(name for name in properties if types.get(name, "entity") == "entity"))
    return Cleaned(Query(schema, found, own_id), ignored)


def value_of(kind: str, text: str) -> str:
    """The value in the form that properties of this type have; empty when it has none."""
    match kind:
        case "country":
            return country_code(text)
        case "date":
            return date_of(text)
        case "gender":
            return _GENDERS.get(text.casefold(), "")
        case "topic":
            return text.casefold()
        case "email":
            return _email_of(text)
        case _:
            return text


def date_of(text: str) -> str:
    """The date as far as it is known: `1965`, `1965-05` or `1965-05-03`; empty when it is no date.

    Only dates that begin with the year: of `05/06/1965` nobody can say which is the month.
    """
    match = _COMPACT_DATE.fullmatch(text)
    year, month, day = match.groups() if match else ("", "", "")
    if match is None:
        if (match := _DATE.fullmatch(text)) is None:
            return ""
        year, _, month, day = match.groups()
    if not int(month or 0):
        return year if int(year) else ""
    try:
        whole = date(int(year), int(month), int(day or 0) or 1).isoformat()
    except ValueError:
        return ""
    return whole if int(day or 0) else whole[:7]


def changed_since(text: str) -> str:
    """The day or moment that `changed_since` names, as ISO text that compares with an entity's.

    Raises:
        QueryError: no date.
    """
    day, mark, time = text.partition("T")
    if len(day) != 10 or not date_of(day) or (mark and not _is_time(time)):
        raise QueryError(
            f"not a date: {text!r}", where="changed_since", remedy="write 2026-11-27 or 2026-11-27T12:00"
        )
    return text


def _is_time(text: str) -> bool:
    parts = text.split(":")
    return all(int(part) < limit for part, limit in zip(parts, (24, 60, 60), strict=False))


def _texts(given: Any) -> Iterable[str]:
    values = given if isinstance(given, list) else [given]
    for value in values[:_VALUES]:
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            continue
        text = " ".join(_printable(str(value))[:_LENGTH].split())
        if any(character.isalnum() for character in text):
            yield text


def _printable(text: str) -> str:
    return "".join(" " if category(character) in ("Cc", "Cs") else character for character in text)


def _unique(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))


def _email_of(text: str) -> str:
    front, at, domain = text.partition("@")
    return f"{front}@{domain.lower()}" if at and front and "." in domain and " " not in text else ""


def _combined(found: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """A whole name for whoever sends its parts alone."""
    parts = [found[name] for name in _NAME_PARTS if name in found]
    if not parts:
        return {}
    names = (" ".join(choice) for choice in product(*(values[:3] for values in parts)))
    return {"name": _unique(names)}
