"""A connection that a slow, silent, deaf or endless client cannot hold for ever.

uvicorn ends a connection that idles between two requests. What is added here: a limit of time for the head of
a request and for reading the response, a limit of size for all that is not body, and, when too many
connections are open, the end of the one that has been silent longest, so that who does ask always finds room.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import httptools
from uvicorn.config import Config
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.server import ServerState

from interlock.api.crowd import TAKES_NONE, Crowd
from interlock.api.settings import Limits

_FAREWELL_S = 5.0
"""For which a connection that is being closed may still take the rest of its response."""


class Door:
    """What the connections of one process share."""

    def __init__(self, limits: Limits, count: Callable[[str], None], crowd: Crowd | None = None) -> None:
        """`count` takes `opened`, `closed` and the reason of each connection that was ended for a fault.

        `crowd`: the processes that share a socket; None: this one has it alone.
        """
        self.limits = limits
        self.count = count
        self._crowd = crowd
        self.draining = False
        self.open = 0
        """Connections, from the moment that the system gave them to us."""
        self.silent: dict[GuardedConnection, None] = {}
        """Those without a request in work, the longest silent first."""

    def taken(self) -> bool:
        """One more connection is ours; where there is no room, in place of the one that was silent longest.

        False: none is silent, and the new one is not let in.
        """
        self.open += 1
        self.count("opened")
        if self.open > self.limits.connections:
            self.count("connections")
            longest = next(iter(self.silent), None)
            if longest is None:
                self.gone()
                return False
            del self.silent[longest]
            longest.transport.abort()
        self.tell()
        return True

    def gone(self) -> None:
        """One is no more."""
        self.open -= 1
        self.count("closed")
        self.tell()

    def tell(self) -> None:
        """The other processes see how many this one holds."""
        if self._crowd is not None:
            self._crowd.holds(TAKES_NONE if self.draining else self.open)

    @property
    def is_full(self) -> bool:
        """Must one make room for the next?"""
        return self.open >= self.limits.connections

    @property
    def is_fuller(self) -> bool:
        """Does another process hold fewer?"""
        return self._crowd is not None and self._crowd.is_emptier_elsewhere(self.open)

    def config(self, app: Any) -> Config:
        """How uvicorn is to serve the application through this door."""
        return Config(
            app,
            http=self.protocol,  # type: ignore[arg-type]  # a maker of protocols, as its type is
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,
            timeout_keep_alive=int(self.limits.idle_s),
            timeout_graceful_shutdown=1,
        )

    def protocol(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> GuardedConnection:
        """One more connection; what uvicorn calls."""
        return GuardedConnection(self, config, server_state, app_state, _loop)


class _UnfitError(Exception):
    """The request is answered with 400. Raised where the parser hands over what it read."""


class GuardedConnection(HttpToolsProtocol):
    """One connection."""

    def __init__(
        self,
        door: Door,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self._door = door
        self._unfinished = 0
        """Bytes since the last that led to something: of the head, of trailers, of what is between chunks."""
        self._head_timer: asyncio.TimerHandle | None = None
        self._deaf_timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """It is let in, and must get to the point."""
        super().connection_made(transport)
        self._door.silent[self] = None
        self._expect_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing of it is left."""
        self._door.gone()
        self._door.silent.pop(self, None)
        self._forget_timers()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """The bytes are taken in; a head that is begun must be whole in time."""
        self._unfinished += len(data)
        self._unset_keepalive_if_required()
        try:
            self._feed(data)
        except httptools.HttpParserError:
            self.send_400_response("Invalid HTTP request received.")
        if self.transport.is_closing():
            return
        if self._unfinished > self._door.limits.header_bytes:
            self._door.count("long_head")
            self.send_400_response("Too long a head.")
        elif self._in_work():
            self._end_silence()
        elif self._head_timer is None:
            self._expect_head()

    def _feed(self, data: bytes) -> None:
        try:
            self.parser.feed_data(data)
        except httptools.HttpParserUpgrade as offer:
            # A client that would rather speak HTTP/2 says so and sends its request, whose body the parser
            # takes for the other protocol. Without the offer it reads on. A second one at once is an error.
            kept = [(name, value) for name, value in self.headers if name != b"upgrade"]
            lines = b"".join(b"%s: %s\r\n" % line for line in kept)
            head = b"%s %s HTTP/1.1\r\n%s\r\n" % (self.parser.get_method(), self.url, lines)
            self.parser = httptools.HttpRequestParser(self)
            try:
                self.parser.feed_data(head + data[offer.args[0] :])
            except httptools.HttpParserUpgrade as error:
                raise httptools.HttpParserError from error

    def on_headers_complete(self) -> None:
        """The head is whole."""
        self._unfinished = 0
        if self.parser.should_upgrade():
            return
        if not any(name == b"host" for name, _ in self.headers) and self.parser.get_http_version() == "1.1":
            raise _UnfitError
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """A part of the body is there."""
        self._unfinished = 0
        super().on_body(body)

    def on_message_complete(self) -> None:
        """The request is whole."""
        self._unfinished = 0
        if self.parser.should_upgrade():
            return
        super().on_message_complete()

    def on_response_complete(self) -> None:
        """The next request is waited for."""
        super().on_response_complete()
        if not self._in_work() and not self.transport.is_closing():
            self._door.silent[self] = None

    def timeout_keep_alive_handler(self) -> None:
        """It idled too long, and ends."""
        super().timeout_keep_alive_handler()
        self.loop.call_later(_FAREWELL_S, self.transport.abort)

    def pause_writing(self) -> None:
        """The client does not read: it has some time to begin."""
        super().pause_writing()
        if self._deaf_timer is None:
            self._deaf_timer = self.loop.call_later(
                self._door.limits.reading_s, self._give_up, "unread_response"
            )

    def resume_writing(self) -> None:
        """The client reads."""
        super().resume_writing()
        if self._deaf_timer is not None:
            self._deaf_timer.cancel()
            self._deaf_timer = None

    def _in_work(self) -> bool:
        return self.cycle is not None and not self.cycle.response_complete

    def _end_silence(self) -> None:
        self._door.silent.pop(self, None)
        if self._head_timer is not None:
            self._head_timer.cancel()
            self._head_timer = None

    def _expect_head(self) -> None:
        self._head_timer = self.loop.call_later(self._door.limits.header_s, self._give_up, "slow_head")

    def _give_up(self, why: str) -> None:
        self._head_timer = self._deaf_timer = None
        if not self.transport.is_closing() or why == "unread_response":
            self._door.count(why)
            self.transport.abort()

    def _forget_timers(self) -> None:
        for timer in (self._head_timer, self._deaf_timer):
            if timer is not None:
                timer.cancel()
        self._head_timer = self._deaf_timer = None
