"""Screening: is every name found, also spoiled, and nobody who is not meant? By kind and by script."""

from __future__ import annotations

import csv
import gzip
import random
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bench.frozen import Ledger
from bench.options import Options
from bench.pairs import script
from bench.screen_perturb import MORE, ONE, Spoiler
from interlock.screen.dataset import Dataset
from interlock.screen.hit import Hit
from interlock.screen.query import Query
from interlock.screen.run import open_edition
from interlock.screen.screener import Options as Asking

EACH = 2_000
"""Spoiled names of each kind."""
SEED = 20261127
POSITIVES, NEGATIVES = "yente-positives_un_untreated.csv.gz", "yente-negatives_global.csv.gz"
STRONG = ("name", "alias", "previousName")
DAY = date(2026, 11, 27)


@dataclass(frozen=True)
class Listed:
    """A name that a list prints, and whose it is."""

    text: str
    schema: str
    target_id: str


def main(options: Options) -> int:
    """Prints the figures. Returns the number of broken promises."""
    if options.home is None:
        print("  give --home: a home with an edition of all lists")
        return 0
    dataset = open_edition(options.home, DAY)
    ledger = Ledger("screen_quality")
    names = list(listed(dataset))
    print(f"  edition {dataset.version}, {len(dataset.entities):,} targets, {len(names):,} names")
    _own_names(ledger, dataset, names, options)
    _spoiled(ledger, dataset, names, options)
    _oracle(ledger, dataset, options)
    return ledger.close(freeze=options.freeze)


def listed(dataset: Dataset) -> Iterator[Listed]:
    """Every name and strong alias of every target, as printed."""
    for entity in dataset.entities:
        for key in STRONG:
            for text in entity.properties.get(key, ()):
                yield Listed(text, entity.schema, entity.id)


def ask(dataset: Dataset, name: str, schema: str, asking: Asking) -> list[Hit]:
    return dataset.index.match(Query(schema, {"name": (name,)}), asking)


def rank(hits: list[Hit], target_id: str) -> int | None:
    """1 for the best or one tied with it; None when it is not there."""
    score = next((hit.score for hit in hits if hit.entity.id == target_id), None)
    return None if score is None else 1 + sum(hit.score > score for hit in hits)


def _own_names(ledger: Ledger, dataset: Dataset, names: list[Listed], options: Options) -> None:
    asking = Asking(limit=50, cutoff=0.7)
    by_script: dict[str, list[bool]] = defaultdict(list)
    wrong: list[tuple[str, ...]] = []
    for one in names if options.every else random.Random(SEED).sample(names, min(10_000, len(names))):
        if not any(ch.isalnum() for ch in one.text):
            continue
        hits = ask(dataset, one.text, one.schema, asking)
        first = rank(hits, one.target_id) == 1
        by_script[script(one.text)].append(first)
        if not first:
            wrong.append(("own name", one.text, one.schema, one.target_id, _top(hits)))
    every = [first for some in by_script.values() for first in some]
    print(f"  own names asked: {len(every):,}")
    ledger.say("own name at rank 1 or tied", sum(every) / len(every), least=1.0)
    for name, some in sorted(by_script.items()):
        ledger.say(f"own name at rank 1 or tied: {name}", sum(some) / len(some), note=f"{len(some):,}")
    _show(options, "own", wrong)


def _spoiled(ledger: Ledger, dataset: Dataset, names: list[Listed], options: Options) -> None:
    found = {"one": [0, 0, 0], "several": [0, 0, 0]}
    rows: list[tuple[str, ...]] = []
    for kind in (*ONE, *MORE):
        dice = random.Random(f"{SEED} {kind}")
        spoiler = Spoiler([one.text for one in names], dice)
        hit = wrong = done = 0
        while done < EACH:
            one = dice.choice(names)
            text = spoiler.spoiled(kind, one.text, person=one.schema == "Person")
            if not text:
                continue
            done += 1
            hits = ask(dataset, text, one.schema, Asking(limit=10, cutoff=0.5))
            place = rank(hits, one.target_id)
            hit += place is not None
            is_wrong = bool(hits) and hits[0].match and place != 1
            wrong += is_wrong
            if place is None or is_wrong:
                rows.append((kind, text, one.text, str(place), _top(hits)))
        sums = found["one" if kind in ONE else "several"]
        sums[0] += hit
        sums[1] += wrong
        sums[2] += done
        ledger.say(f"{kind}: hit@10", hit / done)
        ledger.say(f"{kind}: wrong top match", wrong / done)
    one_change, several = found["one"], found["several"]
    ledger.say("one change: hit@10", one_change[0] / one_change[2], least=0.995)
    ledger.say("one change: wrong top match", one_change[1] / one_change[2], most=0.01)
    ledger.say("several changes: hit@10", several[0] / several[2], least=0.98)
    ledger.say("several changes: wrong top match", several[1] / several[2], most=0.01)
    _show(options, "spoiled", rows)


def _oracle(ledger: Ledger, dataset: Dataset, options: Options) -> None:
    positives, negatives = options.oracle / POSITIVES, options.oracle / NEGATIVES
    if not (positives.is_file() and negatives.is_file()):
        print(
            f"  the names to screen are not at {options.oracle}; set INTERLOCK_BENCH_ORACLE or give --oracle"
        )
        return
    un_alone = Asking(limit=5, cutoff=0.7, keep=lambda entity: "un.consolidated" in entity.datasets)
    missed: list[tuple[str, ...]] = []
    found = asked = 0
    for row in _rows(positives):
        asked += 1
        hits = dataset.index.match(_query(row), un_alone)
        alerts = [hit for hit in hits if hit.score >= 0.7]  # the list of today has taken some of them off
        found += bool(alerts)
        if not alerts:
            missed.append(
                ("positive", row["full_name"], row["date_of_birth"], row["nationality"], _top(hits))
            )
    ledger.say("names on the UN list: found", found / asked, least=0.998, note=f"{asked}")
    counts = {"UN list": 0, "all lists": 0}
    alerting: list[tuple[str, ...]] = []
    asked = 0
    for row in _rows(negatives, every=1 if options.every else 10):
        asked += 1
        query = _query(row)
        for what, asking in (("UN list", un_alone), ("all lists", Asking(limit=5, cutoff=0.7))):
            hits = dataset.index.match(query, asking)
            if any(hit.match for hit in hits):
                counts[what] += 1
                alerting.append(
                    (what, row["full_name"], row["date_of_birth"], row["nationality"], _top(hits))
                )
    for what, alerts in counts.items():
        most = 0.005 if what == "UN list" else None
        ledger.say(f"names on no list: alerting, {what}", alerts / asked, most=most, note=f"{asked:,}")
    _show(options, "oracle", missed + alerting)


def _rows(path: Path, every: int = 1) -> Iterator[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file)):
            if number % every == 0:
                yield row


def _query(row: dict[str, str]) -> Query:
    country = row["nationality"].strip()
    told = {
        "name": row["full_name"],
        "birthDate": row["date_of_birth"],
        "gender": row["gender"],
        "nationality": country if len(country) == 2 else "",
    }
    return Query("Person", {key: (value.strip(),) for key, value in told.items() if value.strip()})


def _top(hits: list[Hit]) -> str:
    told = [(hit, hit.explanations.get("name_match")) for hit in hits[:2]]
    told = [(hit, hit.explanations.get("name_match")) for hit in hits[:2]]
    return "; ".join(f"{hit.score} {one and one.candidate} ({hit.entity.caption})" for hit, one in told)


def _show(options: Options, what: str, rows: Iterable[tuple[str, ...]]) -> None:
    if options.show is None:
        return
    options.show.mkdir(parents=True, exist_ok=True)
    with (options.show / f"screen-{what}.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)
