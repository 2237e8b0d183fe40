"""Which entities of a scope may be answers, how they are counted, and in what order they stand. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, partial
from typing import Literal

import msgspec

from interlock.api.countries import country_name
from interlock.api.model import plural, words
from interlock.base.errors import QueryError
from interlock.screen.entity import Entity
from interlock.screen.ftm import (
    comparable,
    descendants,
    is_matchable,
    is_schema,
    property_type,
    property_types,
    schema_names,
)

Facet = Literal["datasets", "schema", "countries", "identifiers", "topics", "genders"]
Operator = Literal["AND", "OR"]

_GROUPS = {
    "countries": "country", "topics": "topic", "identifiers": "identifier", "genders": "gender",
    "dates": "date", "names": "name", "emails": "email", "phones": "phone", "addresses": "address",
}  # fmt: skip
"""Field of a filter to the type of the properties that it looks at."""
_FACET_WORDS = {"datasets": "Data sources", "schema": "Entity types"}


class Filter(msgspec.Struct, frozen=True, kw_only=True):
    """What an entity must be. Empty fields ask for nothing."""

    allowed: frozenset[str] | None = None
    """Datasets in scope, one of which it must be of; None: all of them."""
    own_name: str = ""
    """The dataset of entities that name none."""
    kinds: frozenset[str] | None = None
    """Schemata."""
    exclude_schemata: frozenset[str] = frozenset()
    exclude_ids: frozenset[str] = frozenset()
    """An entity is also known by the ids that were merged into it."""
    since: str | None = None
    """ISO day or moment after which it changed. One of which nobody knows when it changed is kept."""
    fields: Mapping[str, tuple[str, ...]] = {}
    """Field to values of it, of which one must be the entity's (or each; see `operator`)."""
    operator: Operator = "OR"

    def keeps(self, entity: Entity) -> bool:
        """Is it one of them?"""
        if self.allowed is not None and self.allowed.isdisjoint(entity.datasets or (self.own_name,)):
            return False
        if self.kinds is not None and entity.schema not in self.kinds:
            return False
        if entity.schema in self.exclude_schemata:
            return False
        if self.exclude_ids and not self.exclude_ids.isdisjoint((entity.id, *entity.referents)):
            return False
        if self.since and entity.last_change and _moment(entity.last_change) <= _moment(self.since):
            return False
        return all(self._has(entity, field, values) for field, values in self.fields.items())

    @property
    def is_open(self) -> bool:
        """It keeps everything."""
        return self == Filter(own_name=self.own_name, operator=self.operator)

    def _has(self, entity: Entity, field: str, values: Iterable[str]) -> bool:
        mine = {value.casefold() for value in values_of(entity, field)}
        found = (_among(value.casefold(), mine, _is_date(field)) for value in values)
        return all(found) if self.operator == "AND" else any(found)


def values_of(entity: Entity, field: str) -> tuple[str, ...]:
    """What the entity has under a field of filters, facets and sorting.

    Raises:
        QueryError: there is no such field.
    """
    if (kind := _GROUPS.get(field)) is not None:
        return tuple(
            value
            for name, values in entity.properties.items()
            if property_type(name) == kind
            for value in values
        )
    match field:
        case "schema":
            return (entity.schema,)
        case "datasets":
            return entity.datasets
        case "referents":
            return entity.referents
        case "id" | "entity_id":
            return (entity.id,)
        case "caption":
            return (entity.caption,)
        case "target":
            return ("true" if entity.target else "false",)
        case "first_seen" | "last_seen" | "last_change":
            moment = getattr(entity, field)
            return (moment,) if moment else ()
    return entity.properties.get(_property(field), ())


def filter_field(text: str) -> tuple[str, str]:
    """`programId:DPRK` or `properties.programId:DPRK` as field and value.

    Raises:
        QueryError: not of that form, or there is no such field.
    """
    field, colon, value = text.partition(":")
    if not colon or not value:
        raise QueryError(f"Invalid filter: {text!r}", where="filter", remedy="write it as field:value")
    values_of(Entity(id="", schema="Thing", caption="", properties={}), field)
    return field, value


def search_kinds(schema: str) -> frozenset[str]:
    """The schemata that a search for this one finds: those that may be meant by it, and its own kinds.

    Raises:
        QueryError: no such schema.
    """
    if not is_schema(schema):
        raise QueryError("Invalid schema", where="schema", remedy="such as Person, Company or Thing")
    if is_matchable(schema):
        return frozenset(name for name in schema_names() if comparable(schema, name))
    return descendants(schema)


def facets(
    entities: Iterable[Entity], wanted: Sequence[Facet], titles: Mapping[str, str]
) -> dict[str, dict[str, object]]:
    """How often each value occurs, the commonest first. `titles`: of datasets."""
    counts: dict[Facet, Counter[str]] = {facet: Counter() for facet in wanted}
    for entity in entities:
        for facet, counter in counts.items():
            counter.update(set(values_of(entity, facet)))
    return {
        facet: {
            "label": _FACET_WORDS.get(facet, facet.capitalize()),
            "values": [
                {"name": name, "label": _label(facet, name, titles), "count": count}
                for name, count in sorted(counter.items(), key=lambda row: (-row[1], row[0]))[:1000]
            ],
        }
        for facet, counter in counts.items()
    }


def sorting(sorts: Sequence[str]) -> Callable[[list[tuple[Entity, float]]], None] | None:
    """Puts rows of (entity, score) in the order asked: `first_seen:desc`; None when nothing is asked.

    Entities without a value stand last.

    Raises:
        QueryError: there is no such field.
    """
    keys = []
    for text in sorts:
        field, _, order = text.partition(":")
        if field not in ("_score", "score"):
            values_of(Entity(id="", schema="Thing", caption="", properties={}), field)
        keys.append((field, order == "desc"))
    if not keys:
        return None

    def put(rows: list[tuple[Entity, float]]) -> None:
        for field, falling in reversed(keys):
            if field in ("_score", "score"):
                rows.sort(key=lambda row: row[1], reverse=falling)
            else:
                having = [row for row in rows if values_of(row[0], field)]
                lacking = [row for row in rows if not values_of(row[0], field)]
                pick: Callable[[Iterable[str]], str] = max if falling else min
                having.sort(key=partial(_extreme, field, pick), reverse=falling)
                rows[:] = having + lacking

    return put


def _extreme(field: str, pick: Callable[[Iterable[str]], str], row: tuple[Entity, float]) -> str:
    return pick(values_of(row[0], field))


def _property(field: str) -> str:
    name = field.removeprefix("properties.")
    if not _is_property(name):
        raise QueryError(
            f"Invalid field: {field!r}",
            where="filter or sort",
            remedy="such as schema or properties.birthDate",
        )
    return name


@cache
def _is_property(name: str) -> bool:
    return any(name in property_types(schema) for schema in schema_names())


def _is_date(field: str) -> bool:
    return field == "dates" or property_type(field.removeprefix("properties.")) == "date"


def _among(value: str, mine: set[str], is_date: bool) -> bool:
    return any(held.startswith(value) for held in mine) if is_date else value in mine


def _moment(text: str) -> str:
    """A day or a moment, filled up to the second, so that both compare."""
    return (text + "0000-00-00T00:00:00"[len(text) :])[:19]


def _label(facet: Facet, name: str, titles: Mapping[str, str]) -> str:
    if facet == "datasets":
        return titles.get(name, name)
    if facet == "schema":
        return plural(name)
    if facet == "countries":
        return country_name(name)
    return words(name) if facet == "genders" else name
