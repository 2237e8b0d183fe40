"""Chance that can be repeated: one seed gives one world, on every machine and version of Python.

Only `random.Random.random` is used, whose sequence Python promises to keep; everything else is derived
from it here.
"""

from __future__ import annotations

import random
from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from itertools import accumulate
from typing import TypeVar

T = TypeVar("T")


class Weighted(Sequence[T]):
    """A pool whose members are drawn as often as their weights say."""

    def __init__(self, *weighted: tuple[T, float]) -> None:
        self._members = tuple(member for member, _ in weighted)
        self._sums = tuple(accumulate(weight for _, weight in weighted))

    def __len__(self) -> int:
        return len(self._members)

    def __getitem__(self, index: int) -> T:  # type: ignore[override]  # slices are of no use here
        return self._members[index]

    def at(self, share: float) -> T:
        """The member at `share` (0 up to, not including, 1) of the total weight."""
        return self._members[min(bisect_right(self._sums, share * self._sums[-1]), len(self) - 1)]


class Dice:
    """A source of chance."""

    def __init__(self, *seed: object) -> None:
        # Reproducible on purpose: this is fiction, not a secret.
        self._next = random.Random(":".join(str(part) for part in seed)).random  # noqa: S311

    def below(self, limit: int) -> int:
        """0 up to, not including, `limit`."""
        return int(self._next() * limit)

    def between(self, low: int, high: int) -> int:
        """`low` to `high`, both included."""
        return low + int(self._next() * (high - low + 1))

    def chance(self, probability: float) -> bool:
        """True as often as `probability` says."""
        return self._next() < probability

    def one(self, pool: Sequence[T]) -> T:
        """Any member; by weight when the pool is `Weighted`."""
        if isinstance(pool, Weighted):
            drawn: T = pool.at(self._next())
            return drawn
        return pool[int(self._next() * len(pool))]

    def some(self, pool: Sequence[T], count: int) -> list[T]:
        """`count` different members, in drawn order (all, when there are no more)."""
        left = list(pool)
        return [left.pop(int(self._next() * len(left))) for _ in range(min(count, len(left)))]

    def shuffled(self, pool: Sequence[T]) -> list[T]:
        """All members in another order."""
        return self.some(pool, len(pool)) if len(pool) < 64 else self._fisher_yates(list(pool))

    def _fisher_yates(self, items: list[T]) -> list[T]:
        for last in range(len(items) - 1, 0, -1):
            other = int(self._next() * (last + 1))
            items[last], items[other] = items[other], items[last]
        return items

    def day(self, first: date, last: date) -> date:
        """Any day from `first` to `last`, both included."""
        return date.fromordinal(self.between(first.toordinal(), last.toordinal()))

    def digits(self, count: int) -> str:
        """`count` decimal digits."""
        return str(int(self._next() * 10**count)).zfill(count)
