"""`/match`: queries by example."""

from __future__ import annotations

import asyncio
from typing import Any

import msgspec
from fastapi import APIRouter, Request, Response

from interlock.api.algorithms import algorithm, without_effect
from interlock.api.answers import charge, client, json_answer, note, on_file, refuse, unprocessable
from interlock.api.cleaning import Cleaned, changed_since, cleaned
from interlock.api.documents import ERRORS, BatchDocument, MatchDocument, UnprocessableDocument
from interlock.api.holdings import Scope, Scoping
from interlock.api.match_parameters import MatchParameters, described, match_parameters
from interlock.api.matching import Terms, answered
from interlock.api.recording import Question
from interlock.api.service import Service
from interlock.api.shapes import Json, basis_json
from interlock.base.errors import InterlockError, QueryError


class Example(msgspec.Struct, frozen=True):
    """An entity by example."""

    schema: str
    properties: dict[str, Any] = {}
    id: str | None = None


class Batch(msgspec.Struct, frozen=True):
    """The body."""

    queries: dict[str, Example]
    weights: dict[str, float] = {}
    config: dict[str, str | int | float | bool | None] = {}


_BATCHES = msgspec.json.Decoder(Batch)


def match_routes(service: Service) -> APIRouter:
    """The route."""
    router = APIRouter(tags=["Matching"])

    @router.post(
        "/match/{dataset}",
        summary="Match entities by example",
        response_model=MatchDocument,
        responses={**ERRORS, 422: {"model": UnprocessableDocument, "description": "Not of the form"}},
        openapi_extra={"parameters": described(), **_body_of(BatchDocument)},
    )
    async def match(request: Request) -> Response:
        """For each query the entities that it may mean, best first, with the reasons.

        Most useful are `name`, `birthDate`, `nationality`, `country` and numbers. While `incomplete` names a
        list, a query without results is not *clear*: that list was not consulted, or not as it is today.
        """
        try:
            asked = match_parameters(request.scope["query_string"])
        except msgspec.ValidationError as error:
            return unprocessable(error, "query")
        try:
            batch = _BATCHES.decode(await request.body())
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            return unprocessable(error, "body")
        try:
            scope = service.holdings.scope(
                request.path_params["dataset"], asked.edition, asked.include_dataset, asked.exclude_dataset
            )
            terms = _terms(asked, batch)
            told = {
                "limit": asked.limit,
                "algorithm": algorithm(asked.algorithm),
                "ignored": without_effect(batch.config, batch.weights),
            }
            queries = _cleaned(batch, service.limits.batch)
        except InterlockError as error:
            refuse(error)
        charge(request, service, len(queries) - 1)
        async with service.turn(client(request)):
            responses, alerts = await _answers(scope, queries, terms)
        _count(request, service, scope, len(queries), alerts)
        scoping = Scoping(
            request.path_params["dataset"], tuple(asked.include_dataset), tuple(asked.exclude_dataset)
        )
        questions = [Question(queries[name], terms, answer) for name, answer in responses.items()]
        kept = await on_file(request, service, scope, scoping, questions)
        for answer, record in zip(responses.values(), kept, strict=True):
            answer["record"] = record
        told = {"responses": responses, **told, **basis_json(scope)}
        return json_answer(told, headers={"x-batch-size": str(len(responses))})

    return router


def _terms(asked: MatchParameters, batch: Batch) -> Terms:
    return Terms(
        limit=asked.limit,
        threshold=asked.threshold,
        cutoff=asked.cutoff,
        weights=batch.weights,
        exclude_schemata=frozenset(asked.exclude_schema),
        exclude_ids=frozenset(asked.exclude_entity_ids),
        topics=tuple(asked.topics),
        since=changed_since(asked.changed_since) if asked.changed_since else None,
    )


def _body_of(document: type[BatchDocument]) -> dict[str, Any]:
    schema = document.model_json_schema(by_alias=True, ref_template="#/components/schemas/{model}")
    inner = schema.pop("$defs", {})
    schema["properties"]["queries"]["additionalProperties"] = inner["ExampleDocument"]
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": schema}}}}


def _cleaned(batch: Batch, most: int) -> dict[str, Cleaned]:
    if not batch.queries:
        raise QueryError("No queries provided.", where="queries")
    if len(batch.queries) > most:
        raise QueryError(f"Too many queries in one batch (limit: {most})", where="queries")
    return {name: cleaned(row.schema, row.properties, row.id) for name, row in batch.queries.items()}


async def _answers(scope: Scope, queries: dict[str, Cleaned], terms: Terms) -> tuple[dict[str, Json], int]:
    responses: dict[str, Json] = {}
    alerts = 0
    for name, query in queries.items():
        if responses:
            await asyncio.sleep(0)  # others have their turn between the queries of a batch
        responses[name], found = answered(scope, query, terms)
        alerts += found
    return responses, alerts


def _count(request: Request, service: Service, scope: Scope, queries: int, alerts: int) -> None:
    service.tally.add("queries_total", queries)
    service.tally.add("alerts_total", alerts)
    if scope.incomplete:
        service.tally.add("incomplete_total", queries)
    note(request, dataset=scope.name, queries=queries, alerts=alerts, incomplete=bool(scope.incomplete))
