"""How far a difference reaches: whoever hangs together with what is not as it was. Pure."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from interlock.resolve.ragged import Flags, Numbers


def reached(seeds: Flags, left: Numbers, right: Numbers) -> Flags:
    """The seeds, and all that a chain of pairs `left`, `right` ties to one."""
    found = seeds.copy()
    while True:
        ends = found[left] | found[right]
        open_pairs = ends & ~(found[left] & found[right])
        if not open_pairs.any():
            return found
        found[left[open_pairs]] = True
        found[right[open_pairs]] = True


def flagged(count: int, places: Iterable[int] | Numbers) -> Flags:
    """True at the places, of so many."""
    found = np.zeros(count, dtype=bool)
    found[np.fromiter(places, np.int64)] = True
    return found
