"""Requests sent when they are due, whether or not the last one was answered.

Light, because it shares the processors with the server that it measures: requests are written out before, and
answers are read after, the time that counts.
"""

from __future__ import annotations

import re
import select
import socket
import time
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

Address = tuple[str, int]

_LENGTH = re.compile(rb"\r\ncontent-length: (\d+)", re.IGNORECASE)
_CLOSES = re.compile(rb"\r\nconnection: close", re.IGNORECASE)
_PATIENCE_S = 60.0
"""Beyond the load, until answers that have not come are given up."""


@dataclass
class Load:
    """What came of it."""

    times_ms: list[float] = field(default_factory=list)
    """From the moment a request was due to the last byte of its answer."""
    late_ms: list[float] = field(default_factory=list)
    """From the moment a request was due to its sending: what the client, or the lack of a free connection,
    adds to its time."""
    answers: list[bytes] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    cpu_s: float = 0.0
    """Of the client."""


def drive(
    address: Address,
    requests: Sequence[bytes],
    *,
    rate: float,
    connections: int,
    then: tuple[float, Callable[[], None]] | None = None,
) -> Load:
    """Sends the requests, so many a second. `then`: seconds from the beginning, and what to do then."""
    load = Load()
    free = deque(_Line(address) for _ in range(connections))
    busy: dict[socket.socket, _Line] = {}
    before, begun = time.process_time(), time.perf_counter()
    last = begun + len(requests) / rate + _PATIENCE_S
    sent = 0
    while (sent < len(requests) or busy) and time.perf_counter() < last:
        while sent < len(requests) and free and begun + sent / rate <= time.perf_counter():
            line = free.popleft()
            load.late_ms.append(line.ask(requests[sent], begun + sent / rate) * 1000)
            busy[line.socket] = line
            sent += 1
        if then is not None and time.perf_counter() >= begun + then[0]:
            then = then[1]()
        pause = begun + sent / rate - time.perf_counter() if sent < len(requests) and free else 0.1
        for ready in select.select(list(busy), [], [], max(0.0, pause))[0]:
            line = busy[ready]
            if line.is_answered(load):
                del busy[ready]
                free.append(line.next())
    load.faults += ["no answer"] * (len(busy) + len(requests) - sent)
    load.cpu_s = time.process_time() - before
    for line in (*free, *busy.values()):
        line.socket.close()
    return load


def request(path: str, body: bytes) -> bytes:
    """A request with this body, as it goes over the line."""
    return (
        b"POST %s HTTP/1.1\r\nHost: bench\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
        % (
            path.encode(),
            len(body),
            body,
        )
    )


class _Line:
    """One connection, with one request at a time."""

    def __init__(self, address: Address) -> None:
        self._address = address
        self.socket = socket.create_connection(address)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._held = b""
        self._due = 0.0
        self._is_over = False

    def ask(self, request: bytes, due: float) -> float:
        """Seconds by which it is late."""
        self._held, self._due = b"", due
        late = time.perf_counter() - due
        with suppress(OSError):  # what went wrong is seen in reading
            self.socket.sendall(request)
        return late

    def is_answered(self, load: Load) -> bool:
        """Takes in what has come. Is that all?"""
        try:
            more = self.socket.recv(1 << 18)
        except OSError as error:
            more = b""
            load.faults.append(repr(error))
        else:
            if not more:
                load.faults.append("closed without an answer")
        if not more:
            self._is_over = True
            return True
        self._held += more
        end = self._held.find(b"\r\n\r\n") + 4
        length = _LENGTH.search(self._held, 0, end) if end >= 4 else None
        if length is None or len(self._held) < end + int(length[1]):
            return False
        load.times_ms.append((time.perf_counter() - self._due) * 1000)
        load.answers.append(self._held)
        self._is_over = _CLOSES.search(self._held, 0, end) is not None
        return True

    def next(self) -> _Line:
        """The connection for the next request: this one, unless it is over."""
        if not self._is_over:
            return self
        self.socket.close()
        return _Line(self._address)
