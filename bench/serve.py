"""The HTTP API under a steady load of single queries, while an edition is exchanged."""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from pathlib import Path

import httpx
import msgspec

from bench.editions import made
from bench.load import Address, Load, drive, request
from bench.measure import known_loop_us
from bench.options import Options
from interlock.model.edition import Edition, EditionContent
from interlock.screen.run import prepare
from interlock.store.editions import Editions

RATE = 300.0
"""Requests a second."""
SECONDS = 20.0
WARM_S = 3.0
SWAP_AT_S = 5.0
P50_MS, P99_MS = 5.0, 20.0
CONNECTIONS = 64
WORKERS = 2
SEED = 20261127


def main(options: Options) -> int:
    """Prints the percentiles with and without a swap. Returns the number of broken promises."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        edition = _edition(options, home)
        if edition is None:
            return 0
        first, second = edition.edition_id, _another(home, edition)
        warming, asked = _requests(edition, int(RATE * WARM_S)), _requests(edition, int(RATE * SECONDS))
        broken = 0
        for swap in (False, True):
            _point(home, first)
            with _server(home) as address:
                load_with = partial(drive, address, rate=RATE, connections=CONNECTIONS)
                load_with(warming)
                before = _cpu_s(address)
                load = load_with(asked, then=(SWAP_AT_S, partial(_point, home, second)) if swap else None)
                cpu_s = _cpu_s(address) - before
            broken += _print(load, cpu_s, swap=swap)
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


def _requests(edition: Edition, count: int) -> list[bytes]:
    """Single queries: names of all lists, every third with two letters exchanged, every tenth of nobody."""
    rng = random.Random(f"{SEED} {count}")
    records = [record for record in edition.records if record.listing.names]
    found = []
    for number in range(count):
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
        found.append(request("/match/interlock", json.dumps({"queries": {"q": query}}).encode()))
    return found


@contextmanager
def _server(home: Path) -> Iterator[Address]:
    command = [sys.executable, "-m", "interlock", "serve", "--port", "0", "--workers", str(WORKERS)]
    command += ["--rate", "0", "--home", str(home)]
    with (home / "serve.log").open("w+") as log, subprocess.Popen(command, stderr=log) as process:
        try:
            yield _address(home / "serve.log", process)
        finally:
            process.terminate()
            process.wait(60)


def _address(log: Path, process: subprocess.Popen[bytes]) -> Address:
    """Where the server answers, once it does."""
    until = time.monotonic() + 300
    while time.monotonic() < until and process.poll() is None:
        text = log.read_text()
        found = re.search(r"http://([\d.]+):(\d+)", text)
        if found and '"serving"' in text:
            return found[1], int(found[2])
        time.sleep(0.1)
    raise RuntimeError(log.read_text())


def _cpu_s(address: Address) -> float:
    """Processor time of all its processes so far, loading included."""
    time.sleep(1.5)  # each process tells its own once a second
    text = httpx.get(f"http://{address[0]}:{address[1]}/metrics", trust_env=False).text
    found = re.search(r"interlock_cpu_seconds_total ([\d.e+]+)", text)
    return float(found[1]) if found else 0.0


class _Told(msgspec.Struct):
    """What every answer says."""

    status: int
    outcome: str
    record: str


class _Answer(msgspec.Struct):
    edition: str
    responses: dict[str, _Told]


def _edition_of(answer: bytes) -> str:
    """The edition that an answer is of; `wrong: ...` when it is none."""
    head, _, body = answer.partition(b"\r\n\r\n")
    if not head.startswith(b"HTTP/1.1 200"):
        return "wrong: " + head.partition(b"\r\n")[0].decode()
    try:
        told = msgspec.json.decode(body, type=_Answer)
    except msgspec.DecodeError as error:
        return f"wrong: {error}"
    one = told.responses.get("q")
    return told.edition if one and one.status == 200 and one.record else "wrong: not answered"


def _print(load: Load, cpu_s: float, *, swap: bool) -> int:
    editions = Counter(map(_edition_of, load.answers))
    faults = load.faults + [f"{text}, {n} times" for text, n in editions.items() if text.startswith("wrong")]
    times, late = sorted(load.times_ms), sorted(load.late_ms)
    p50, p99 = (times[int(len(times) * share)] for share in (0.5, 0.99))
    bad = [p50 > P50_MS, p99 > P99_MS, bool(faults), len(editions) != (2 if swap else 1)]
    print(
        f"{'BROKEN' if any(bad) else 'ok    '} {RATE:g} requests/s for {SECONDS:g} s,"
        f" {CONNECTIONS} connections, {WORKERS} processes, {os.cpu_count()} cores,"
        f"{' an edition exchanged,' if swap else ''}"
        f" p50 {p50:.1f} ms (at most {P50_MS:g}), p99 {p99:.1f} ms (at most {P99_MS:g}),"
        f" longest {times[-1]:.1f} ms, {len(faults)} errors, by edition {dict(editions)}\n"
        f"       processor time of a request {cpu_s * 1000 / len(times):.2f} ms"
        f"{' with the loading' if swap else ''}, of the client {load.cpu_s * 1000 / len(times):.2f} ms;"
        f" sent late by p50 {late[len(late) // 2]:.2f} ms, p99 {late[int(len(late) * 0.99)]:.2f} ms;"
        f" a known loop takes {known_loop_us():.0f} us, 10 or so on a quiet machine",
        flush=True,
    )
    for fault in faults[:5]:
        print(f"       {fault}")
    return sum(bad)
