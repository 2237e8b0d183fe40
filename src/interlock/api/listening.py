"""An application at a listening socket that several processes share.

Connections are taken here and not by asyncio, for two reasons. It takes all that wait at once, so that one of
several processes may end up with every client of the server: here one that has more connections than another
leaves the next to it. And it shows a connection to us only some turns after it took it: a process that
ends in between would cut it off. Here one that was taken counts from that moment.
"""

from __future__ import annotations

import asyncio
import errno
import select
import socket
import time
from collections.abc import Callable
from functools import partial
from typing import Any

from uvicorn.server import Server

from interlock.api.connection import Door

_AT_ONCE = 20
"""Connections that are taken before something else is done: some 5 ms."""
_COURTESY_S = 0.002
"""For which a connection is left to a process that has fewer. It is as ready as this one, or busy with one
query, which takes about as long."""
_SHORTAGE_S = 1.0
"""Until connections are taken again when the system gives no more files."""
_GLANCE_S = 0.02
_GLANCES = 5
"""Until a connection without a request counts as idle: its request may have come and not been read yet."""


class Listening:
    """The application of a door, at a socket."""

    def __init__(self, door: Door, app: Any, listener: socket.socket) -> None:
        self._door = door
        self._server = Server(door.config(app))
        self._listener = listener
        self._later: asyncio.TimerHandle | None = None
        self._coming: set[asyncio.Task[None]] = set()

    async def begin(self) -> None:
        """Connections are taken."""
        self._loop = asyncio.get_running_loop()
        config = self._server.config
        config.load()
        self._server.lifespan = config.lifespan_class(config)
        await self._server.startup(sockets=[])
        self._protocol: Callable[[], asyncio.Protocol] = partial(
            self._door.protocol, config, self._server.server_state, self._server.lifespan.state
        )
        self._listener.setblocking(False)
        self._door.tell()
        self._loop.add_reader(self._listener, self._take_or_leave)
        self._ticking = asyncio.create_task(self._server.main_loop())

    async def end(self, until: float, *, patient: bool) -> None:
        """No connection is taken any more, and those that were are closed with their next response.

        `until`: moment of `time.monotonic` at which the rest is cut off. Not `patient`: nobody else takes
        what waits, so it is taken still; and connections that idle are not waited for.
        """
        self._door.draining = True
        self._door.tell()
        if not patient:
            await self._take_waiting(until)
        self._stop()
        await self._drained(until, patient=patient)
        self._ticking.cancel()
        await self._server.shutdown(sockets=[])

    def _take_or_leave(self) -> None:
        for _ in range(_AT_ONCE):
            if self._door.is_fuller:
                self._pause(_COURTESY_S)
                return
            if not self._take():
                return

    def _take(self) -> bool:
        """Was there one to take?"""
        if self._coming and self._door.is_full:
            return False  # in the next turn: one of those on their way in may be the one to make room
        try:
            connection, _ = self._listener.accept()
        except (BlockingIOError, InterruptedError, ConnectionAbortedError):
            return False  # another process has it, or it has gone
        except OSError as error:
            if error.errno not in (errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM):
                raise
            self._door.count("no_files")
            self._pause(_SHORTAGE_S)
            return False
        if not self._door.taken():
            connection.close()
            return True
        connection.setblocking(False)
        task = self._loop.create_task(self._let_in(connection))
        task.add_done_callback(self._coming.discard)
        self._coming.add(task)
        return True

    async def _let_in(self, connection: socket.socket) -> None:
        try:
            await self._loop.connect_accepted_socket(self._protocol, connection)
        except OSError:
            self._door.gone()  # it went before it was in
            connection.close()

    def _pause(self, seconds: float) -> None:
        self._loop.remove_reader(self._listener)
        self._later = self._loop.call_later(seconds, self._go_on)

    def _go_on(self) -> None:
        self._later = None
        self._loop.add_reader(self._listener, self._take_or_leave)
        self._take()  # whoever was to have it did not come

    def _stop(self) -> None:
        self._loop.remove_reader(self._listener)
        if self._later is not None:
            self._later.cancel()

    async def _take_waiting(self, until: float) -> None:
        """Connections that the system took already are ours: nobody else will answer them."""
        while time.monotonic() < until and select.select([self._listener], [], [], 0)[0]:
            await asyncio.sleep(_GLANCE_S)

    async def _drained(self, until: float, *, patient: bool) -> None:
        door, glances = self._door, 0
        while time.monotonic() < until:
            if door.open == 0 or (not patient and glances >= _GLANCES and door.open == len(door.silent)):
                return
            await asyncio.sleep(_GLANCE_S)
            glances += 1
