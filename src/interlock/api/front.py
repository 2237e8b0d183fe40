"""What every request passes before a route sees it, and every answer on its way out.

Size and time of the request, who asks and how much, a line in the log, a count, and the headers that every
answer has. A fault in a route becomes an answer of 500 that says nothing of the inside.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Mapping
from typing import Any
from urllib.parse import parse_qs

import msgspec

from interlock.api.gate import ANYONE, Caller
from interlock.api.keyring import Scope as Right
from interlock.api.log import place_of
from interlock.api.service import Service, client_of

ASGIScope = dict[str, Any]
Message = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[ASGIScope, Receive, Send], Awaitable[None]]

RIGHTS: tuple[tuple[str, Right | None], ...] = (
    ("/healthz", None),
    ("/readyz", None),
    ("/metrics", "metrics"),
    ("/updatez", None),  # has a token of its own
    ("/match/", "match"),
    ("/reconcile/", "reconcile"),
    ("/", "search"),
)
"""What a caller must be allowed to, by the beginning of the path; the first that fits counts."""

_HEADERS = [
    (b"cache-control", b"no-store"),
    (b"x-content-type-options", b"nosniff"),
    (b"content-security-policy", b"default-src 'none'; style-src 'unsafe-inline'"),
]


class Refused(Exception):  # noqa: N818  # it is an answer, not a fault
    """The request is answered here."""

    def __init__(self, status: int, detail: str, why: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.why = why
        self.headers = headers or {}


class Front:
    """Stands before the routes."""

    def __init__(self, app: App, service: Service) -> None:
        self._app = app
        self._service = service

    async def __call__(self, scope: ASGIScope, receive: Receive, send: Send) -> None:
        """One request, answered."""
        if scope["type"] != "http":
            return
        begun = self._service.clock()
        self._service.tally.add("http_requests_begun_total")
        answer = _Answer(send, self._service)
        facts: dict[str, Any] = {}
        try:
            await self._let_in(scope, receive, answer, facts)
        except Refused as refused:
            self._service.tally.add("refused_total", why=refused.why)
            facts["refused"] = refused.why
            await answer.error(refused.status, refused.detail, refused.headers)
        except Exception as error:  # noqa: BLE001  # the door: one client's fault is not the others'
            facts |= {"kind": type(error).__name__, "at": place_of(error)}
            if not answer.status:
                await answer.error(500, "A fault of the server; it is in its log.", {})
        finally:
            self._record(scope, answer, facts, self._service.clock() - begun)

    async def _let_in(
        self, scope: ASGIScope, receive: Receive, answer: _Answer, facts: dict[str, Any]
    ) -> None:
        limits = self._service.limits
        if len(scope["raw_path"]) + len(scope["query_string"]) > limits.url_bytes:
            raise Refused(414, "Request URI too long", "long_url")
        caller = await self._caller(scope)
        client = client_of(caller, _address(scope))
        facts["caller"] = caller.name
        if wait := self._service.wait_s(client, caller, 1.0):
            raise too_many(wait)
        body = await self._body(scope, receive)
        scope["state"] = {"caller": caller, "client": client, "facts": facts}
        await self._app(scope, _replayed(body, receive), answer)

    async def _caller(self, scope: ASGIScope) -> Caller:
        needed = next(right for start, right in RIGHTS if scope["path"].startswith(start) or start == "/")
        gate = self._service.gate
        if gate is None or needed is None:
            return ANYONE
        text = key_of(scope)
        caller = await gate.caller(text, self._service.today()) if text else None
        if caller is None:
            said = "Send a key: `Authorization: ApiKey ilk_...`" if not text else "This key does not count."
            raise Refused(401, said, "key", {"www-authenticate": "ApiKey"})
        if needed not in caller.scopes:
            raise Refused(403, f"This key does not allow {needed}.", "scope")
        return caller

    async def _body(self, scope: ASGIScope, receive: Receive) -> bytes:
        limits = self._service.limits
        if scope["method"] in ("GET", "HEAD", "OPTIONS") and not _announces_body(scope):
            return b""
        body = bytearray()
        try:
            async with asyncio.timeout(limits.body_s):
                while True:
                    message = await receive()
                    if message["type"] == "http.disconnect":
                        raise Refused(400, "The request broke off.", "broken_off")
                    body += message.get("body", b"")
                    if len(body) > limits.body_bytes:
                        said = f"The request is larger than {limits.body_bytes} bytes."
                        raise Refused(413, said, "large_body", {"connection": "close"})
                    if not message.get("more_body", False):
                        return bytes(body)
        except TimeoutError:
            said = f"The request did not come within {limits.body_s:g} seconds."
            raise Refused(408, said, "slow_body", {"connection": "close"}) from None

    def _record(self, scope: ASGIScope, answer: _Answer, facts: dict[str, Any], took_s: float) -> None:
        service = self._service
        route = getattr(scope.get("route"), "path", "unmatched")
        method = scope["method"] if scope["method"] in _METHODS else "other"
        status = answer.status or 499
        service.tally.add("http_requests_total", route=route, method=method, status=str(status))
        service.tally.took(route, took_s)
        if service.log_clients:
            facts["client"] = _address(scope)
        service.log.log(
            40 if status >= 500 else 20,
            "request",
            id=answer.request_id,
            route=route,
            method=method,
            status=status,
            ms=round(took_s * 1000, 2),
            **facts,
        )


_METHODS = frozenset({"GET", "POST", "HEAD", "OPTIONS", "PUT", "DELETE", "PATCH"})


def too_many(wait_s: float) -> Refused:
    """The answer to a client that asks too much."""
    said = f"Too many queries; go on in {wait_s:.1f} seconds."
    return Refused(429, said, "rate", {"retry-after": str(max(1, round(wait_s + 0.5)))})


def key_of(scope: ASGIScope) -> str:
    """The key that a request carries; empty when it has none.

    `Authorization: ApiKey KEY` as the field's clients send it, or `Bearer KEY`, or `X-API-Key: KEY`.
    OpenRefine cannot send headers: for it, and for nothing else, `?api_key=KEY` counts.
    """
    headers: dict[bytes, bytes] = dict(scope["headers"])
    kind, _, key = headers.get(b"authorization", b"").decode("latin-1").strip().partition(" ")
    if kind.lower() in ("apikey", "bearer") and key.strip():
        return key.strip()
    if named := headers.get(b"x-api-key", b"").decode("latin-1").strip():
        return named
    if scope["path"].startswith("/reconcile/"):
        query: str = scope["query_string"].decode("latin-1")
        return parse_qs(query).get("api_key", [""])[0]
    return ""


class _Answer:
    """An answer on its way out."""

    def __init__(self, send: Send, service: Service) -> None:
        self._send = send
        self._service = service
        self.status = 0
        self.request_id = secrets.token_hex(8)

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = [*message.get("headers", ()), *_HEADERS, (b"x-request-id", self.request_id.encode())]
            headers.append((b"interlock-edition", self._service.holdings.edition.encode()))
            if self._service.draining():
                headers.append((b"connection", b"close"))
            message = {**message, "headers": headers}
        await self._send(message)

    async def error(self, status: int, detail: str, headers: Mapping[str, str]) -> None:
        """The answer is an error, in the field's form."""
        body = msgspec.json.encode({"detail": detail})
        head = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
        head += [(name.encode(), value.encode()) for name, value in headers.items()]
        await self({"type": "http.response.start", "status": status, "headers": head})
        await self({"type": "http.response.body", "body": body})


def _replayed(body: bytes, receive: Receive) -> Receive:
    """The body, read already; after it whatever comes."""
    told = False

    async def again() -> Message:
        nonlocal told
        if told:
            return await receive()
        told = True
        return {"type": "http.request", "body": body, "more_body": False}

    return again


def _announces_body(scope: ASGIScope) -> bool:
    return any(name in (b"content-length", b"transfer-encoding") for name, _ in scope["headers"])


def _address(scope: ASGIScope) -> str:
    client = scope.get("client")
    return str(client[0]) if client else ""
