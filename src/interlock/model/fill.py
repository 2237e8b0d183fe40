"""How often each field of the entries is filled. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from interlock.model.listing import Facet, Listing

Fills = dict[str, tuple[int, int]]
"""`Person.birth_dates` to (entries in which it holds something, entries of that schema)."""

_IDENTITY = frozenset({"authority", "list_key", "source_id", "schema", "facets"})
FIELDS = tuple(field for field in Listing.__struct_fields__ if field not in _IDENTITY)
"""The properties of a listing whose filling means something."""


def fill_counts(listings: Iterable[Listing]) -> Fills:
    """Every schema and field that occurs, also those that are never filled; by name."""
    of_schema: Counter[str] = Counter()
    filled: Counter[tuple[str, str]] = Counter()
    for listing in listings:
        schema = listing.schema
        of_schema[schema] += 1
        filled.update((schema, field) for field in FIELDS if getattr(listing, field))
    return {
        f"{schema}.{field}": (filled[schema, field], total)
        for schema, total in sorted(of_schema.items())
        for field in sorted(FIELDS)
    }


def facet_of(field: str) -> Facet:
    """The facet that a snapshot must hold for the field to be filled at all."""
    return "addresses" if field == "addresses" else "core"
