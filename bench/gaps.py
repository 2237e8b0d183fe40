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
from interlock.model.edition import Edition
from interlock.model.gap import GAP_KINDS, GapKind
from interlock.sample import write_world
from interlock.store.editions import Editions

ANSWER_S, EVERYTHING_S, EVERYTHING_MB = 1.5, 10.0, 1024.0
NINE = ("us", "un", "eu", "jp", "kr", "gb", "au", "ca", "ch")
GROWTH = (1, 2, 5, 10)
SMALLEST = 500
"""Targets of the sample world at 1x."""
MOST_GROWTH = 1.5
"""Cost per target at 10x may be so many times that at 1x: more would be worse than linear."""
ROUNDS = 5
"""Times that each size is asked; by judgement: a slow spell of the machine lasts longer than one answer."""
AS_OF = date(2026, 3, 10)
LOOP = 20_000_000
"""Additions of the yardstick: about a second on a machine that does nothing else."""


def main(options: Options) -> int:
    """Prints the figures beside what was promised. Returns the number of broken promises."""
    _say_yardstick()
    broken = _growth()
    _say_yardstick()
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
    """The sample world at 1x to 10x: seconds of every kind, and per target.

    The sizes are asked in turn, `ROUNDS` times, and the best time of each counts: what else the machine does
    then slows all of them, or is left out.
    """
    with tempfile.TemporaryDirectory() as folder:
        worlds = {times: _world(Path(folder) / f"{times}x", times) for times in GROWTH}
        best = dict.fromkeys(GROWTH, float("inf"))
        for _ in range(ROUNDS):
            for times, edition in worlds.items():
                best[times] = min(best[times], _seconds(edition)[0])
        per_target = {times: best[times] / len(worlds[times].targets) for times in GROWTH}
        for times, edition in worlds.items():
            alone = {kind: _seconds(edition, kind)[0] for kind in GAP_KINDS}
            slowest = sorted(((seconds, kind) for kind, seconds in alone.items()), reverse=True)[:3]
            print(
                f"  {times:>2}x {len(edition.targets):>7,} targets {_seconds(edition)[1]:>8,} rows"
                f" {best[times]:6.2f} s {per_target[times] * 1e6:6.0f} us a target; alone: "
                + ", ".join(f"{kind} {seconds:.2f}" for seconds, kind in slowest),
                flush=True,
            )
    growth = per_target[GROWTH[-1]] / per_target[GROWTH[0]]
    kept = growth <= MOST_GROWTH
    mark = "ok    " if kept else "BROKEN"
    print(f"{mark} cost per target at 10x is {growth:.2f} of that at 1x (at most {MOST_GROWTH})")
    return 0 if kept else 1


def _world(folder: Path, times: int) -> Edition:
    """An edition of the sample world, read from disk."""
    write_world(folder / "world", targets=SMALLEST * times, seed=7)
    run("ingest", str(folder / "world"), home=folder / "home")
    run("build", home=folder / "home")
    edition = Editions(folder / "home").load()
    # Parts are read when first asked for: here, so that no answer pays for it.
    assert edition.targets and edition.records and edition.snapshots and edition.lists  # noqa: S101
    return edition


def _seconds(edition: Edition, kind: GapKind | None = None) -> tuple[float, int]:
    """(seconds of processor, rows) of one answer."""
    began = time.process_time()
    report = answer_from(
        edition, as_of=AS_OF, coalition=("us", "jp", "kr", "un", "eu"), focus="all", kind=kind
    )
    return time.process_time() - began, len(report.gaps)


def _say_yardstick() -> None:
    began, total = time.process_time(), 0
    for number in range(LOOP):
        total += number
    seconds = time.process_time() - began
    print(f"  yardstick: {LOOP:,} additions take {seconds:.2f} s; a machine at rest needs about 1 s")


def _say(what: str, cost: Cost, most_s: float) -> int:
    kept = cost.seconds <= most_s and cost.peak_mb <= EVERYTHING_MB
    print(
        f"{'ok    ' if kept else 'BROKEN'} {what:<52} {cost.seconds:7.2f} s (at most {most_s:g})"
        f" {cost.peak_mb:6.0f} MB (at most {EVERYTHING_MB:g})",
        flush=True,
    )
    return 0 if kept else 1
