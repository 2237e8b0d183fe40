"""`/search` and `/entities`: by text, by id, and around an entity."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, HTTPException, Path, Query, Request, Response

from interlock.api.answers import client, json_answer, note, refuse
from interlock.api.cleaning import changed_since
from interlock.api.documents import ERRORS, AdjacentDocument, EntityDocument, PageDocument, SearchDocument
from interlock.api.filters import Facet, Operator, filter_field, search_kinds, sorting
from interlock.api.holdings import Holding
from interlock.api.model import neighbours
from interlock.api.parameters import (
    Edition,
    ExcludeDatasets,
    ExcludeSchemata,
    IncludeDatasets,
    Limit,
    Offset,
    Since,
    Sort,
    Topics,
)
from interlock.api.searching import Search, searched
from interlock.api.service import Service
from interlock.api.shapes import Json, basis_json, entity_json, page_json
from interlock.base.errors import InterlockError
from interlock.screen.entity import Entity

_MOVED: dict[int | str, dict[str, Any]] = {308: {"description": "The id was merged into another"}}
EntityId = Annotated[str, Path(description="The id of an entity, or one that was merged into it")]


def search_routes(service: Service) -> APIRouter:
    """The route of searches."""
    router = APIRouter(tags=["Matching"])

    @router.get(
        "/search/{dataset}", summary="Search by text", response_model=SearchDocument, responses=ERRORS
    )
    async def search(
        request: Request,
        dataset: Annotated[str, Path(description="A name of /catalog")],
        q: Annotated[str, Query(description="Words of a name; empty for everything")] = "",
        schema: Annotated[str, Query(description="Kinds of entities")] = "Thing",
        include_dataset: IncludeDatasets = (),
        exclude_dataset: ExcludeDatasets = (),
        exclude_schema: ExcludeSchemata = (),
        since: Since = None,
        countries: Annotated[list[str], Query(description="Only of these countries")] = [],  # noqa: B006
        topics: Topics = (),
        datasets: Annotated[list[str], Query(description="Only of these datasets")] = [],  # noqa: B006
        field_filter: Annotated[
            list[str], Query(alias="filter", description="`field:value`, such as `properties.birthDate:1985`")
        ] = [],  # noqa: B006
        limit: Limit = 10,
        offset: Offset = 0,
        sort: Sort = (),
        target: Annotated[bool | None, Query(deprecated=True)] = None,
        fuzzy: Annotated[bool, Query(description="Words may be misspelt")] = False,
        simple: Annotated[
            bool, Query(description="Taken from clients of the field; changes nothing")
        ] = False,
        facets: Annotated[list[Facet], Query()] = ["countries", "topics", "datasets"],  # noqa: B006
        filter_op: Annotated[Operator, Query(description="Of several values of one filter")] = "OR",
        edition: Edition = None,
    ) -> Response:
        """Entities by the words of their names. To screen, use /match: it weighs all that is known."""
        try:
            fields: dict[str, tuple[str, ...]] = {}
            pairs = [*(("countries", value) for value in countries), *(("topics", value) for value in topics)]
            pairs += [("datasets", value) for value in datasets]
            pairs += [filter_field(text) for text in field_filter]
            pairs += [] if target is None else [("target", str(target))]
            for field, value in pairs:
                fields[field] = (*fields.get(field, ()), value)
            scope = service.holdings.scope(dataset, edition, include_dataset, exclude_dataset)
            search_for = Search(
                text=q,
                fuzzy=fuzzy,
                kinds=search_kinds(schema),
                exclude_schemata=frozenset(exclude_schema),
                since=changed_since(since) if since else None,
                fields=fields,
                operator=filter_op,
                limit=limit,
                offset=offset,
                sort=tuple(sort),
                facets=tuple(dict.fromkeys(facets)),
            )
            async with service.turn(client(request)):
                told = await searched(scope, search_for, dict(service.holdings.titles()))
        except InterlockError as error:
            refuse(error)
        note(request, dataset=scope.name, results=told["total"]["value"])
        return json_answer({**told, **basis_json(scope)})

    return router


def entity_routes(service: Service) -> APIRouter:
    """The routes of single entities."""
    router = APIRouter(tags=["Data access"])

    def find(entity_id: str, edition: str | None) -> tuple[Holding, Entity]:
        try:
            found = service.holdings.entity(entity_id, edition)
        except InterlockError as error:
            refuse(error)
        if found is None:
            raise HTTPException(404, detail="No such entity!")
        return found

    @router.get(
        "/entities/{entity_id}",
        summary="An entity",
        response_model=EntityDocument,
        responses={**ERRORS, **_MOVED},
    )
    async def fetch_entity(
        request: Request,
        entity_id: EntityId,
        nested: Annotated[bool, Query(description="With the entities around it")] = True,
        edition: Edition = None,
    ) -> Response:
        """The entity; in it those around it: its listings as `sanctions`, printed ties, owners."""
        holding, entity = find(entity_id, edition)
        if entity.id != entity_id:
            return moved(request, entity.id)
        return json_answer(holding.graph.nested(entity, entity_json) if nested else entity_json(entity))

    @router.get(
        "/entities/{entity_id}/adjacent",
        summary="Entities around an entity",
        response_model=AdjacentDocument,
        responses={**ERRORS, **_MOVED},
    )
    async def fetch_adjacent(
        request: Request,
        entity_id: EntityId,
        limit: Limit = 10,
        offset: Offset = 0,
        sort: Sort = (),
        edition: Edition = None,
    ) -> Response:
        """The entities around it, by property, a page of each."""
        holding, entity = find(entity_id, edition)
        if entity.id != entity_id:
            return moved(request, entity.id, "/adjacent")
        around = holding.graph.around(entity)
        pages = {name: _page(holding, entity, rows, limit, offset, sort) for name, rows in around.items()}
        return json_answer({"entity": entity_json(entity), "adjacent": pages})

    @router.get(
        "/entities/{entity_id}/adjacent/{property_name}",
        summary="Entities around an entity, of one property",
        response_model=PageDocument,
        responses={**ERRORS, **_MOVED},
    )
    async def fetch_adjacent_property(
        request: Request,
        entity_id: EntityId,
        property_name: Annotated[str, Path(description="Such as `sanctions` or `ownershipOwner`")],
        limit: Limit = 10,
        offset: Offset = 0,
        sort: Sort = (),
        edition: Edition = None,
    ) -> Response:
        """A page of the entities around it that it calls so."""
        holding, entity = find(entity_id, edition)
        if entity.id != entity_id:
            return moved(request, entity.id, f"/adjacent/{quote(property_name, safe='')}")
        if property_name not in neighbours(entity.schema):
            raise HTTPException(404, detail="No such property!")
        rows = holding.graph.around(entity).get(property_name, [])
        return json_answer(_page(holding, entity, rows, limit, offset, sort))

    return router


def moved(request: Request, entity_id: str, rest: str = "") -> Response:
    """308 to the id that stands today, the query kept."""
    query = f"?{request.url.query}" if request.url.query else ""
    return Response(
        status_code=308, headers={"location": f"/entities/{quote(entity_id, safe='')}{rest}{query}"}
    )


def _page(
    holding: Holding, root: Entity, rows: list[Entity], limit: int, offset: int, sort: Sequence[str]
) -> Json:
    try:
        put = sorting(sort)
    except InterlockError as error:
        refuse(error)
    scored = [(row, 1.0) for row in rows]
    if put is not None:
        put(scored)
    page = [holding.graph.leaf(row, root, entity_json) for row, _ in scored[offset : offset + limit]]
    return page_json(page, len(rows), limit, offset)
