"""A search by text: pages, facets and order."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence

import msgspec

from interlock.api.filters import Facet, Filter, Operator, facets, sorting
from interlock.api.holdings import Part, Scope
from interlock.api.shapes import Json, entity_json, page_json
from interlock.screen.entity import Entity

MOST_RESULTS = 9_999
"""Of all pages together, as the field's clients expect."""

_BREATH = 200
"""Entities looked at between two chances for other requests: some 3 ms."""


class Search(msgspec.Struct, frozen=True, kw_only=True):
    """What is searched for."""

    text: str = ""
    """Empty: everything."""
    fuzzy: bool = False
    kinds: frozenset[str] | None = None
    exclude_schemata: frozenset[str] = frozenset()
    since: str | None = None
    fields: Mapping[str, tuple[str, ...]] = {}
    operator: Operator = "OR"
    limit: int = 10
    offset: int = 0
    sort: tuple[str, ...] = ()
    facets: tuple[Facet, ...] = ()


async def searched(scope: Scope, search: Search, titles: Mapping[str, str]) -> Json:
    """A page of what was found, with the facets of all that was found.

    Raises:
        QueryError: no such field to sort by.
    """
    put = sorting(search.sort)
    rows: list[tuple[Entity, float]] = []
    for part in scope.parts:
        rows += await _of_part(part, search)
    if put is not None:
        put(rows)
    else:
        rows.sort(key=lambda row: (-row[1], row[0].id))
    page = [entity_json(entity) for entity, _ in rows[search.offset : search.offset + search.limit]]
    told = page_json(page, len(rows), search.limit, search.offset)
    told["facets"] = facets((entity for entity, _ in rows), search.facets, titles)
    return told


async def _of_part(part: Part, search: Search) -> Sequence[tuple[Entity, float]]:
    keep = Filter(
        allowed=part.allowed,
        own_name=part.holding.data.name,
        kinds=search.kinds,
        exclude_schemata=search.exclude_schemata,
        since=search.since,
        fields=search.fields,
        operator=search.operator,
    )
    if search.text.strip():
        index = part.holding.data.index
        return index.search(search.text, fuzzy=search.fuzzy, keep=keep.keeps, limit=MOST_RESULTS).results
    found = []
    for number, entity in enumerate(part.holding.data.entities):
        if number % _BREATH == 0:
            await asyncio.sleep(0)
        if keep.keeps(entity):
            found.append((entity, 1.0))
    return found
