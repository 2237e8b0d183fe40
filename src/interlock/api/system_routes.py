"""What the server is, whether it is well, and what it counted."""

from __future__ import annotations

import hmac
from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Request, Response

from interlock.api.algorithms import algorithms_json
from interlock.api.answers import json_answer
from interlock.api.documents import ERRORS, AlgorithmsDocument, CatalogDocument, StatusDocument
from interlock.api.front import key_of
from interlock.api.service import Service
from interlock.api.shapes import catalog_json
from interlock.api.tally import CONTENT_TYPE, Labels, exposition

_OK = {"status": "ok"}


def system_routes(service: Service) -> APIRouter:
    """The routes."""
    router = APIRouter(tags=["System information"])

    @router.get("/healthz", summary="Does the process answer?", response_model=StatusDocument)
    async def healthz() -> Response:
        """It does."""
        return json_answer(_OK)

    @router.get(
        "/readyz",
        summary="Is there something to answer from?",
        response_model=StatusDocument,
        responses={503: ERRORS[400]},
    )
    async def readyz() -> Response:
        """503 while the process has nothing to answer from, or is about to end."""
        if service.draining() or not service.holdings.current:
            raise HTTPException(503, detail="Not ready.")
        return json_answer(_OK)

    @router.get("/catalog", summary="What can be asked", response_model=CatalogDocument, responses=ERRORS)
    async def catalog() -> Response:
        """The datasets, the lists in them, and what is missing from each."""
        return json_answer(catalog_json(service.holdings))

    @router.get("/manifest", response_model=CatalogDocument, include_in_schema=False)
    async def manifest() -> Response:
        """The same."""
        return json_answer(catalog_json(service.holdings))

    @router.get(
        "/algorithms", summary="How it is scored", response_model=AlgorithmsDocument, responses=ERRORS
    )
    async def algorithms() -> Response:
        """The algorithm, and the names it answers to."""
        return json_answer(algorithms_json())

    @router.get("/metrics", summary="For Prometheus", responses=ERRORS, response_class=Response)
    async def metrics() -> Response:
        """What all processes of this server counted."""
        return Response(exposition(service.tally.of_all(), gauges(service)), media_type=CONTENT_TYPE)

    @router.post("/updatez", summary="Load the data anew", response_model=StatusDocument, responses=ERRORS)
    async def updatez(
        request: Request,
        token: Annotated[str, Query(description="The server's update token")] = "",
        sync: Annotated[bool, Query(description="Answer when it is done")] = False,
    ) -> Response:
        """Asks for new processes on the current edition; they take over when they are ready."""
        if not await _may_update(service, request, token):
            raise HTTPException(403, detail="Invalid token.")
        if fault := await service.update(sync):
            raise HTTPException(409, detail=fault)
        return json_answer(_OK)

    return router


def gauges(service: Service) -> dict[str, dict[Labels, float]]:
    """What is served, as metrics."""
    found: dict[str, dict[Labels, float]] = {"edition_info": {}, "dataset_entities": {}}
    found |= {"list_age_days": {}, "list_relied_on": {}}
    if service.holdings.edition:
        found["edition_info"][(("edition", service.holdings.edition),)] = 1.0
    for holding in service.holdings.current:
        found["dataset_entities"][(("dataset", holding.data.name),)] = float(len(holding.data.entities))
        for row in holding.data.complete.rests_on:
            key = (("list", row.list_key),)
            found["list_relied_on"][key] = float(row.state == "good")
            if row.age_days is not None:
                found["list_age_days"][key] = float(row.age_days)
    return found


async def _may_update(service: Service, request: Request, token: str) -> bool:
    if service.update_token and hmac.compare_digest(token.encode(), service.update_token.encode()):
        return True
    if service.gate is None:
        return False
    caller = await service.gate.caller(key_of(dict(request.scope)), service.today())
    return caller is not None and "update" in caller.scopes
