"""Labelled name pairs, the scorers that read them, and the figures that come of it."""

from __future__ import annotations

import gc
import time
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple, cast

if TYPE_CHECKING:
    from interlock.model.listing import Schema


class Labelled(NamedTuple):
    """One pair with its label."""

    name1: str
    name2: str
    schema: str
    match: bool
    group: str
    key: str = ""


Scorer = Callable[[str, str, str], float]
GRID = [step / 100 for step in range(1, 101)]


class Score(NamedTuple):
    """Precision, recall and F1 at a threshold."""

    precision: float
    recall: float
    f1: float
    threshold: float


def at(scores: Sequence[float], pairs: Sequence[Labelled], threshold: float) -> Score:
    hits = sum(1 for s, p in zip(scores, pairs, strict=True) if s >= threshold and p.match)
    said = sum(1 for s in scores if s >= threshold)
    real = sum(1 for p in pairs if p.match)
    precision = hits / said if said else 1.0
    recall = hits / real if real else 1.0
    total = precision + recall
    return Score(precision, recall, 2 * precision * recall / total if total else 0.0, threshold)


def best(scores: Sequence[float], pairs: Sequence[Labelled]) -> Score:
    """The threshold that suits a scorer best: for ranking scorers, not a promise."""
    return max((at(scores, pairs, t) for t in GRID), key=lambda s: (s.f1, s.threshold))


def timed(scorer: Scorer, pairs: Sequence[Labelled]) -> tuple[list[float], float]:
    """The scores, and microseconds a pair: each pair once, so that no memory of a pair helps.

    Processor time: what else runs on the machine does not count, and neither does what was left to clear up
    before the first pair.
    """
    gc.collect()
    began = time.process_time()
    scores = [scorer(p.name1, p.name2, p.schema) for p in pairs]
    spent = time.process_time() - began
    return scores, spent / max(1, len(pairs)) * 1e6


def engine() -> tuple[Scorer, float, Callable[[str, str, str], tuple[str, ...]]] | None:
    """Interlock's own `compare`, its default threshold and its reasons; None when it has none."""
    try:
        names: Any = import_module("interlock.names")
        compare = names.compare
    except (ImportError, AttributeError):
        return None
    began = time.process_time()
    for a, b, schema in WARM:
        compare(a, b, schema)
    print(f"  the first {len(WARM)} pairs, tables read: {time.process_time() - began:.2f} s")
    threshold = float(getattr(names, "MATCH", 0.7))
    return (
        lambda a, b, schema: compare(a, b, schema).score,
        threshold,
        lambda a, b, schema: compare(a, b, schema).reasons,
    )


WARM = (
    ("Kim Warm Up", "김온난", "Person"),
    ("山下温", "Yamashita On", "Person"),
    ("李温", "리온", "Person"),
    ("李温", "Li Wen", "Person"),
    ("劉溫", "刘温", "Person"),
    ("キム・オン", "Kim On", "Person"),
    ("やました おん", "Yamashita On", "Person"),
    ("Тёплый Иван", "Ivan Tyoplyy", "Person"),
    ("دافئ محمد", "Muhammad Dafi", "Person"),
    ("Warm Trading Co., Ltd.", "온난무역회사", "Company"),
    ("Warm 1", "WARM 2", "Vessel"),
)
"""Invented pairs that make the engine read its tables before the clock starts."""


def equal_key_scorer() -> Scorer:
    """What the first resolver had: 1 when a folded key is shared, 0.5 when only the sound is."""
    from interlock.names import equal_keys, sound_keys

    def score(a: str, b: str, schema: str) -> float:
        kind = cast("Schema", schema)
        if equal_keys(a, kind) & equal_keys(b, kind):
            return 1.0
        return 0.5 if sound_keys(a, kind) & sound_keys(b, kind) else 0.0

    return score


def script(text: str) -> str:
    """The script of most of the letters."""
    counts: dict[str, int] = {}
    for ch in text:
        if ch.isalpha():
            word = unicodedata.name(ch, "UNKNOWN").split()[0]
            counts[word] = counts.get(word, 0) + 1
    return max(counts, key=lambda key: counts[key]).capitalize() if counts else "None"


def scripts(pair: Labelled) -> str:
    """`Latin`, or `Hangul-Latin` when the two differ."""
    return "-".join(sorted({script(pair.name1), script(pair.name2)}))


def by(
    pairs: Iterable[Labelled], scores: Iterable[float], key: Callable[[Labelled], str]
) -> dict[str, tuple[list[Labelled], list[float]]]:
    out: dict[str, tuple[list[Labelled], list[float]]] = {}
    for pair, score in zip(pairs, scores, strict=True):
        held = out.setdefault(key(pair), ([], []))
        held[0].append(pair)
        held[1].append(score)
    return dict(sorted(out.items()))


def table(
    title: str, pairs: Sequence[Labelled], scores: Sequence[float], key: Callable[[Labelled], str], t: float
) -> None:
    """Prints precision, recall and errors of each group at the threshold."""
    print(f"  by {title} at {t:g}: group, pairs (matches), precision, recall, false alarms, misses")
    for name, (some, marks) in by(pairs, scores, key).items():
        s = at(marks, some, t)
        real = sum(p.match for p in some)
        alarms = sum(1 for m, p in zip(marks, some, strict=True) if m >= t and not p.match)
        misses = sum(1 for m, p in zip(marks, some, strict=True) if m < t and p.match)
        print(
            f"    {name:<34} {len(some):>4} ({real:>3})  {s.precision:.3f}  {s.recall:.3f}"
            f"  {alarms:>3} {misses:>3}"
        )
