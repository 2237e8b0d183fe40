"""From a text to the numbers it stands for, by hash: compact, mapped, and looked up many at a time.

A hash of 32 bits leads to strangers now and then: whoever asks must look at what he gets.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from zlib import crc32

import numpy as np

from interlock.screen.columns import Array, Columns


def hashed(text: str) -> int:
    """32 bits of the text, the same on every machine."""
    return crc32(text.encode("utf-8", "surrogatepass"))


class KeyTable:
    """Sorted hashes, and beside each a number."""

    __slots__ = ("_hashes", "_numbers")

    def __init__(self, columns: Columns, name: str) -> None:
        self._hashes = columns[f"{name}.hashes"]
        self._numbers = columns[f"{name}.numbers"]

    def find(self, keys: Sequence[str]) -> Array:
        """The numbers of all the keys, one after the other."""
        return self.find_hashes([hashed(key) for key in keys])

    def find_hashes(self, hashes: Sequence[int]) -> Array:
        """The same, hashed already."""
        wanted = np.array(hashes, dtype=np.uint32)
        left = self._hashes.searchsorted(wanted, "left")
        right = self._hashes.searchsorted(wanted, "right")
        found = (right > left).nonzero()[0]
        if not len(found):
            return _NOTHING
        if len(found) == 1:
            return self._numbers[left[found[0]] : right[found[0]]]
        return np.concatenate([self._numbers[left[n] : right[n]] for n in found])

    @staticmethod
    def columns(name: str, pairs: Iterable[tuple[int, int]]) -> dict[str, Array]:
        """The columns of (hash, number) pairs; each pair is kept once."""
        table = np.fromiter((hash_ << 32 | number for hash_, number in pairs), dtype=np.uint64)
        table = np.unique(table)
        return {
            f"{name}.hashes": (table >> np.uint64(32)).astype(np.uint32),
            f"{name}.numbers": (table & np.uint64(0xFFFFFFFF)).astype(np.uint32),
        }


_NOTHING: Array = np.zeros(0, dtype=np.uint32)
