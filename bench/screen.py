"""Screening: how long an explained answer takes, beside brute force and nomenklatura in the same run.

Processor time of one thread. A busy machine slows all alike: compare ratios, and the time of a known loop.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import tempfile
import time
import timeit
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

from bench import screen_size
from bench.frozen import Ledger
from bench.measure import this_peak_mb
from bench.options import Options
from bench.screen_perturb import Spoiler
from bench.screen_quality import DAY, SEED, Listed, ask, listed
from interlock.screen.dataset import Dataset
from interlock.screen.run import open_edition
from interlock.screen.screener import Options as Asking

RIVAL = Path(__file__).parent / "rival_screen.py"
ASKED, STRANGERS, BY_BRUTE_FORCE, BY_RIVAL = 10_000, 2_000, 150, 300
T = TypeVar("T")
PLAIN = Asking(limit=5, cutoff=0.5)


def main(options: Options) -> int:
    """Prints the figures. Returns the number of broken promises."""
    if options.names:
        ledger = Ledger("screen_size")
        screen_size.main(ledger, options.names)
        return ledger.close(freeze=options.freeze)
    if options.home is None:
        print("  give --home: a home with an edition of all lists; or --sample-names 1000000")
        return 0
    ledger = Ledger("screen")
    _own_memory(options.home)  # makes the index where it was not there
    # Before anything is loaded here: a process starts with the peak of the one that starts it.
    ledger.say("peak MB of a process, shared pages of the index too", _own_memory(options.home), most=300)
    dataset, seconds = _timed(lambda: open_edition(options.home, DAY))
    ledger.say("seconds to load with an index", seconds, most=2.0)
    names = list(listed(dataset))
    print(f"  edition {dataset.version}: {len(dataset.entities):,} targets, {len(names):,} names")
    ledger.say("microseconds of a known loop", _loop(), note="sum(range(1000)); 10 or so on a quiet machine")
    chosen = names if options.every else random.Random(SEED).sample(names, min(ASKED, len(names)))
    _own(ledger, dataset, chosen)
    _strangers(ledger, dataset, names)
    _rivals(ledger, dataset, names, options)
    return ledger.close(freeze=options.freeze)


def _own(ledger: Ledger, dataset: Dataset, names: Sequence[Listed]) -> None:
    for what in ("first time", "again"):
        times = []
        for one in names:
            began = time.process_time()
            ask(dataset, one.text, one.schema, PLAIN)
            times.append((time.process_time() - began) * 1e3)
        times.sort()
        promised = (0.5, 2.0) if what == "again" else (None, None)
        ledger.say(f"ms an explained answer, {what}: p50", times[len(times) // 2], most=promised[0])
        ledger.say(f"ms an explained answer, {what}: p99", times[int(len(times) * 0.99)], most=promised[1])
        ledger.say(f"names a second on one core, {what}", 1e3 * len(times) / sum(times))


def _strangers(ledger: Ledger, dataset: Dataset, names: Sequence[Listed]) -> None:
    """Customers on no list, made of the words of listed persons: the worst that strangers can be."""
    dice = random.Random(SEED)
    words = [word for one in names if one.schema == "Person" for word in one.text.split()]
    times = []
    for _ in range(STRANGERS):
        text = " ".join(dice.sample(words, dice.choice((2, 2, 3))))
        times.append(_timed(lambda text=text: ask(dataset, text, "Person", PLAIN))[1] * 1e3)
    times.sort()
    ledger.say("ms an answer on a stranger: p50", times[len(times) // 2])
    ledger.say("ms an answer on a stranger: p99", times[int(len(times) * 0.99)])


def _rivals(ledger: Ledger, dataset: Dataset, names: Sequence[Listed], options: Options) -> None:
    dice = random.Random(SEED)
    spoiler = Spoiler([one.text for one in names], dice)
    kinds = ("typo", "order", "transliteration", "dropped token")
    asked: list[Listed] = []
    while len(asked) < BY_RIVAL:
        one = dice.choice(names)
        spoiled = spoiler.spoiled(dice.choice(kinds), one.text, person=one.schema == "Person")
        if spoiled:
            asked.append(Listed(spoiled, one.schema, one.target_id))
    for one in asked:
        ask(dataset, one.text, one.schema, PLAIN)
    hits, seconds = _timed(lambda: [ask(dataset, one.text, one.schema, PLAIN) for one in asked])
    mine = seconds / len(asked)
    right = sum(bool(h) and h[0].entity.id == one.target_id for h, one in zip(hits, asked, strict=True))
    ledger.say("hit@1 on spoiled names", right / len(asked))
    few = asked[:BY_BRUTE_FORCE]
    top, seconds = _timed(lambda: _brute_force(names, few))
    right_here = sum(bool(h) and h[0].entity.id == o.target_id for h, o in zip(hits, few, strict=False))
    ledger.say("times brute-force rapidfuzz's throughput", seconds / len(few) / mine, least=8.0)
    brute = sum(found == one.target_id for found, one in zip(top, few, strict=True))
    ledger.say("hit@1 less brute force's", (right_here - brute) / len(few), least=0.0)
    if not options.rival_python:
        print("  nomenklatura is not measured: give --rival-python an interpreter that has it")
        return
    told = _nomenklatura(options.rival_python, dataset, asked)
    rival = sum(found == one.target_id for found, one in zip(told["top"], asked, strict=True))
    ledger.say("times nomenklatura's throughput", told["seconds"] / mine, least=20.0)
    ledger.say("hit@1 less nomenklatura's", (right - rival) / len(asked), least=0.0)


def _brute_force(names: Sequence[Listed], asked: Sequence[Listed]) -> list[str]:
    """The owner of the name that is nearest by token_sort_ratio, all names of the schema compared."""
    from rapidfuzz import fuzz, process, utils

    pools: dict[bool, list[Listed]] = {True: [], False: []}
    for one in names:
        pools[one.schema == "Person"].append(one)
    texts = {kind: [utils.default_process(one.text) for one in pool] for kind, pool in pools.items()}
    found = []
    for one in asked:
        kind = one.schema == "Person"
        best = process.extractOne(utils.default_process(one.text), texts[kind], scorer=fuzz.token_sort_ratio)
        found.append(pools[kind][best[2]].target_id)
    return found


def _nomenklatura(python: str, dataset: Dataset, asked: Sequence[Listed]) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        entities, queries = Path(folder) / "entities.json", Path(folder) / "queries.json"
        with entities.open("w", encoding="utf-8") as file:
            for one in dataset.entities:
                kept = {key: list(values) for key, values in one.properties.items() if key in KEPT}
                line = {"id": one.id, "schema": one.schema, "properties": kept, "datasets": ["all"]}
                file.write(json.dumps(line) + "\n")
        queries.write_text("".join(json.dumps([one.schema, one.text]) + "\n" for one in asked), "utf-8")
        command = [python, str(RIVAL), str(entities), str(queries)]
        done = subprocess.run(
            command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=True
        )
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer


KEPT = ("name", "alias", "previousName", "weakAlias", "birthDate", "nationality", "country")


def _own_memory(home: Path) -> float:
    """Peak of a process that opens the edition and answers a thousand names."""
    code = (
        "import sys; from pathlib import Path; from bench import screen, screen_quality as q\n"
        "d = q.open_edition(Path(sys.argv[1]), q.DAY); step = max(1, len(d.entities) // 1000)\n"
        "for n in range(0, len(d.entities), step):\n"
        "    one = d.entities.at(n); q.ask(d, one.caption, one.schema, screen.PLAIN)\n"
        "print(screen.this_peak_mb())\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(home)], stdout=subprocess.PIPE, text=True, check=True
    )
    return float(done.stdout.split()[-1])


def _loop() -> float:
    times = timeit.repeat(lambda: sum(range(1000)), number=1000, repeat=5, timer=time.process_time)
    return min(times) * 1e3


def _timed(work: Callable[[], T]) -> tuple[T, float]:
    began = time.process_time()
    done = work()
    return done, time.process_time() - began


__all__ = ["PLAIN", "main", "this_peak_mb"]
