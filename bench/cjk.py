"""Korean, Japanese and Chinese name pairs made by independent rules (`bench/cjk_make.py`)."""

from __future__ import annotations

import csv
from pathlib import Path

from bench.frozen import Ledger
from bench.options import Options
from bench.pairs import Labelled, at, best, engine, equal_key_scorer, scripts, table, timed
from bench.rivals import nomenklatura, say_cost, timed_wratio

FILE = Path(__file__).parent / "data" / "cjk-names.csv"
LEAST_F1 = 0.95


def main(options: Options) -> int:
    """Prints the figures of one half. Returns the number of broken promises."""
    pairs = read(options.half)
    hard = sum(1 for pair in pairs if not pair.match) / len(pairs)
    # The half to work on is never a baseline.
    ledger = Ledger("cjk" if options.half == "report" else "cjk-dev")
    print(f"  {len(pairs)} pairs, half `{options.half}`")
    ledger.say("share of non-matches", hard, least=0.5)
    found = engine()
    if found is None:
        print("  interlock.names.compare does not exist here: equal keys (1) and sound keys (0.5) stand in")
    scorer, threshold = (found[0], found[1]) if found else (equal_key_scorer(), 0.5)
    scores, us = timed(scorer, pairs)
    here, top = at(scores, pairs, threshold), best(scores, pairs)
    ledger.say("F1 at the default threshold", here.f1, least=LEAST_F1, note=f"{threshold:g}")
    ledger.say("precision at the default threshold", here.precision)
    ledger.say("recall at the default threshold", here.recall)
    ledger.say("best F1", top.f1, note=f"at {top.threshold:g}")
    other, other_us = timed_wratio(pairs)
    say_cost(ledger, us, other_us)
    for language in ("ko", "zh", "ja"):
        some = [n for n, pair in enumerate(pairs) if pair.group.startswith(language)]
        part = at([scores[n] for n in some], [pairs[n] for n in some], threshold)
        ledger.say(f"{language}: F1 at the default threshold", part.f1)
    ledger.say("rapidfuzz WRatio: best F1", best(other, pairs).f1)
    ledger.say("rapidfuzz WRatio: microseconds a pair", other_us)
    rival = nomenklatura(options.rival_python, pairs)
    if rival is None:
        print("  nomenklatura's logic-v2 is not measured: give --rival-python an interpreter that has it")
    else:
        ledger.say("logic-v2: best F1", best(rival[0], pairs).f1)
        ledger.say("logic-v2: microseconds a pair", rival[1])
    table("kind", pairs, scores, lambda p: p.group, threshold)
    table("script", pairs, scores, scripts, threshold)
    if options.show:
        _show(options.show, options.half, pairs, scores, threshold)
    return ledger.close(freeze=options.freeze and options.half == "report")


def read(half: str) -> list[Labelled]:
    with FILE.open(encoding="utf-8", newline="") as file:
        return [
            Labelled(row["name1"], row["name2"], row["schema"], row["label"] == "match",
                     f"{row['language']} {row['kind']}", row["id"])
            for row in csv.DictReader(file)
            if row["half"] == half
        ]  # fmt: skip


def _show(folder: Path, half: str, pairs: list[Labelled], scores: list[float], threshold: float) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"cjk-{half}-wrong.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(("id", "kind", "label", "score", "schema", "name1", "name2"))
        for p, score in zip(pairs, scores, strict=True):
            if (score >= threshold) != p.match:
                rows.writerow((p.key, p.group, p.match, round(score, 3), p.schema, p.name1, p.name2))
