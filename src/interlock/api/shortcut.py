"""The busiest route, found without asking the others.

FastAPI describes it as every other one. But all that it does around a route, for half a millisecond, is of no
use to one that reads its parameters and its body by itself.
"""

from __future__ import annotations

from fastapi import HTTPException, Request
from fastapi.routing import APIRoute

from interlock.api.answers import json_answer
from interlock.api.front import App, ASGIScope, Receive, Send


class Shortcut:
    """Stands before an application, and asks one of its routes directly."""

    def __init__(self, app: App, route: APIRoute) -> None:
        """`route`: one whose path ends in its only parameter, and whose endpoint takes the request alone."""
        self._app = app
        self._route = route
        self._methods = route.methods or set()
        self._start, _, parameter = route.path.rpartition("/")
        self._start += "/"
        self._parameter = parameter.strip("{}")

    async def __call__(self, scope: ASGIScope, receive: Receive, send: Send) -> None:
        """One request, answered."""
        path: str = scope["path"]
        value = path.removeprefix(self._start)
        if scope["method"] not in self._methods or value in ("", path) or "/" in value:
            await self._app(scope, receive, send)
            return
        scope["route"] = self._route
        scope["path_params"] = {self._parameter: value}
        try:
            response = await self._route.endpoint(Request(scope, receive))
        except HTTPException as refused:
            response = json_answer({"detail": refused.detail}, refused.status_code, refused.headers)
        await response(scope, receive, send)
