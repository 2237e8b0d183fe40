"""The application of one process."""

from __future__ import annotations

from fastapi import FastAPI, Request, Response

from interlock import __version__
from interlock.api.answers import json_answer
from interlock.api.front import App, Front, Refused
from interlock.api.match_routes import match_routes
from interlock.api.reconcile_routes import reconcile_routes
from interlock.api.search_routes import entity_routes, search_routes
from interlock.api.service import Service
from interlock.api.shortcut import Shortcut
from interlock.api.system_routes import system_routes

_DESCRIPTION = """Screening against the sanctions lists of allied authorities, in the terms that clients of
this field know: query by example, search, entities, reconciliation.

Beyond them: `listings` say which authority lists an entity, with what effect and since when; `incomplete`
names every list in scope that is missing, held back or too old, and while it names any, an empty answer does
not mean *clear*."""


def routes(service: Service) -> FastAPI:
    """The routes alone."""
    app = FastAPI(
        title="Interlock",
        version=__version__,
        description=_DESCRIPTION,
        docs_url=None,  # the pages that it would show are loaded from elsewhere
        redoc_url=None,
        strict_content_type=False,
    )
    for router in (
        match_routes(service),
        search_routes(service),
        entity_routes(service),
        reconcile_routes(service),
        system_routes(service),
    ):
        app.include_router(router)
    app.add_exception_handler(Refused, _refused)
    app.add_exception_handler(Exception, _fault)
    return app


def application(service: Service) -> App:
    """The routes behind their front, with a shortcut to the busiest."""
    (match,) = match_routes(service).routes
    return Front(Shortcut(routes(service), match), service)  # type: ignore[arg-type]  # FastAPI's own types


async def _refused(_request: Request, error: Exception) -> Response:
    if not isinstance(error, Refused):
        raise error
    return json_answer({"detail": error.detail}, error.status, error.headers)


async def _fault(_request: Request, _error: Exception) -> Response:
    return json_answer({"detail": "A fault of the server; it is in its log."}, 500)
