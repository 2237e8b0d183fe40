"""The sample world, where the truth is known: precision, recall, and the cost against size."""

from __future__ import annotations

import csv
import json
import math
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from itertools import combinations, pairwise
from pathlib import Path

from bench.editions import View, made
from bench.frozen import Ledger
from bench.options import Options
from bench.plot import cost_svg

SEED = 11
BUILD_S_AT_100K = 180.0


def main(options: Options) -> int:
    """Prints the figures of each size. Returns the number of broken promises."""
    ledger = Ledger("sample")
    costs: list[tuple[int, float]] = []
    for size in options.targets:
        with tempfile.TemporaryDirectory() as folder:
            world = Path(folder) / "world"
            command = [sys.executable, "-m", "interlock", "sample", "--out", str(world)]
            subprocess.run(
                [*command, "--targets", str(size), "--seed", str(SEED)], check=True, stdout=subprocess.DEVNULL
            )
            edition, reading, building = made(world, Path(folder) / "home")
            view = View(edition)
            truth = _truth(world)
        _figures(ledger, size, view, truth, options)
        listings = len(view.records)
        costs.append((listings, building.seconds))
        ledger.say(f"{size}: listings", listings)
        ledger.say(f"{size}: seconds to read the lists", reading.seconds)
        # The promise is for 100,000 listings; small worlds are all start-up.
        most = BUILD_S_AT_100K * listings / 100_000 if listings >= 50_000 else None
        ledger.say(f"{size}: seconds to build", building.seconds, most=most)
        ledger.say(f"{size}: peak MB of the build", building.peak_mb)
    _growth(ledger, costs)
    if options.show:
        options.show.mkdir(parents=True, exist_ok=True)
        (options.show / "sample-cost.svg").write_text(cost_svg(costs, "listings", "s"), encoding="utf-8")
    return ledger.close(freeze=options.freeze)


def _truth(world: Path) -> dict[tuple[str, str], str]:
    """(authority, native id) to the target it truly is."""
    truth = json.loads((world / "truth.json").read_text(encoding="utf-8"))
    return {
        (entry["authority"], entry["source_id"]): target["id"]
        for target in truth["targets"]
        for entry in target["entries"]
    }


def _figures(
    ledger: Ledger, size: int, view: View, truth: dict[tuple[str, str], str], options: Options
) -> None:
    true_of = {
        key: truth[view.records[key].listing.authority, view.records[key].listing.source_id]
        for key in view.records
    }
    both: Counter[tuple[str, str]] = Counter()
    for key, target in true_of.items():
        both[target, view.target_of[key]] += 1
    hits = sum(map(_pairs, both.values()))
    said = sum(map(_pairs, Counter(view.target_of.values()).values()))
    real = sum(map(_pairs, Counter(true_of.values()).values()))
    ledger.say(f"{size}: precision of linked pairs", hits / max(1, said))
    ledger.say(f"{size}: recall of true pairs", hits / max(1, real))
    ledger.say(f"{size}: listings left to a person", view.doubtful_share())
    if options.show:
        _show(options.show, size, view, true_of)


def _pairs(count: int) -> int:
    return count * (count - 1) // 2


def _growth(ledger: Ledger, costs: list[tuple[int, float]]) -> None:
    """The exponent of time against listings, and a plot in the terminal."""
    longest = max(seconds for _, seconds in costs)
    for listings, seconds in costs:
        print(f"    {listings:>8} listings {seconds:8.1f} s  {'#' * max(1, round(seconds / longest * 50))}")
    for (n, t), (m, u) in pairwise(costs):
        ledger.say(
            f"growth of build time from {n} to {m} listings (power)", math.log(u / t) / math.log(m / n)
        )


def _show(folder: Path, size: int, view: View, true_of: dict[str, str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    by_truth: dict[str, list[str]] = defaultdict(list)
    for key, target in true_of.items():
        by_truth[target].append(key)
    with (folder / f"sample-{size}-wrong.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(("what", "a", "b", "doubted", "names a", "names b"))
        missed = (
            p for keys in by_truth.values() for p in combinations(sorted(keys), 2) if not view.linked(*p)
        )
        wrong = (
            p for m in view.members.values() for p in combinations(m, 2) if true_of[p[0]] != true_of[p[1]]
        )
        for what, pairs in (("missed", missed), ("wrong", wrong)):
            for a, b in pairs:
                rows.writerow((what, a, b, view.doubted(a, b), view.name(a), view.name(b)))
