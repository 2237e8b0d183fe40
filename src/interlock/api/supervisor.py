"""A server: the processes that answer, and those that take over from them.

It holds the listening socket, and looks at the pointer to the current edition. When that moves, a file
changes, a day ends or somebody asks, it starts new processes; when all of them are ready, the old ones are
told to end. While the new ones load, and if they fail, the old ones answer. A process that dies is replaced.
"""

from __future__ import annotations

import multiprocessing
import socket
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from multiprocessing import connection
from pathlib import Path
from typing import Any, Protocol

from interlock.api.settings import Serving
from interlock.api.sight import Sight, sight
from interlock.api.worker import DRAIN, FAILED, PATIENT, READY, UPDATE, UPDATED, Order, work
from interlock.base.errors import InterlockError, QueryError, StoreError

GLANCE_S = 0.25
"""Between two looks at the pointer: 17 bytes."""
_LONGEST_PAUSE_S = 60.0
_WAITING = 4096
"""Connections that the system keeps until a process takes them."""


class Process(Protocol):
    """A running process and the line to it."""

    line: connection.Connection

    @property
    def sentinel(self) -> int:
        """Readable when it has ended."""

    def is_alive(self) -> bool:
        """Does it run?"""

    def kill(self) -> None:
        """It runs no more."""


Start = Callable[[Order], Process]


@dataclass(frozen=True)
class World:
    """What a test holds in its hand."""

    clock: Callable[[], float]
    today: Callable[[], date]
    log: Callable[..., None]
    """(event, **facts)."""
    start: Start


@dataclass
class Member:
    """One process of a generation."""

    process: Process
    ready: bool = False


@dataclass
class Generation:
    """Processes that serve the same."""

    sight: Sight
    editions: tuple[str, ...]
    number: int
    members: list[Member] = field(default_factory=list)

    @property
    def is_ready(self) -> bool:
        """Every one of them answers."""
        return bool(self.members) and all(member.ready for member in self.members)


class Supervisor:
    """Keeps a server running."""

    def __init__(self, serving: Serving, world: World, counts: Path) -> None:
        self._serving = serving
        self._world = world
        self._counts = counts
        self._generations = 0
        self._number = 0
        self._serves: Generation | None = None
        self._coming: Generation | None = None
        self._going: list[tuple[Member, float]] = []
        """With the time at which each is ended by force."""
        self._failed: tuple[Sight, float] | None = None
        self._asked = False
        self._pause_s = 1.0
        self._replace_at = 0.0

    def begin(self) -> None:
        """The first processes are started.

        Raises:
            NoEditionError: there is nothing to serve. StoreError: the home is damaged.
        """
        seen = sight(self._serving, self._world.today())
        self._coming = self._generation(seen, (seen.edition,) if seen.edition else ())

    @property
    def is_serving(self) -> bool:
        """Does any process answer?"""
        return self._serves is not None

    @property
    def lines(self) -> list[Any]:
        """What to wait for: words of processes, and their ends."""
        members = [member for group in (self._serves, self._coming) if group for member in group.members]
        members += [member for member, _ in self._going]
        alive = [member.process for member in members if member.process.is_alive()]
        return [thing for process in alive for thing in (process.line, process.sentinel)]

    def tick(self) -> None:
        """What has happened is dealt with: words, ends, a new edition.

        Raises:
            StoreError: the first processes could not begin.
        """
        self._hear()
        self._bury()
        self._replace_dead()
        self._look()

    def end(self) -> None:
        """Every process is told to end. `tick` goes on until `is_over`."""
        until = self._world.clock() + self._serving.grace_s + _LAST_WORDS_S
        for group in (self._coming, self._serves):
            for member in group.members if group else ():
                self._tell_to_end(member, until, "")
        self._coming = self._serves = None

    @property
    def is_over(self) -> bool:
        """No process is left."""
        return not self._going and self._serves is None and self._coming is None

    def bury_all(self) -> None:
        """Those that were told to end and have, are forgotten; those whose time is over are killed."""
        self._bury()

    def _generation(self, seen: Sight, editions: Sequence[str]) -> Generation:
        self._generations += 1
        group = Generation(seen, tuple(editions), self._generations)
        self._world.log("loading", edition=seen.edition, processes=self._serving.workers)
        for place in range(self._serving.workers):
            group.members.append(self._member(group, place))
        return group

    def _member(self, group: Generation, place: int) -> Member:
        self._number += 1
        order = Order(
            serving=self._serving,
            editions=group.editions,
            today=group.sight.day,
            counts=self._counts,
            name=f"w{self._number}",
            crowd=self._counts / f"g{group.number}.crowd",
            place=place,
            gently=self.is_serving,
        )
        return Member(self._world.start(order))

    def _hear(self) -> None:
        for group in (self._coming, self._serves):
            for member in list(group.members) if group else ():
                while word := _word(member.process):
                    self._take(member, *word)

    def _take(self, member: Member, word: str, text: str) -> None:
        if word == READY:
            member.ready, self._pause_s = True, 1.0
            if self._coming is not None and self._coming.is_ready:
                self._take_over(self._coming)
        elif word == UPDATE:
            self._asked = True
        elif word == FAILED:
            self._world.log("process.failed", text=text)
            if self._coming is not None and member in self._coming.members:
                self._give_up(self._coming, text)

    def _take_over(self, coming: Generation) -> None:
        until = self._world.clock() + self._serving.grace_s + _LAST_WORDS_S
        before, self._serves, self._coming = self._serves, coming, None
        self._failed = None
        self._world.log("serving", edition=coming.sight.edition, editions=list(coming.editions))
        for member in before.members if before else ():
            _say(member.process, UPDATED, "")
            self._tell_to_end(member, until, PATIENT)

    def _give_up(self, coming: Generation, why: str) -> None:
        for member in coming.members:
            member.process.kill()
        self._coming = None
        if self._serves is None:
            raise StoreError(
                f"the server could not begin: {why}", where=str(self._serving.home), remedy="see above"
            )
        self._failed = (coming.sight, self._world.clock() + _LONGEST_PAUSE_S)
        self._world.log("loading.failed", edition=coming.sight.edition, text=why)
        for member in self._serves.members:
            _say(member.process, UPDATED, f"the data could not be loaded: {why}")

    def _tell_to_end(self, member: Member, until: float, manner: str) -> None:
        _say(member.process, DRAIN, manner)
        self._going.append((member, until))

    def _bury(self) -> None:
        left = []
        for member, until in self._going:
            if not member.process.is_alive():
                member.process.line.close()
                continue
            if self._world.clock() > until:
                member.process.kill()
            left.append((member, until))
        self._going = left

    def _replace_dead(self) -> None:
        coming, serves, now = self._coming, self._serves, self._world.clock()
        if coming is not None and any(not member.process.is_alive() for member in coming.members):
            self._hear()  # its last word says why
            if self._coming is coming:
                self._give_up(coming, "a process ended before it was ready")
        if serves is None or now < self._replace_at:
            return
        for place, member in enumerate(serves.members):
            if not member.process.is_alive():
                self._world.log("process.died", again_s=self._pause_s)
                self._replace_at = now + self._pause_s
                self._pause_s = min(self._pause_s * 2, _LONGEST_PAUSE_S)
                serves.members[place] = self._member(serves, place)

    def _look(self) -> None:
        if self._coming is not None or self._serves is None:
            return
        try:
            seen = sight(self._serving, self._world.today())
        except InterlockError as error:
            self._report(error)
            return
        if self._failed is not None and self._failed[0] == seen and self._world.clock() < self._failed[1]:
            return  # it failed, and nothing has changed; once more after a while
        if seen != self._serves.sight or self._asked:
            self._asked = False
            self._coming = self._generation(seen, self._editions(seen.edition))

    def _editions(self, current: str) -> tuple[str, ...]:
        before = self._serves.editions if self._serves else ()
        earlier = [edition for edition in before if edition != current]
        return (current, *earlier[: self._serving.keep]) if current else ()

    def _report(self, error: InterlockError) -> None:
        if str(error) != self._reported:
            self._world.log("loading.failed", text=str(error))
        self._reported = str(error)

    _reported = ""


_LAST_WORDS_S = 5.0
"""Beyond the grace, until a process that was told to end is killed."""


def serve(serving: Serving, listener: socket.socket, world: World, stopped: Callable[[], bool]) -> None:
    """Runs the server until `stopped` says so, then ends it without losing a request.

    Raises:
        InterlockError: it could not begin.
    """
    with tempfile.TemporaryDirectory(prefix="interlock-serve-") as folder:
        supervisor = Supervisor(serving, world, Path(folder))
        try:
            supervisor.begin()
            while not stopped():
                connection.wait(supervisor.lines, GLANCE_S)
                supervisor.tick()
        finally:
            supervisor.end()
            while not supervisor.is_over:
                connection.wait(supervisor.lines, GLANCE_S)
                supervisor.bury_all()


class Spawned:
    """A process of its own interpreter, with the listening socket."""

    def __init__(self, order: Order, listener: socket.socket) -> None:
        context = multiprocessing.get_context("spawn")
        self.line, theirs = context.Pipe()
        self._process = context.Process(target=work, args=(order, listener, theirs), daemon=True)
        self._process.start()
        theirs.close()

    @property
    def sentinel(self) -> int:
        """Readable when it has ended."""
        return self._process.sentinel

    def is_alive(self) -> bool:
        """Does it run?"""
        return self._process.is_alive()

    def kill(self) -> None:
        """It runs no more."""
        self._process.kill()


def listening(host: str, port: int) -> socket.socket:
    """A socket that listens there; 0 asks for a free port.

    Raises:
        QueryError: the address cannot be had.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        # The protocol must be named: asyncio sends answers without delay on such sockets alone.
        listener = socket.socket(family, kind, protocol)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(_WAITING)
    except (OSError, OverflowError) as error:
        raise QueryError(
            f"cannot listen at {host}:{port}: {getattr(error, 'strerror', None) or error}",
            where="--host, --port",
            remedy="give another port, or stop what listens there",
        ) from error
    return listener


def _word(process: Process) -> tuple[str, str] | None:
    try:
        return process.line.recv() if process.line.poll() else None
    except (EOFError, OSError):
        return None


def _say(process: Process, word: str, text: str) -> None:
    try:
        process.line.send((word, text))
    except OSError:
        return  # it has ended; that is seen by its sentinel
