"""`python -m bench.cjk_make`: writes `data/cjk-names.csv` again, byte for byte, from the rules and one seed.

Invented names by the rules of `bench.romanise`, and the pairs of `cjk-from-lists.csv` (public record, by
reference). The half of a pair follows from its id: `dev` to work on, `report` for the bench to show.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Callable
from pathlib import Path
from random import Random

from bench import cjk_bodies, cjk_chinese, cjk_korean
from bench.cjk_pair import Pair

DATA = Path(__file__).parent / "data"
SEED = 20261127
COLUMNS = ("id", "name1", "name2", "schema", "label", "language", "kind", "half", "source", "reason")


def pairs(seed: int = SEED) -> list[Pair]:
    """Every pair, each once, in order."""
    makers: tuple[Callable[[Random], list[Pair]], ...] = (
        cjk_korean.matches,
        cjk_korean.nonmatches,
        lambda _: cjk_korean.leaders(),
        cjk_bodies.korean,
        cjk_bodies.numbers,
        cjk_chinese.chinese,
        cjk_chinese.japanese,
        cjk_bodies.chinese,
        cjk_bodies.japanese,
        lambda _: from_lists(),
    )
    seen: set[frozenset[str]] = set()
    out = []
    # A die of its own for each maker: a change in one leaves the others' pairs as they are.
    for number, maker in enumerate(makers):
        for pair in maker(Random(f"{seed}-{number}")):
            ends = frozenset((pair.name1.casefold(), pair.name2.casefold()))
            if len(ends) == 2 and ends not in seen:
                seen.add(ends)
                out.append(pair)
    return out


def from_lists() -> list[Pair]:
    """Pairs read off the lists, with the entries they come from."""
    with (DATA / "cjk-from-lists.csv").open(encoding="utf-8", newline="") as file:
        return [
            Pair(row["language"], row["schema"], row["kind"], row["name1"], row["name2"],
                 row["label"] == "match", row["reason"], row["source"])
            for row in csv.DictReader(file)
        ]  # fmt: skip


def identity(pair: Pair) -> str:
    """A short id that changes only with the pair itself."""
    body = "|".join((pair.name1, pair.name2, pair.schema))
    return f"{pair.language}-{hashlib.sha256(body.encode()).hexdigest()[:8]}"


def half(key: str) -> str:
    return "dev" if hashlib.sha256(key.encode()).digest()[0] % 2 == 0 else "report"


def write(path: Path = DATA / "cjk-names.csv") -> int:
    """Writes the file. Returns the number of pairs."""
    made = pairs()
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(COLUMNS)
        for pair in made:
            key = identity(pair)
            label = "match" if pair.match else "nonmatch"
            rows.writerow((key, pair.name1, pair.name2, pair.schema, label, pair.language, pair.kind,
                           half(key), pair.source, pair.reason))  # fmt: skip
    return len(made)


if __name__ == "__main__":
    print(write(), "pairs")
