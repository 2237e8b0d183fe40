"""From a text to the numbers it stands for, by hash: compact, mapped, and looked up many at a time.

A text is also found by what is left of it when a letter or two are left out: two texts that differ by a slip
of the keyboard share such a form. The hash is a sum over the letters, so that the hashes of all shortened
forms follow from that of the text without making the forms. 32 bits lead to strangers now and then: whoever
asks must look at what he gets.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np

from interlock.screen.columns import Array, Columns, spread

_LONGEST = 18
"""Of longer texts only the first so many letters are left out in turn."""
_BITS = (1 << 64) - 1
_BASE = 0x9E3779B97F4A7C15
"""Any odd number with well-mixed bits (this one is 2^64 over the golden ratio)."""
_BACK = pow(_BASE, -1, 1 << 64)
_BACK_TWICE = _BACK * _BACK & _BITS


NEVER = math.inf
"""Letters from which none is left out."""
_GROUP = 2
"""Hashes, on average, that begin alike and are looked through for one."""


def hashed(text: str) -> int:
    """32 bits of the text, the same on every machine."""
    total, power = 0, 1
    for letter in text:
        power = power * _BASE & _BITS
        total += (ord(letter) + 1) * power
    return (total & _BITS) >> 32


def shortened(text: str, *, two: bool = False) -> set[int]:
    """The hashes of the text and of all that is left when one letter is left out, or two."""
    before = [0]
    total, power = 0, 1
    for letter in text:
        power = power * _BASE & _BITS
        total = (total + (ord(letter) + 1) * power) & _BITS
        before.append(total)
    found = {total >> 32}
    most = min(len(text), _LONGEST)
    if len(text) < 3:
        return found
    for i in range(most):
        found.add((before[i] + _BACK * (total - before[i + 1]) & _BITS) >> 32)
    if two:
        for i in range(most - 1):
            head = before[i] - _BACK * before[i + 1]
            for j in range(i + 1, most):
                rest = _BACK * before[j] + _BACK_TWICE * (total - before[j + 1])
                found.add((head + rest & _BITS) >> 32)
    return found


def shortened_of_all(
    texts: Sequence[str], *, one_from: float = 3, two_from: float = NEVER
) -> tuple[Array, Array]:
    """(hash, number of the text) of `shortened` of each; from so many letters on with one or two out."""
    by_length: dict[int, list[int]] = defaultdict(list)
    for number, text in enumerate(texts):
        by_length[len(text)].append(number)
    hashes: list[Array] = []
    numbers: list[Array] = []
    for length, members in by_length.items():
        found = _many([texts[n] for n in members], length, one=length >= one_from, two=length >= two_from)
        hashes.append(found.ravel())
        numbers.append(np.repeat(np.array(members, dtype=np.uint32), found.shape[1]))
    if not hashes:
        return np.zeros(0, dtype=np.uint32), np.zeros(0, dtype=np.uint32)
    return np.concatenate(hashes), np.concatenate(numbers)


def hashed_each(texts: Sequence[str]) -> Array:
    """`hashed` of each of the texts, in a third of the time."""
    hashes, numbers = shortened_of_all(texts, one_from=NEVER)
    found = np.empty(len(texts), dtype=np.uint32)
    found[numbers] = hashes
    return found


def _many(texts: Sequence[str], length: int, *, one: bool, two: bool) -> Array:
    """A row of hashes for each of the texts, all of one length."""
    letters = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    powers = np.array([pow(_BASE, n + 1, 1 << 64) for n in range(length)], dtype=np.uint64)
    weighed = (letters.reshape(len(texts), length).astype(np.uint64) + np.uint64(1)) * powers
    before = np.zeros((len(texts), length + 1), dtype=np.uint64)
    np.cumsum(weighed, axis=1, out=before[:, 1:])
    total = before[:, -1:]
    parts = [total]
    most = min(length, _LONGEST)
    back, back_twice = np.uint64(_BACK), np.uint64(_BACK_TWICE)
    if one and length > 2:
        parts.append(before[:, :most] + back * (total - before[:, 1 : most + 1]))
        if two:
            i, j = np.triu_indices(most, 1)
            between = back * (before[:, j] - before[:, i + 1])
            parts.append(before[:, i] + between + back_twice * (total - before[:, j + 1]))
    return (np.concatenate(parts, axis=1) >> np.uint64(32)).astype(np.uint32)


class KeyTable:
    """Sorted hashes, and beside each a number; and where the hashes of each beginning stand."""

    __slots__ = ("_arrays", "_hashes", "_numbers", "_shift", "_starts")

    def __init__(self, columns: Columns, name: str) -> None:
        self._arrays = tuple(columns[f"{name}.{part}"] for part in ("hashes", "numbers", "starts"))
        # One by one they are read faster as plain memory.
        self._hashes, self._numbers, self._starts = (column.data for column in self._arrays)
        self._shift = 33 - len(self._starts).bit_length()

    def find(self, keys: Iterable[str]) -> list[int]:
        """The numbers of all the keys, one after the other."""
        return self.find_hashes([hashed(key) for key in keys])

    def find_hashes(self, wanted: Iterable[int]) -> list[int]:
        """The same, hashed already."""
        hashes, starts, shift = self._hashes, self._starts, self._shift
        found: list[int] = []
        for hash_ in wanted:
            group = hash_ >> shift
            start, end = starts[group], starts[group + 1]
            if start < end:
                found += [self._numbers[n] for n in range(start, end) if hashes[n] == hash_]
        return found

    def find_many(self, wanted: Array) -> tuple[Array, Array]:
        """(place in `wanted`, number) of every number of every hash, in the order of the hashes."""
        hashes, numbers, starts = self._arrays
        groups = wanted >> np.uint32(self._shift)
        first = starts[groups].astype(np.int64)
        counts = starts[groups + np.uint32(1)] - first
        places = spread(first, counts)
        asked = np.repeat(np.arange(len(wanted)), counts)
        good = hashes[places] == wanted[asked]
        return asked[good], numbers[places[good]]

    @staticmethod
    def columns(name: str, hashes: Array, numbers: Array) -> dict[str, Array]:
        """The columns of these hashes and the numbers beside them; each pair is kept once."""
        table = np.sort(hashes.astype(np.uint64) << np.uint64(32) | numbers.astype(np.uint64))
        table = table[begins(table)]
        kept = (table >> np.uint64(32)).astype(np.uint32)
        bits = max(1, (len(kept) // _GROUP).bit_length())
        groups = np.arange((1 << bits) + 1, dtype=np.uint64) << np.uint64(32 - bits)
        return {
            f"{name}.hashes": kept,
            f"{name}.numbers": (table & np.uint64(0xFFFFFFFF)).astype(np.uint32),
            f"{name}.starts": kept.astype(np.uint64).searchsorted(groups).astype(np.uint32),
        }

    @staticmethod
    def columns_of(name: str, pairs: Iterable[tuple[str, int]]) -> dict[str, Array]:
        """The columns of these keys and the numbers beside them."""
        listed = list(pairs)
        hashes = hashed_each([key for key, _ in listed])
        return KeyTable.columns(name, hashes, np.array([number for _, number in listed], dtype=np.uint32))


def begins(*columns: Array) -> Array:
    """True where a run of equal rows begins; the columns are in order."""
    found: Array = np.ones(len(columns[0]), dtype=bool)
    if len(found) > 1:
        found[1:] = np.logical_or.reduce([column[1:] != column[:-1] for column in columns])
    return found


def ends(*columns: Array) -> Array:
    """True where a run of equal rows ends."""
    found: Array = np.ones(len(columns[0]), dtype=bool)
    found[:-1] = begins(*columns)[1:]
    return found


def distinct(values: Array) -> Array:
    """The values sorted, each once: `numpy.unique` takes ten times as long for a few."""
    ordered: Array = np.sort(values)
    return ordered[begins(ordered)]
