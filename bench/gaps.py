"""What answers cost: the command on real lists, every kind over nine authorities, growth in sample worlds."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from bench.measure import Cost, run, this_peak_mb
from bench.options import Options
from interlock.gaps.run import answer, answer_from, prepare
from interlock.model.gap import GAP_KINDS
from interlock.sample import write_world
from interlock.store.editions import Editions

ANSWER_S, EVERYTHING_S, EVERYTHING_MB = 1.5, 10.0, 1024.0
NINE = ("us", "un", "eu", "jp", "kr", "gb", "au", "ca", "ch")
GROWTH = (1, 2, 5, 10)
SMALLEST = 500
"""Targets of the sample world at 1x."""
MOST_GROWTH = 1.5
"""Cost per target at 10x may be so many times that at 1x: more would be worse than linear."""
AS_OF = date(2026, 3, 10)
LOOP = 20_000_000
"""Additions of the yardstick: about a second on a machine that does nothing else."""


def main(options: Options) -> int:
    """Prints the figures beside what was promised. Returns the number of broken promises."""
    yard = _yardstick()
    print(f"  yardstick: {LOOP:,} additions take {yard:.2f} s; a machine at rest needs about 1 s")
    broken = _growth()
    if options.home is None:
        print("  name a home with an edition of all lists (--home) for the times on real lists")
        return broken
    prepare(options.home, Editions(options.home).load())
    cost = min(
        (run("gaps", "--format", "json", home=options.home) for _ in range(3)), key=lambda c: c.seconds
    )
    broken += _say("interlock gaps, dprk, start-up included (best of 3)", cost, ANSWER_S)
    for title, coalition in (("us,jp,kr", "us,jp,kr"), ("all nine", ",".join(NINE))):
        broken += _say(
            f"every kind, every listing, {title}", _everything(options.home, coalition), EVERYTHING_S
        )
    return broken


def _everything(home: Path, coalition: str) -> Cost:
    """All kinds over all listings, from a built edition, in a process of its own."""
    probe = "import sys, time; from bench.gaps import everything; everything(sys.argv[1], sys.argv[2])"
    began = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", probe, str(home), coalition], stdout=subprocess.PIPE, text=True, check=True
    )
    rows, seconds, peak = done.stdout.split()
    print(f"  {int(rows):,} rows, {seconds} s of processor, {time.perf_counter() - began:.2f} s in all")
    return Cost(float(seconds), float(peak), 0)


def everything(home: str, coalition: str) -> None:
    """Asks, and prints rows, processor seconds and peak memory in MB."""
    report = answer(Path(home), as_of=AS_OF, coalition=tuple(coalition.split(",")), focus="all")
    print(len(report.gaps), f"{time.process_time():.2f}", this_peak_mb())


def _growth() -> int:
    """The sample world at 1x to 10x: seconds of every kind, and per target."""
    per_target = {}
    for times in GROWTH:
        with tempfile.TemporaryDirectory() as folder:
            home, world = Path(folder) / "home", Path(folder) / "world"
            write_world(world, targets=SMALLEST * times, seed=7)
            run("ingest", str(world), home=home)
            run("build", home=home)
            edition = Editions(home).load()
            targets, _ = len(edition.targets), edition.records
            seconds, rows = {}, 0
            for kind in (None, *GAP_KINDS):
                began = time.process_time()
                report = answer_from(
                    edition, as_of=AS_OF, coalition=("us", "jp", "kr", "un", "eu"), focus="all", kind=kind
                )
                seconds[kind or "all"] = time.process_time() - began
                rows = rows or len(report.gaps)
            per_target[times] = seconds["all"] / targets
            slowest = sorted(((s, k) for k, s in seconds.items() if k != "all"), reverse=True)[:3]
            print(
                f"  {times:>2}x {targets:>7,} targets {rows:>8,} rows {seconds['all']:6.2f} s"
                f" {per_target[times] * 1e6:6.0f} us a target; alone: "
                + ", ".join(f"{kind} {s:.2f}" for s, kind in slowest),
                flush=True,
            )
    growth = per_target[GROWTH[-1]] / per_target[GROWTH[0]]
    kept = growth <= MOST_GROWTH
    mark = "ok    " if kept else "BROKEN"
    print(f"{mark} cost per target at 10x is {growth:.2f} of that at 1x (at most {MOST_GROWTH})")
    return 0 if kept else 1


def _yardstick() -> float:
    began, total = time.process_time(), 0
    for number in range(LOOP):
        total += number
    return time.process_time() - began


def _say(what: str, cost: Cost, most_s: float) -> int:
    kept = cost.seconds <= most_s and cost.peak_mb <= EVERYTHING_MB
    print(
        f"{'ok    ' if kept else 'BROKEN'} {what:<52} {cost.seconds:7.2f} s (at most {most_s:g})"
        f" {cost.peak_mb:6.0f} MB (at most {EVERYTHING_MB:g})",
        flush=True,
    )
    return 0 if kept else 1
