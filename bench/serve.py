"""The HTTP API under a steady load of single queries, while an edition is exchanged."""

from __future__ import annotations

import asyncio
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Coroutine, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import httpx
import msgspec

from bench.editions import made
from bench.options import Options
from interlock.model.edition import Edition, EditionContent
from interlock.screen.run import prepare
from interlock.store.editions import Editions

RATE = 300.0
"""Requests a second, sent when they are due whether or not the last one was answered."""
SECONDS = 20.0
SWAP_AT_S = 5.0
P50_MS, P99_MS = 5.0, 20.0
CONNECTIONS = 64
WORKERS = 2
SEED = 20261127


@dataclass
class Load:
    """What a load found."""

    times_ms: list[float] = field(default_factory=list)
    """From the moment a request was due to the last byte of its answer."""
    faults: list[str] = field(default_factory=list)
    editions: dict[str, int] = field(default_factory=dict)
    cpu_ms: float = 0.0
    """Processor time of the server for each request: the figure that a busy machine does not move."""

    def percentile(self, share: float) -> float:
        ordered = sorted(self.times_ms)
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def main(options: Options) -> int:
    """Prints the percentiles with and without a swap. Returns the number of broken promises."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        edition = _edition(options, home)
        if edition is None:
            return 0
        first, second = edition.edition_id, _another(home, edition)
        bodies = _bodies(edition)
        broken = 0
        for swap in (False, True):
            _point(home, first)
            with _server(home) as address:
                asyncio.run(_under_load(address, bodies, 3.0, Load()))
                load = Load()
                before = _cpu_s(address)
                beside = _swapping(home, second) if swap else None
                asyncio.run(_under_load(address, bodies, SECONDS, load, beside))
                load.cpu_ms = (_cpu_s(address) - before) * 1000 / max(1, len(load.times_ms))
            broken += _print(load, swap=swap, editions=2 if swap else 1)
    return broken


def _edition(options: Options, home: Path) -> Edition | None:
    """The current edition of the home given, copied; else one made of the real lists."""
    if options.home is not None:
        current = Editions(options.home).current()
        shutil.copytree(options.home / "editions" / str(current), home / "editions" / str(current))
        shutil.copy(options.home / "editions" / "current", home / "editions" / "current")
        if (options.home / "screen").is_dir():
            shutil.copytree(options.home / "screen", home / "screen")
    elif options.lists.is_dir():
        made(options.lists, home)
    else:
        print(f"no --home, and the real lists are not at {options.lists}")
        return None
    prepare(home, date.today())  # noqa: DTZ011
    return Editions(home).load()


def _another(home: Path, edition: Edition) -> str:
    """A second edition, one record poorer, with its index."""
    gone = edition.records[0].key
    targets = [
        msgspec.structs.replace(target, members=tuple(key for key in target.members if key != gone))
        for target in edition.targets
    ]
    content = EditionContent(
        code_version=edition.code_version,
        lists=edition.lists,
        snapshots=edition.snapshots,
        records=edition.records[1:],
        targets=tuple(target for target in targets if target.members),
    )
    second = Editions(home).write(content)
    prepare(home, date.today())  # noqa: DTZ011
    return second


def _point(home: Path, edition_id: str) -> None:
    """The edition is the current one."""
    pointer = home / "editions" / "current"
    unfinished = pointer.with_suffix(".new")
    unfinished.write_text(f"{edition_id}\n")
    unfinished.replace(pointer)


def _bodies(edition: Edition) -> list[bytes]:
    """Single queries: names of all lists, every third with two letters exchanged, every tenth of nobody."""
    rng = random.Random(SEED)
    records = [record for record in edition.records if record.listing.names]
    bodies = []
    for number in range(3000):
        listing = rng.choice(records).listing
        name = rng.choice(listing.names).text
        if number % 10 == 0:
            letters = list(name)
            rng.shuffle(letters)
            name = "".join(letters)
        elif number % 3 == 0 and len(name) > 4:
            at = rng.randrange(1, len(name) - 2)
            name = name[:at] + name[at + 1] + name[at] + name[at + 2 :]
        query = {"schema": listing.schema, "properties": {"name": [name]}}
        bodies.append(json.dumps({"queries": {"q": query}}).encode())
    return bodies


@contextmanager
def _server(home: Path) -> Iterator[tuple[str, int]]:
    command = [sys.executable, "-m", "interlock", "serve", "--port", "0", "--workers", str(WORKERS)]
    command += ["--rate", "0", "--home", str(home)]
    with (home / "serve.log").open("w+") as log, subprocess.Popen(command, stderr=log) as process:
        try:
            yield _address(home / "serve.log", process)
        finally:
            process.terminate()
            process.wait(60)


def _address(log: Path, process: subprocess.Popen[bytes]) -> tuple[str, int]:
    """Where the server answers, once it does."""
    until = time.monotonic() + 300
    while time.monotonic() < until and process.poll() is None:
        text = log.read_text()
        found = re.search(r"http://([\d.]+):(\d+)", text)
        if found and '"serving"' in text:
            return found[1], int(found[2])
        time.sleep(0.1)
    raise RuntimeError(log.read_text())


def _cpu_s(address: tuple[str, int]) -> float:
    """Processor time of all its processes so far, loading included."""
    time.sleep(1.5)  # each process tells its own once a second
    text = httpx.get(f"http://{address[0]}:{address[1]}/metrics", trust_env=False).text
    found = re.search(r"interlock_cpu_seconds_total ([\d.e+]+)", text)
    return float(found[1]) if found else 0.0


async def _swapping(home: Path, edition_id: str) -> None:
    await asyncio.sleep(SWAP_AT_S)
    _point(home, edition_id)


async def _under_load(
    address: tuple[str, int],
    bodies: Sequence[bytes],
    seconds: float,
    load: Load,
    beside: Coroutine[None, None, None] | None = None,
) -> None:
    """Every request is due at its own moment; the free connections take them in turn."""
    due: asyncio.Queue[tuple[float, bytes] | None] = asyncio.Queue()
    tasks = [asyncio.create_task(_connection(address, due, load)) for _ in range(CONNECTIONS)]
    swap = asyncio.create_task(beside) if beside is not None else None
    begun = time.perf_counter()
    for number in range(int(RATE * seconds)):
        moment = begun + number / RATE
        if (pause := moment - time.perf_counter()) > 0:
            await asyncio.sleep(pause)
        due.put_nowait((moment, bodies[number % len(bodies)]))
    for _ in tasks:
        due.put_nowait(None)
    await asyncio.gather(*tasks)
    if swap is not None:
        await swap


async def _connection(
    address: tuple[str, int], due: asyncio.Queue[tuple[float, bytes] | None], load: Load
) -> None:
    line: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None
    while (item := await due.get()) is not None:
        moment, body = item
        try:
            line = line or await asyncio.open_connection(*address)
            head = await _asked(*line, body)
        except (OSError, asyncio.IncompleteReadError) as error:
            load.faults.append(repr(error))
            line = None
            continue
        load.times_ms.append((time.perf_counter() - moment) * 1000)
        if not head.startswith("HTTP/1.1 200"):
            load.faults.append(head.partition("\r\n")[0])
        edition = _header(head, "interlock-edition")
        load.editions[edition] = load.editions.get(edition, 0) + 1
        if _header(head, "connection") == "close":
            line[1].close()
            line = None
    if line is not None:
        line[1].close()


async def _asked(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, body: bytes) -> str:
    """The head of the answer; its body was read."""
    writer.write(
        b"POST /match/interlock HTTP/1.1\r\nHost: bench\r\nContent-Type: application/json\r\n"
        b"Content-Length: %d\r\n\r\n%s" % (len(body), body)
    )
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower().replace("http/", "HTTP/")
    await reader.readexactly(int(_header(head, "content-length") or 0))
    return head


def _header(head: str, name: str) -> str:
    found = re.search(rf"\r\n{name}: ([^\r]*)", head)
    return found[1] if found else ""


def _print(load: Load, *, swap: bool, editions: int) -> int:
    p50, p99 = load.percentile(0.5), load.percentile(0.99)
    bad = [p50 > P50_MS, p99 > P99_MS, bool(load.faults), len(load.editions) != editions]
    print(
        f"{'BROKEN' if any(bad) else 'ok    '} {RATE:g} requests/s for {SECONDS:g} s,"
        f" {WORKERS} processes, {os.cpu_count()} cores,{'' if not swap else ' an edition exchanged,'}"
        f" p50 {p50:.1f} ms (at most {P50_MS:g}), p99 {p99:.1f} ms (at most {P99_MS:g}),"
        f" longest {max(load.times_ms):.1f} ms, {load.cpu_ms:.2f} ms of processor time each"
        f"{' with the loading' if swap else ''}, {len(load.faults)} errors, by edition {load.editions}",
        flush=True,
    )
    for fault in load.faults[:5]:
        print(f"       {fault}")
    return sum(bad)
