"""A connection that a slow, silent or deaf client cannot hold for ever.

uvicorn ends a connection that idles between two requests. What is added here: a limit of time for the head of
a request and for reading the response, and, when too many connections are open, the end of the one that has
been silent longest, so that who does ask always finds room.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from uvicorn.config import Config
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.server import ServerState

from interlock.api.settings import Limits

_ACCEPTED_AT_ONCE = 100
"""Connections that the loop takes before it does something else: some 5 ms."""
WAITING = 4096
"""Connections that the system keeps until they are taken. uvicorn asks for as many as it takes at once, so
the socket is told again when it listens."""
_FAREWELL_S = 5.0
"""For which a connection that is being closed may still take the rest of its response."""


class Door:
    """What the connections of one process share."""

    def __init__(self, limits: Limits, count: Callable[[str], None]) -> None:
        """`count` takes `opened`, `closed` and the reason of each connection that was ended for a fault."""
        self.limits = limits
        self.count = count
        self.draining = False
        self.open = 0
        self.silent: dict[GuardedConnection, None] = {}
        """Connections without a request in work, the longest silent first."""

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
            h11_max_incomplete_event_size=self.limits.header_bytes,
            backlog=_ACCEPTED_AT_ONCE,
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


class GuardedConnection(H11Protocol):
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
        self._head_timer: asyncio.TimerHandle | None = None
        self._deaf_timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """It is let in; where there is no room, in place of the one that was silent longest."""
        door = self._door
        super().connection_made(transport)
        door.open += 1
        door.count("opened")
        if door.open > door.limits.connections:
            door.count("connections")
            longest = next(iter(door.silent), self)
            longest.transport.abort()
        door.silent[self] = None
        self._expect_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing of it is left."""
        door = self._door
        door.open -= 1
        door.count("closed")
        door.silent.pop(self, None)
        self._forget_timers()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """The bytes are taken in; a head that is begun must be whole in time."""
        super().data_received(data)
        if self._in_work():
            self._end_silence()
        elif self._head_timer is None and not self.transport.is_closing():
            self._expect_head()

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
