"""Labelled name pairs of the public set: the engine beside rapidfuzz and nomenklatura's logic-v2."""

from __future__ import annotations

import csv
import gzip
import hashlib
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

from bench.frozen import Ledger
from bench.options import Options
from bench.pairs import Labelled, Scorer, at, best, engine, equal_key_scorer, scripts, table, timed
from bench.rivals import nomenklatura, say_cost, timed_wratio
from interlock.names import likeness, prepare

if TYPE_CHECKING:
    from interlock.model.listing import Schema

CONTESTED = Path(__file__).parent / "data" / "contested-names.csv"
FILE = "name-cases-dev.csv.gz"
UNCONTESTED_F1 = 0.93
SMALLEST_CATEGORY = 3


def main(options: Options) -> int:
    """Prints the figures. Returns the number of broken promises."""
    path = options.oracle / FILE
    if not path.is_file():
        print(f"the labelled names are not at {path}; set INTERLOCK_BENCH_ORACLE or give --oracle")
        return 0
    pairs = read(path)
    contested = read_contested()
    ledger = Ledger("names")
    share = len(contested) / len(pairs)
    ledger.say("contested share of labels", share, most=1 / 6)
    scorer, threshold = _own(ledger)
    scores, us = timed(scorer, pairs)
    fair = [n for n, p in enumerate(pairs) if p.key not in contested]
    fair_pairs, fair_scores = [pairs[n] for n in fair], [scores[n] for n in fair]
    wratio_us, rival = _rivals(ledger, pairs, fair, options)
    _figures(ledger, "all", scores, pairs, threshold)
    _figures(ledger, "uncontested", fair_scores, fair_pairs, threshold, UNCONTESTED_F1)
    say_cost(ledger, us, wratio_us)
    _prepared(ledger, pairs)
    if rival is not None:
        ledger.say("best F1 above logic-v2's, all labels", best(scores, pairs).f1 - rival, least=0.0)
    table("category", pairs, scores, lambda p: p.group, threshold)
    table("schema, uncontested", fair_pairs, fair_scores, lambda p: p.schema, threshold)
    table("script, uncontested", fair_pairs, fair_scores, scripts, threshold)
    if options.show:
        _show(options.show, pairs, scores, threshold, contested)
    return ledger.close(freeze=options.freeze)


def read(path: Path) -> list[Labelled]:
    """The pairs in the file's order; the key names a row by line, as the contested list does."""
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    sizes = Counter((row["case_group"], row["category"]) for row in rows)
    out = []
    for line, row in enumerate(rows, start=2):
        # A category of one or two pairs says nothing by itself.
        told = row["category"] and sizes[row["case_group"], row["category"]] >= SMALLEST_CATEGORY
        group = f"{row['case_group']}: {row['category'] if told else 'other'}"
        ends = (row["name1"], row["name2"], row["schema"])
        out.append(Labelled(*ends, row["is_match"] == "true", group, f"{line}:{fingerprint(*ends)}"))
    return out


def fingerprint(name1: str, name2: str, schema: str) -> str:
    return hashlib.sha256(f"{name1}|{name2}|{schema}".encode()).hexdigest()[:16]


def read_contested() -> dict[str, str]:
    """`line:key` to the reason. A line alone would follow a moved row; a key alone, its twin."""
    with CONTESTED.open(encoding="utf-8", newline="") as file:
        return {f"{row['line']}:{row['key']}": row["reason"] for row in csv.DictReader(file)}


def _own(ledger: Ledger) -> tuple[Scorer, float]:
    found = engine()
    if found is None:
        print("  interlock.names.compare does not exist here: equal keys (1) and sound keys (0.5) stand in")
        return equal_key_scorer(), 0.5
    return found[0], found[1]


def _prepared(ledger: Ledger, pairs: Sequence[Labelled]) -> None:
    """What a pair costs to whoever compares a name with many, and has prepared all before."""
    ready = {
        (name, pair.schema): prepare(name, cast("Schema", pair.schema))
        for pair in pairs
        for name in (pair.name1, pair.name2)
    }
    _, us = timed(lambda a, b, schema: likeness(ready[a, schema], ready[b, schema]), pairs)
    ledger.say("microseconds a prepared pair", us)


def _figures(
    ledger: Ledger, what: str, scores: Sequence[float], pairs: Sequence[Labelled], threshold: float,
    least: float | None = None,
) -> None:  # fmt: skip
    top, here = best(scores, pairs), at(scores, pairs, threshold)
    ledger.say(f"{what}: best F1", top.f1, least=least, note=f"at {top.threshold:g}")
    ledger.say(f"{what}: F1 at the default threshold", here.f1, note=f"{threshold:g}")
    ledger.say(f"{what}: precision at the default threshold", here.precision)
    ledger.say(f"{what}: recall at the default threshold", here.recall)


def _rivals(
    ledger: Ledger, pairs: Sequence[Labelled], fair: Sequence[int], options: Options
) -> tuple[float, float | None]:
    """(microseconds of WRatio, best F1 of logic-v2 where it is here)."""
    some = [pairs[n] for n in fair]
    scores, wratio_us = timed_wratio(pairs)
    _rival(ledger, "rapidfuzz WRatio", scores, wratio_us, pairs, [scores[n] for n in fair], some)
    other = nomenklatura(options.rival_python, pairs)
    if other is None:
        print("  nomenklatura's logic-v2 is not measured: give --rival-python an interpreter that has it")
        return wratio_us, None
    scores, us, version = other
    print(f"  nomenklatura {version}")
    _rival(ledger, "logic-v2", scores, us, pairs, [scores[n] for n in fair], some)
    return wratio_us, best(scores, pairs).f1


def _rival(
    ledger: Ledger, name: str, scores: Sequence[float], us: float, pairs: Sequence[Labelled],
    fair_scores: Sequence[float], fair: Sequence[Labelled],
) -> None:  # fmt: skip
    top = best(scores, pairs)
    ledger.say(f"{name}: best F1, all", top.f1, note=f"at {top.threshold:g}")
    top = best(fair_scores, fair)
    ledger.say(f"{name}: best F1, uncontested", top.f1, note=f"at {top.threshold:g}")
    ledger.say(f"{name}: microseconds a pair", us)


def _show(
    folder: Path,
    pairs: Sequence[Labelled],
    scores: Sequence[float],
    threshold: float,
    contested: dict[str, str],
) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "names-wrong.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(("line", "contested", "label", "score", "schema", "name1", "name2"))
        for pair, score in zip(pairs, scores, strict=True):
            if (score >= threshold) != pair.match:
                rows.writerow((pair.key.partition(":")[0], pair.key in contested, pair.match, round(score, 3),
                               pair.schema, pair.name1, pair.name2))  # fmt: skip
