"""Clusters that people judged by 2021-10-03, on the snapshots nearest to that day."""

from __future__ import annotations

import csv
import gzip
import re
import tempfile
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from bench.editions import View, chosen, made, pairs_of
from bench.frozen import Ledger
from bench.options import Options

DAYS = {
    # An alias file is only with 2021-04-25; the later days of that spring and autumn tell who was listed.
    "us": ("2021-03-10", "2021-04-25", "2021-08-18", "2021-12-10"),
    "un": ("2021-03-12", "2021-12-30"),
    "eu": ("2021-03-02",),
    "gb": ("2018-04-13", "2023-06-05"),
    "au": ("2024-11-11",),
    "ca": ("2020-04-15",),
    "ch": ("2021-10-03",),
}
AUTHORITY = {
    "ofac": "us",
    "unsc": "un",
    "eu-fsf": "eu",
    "gb-hmt": "gb",
    "au-dfat": "au",
    "ca-sema": "ca",
    "ch-seco": "ch",
}
CONTESTED = Path(__file__).parent / "data" / "contested-negatives.csv"
CLUSTERS, NEGATIVES = "resolve-20211003-clusters-dev.csv.gz", "resolve-20211003-negatives-dev.csv.gz"
LEAST_RECALL, MOST_WRONG, MOST_DOUBTFUL = 0.97, 0.005, 0.03


def main(options: Options) -> int:
    """Prints the figures. Returns the number of broken promises."""
    missing = [
        p for p in (options.oracle / CLUSTERS, options.oracle / NEGATIVES, options.lists) if not p.exists()
    ]
    if missing:
        print(f"not here: {', '.join(map(str, missing))}; set INTERLOCK_BENCH_ORACLE, INTERLOCK_TEST_LISTS")
        return 0
    ledger = Ledger("clusters")
    with tempfile.TemporaryDirectory() as folder:
        lists = chosen(options.lists, DAYS, Path(folder) / "lists")
        edition, _, building = made(lists, Path(folder) / "home")
        view = View(edition)
    native = Natives(view)
    loaded = sorted({record.listing.authority for record in view.records.values()})
    print(f"  {len(view.records)} listings of {', '.join(loaded)}; build {building.seconds:.1f} s")
    groups = _groups(options.oracle / CLUSTERS, native)
    across = [(a, b) for a, b in pairs_of(groups) if _authority(a) != _authority(b)]
    within = [(a, b) for a, b in pairs_of(groups) if _authority(a) == _authority(b)]
    missed = _positives(ledger, view, across)
    if within:
        share = sum(view.linked(a, b) for a, b in within) / len(within)
        ledger.say("pairs within one list: recall", share, note=f"{len(within)} pairs")
    wrong = _negatives(ledger, view, options.oracle / NEGATIVES, native)
    ledger.say("listings left to a person", view.doubtful_share(), most=MOST_DOUBTFUL)
    if options.show:
        _show(options.show, view, missed, wrong)
    return ledger.close(freeze=options.freeze)


class Natives:
    """From the labelled data's ids to the edition's keys."""

    def __init__(self, view: View) -> None:
        self._by_source = view.by_source()
        self._canadian: dict[str, list[str]] = defaultdict(list)
        for (authority, source_id), keys in self._by_source.items():
            if authority == "ca":
                # `Iran/1, Part 2/74` here, `iran-74` there: usable where that names one entry.
                country, item = source_id.split("/")[0].casefold(), source_id.rpartition("/")[2]
                self._canadian[f"{country}-{item}"].extend(keys)

    def keys(self, source: str, source_id: str) -> list[str]:
        authority = AUTHORITY.get(source, "")
        if authority == "eu":
            source_id = re.sub(r"^eu-(\d+)-(\d+)$", r"EU.\1.\2", source_id)
        if authority == "ca":
            found = self._canadian.get(source_id, [])
            return found if len(found) == 1 else []
        return self._by_source.get((authority, source_id), [])


def _authority(key: str) -> str:
    return re.split(r"[.:]", key, maxsplit=1)[0]


def _groups(path: Path, native: Natives) -> dict[str, list[str]]:
    groups: dict[str, set[str]] = defaultdict(set)
    for row in _rows(path):
        groups[row["cluster"]].update(native.keys(row["source"], row["source_id"]))
    return {cluster: sorted(keys) for cluster, keys in groups.items() if len(keys) > 1}


def _rows(path: Path) -> Iterable[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _positives(ledger: Ledger, view: View, pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    missed = [(a, b) for a, b in pairs if not view.linked(a, b)]
    doubted = sum(view.doubted(a, b) for a, b in missed)
    ledger.say("labelled pairs present", len(pairs))
    ledger.say("recall of labelled pairs", 1 - len(missed) / max(1, len(pairs)), least=LEAST_RECALL)
    ledger.say("of the missed, left to a person", doubted / max(1, len(missed)))
    dprk = [(a, b) for a, b in pairs if view.is_dprk(a) or view.is_dprk(b)]
    lost = sum(not view.linked(a, b) for a, b in dprk)
    ledger.say("DPRK: labelled pairs present", len(dprk))
    ledger.say("DPRK: recall of labelled pairs", 1 - lost / max(1, len(dprk)), least=LEAST_RECALL)
    for one in sorted({_authority(key) for pair in pairs for key in pair}):
        some = [(a, b) for a, b in pairs if one in (_authority(a), _authority(b))]
        share = sum(view.linked(a, b) for a, b in some) / len(some)
        ledger.say(f"{one}: recall of labelled pairs", share, note=f"{len(some)} pairs")
    return missed


def _negatives(ledger: Ledger, view: View, path: Path, native: Natives) -> list[tuple[str, str]]:
    pairs = []
    contested = _contested()
    for row in _rows(path):
        if row["judgement"] == "negative" and (row["a"], row["b"]) not in contested:
            lefts, rights = native.keys(*_split(row["a"])), native.keys(*_split(row["b"]))
            pairs += [(a, b) for a in lefts for b in rights]
    wrong = [(a, b) for a, b in pairs if view.linked(a, b)]
    ledger.say("labelled negatives present", len(pairs))
    ledger.say("labelled negatives linked", len(wrong) / max(1, len(pairs)), most=MOST_WRONG)
    dprk = [(a, b) for a, b in pairs if view.is_dprk(a) or view.is_dprk(b)]
    ledger.say("DPRK: labelled negatives linked", sum(view.linked(a, b) for a, b in dprk) / max(1, len(dprk)))
    return wrong


def _contested() -> set[tuple[str, str]]:
    """Labels that the sources speak against, each with its reason in the file."""
    with CONTESTED.open(encoding="utf-8", newline="") as file:
        return {(row["a"], row["b"]) for row in csv.DictReader(file)}


def _split(identity: str) -> tuple[str, str]:
    for source in AUTHORITY:
        if identity.startswith(source + "-"):
            return source, identity[len(source) + 1 :]
    return "", identity


def _show(folder: Path, view: View, missed: list[tuple[str, str]], wrong: list[tuple[str, str]]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "clusters-wrong.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(("what", "a", "b", "doubted", "names a", "names b"))
        for what, pairs in (("missed", missed), ("wrong", wrong)):
            for a, b in pairs:
                rows.writerow((what, a, b, view.doubted(a, b), view.name(a), view.name(b)))
