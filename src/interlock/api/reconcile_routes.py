"""`/reconcile`: what OpenRefine speaks."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from html import escape
from typing import Annotated
from urllib.parse import parse_qs

from fastapi import APIRouter, HTTPException, Path, Query, Request, Response

from interlock.api.algorithms import algorithm
from interlock.api.answers import charge, client, json_answer, note, on_file, refuse
from interlock.api.cleaning import changed_since, cleaned
from interlock.api.documents import ERRORS
from interlock.api.filters import Filter
from interlock.api.holdings import Part, Scope, Scoping
from interlock.api.matching import Terms, ranked, told_of
from interlock.api.model import words
from interlock.api.parameters import Edition, Limit, Since
from interlock.api.reconciling import (
    Extend,
    Reconciled,
    decoded,
    entity_json,
    extended_json,
    manifest_json,
    properties_json,
    proposed_json,
    result_json,
    types_json,
)
from interlock.api.recording import Question
from interlock.api.service import Service
from interlock.api.shapes import Json
from interlock.base.errors import InterlockError, QueryError
from interlock.screen.entity import Entity
from interlock.screen.ftm import ROOT

DatasetName = Annotated[str, Path(description="A name of /catalog")]
Prefix = Annotated[str, Query(description="How it begins")]
_SUGGESTIONS = 20


def reconcile_routes(service: Service) -> APIRouter:  # one route after the other
    """The routes."""
    router = APIRouter(tags=["Reconciliation"], prefix="/reconcile/{dataset}")

    def scope_of(dataset: str, edition: str | None = None) -> Scope:
        try:
            return service.holdings.scope(dataset, edition)
        except InterlockError as error:
            refuse(error)

    def find(entity_id: str, edition: str | None = None) -> Entity | None:
        found = service.holdings.entity(entity_id, edition)
        return None if found is None else found[1]

    async def answer(
        request: Request,
        scope: Scope,
        queries: str | None,
        extend: str | None,
        name: str,
        since: str | None,
        edition: str | None,
    ) -> Response:
        try:
            if extend:
                wanted = decoded(extend, Extend, "extend")
                _check_size(len(wanted.ids), service.limits.batch)
                told = extended_json(wanted, lambda entity_id: find(entity_id, edition))
                return json_answer(told, headers={"x-batch-size": str(len(told["rows"]))})
            rows = decoded(queries or "", dict[str, Reconciled], "queries")
            algorithm(name)
            _check_size(len(rows), service.limits.batch)
            moment = changed_since(since) if since else None
            charge(request, service, len(rows) - 1)
            async with service.turn(client(request)):
                results, questions = {}, []
                for key, row in rows.items():
                    found, question = await _reconciled(scope, row, moment)
                    results[key] = {"result": found}
                    questions.append(question)
        except InterlockError as error:
            refuse(error)
        service.tally.add("queries_total", len(rows))
        note(request, dataset=scope.name, queries=len(rows), incomplete=bool(scope.incomplete))
        await on_file(request, service, scope, Scoping(scope.name), questions)
        return json_answer(results, headers={"x-batch-size": str(len(results))})

    @router.get("", summary="What the service is; or answers to queries", responses=ERRORS)
    async def manifest(
        request: Request,
        dataset: DatasetName,
        queries: Annotated[str | None, Query(description="JSON; the answers instead of the manifest")] = None,
        extend: Annotated[str | None, Query(description="JSON; columns instead of the manifest")] = None,
        algorithm_name: Annotated[str, Query(alias="algorithm")] = "best",
        since: Since = None,
        edition: Edition = None,
    ) -> Response:
        """Give this address to OpenRefine."""
        scope = scope_of(dataset, edition)
        if queries or extend:
            return await answer(request, scope, queries, extend, algorithm_name, since, edition)
        base = str(request.base_url).rstrip("/")
        query = f"?{request.url.query}" if request.url.query else ""
        told = manifest_json(dataset, f"{dataset} (Interlock)", base, query, _schemata(scope))
        return json_answer(told)

    @router.post("", summary="Answers to queries; or columns", responses=ERRORS, openapi_extra=_FORM)
    async def reconcile(
        request: Request,
        dataset: DatasetName,
        algorithm_name: Annotated[str, Query(alias="algorithm")] = "best",
        since: Since = None,
        edition: Edition = None,
    ) -> Response:
        """Candidates for rows of a table, or further columns for rows that have one."""
        scope = scope_of(dataset, edition)
        form = parse_qs((await request.body()).decode("utf-8", "replace"))
        queries, extend = (form.get(name, [""])[-1] for name in ("queries", "extend"))
        return await answer(request, scope, queries, extend, algorithm_name, since, edition)

    @router.get("/suggest/entity", summary="Entities whose name begins so", responses=ERRORS)
    async def suggest_entity(dataset: DatasetName, prefix: Prefix = "", limit: Limit = 10) -> Response:
        """Suggestions while somebody types."""
        scope = scope_of(dataset)
        rows = (
            [row for part in scope.parts for row in _suggested(part, prefix, limit)] if prefix.strip() else []
        )
        rows.sort(key=lambda row: -row[1])
        return _suggestions(prefix, [entity_json(entity) for entity, _ in rows[:limit]])

    @router.get("/suggest/property", summary="Properties whose name begins so", responses=ERRORS)
    async def suggest_property(dataset: DatasetName, prefix: Prefix = "") -> Response:
        """Suggestions while somebody types."""
        return _suggestions(prefix, properties_json(_schemata(scope_of(dataset)), prefix)[:_SUGGESTIONS])

    @router.get("/suggest/type", summary="Types whose name begins so", responses=ERRORS)
    async def suggest_type(dataset: DatasetName, prefix: Prefix = "") -> Response:
        """Suggestions while somebody types."""
        return _suggestions(prefix, types_json(_schemata(scope_of(dataset)), prefix)[:_SUGGESTIONS])

    @router.get("/extend/property", summary="Columns that can be fetched", responses=ERRORS)
    async def extend_property(
        dataset: DatasetName,
        schema: Annotated[str, Query(alias="type", description="Of the rows")] = ROOT,
        limit: Annotated[int, Query(ge=0)] = 0,
    ) -> Response:
        """Properties of a type."""
        scope_of(dataset)
        try:
            return json_answer(proposed_json(schema, limit))
        except InterlockError as error:
            refuse(error)

    @router.get("/preview/{entity_id}", summary="A small page on an entity", responses=ERRORS)
    async def preview(dataset: DatasetName, entity_id: str) -> Response:
        """What OpenRefine shows beside a candidate."""
        scope_of(dataset)
        entity = find(entity_id)
        if entity is None:
            raise HTTPException(404, detail="No such entity!")
        return Response(_preview(entity), media_type="text/html")

    return router


_FORM = {
    "requestBody": {
        "required": True,
        "content": {
            "application/x-www-form-urlencoded": {
                "schema": {
                    "type": "object",
                    "properties": {"queries": {"type": "string"}, "extend": {"type": "string"}},
                }
            }
        },
    }
}


async def _reconciled(scope: Scope, row: Reconciled, since: str | None) -> tuple[list[Json], Question]:
    await asyncio.sleep(0)
    query = cleaned(row.schema, row.named_values)
    limit = min(max(row.limit, 0), 500)
    terms = Terms(limit=limit, cutoff=0.5, since=since)
    found = ranked(scope, query, terms)
    told, _ = told_of(scope, query, terms, found)
    return [result_json(hit) for hit in found[:limit]], Question(query, terms, told)


def _suggested(part: Part, prefix: str, limit: int) -> Sequence[tuple[Entity, float]]:
    keep = Filter(allowed=part.allowed, own_name=part.holding.data.name)
    return part.holding.data.index.search(prefix, fuzzy=True, keep=keep.keeps, limit=limit, offset=0).results


def _suggestions(prefix: str, rows: list[Json]) -> Response:
    return json_answer({"code": "/api/status/ok", "status": "200 OK", "prefix": prefix, "result": rows})


def _schemata(scope: Scope) -> list[str]:
    return [name for part in scope.parts for name in part.holding.graph.schemata]


def _check_size(size: int, most: int) -> None:
    if size > most:
        raise QueryError(f"Too many queries in one batch (limit: {most})", where="queries")


def _preview(entity: Entity) -> str:
    lines = [f"<h1>{escape(entity.caption)}</h1>", f"<p>{escape(words(entity.schema))}</p>", "<ul>"]
    lines += [
        f"<li>{escape(note.authority.upper())}: {escape(note.standing)}, {escape(note.source_id)}"
        f" ({escape(', '.join(note.effects))}), {escape(note.listed_on.words())}</li>"
        for note in entity.listings
    ]
    return f"{_PAGE}{''.join(lines)}</ul></body></html>"


_PAGE = (
    "<!doctype html><html><head><meta charset='utf-8'><style>body{font:13px sans-serif}</style></head><body>"
)
