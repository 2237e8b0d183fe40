"""The Reconciliation API 0.2, which OpenRefine speaks, to and from our terms. Pure.

Source: https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/ (seen 2026-11-27).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Literal, TypeVar

import msgspec

from interlock.api.countries import country_name
from interlock.api.matching import Ranked
from interlock.api.model import described_properties, owner_of, plural, with_parents, words
from interlock.api.shapes import Json
from interlock.base.errors import QueryError
from interlock.screen.entity import Entity
from interlock.screen.ftm import ROOT, is_schema, property_type

T = TypeVar("T")

BATCH = 3
"""Queries at once that the manifest asks clients for: the field's figure. More are taken."""


class PropertyValue(msgspec.Struct, frozen=True):
    """A further column of a row."""

    pid: str
    v: Any = None


class Reconciled(msgspec.Struct, frozen=True):
    """One row that is to be reconciled."""

    query: str = ""
    type: str | list[Any] | dict[str, Any] | None = None
    limit: int = 5
    properties: list[PropertyValue] = []

    @property
    def schema(self) -> str:
        """The schema asked for; of several the first."""
        asked: Any = self.type
        if isinstance(asked, list):
            asked = asked[0] if asked else None
        if isinstance(asked, dict):
            asked = asked.get("id")
        return str(asked) if asked else ROOT

    @property
    def named_values(self) -> dict[str, list[Any]]:
        """Its values by property."""
        found: dict[str, list[Any]] = {"name": [self.query]} if self.query else {}
        for row in self.properties:
            values = row.v if isinstance(row.v, list) else [row.v]
            texts = [value.get("id") if isinstance(value, dict) else value for value in values]
            found.setdefault(bare(row.pid), []).extend(texts)
        return found


class Settings(msgspec.Struct, frozen=True):
    """How a column that is fetched is written."""

    limit: int = 0
    render: Literal["raw", "caption"] = "caption"


class ExtendProperty(msgspec.Struct, frozen=True):
    """A column to fetch."""

    id: str
    settings: Settings = Settings()


class Extend(msgspec.Struct, frozen=True):
    """Columns to fetch for entities."""

    ids: list[str]
    properties: list[ExtendProperty]


def decoded(text: str, kind: type[T], where: str) -> T:
    """The JSON that a form's field holds.

    Raises:
        QueryError: it is not of that form.
    """
    try:
        return msgspec.json.decode(text, type=kind)
    except (msgspec.DecodeError, UnicodeEncodeError) as error:
        raise QueryError(f"Cannot decode {where}: {error}", where=where, remedy="see the manifest") from error


def bare(pid: str) -> str:
    """`birthDate` for `Person:birthDate`."""
    return pid.rpartition(":")[2]


def type_json(schema: str) -> Json:
    """A schema as a type."""
    return {"id": schema, "name": plural(schema), "description": words(schema)}


def result_json(row: Ranked) -> Json:
    """A hit as a candidate."""
    return {**entity_json(row.hit.entity), "score": round(row.hit.score, 4), "match": row.match}


def entity_json(entity: Entity) -> Json:
    """An entity as a suggestion."""
    listers = dict.fromkeys(note.authority for note in entity.listings if note.standing == "listed")
    listed = f", listed by {', '.join(listers)}" if listers else ""
    return {
        "id": entity.id,
        "name": entity.caption,
        "description": words(entity.schema) + listed,
        "type": [type_json(entity.schema)],
    }


def types_json(schemata: Iterable[str], prefix: str) -> list[Json]:
    """Types whose name begins so."""
    rows = [type_json(name) for name in with_parents(frozenset(schemata))]
    return [row for row in rows if begins(prefix, row["id"], row["name"], row["description"])]


def properties_json(schemata: Iterable[str], prefix: str) -> list[Json]:
    """Properties whose name begins so."""
    found: dict[str, Json] = {}
    for schema in with_parents(frozenset(schemata)):
        for name in described_properties(schema):
            if begins(prefix, name, words(name)):
                pid = f"{owner_of(name, schema)}:{name}"
                found.setdefault(pid, {"id": pid, "name": words(name), "description": words(name)})
    return [found[pid] for pid in sorted(found)]


def begins(prefix: str, *labels: str) -> bool:
    """Does any of them begin with the prefix? Nothing begins with an empty one."""
    start = prefix.strip().casefold()
    return bool(start) and any(label.casefold().startswith(start) for label in labels)


def proposed_json(schema: str, limit: int) -> Json:
    """Columns that can be fetched for entities of the schema.

    Raises:
        QueryError: no such schema.
    """
    if not is_schema(schema):
        raise QueryError(f"Invalid type: {schema}", where="type", remedy="such as Person or Company")
    names = described_properties(schema)
    rows = [{"id": name, "name": words(name)} for name in (names[:limit] if limit > 0 else names)]
    return {"limit": limit, "type": schema, "properties": sorted(rows, key=lambda row: row["name"])}


def extended_json(extend: Extend, find: Callable[[str], Entity | None]) -> Json:
    """The columns asked for, for each entity asked for; an empty row for one that is not there."""
    meta = [{"id": row.id, "name": words(bare(row.id))} for row in extend.properties]
    rows: dict[str, Json] = {}
    for entity_id in extend.ids:
        entity = find(entity_id)
        rows[entity_id] = {} if entity is None else _row(entity, extend.properties)
    return {"meta": meta, "rows": rows}


def manifest_json(name: str, title: str, base: str, query: str, schemata: Iterable[str]) -> Json:
    """What the service says of itself. `base`: its own address; `query`: `?...`, to be sent along."""
    service = f"{base}/reconcile/{name}"
    suggest = {
        kind: {"service_url": service, "service_path": f"/suggest/{kind}{query}"}
        for kind in ("entity", "type", "property")
    }
    return {
        "versions": ["0.2"],
        "name": title,
        "identifierSpace": f"{base}/entities/",
        "schemaSpace": "https://followthemoney.tech/explorer/schemata/",
        "documentation": f"{base}/openapi.json",
        "batchSize": BATCH,
        "view": {"url": f"{base}/entities/{{{{id}}}}"},
        "preview": {"url": f"{service}/preview/{{{{id}}}}{query}", "width": 430, "height": 300},
        "suggest": suggest,
        "extend": {
            "propose_properties": {"service_url": service, "service_path": f"/extend/property{query}"},
            "property_settings": list(_SETTINGS),
            "propose_settings": list(_SETTINGS),
        },
        "defaultTypes": [type_json(schema) for schema in with_parents(frozenset(schemata))],
    }


_SETTINGS: tuple[Mapping[str, Any], ...] = (
    {
        "name": "limit",
        "label": "Limit",
        "type": "number",
        "default": 0,
        "help_text": "Values a row at most; 0 for all of them.",
        "choices": [],
    },
    {
        "name": "render",
        "label": "Value rendering",
        "type": "select",
        "default": "caption",
        "help_text": "Words (Russia) or codes (ru).",
        "choices": [
            {"id": "caption", "value": "caption", "name": "Words"},
            {"id": "raw", "value": "raw", "name": "Codes"},
        ],
    },
)  # fmt: skip
"""0.2 calls them `property_settings`; the field's servers send them as `propose_settings`."""


def _row(entity: Entity, wanted: Sequence[ExtendProperty]) -> Json:
    row: Json = {}
    for column in wanted:
        name = bare(column.id)
        values = entity.properties.get(name, ())
        if column.settings.limit > 0:
            values = values[: column.settings.limit]
        in_words = column.settings.render == "caption" and property_type(name) == "country"
        row[column.id] = [{"str": country_name(value) if in_words else value} for value in values]
    return row
