"""Bulk screening: customers a second on two processes, memory of each, beside brute force in the same run.

Processor time of the workers, so that a busy machine counts less: two cores of one's own are as fast as it
says. Three kinds of input: names from the lists, spoiled; customers, of whom one in a hundred is such a name
and the rest are strangers made of the lists' own words, with many a namesake; and customers of invented
surnames, as most surnames of the world stand on no list.
"""

from __future__ import annotations

import csv
import multiprocessing
import random
import resource
import tempfile
import threading
import time
import timeit
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.frozen import Ledger
from bench.options import Options
from bench.screen_perturb import MORE, ONE, Spoiler
from bench.screen_quality import DAY, SEED, Listed, listed
from interlock.screen.bulk_run import Done, Local, Order, screen_file
from interlock.screen.run import open_edition

SPOILED, STRANGERS, BY_BRUTE_FORCE = 5_000, 20_000, 100
ONE_IN = 100
WORKERS = 2


def main(options: Options) -> int:
    """Prints the figures. Returns the number of broken promises."""
    if options.home is None:
        print("  give --home: a home with an edition of all lists")
        return 0
    ledger = Ledger("bulk")
    dataset = open_edition(options.home, DAY)
    names = list(listed(dataset))
    print(f"  edition {dataset.version}: {len(dataset.entities):,} targets, {len(names):,} names")
    dice = random.Random(SEED)
    spoiled = list(_spoiled(names, SPOILED, dice))
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        hard = _screened(options.home, place, "spoiled", spoiled)
        mixed = list(_customers(names, spoiled, STRANGERS, dice))
        soft = _screened(options.home, place, "customers", mixed)
        unlike = list(_invented(names, STRANGERS, dice))
        easy = _screened(options.home, place, "invented", unlike)
    loop = min(timeit.repeat("sum(range(1000))", number=1_000, repeat=5)) * 1e3
    ledger.say("microseconds of a known loop", loop, note="10 or so on a quiet machine")
    ledger.say("share of spoiled names with a match", hard.matched)
    ledger.say("spoiled names a second on 2 cores", WORKERS / hard.each_s)
    ledger.say("share of customers with a match", soft.matched)
    ledger.say("customers a second on 2 cores", WORKERS / soft.each_s, least=15_000)
    ledger.say("share of invented surnames with a match", easy.matched)
    ledger.say("customers of invented surnames a second on 2 cores", WORKERS / easy.each_s)
    peak_mb = max(one.peak_mb for one in (hard, soft, easy))
    ledger.say("peak MB of a worker", peak_mb, most=300, note="with all of the index")
    brute = _brute_force(names, spoiled)
    ledger.say("times brute-force rapidfuzz's throughput, spoiled", brute / hard.each_s, least=8.0)
    return ledger.close(freeze=options.freeze)


@dataclass(frozen=True)
class _Cost:
    """What a file cost."""

    each_s: float
    """Of the workers' processors for a row, their start not counted."""
    peak_mb: float
    """Of the largest worker."""
    matched: float
    """Share of the rows."""


def _screened(home: Path, folder: Path, what: str, names: Sequence[tuple[str, str]]) -> _Cost:
    source, few = folder / f"{what}.csv", folder / "few.csv"
    with source.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("id", "name", "schema"))
        rows.writerows((f"c{n}", text, schema) for n, (text, schema) in enumerate(names))
    few.write_text("id,name\n1,x\n2,y\n", encoding="utf-8")
    start = _measured(home, few)[1]
    done, seconds, peak_mb = _measured(home, source)
    return _Cost((seconds - start) / len(names), peak_mb, done.tally.matched / len(names))


def _measured(home: Path, source: Path) -> tuple[Done, float, float]:
    """What came of the file, seconds of the workers' processors, and the peak of the largest in MB."""
    before, peaks, over = _spent(), [0.0], threading.Event()

    def watch() -> None:
        while not over.wait(0.2):
            peaks.extend(_peak_mb(child.pid) for child in multiprocessing.active_children())

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        done = screen_file(
            home, Order(source=source, out=source.with_suffix(".jsonl")), DAY, engine=Local(WORKERS)
        )
    finally:
        over.set()
        watcher.join()
    return done, _spent() - before, max(peaks)


def _peak_mb(pid: int | None) -> float:
    """Of the process now; what `getrusage` says of a child counts the parent that it was forked from."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    except OSError:
        return 0.0
    return next(
        (int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM")), 0.0
    )


def _spent() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _spoiled(names: Sequence[Listed], count: int, dice: random.Random) -> Iterator[tuple[str, str]]:
    spoiler = Spoiler([one.text for one in names], dice)
    kinds = [*ONE, *MORE]
    while count:
        one = dice.choice(names)
        text = spoiler.spoiled(dice.choice(kinds), one.text, person=one.schema == "Person")
        if text:
            count -= 1
            yield text, one.schema


def _persons(names: Sequence[Listed]) -> list[list[str]]:
    """The words of each listed person's name, of those that have two or more."""
    words = (one.text.replace(",", " ").split() for one in names if one.schema == "Person")
    return [some for some in words if len(some) > 1]


def _invented(names: Sequence[Listed], count: int, dice: random.Random) -> Iterator[tuple[str, str]]:
    """A first word of a listed person, and a surname of two halves of listed words."""
    words = _persons(names)
    for _ in range(count):
        head, tail = dice.choice(words)[-1], dice.choice(words)[-1]
        yield (
            f"{dice.choice(words)[0]} {head[: len(head) // 2 + 1]}{tail[len(tail) // 2 :].lower()}",
            "Person",
        )


def _customers(
    names: Sequence[Listed], spoiled: Sequence[tuple[str, str]], count: int, dice: random.Random
) -> Iterator[tuple[str, str]]:
    """Strangers: a first word and a last word of two listed persons; one in ONE_IN is a spoiled name."""
    words = _persons(names)
    for number in range(count):
        if number % ONE_IN == 0:
            yield dice.choice(spoiled)
        else:
            yield f"{dice.choice(words)[0]} {dice.choice(words)[-1]}", "Person"


def _brute_force(names: Iterable[Listed], asked: Sequence[tuple[str, str]]) -> float:
    """Seconds a name of comparing it with every listed one."""
    from rapidfuzz import fuzz, process, utils

    texts = [utils.default_process(one.text) for one in names]
    few = [utils.default_process(text) for text, _ in asked[:BY_BRUTE_FORCE]]
    began = time.process_time()
    for text in few:
        process.extract(text, texts, scorer=fuzz.token_sort_ratio, limit=5)
    return (time.process_time() - began) / len(few)
