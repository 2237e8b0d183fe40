"""Answers in the field's JSON, with what we say beyond it. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from interlock.api.cleaning import Cleaned
from interlock.api.holdings import Holding, Holdings, Scope
from interlock.api.settings import ALL
from interlock.screen.completeness import RestsOn
from interlock.screen.entity import Entity
from interlock.screen.ftm import ROOT, ancestors
from interlock.screen.hit import Hit

Json = dict[str, Any]


def entity_json(entity: Entity) -> Json:
    """An entity; one of our edition with who lists it, with what effect and since when."""
    told: Json = {
        "id": entity.id,
        "caption": entity.caption,
        "schema": entity.schema,
        "properties": entity.properties,
        "datasets": entity.datasets,
        "referents": entity.referents,
        "target": entity.target,
        "first_seen": moment(entity.first_seen),
        "last_seen": moment(entity.last_seen),
        "last_change": moment(entity.last_change),
    }
    if entity.listings:
        told["listings"] = entity.listings
        told["not_listed_by"] = entity.not_listed_by
        told["unknown_by"] = entity.unknown_by
        told["ties"] = entity.ties
    return told


def hit_json(hit: Hit, *, match: bool) -> Json:
    """An entity with its score and the reasons for it."""
    told = entity_json(hit.entity)
    told["score"] = round(hit.score, 4)
    told["match"] = match
    told["explanations"] = hit.explanations
    return told


def matches_json(cleaned: Cleaned, hits: Sequence[Json], total: int, *, complete: bool) -> Json:
    """The answer to one query of a batch. `total`: of the matches, also those beyond the limit."""
    query = cleaned.query
    return {
        "status": 200,
        "outcome": "hits" if total else "clear" if complete else "incomplete",
        "results": hits,
        "total": {"value": total, "relation": "eq"},
        "query": {"id": query.id, "schema": query.schema, "properties": query.properties},
        "ignored": cleaned.ignored,
    }


def basis_json(scope: Scope) -> Json:
    """What an answer from the scope rests on, and what is missing from it."""
    return {
        "edition": scope.version,
        "fictional": scope.fictional,
        "incomplete": scope.incomplete,
        "rests_on": [rests_json(row) for row in scope.rests_on],
    }


def rests_json(row: RestsOn) -> Json:
    """One list that an answer rests on, or should."""
    return {
        "list_key": row.list_key,
        "snapshot": row.snapshot,
        "state": row.state,
        "age_days": row.age_days,
        "why": row.why,
    }


def page_json(results: Sequence[Any], total: int, limit: int, offset: int) -> Json:
    """A page of results."""
    return {
        "limit": limit,
        "offset": offset,
        "total": {"value": total, "relation": "eq"},
        "results": results,
    }


def catalog_json(holdings: Holdings) -> Json:
    """Every dataset that can be asked: the collection of all, each of them, and the lists of our own."""
    names = [holding.data.name for holding in holdings.current]
    first = holdings.current[0].data.version if holdings.current else ""
    datasets = [_dataset(ALL, "Everything served here", first, children=names)]
    for holding in holdings.current:
        data = holding.data
        leaves = sorted(holding.leaves - {data.name})
        things = sum(count for schema, count in holding.graph.schemata.items() if ROOT in ancestors(schema))
        told = _dataset(data.name, data.title, data.version, children=leaves, load=True)
        told |= {"entity_count": len(data.entities), "thing_count": things}
        told["incomplete"] = data.complete.incomplete
        datasets.append(told)
        datasets += [_leaf(holding, leaf) for leaf in leaves]
    return {
        "datasets": datasets,
        "current": names,
        "outdated": [],
        "index_stale": False,
        "editions": holdings.editions,
        "fictional": any(holding.data.fictional for holding in holdings.current),
    }


def moment(day: str | None) -> str | None:
    """A day as the moment that it begins; clients of the field expect a time."""
    return f"{day}T00:00:00" if day is not None and len(day) == 10 else day


def _dataset(name: str, title: str, version: str, *, children: Sequence[str], load: bool = False) -> Json:
    return {
        "name": name,
        "title": title,
        "version": version,
        "index_version": version,
        "index_current": True,
        "load": load,
        "children": children,
    }


def _leaf(holding: Holding, leaf: str) -> Json:
    told = _dataset(leaf, holding.titles.get(leaf, leaf), holding.data.version, children=())
    mine = holding.data.complete.within([leaf])
    if mine.rests_on:
        told |= {"incomplete": mine.incomplete, "rests_on": [rests_json(row) for row in mine.rests_on]}
    return told
