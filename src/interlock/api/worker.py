"""One process of a server: loads its data, answers, and ends without losing a request.

It listens on a socket that it was given, so the next process can listen beside it before this one stops.
"""

from __future__ import annotations

import asyncio
import logging
import signal
import socket
import sys
import threading
import time
from contextlib import suppress
from datetime import UTC, date, datetime
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import msgspec

from interlock.api.gentle import gently, give_way
from interlock.api.settings import Serving
from interlock.base.errors import InterlockError

READY, FAILED, UPDATE, UPDATED, DRAIN = "ready", "failed", "update", "updated", "drain"
"""Words between a worker and its supervisor, each the first of a pair."""
PATIENT = "patient"
"""Manner of ending: others answer, so connections may idle until they close of themselves."""


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """What a process is to serve."""

    serving: Serving
    editions: tuple[str, ...]
    """The current one and earlier ones; empty: files alone."""
    today: date
    counts: Path
    """Folder in which the processes of one server leave their counts."""
    name: str
    """Of this process, unlike any other of the server."""
    crowd: Path
    """File in which the processes of one generation see how many connections each holds."""
    place: int
    """Of this process in its generation."""
    gently: bool
    """Whether others answer while it loads, and are not to be slowed down."""


def work(order: Order, listener: socket.socket, line: Connection) -> None:
    """Serves until it is told to end, or its supervisor is gone. The entry of a spawned process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the supervisor gets it too, and says what to do
    try:
        _Process(order, listener, line).run()
    except InterlockError as error:
        line.send((FAILED, str(error)))
        raise SystemExit(1) from None
    except Exception as error:  # noqa: BLE001  # the door of the process: the supervisor is told
        from interlock.api.log import place_of

        line.send((FAILED, f"{type(error).__name__}: {error} at {place_of(error)}"))
        raise SystemExit(1) from None


class _Process:
    def __init__(self, order: Order, listener: socket.socket, line: Connection) -> None:
        from interlock.api.log import ServerLog, logger_of

        self._order = order
        self._listener = listener
        self._line = line
        self._log = logger_of(worker=order.name)
        self._updates: list[asyncio.Future[str]] = []
        self._patient = False
        handler = ServerLog(self._log)
        for name in ("uvicorn.error", "asyncio"):
            logger = logging.getLogger(name)
            logger.handlers, logger.propagate = [handler], False

    def run(self) -> None:
        """Loads, serves, ends."""
        app = gently(self._loaded) if self._order.gently else self._loaded()
        with asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as runner:  # one that can watch a socket
            runner.run(self._serve(app))
        give_way()

    def _loaded(self) -> Any:
        from interlock.api.app import application
        from interlock.api.connection import Door
        from interlock.api.crowd import Crowd
        from interlock.api.run import load
        from interlock.api.tally import Tally
        from interlock.api.warming import warm

        order, serving = self._order, self._order.serving
        limits = msgspec.structs.replace(
            serving.limits, connections=min(serving.limits.connections, _room_for_connections())
        )
        self._tally = Tally(order.counts, order.name)
        crowd = Crowd(order.crowd, serving.workers, order.place)
        self._door = Door(limits, partial(_count, self._tally), crowd)
        holdings = load(serving, order.editions, order.today)
        warm(holdings)
        return application(self._service(holdings, limits))

    def _service(self, holdings: Any, limits: Any) -> Any:
        from interlock.api.gate import Gate, Ring
        from interlock.api.service import Service

        serving = self._order.serving
        ring = Ring(serving.home, lambda error: self._log.error("keys", text=str(error)))
        return Service(
            holdings=holdings,
            log=self._log,
            clock=time.monotonic,
            today=lambda: date.today(),  # noqa: DTZ011  # keys end with the local day
            limits=limits,
            tally=self._tally,
            gate=Gate(ring) if serving.keys else None,
            recorder=self._recorder() if serving.record else None,
            update_token=serving.update_token,
            update=self._update,
            log_clients=serving.log_clients,
            draining=lambda: self._door.draining,
        )

    def _recorder(self) -> Any:
        from interlock.api.recording import Recorder
        from interlock.screen.record_run import Records
        from interlock.screen.run import code_version

        order = self._order
        return Recorder(
            Records(order.serving.home),
            code=code_version(),
            as_of=order.today,
            max_age_days=order.serving.max_age_days,
            now=lambda: datetime.now(UTC),
        )

    async def _serve(self, app: Any) -> None:
        from interlock.api.listening import Listening

        self._loop = asyncio.get_running_loop()
        self._told_to_end = asyncio.Event()
        listening = Listening(self._door, app, self._listener)
        await listening.begin()
        threading.Thread(target=self._hear, daemon=True).start()
        signal.signal(signal.SIGTERM, lambda *_: self._loop.call_soon_threadsafe(self._told_to_end.set))
        self._line.send((READY, ""))
        counting = asyncio.create_task(self._leave_counts())
        await self._told_to_end.wait()
        await listening.end(time.monotonic() + self._order.serving.grace_s, patient=self._patient)
        counting.cancel()
        self._leave()

    def _hear(self) -> None:
        """What the supervisor says; its silence when it is gone means the end too."""
        while True:
            try:
                word, text = self._line.recv()
            except (EOFError, OSError):
                word, text = DRAIN, ""
            with suppress(RuntimeError):  # the loop has ended already
                self._loop.call_soon_threadsafe(self._obey, word, text)
            if word == DRAIN:
                return

    def _obey(self, word: str, text: str) -> None:
        if word == DRAIN:
            self._patient = text == PATIENT
            self._told_to_end.set()
        if word == UPDATED:
            for waiting in self._updates:
                if not waiting.done():
                    waiting.set_result(text)
            self._updates.clear()

    async def _update(self, wait: bool) -> str:
        waiting: asyncio.Future[str] = self._loop.create_future()
        if wait:
            self._updates.append(waiting)
        self._line.send((UPDATE, ""))
        return await waiting if wait else ""

    async def _leave_counts(self) -> None:
        while True:
            await asyncio.sleep(1.0)
            self._leave()

    def _leave(self) -> None:
        self._tally.put("cpu_seconds_total", time.process_time())
        with suppress(OSError):
            self._tally.leave()


def _count(tally: Any, what: str) -> None:
    if what in ("opened", "closed"):
        tally.add(f"connections_{what}_total")
    else:
        tally.add("refused_total", why=what)


def _room_for_connections() -> int:
    """How many the system lets this process have, after it was asked for as many as it gives."""
    if sys.platform == "win32":
        return 500  # its select() knows 512
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < hard or soft == resource.RLIM_INFINITY:
        wanted = _FILES if hard == resource.RLIM_INFINITY else min(hard, _FILES)
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, wanted), hard))
        soft = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    return max(soft - 100, 50)  # the rest for files, pipes and threads


_FILES = 65_536
