"""The names that share most runs of three letters with a text: for names that no word of theirs gives away.

Slow beside `name_index` and blind to meaning, so asked only when that found nothing sure.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from interlock.screen.columns import Array, Columns
from interlock.screen.keys import distinct

_LETTERS = 38
"""a to z, 0 to 9, the edge of the name, and everything else."""
_BUDGET = 0.35
"""Share of all names that the postings of a text may add up to; the commonest runs beyond it are left out. By
measurement: the right name is found as often as without a limit, in half the time."""


class Trigrams:
    """Rows by the runs of three letters in their names without spaces."""

    def __init__(self, columns: Columns, name: str) -> None:
        self._starts = columns[f"{name}.gram_starts"]
        self._rows = columns[f"{name}.gram_rows"]
        self._sizes = columns[f"{name}.gram_sizes"]

    def closest(self, joined: str, limit: int) -> Array:
        """At most so many rows, the closest first."""
        grams = distinct(grams_of(joined))
        counts = self._starts[grams + 1] - self._starts[grams]
        order = np.argsort(counts, kind="stable")
        within = np.cumsum(counts[order]) <= max(1, _BUDGET * len(self._sizes))
        within[: min(3, len(within))] = True
        chosen = [
            g for g, n in zip(grams[order][within].tolist(), counts[order][within].tolist(), strict=True) if n
        ]
        if not chosen:
            return _NONE
        rows = np.concatenate([self._rows[self._starts[g] : self._starts[g + 1]] for g in chosen])
        shared = np.bincount(rows, minlength=len(self._sizes))
        some = shared.nonzero()[0]
        alike = 2.0 * shared[some] / (len(chosen) + self._sizes[some])
        if len(some) > limit:
            best = np.argpartition(-alike, limit)[:limit]
            some, alike = some[best], alike[best]
        return some[np.lexsort((some, -alike))]

    @staticmethod
    def columns(name: str, joined: Sequence[str]) -> dict[str, Array]:
        """The columns of these names without spaces, by row."""
        grams = grams_of("\n".join(joined))
        lengths = np.array([len(text) for text in joined], dtype=np.int64)
        # One text after the other with an edge between: every run that begins before the last edge of a text.
        rows = np.repeat(np.arange(len(joined), dtype=np.uint64), np.maximum(lengths, 0) + 1)[: len(grams)]
        inside = np.ones(len(grams), dtype=bool)
        ends = np.cumsum(lengths + 1)
        inside[ends[ends <= len(grams)] - 1] = False
        pairs = distinct(rows[inside] << np.uint64(32) | grams[inside].astype(np.uint64))
        rows = (pairs >> np.uint64(32)).astype(np.uint32)
        flat = (pairs & np.uint64(0xFFFFFFFF)).astype(np.int64)
        order = np.argsort(flat, kind="stable")
        starts = np.zeros(_LETTERS**3 + 1, dtype=np.int64)
        np.cumsum(np.bincount(flat, minlength=_LETTERS**3), out=starts[1:])
        sizes = np.bincount(rows, minlength=len(joined)).astype(np.int32)
        return {f"{name}.gram_starts": starts, f"{name}.gram_rows": rows[order], f"{name}.gram_sizes": sizes}


_CODES = np.full(256, _LETTERS - 1, dtype=np.int64)
_CODES[ord("a") : ord("z") + 1] = np.arange(26)
_CODES[ord("0") : ord("9") + 1] = np.arange(26, 36)
_EDGE = 36
_CODES[ord("\n")] = _EDGE


def grams_of(joined: str) -> Array:
    """The runs of three letters as numbers, the edges of the name counted as letters."""
    codes = np.empty(len(joined.encode("latin-1", "replace")) + 2, dtype=np.int64)
    codes[0] = codes[-1] = _EDGE
    codes[1:-1] = _CODES[np.frombuffer(joined.encode("latin-1", "replace"), dtype=np.uint8)]
    return (codes[:-2] * _LETTERS + codes[1:-1]) * _LETTERS + codes[2:]


_NONE: Array = np.zeros(0, dtype=np.int64)
