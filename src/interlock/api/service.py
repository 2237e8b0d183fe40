"""What every route of one process shares."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date

from structlog.typing import FilteringBoundLogger

from interlock.api.gate import ANYONE, Caller, Gate
from interlock.api.holdings import Holdings
from interlock.api.recording import Recorder
from interlock.api.settings import Limits
from interlock.api.tally import Tally
from interlock.api.throttle import Throttle

Update = Callable[[bool], Awaitable[str]]
"""Asks for the data to be loaded anew, and (True) waits for it. Gives what went wrong, empty when nothing."""


async def no_update(_wait: bool) -> str:
    """For an app that nobody supervises."""
    return "this server does not load its data anew"


@dataclass(kw_only=True)
class Service:
    """One process: what it answers from, whom, and how much."""

    holdings: Holdings
    log: FilteringBoundLogger
    clock: Callable[[], float]
    """Seconds; never goes back."""
    today: Callable[[], date]
    limits: Limits = field(default_factory=Limits)
    tally: Tally = field(default_factory=Tally)
    gate: Gate | None = None
    """None: everyone is answered."""
    recorder: Recorder | None = None
    """None: what is asked is not put on file."""
    update_token: str = ""
    update: Update = no_update
    log_clients: bool = False
    draining: Callable[[], bool] = lambda: False
    """Is the process about to end? Connections are closed after their response then."""
    throttle: Throttle = field(init=False)
    _busy: dict[str, asyncio.Semaphore] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """The buckets are as large as the limits say."""
        self.throttle = Throttle(self.limits.rate, max(self.limits.burst, self.limits.batch))

    def wait_s(self, client: str, caller: Caller, cost: float) -> float:
        """0.0 when the client may ask so much now, else the seconds until it may."""
        return self.throttle.wait_s(client, cost, self.clock(), caller.rate)

    @asynccontextmanager
    async def turn(self, client: str) -> AsyncIterator[None]:
        """One of the requests of this client that are worked on at the same time."""
        place = self._busy.get(client)
        if place is None:
            place = self._busy[client] = asyncio.Semaphore(self.limits.at_once)
        try:
            async with place:
                yield
        finally:
            if self._busy.get(client) is place and _is_idle(place, self.limits.at_once):
                del self._busy[client]


def client_of(caller: Caller, address: str) -> str:
    """Who shares a bucket: the holder of a key, else whoever calls from one address."""
    return caller.name if caller is not ANYONE else address


def _is_idle(place: asyncio.Semaphore, size: int) -> bool:
    return not place.locked() and getattr(place, "_value", 0) == size
