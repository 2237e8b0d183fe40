"""Rows of numbers, each as long as it needs to be, kept end to end in one array."""

from __future__ import annotations

from collections.abc import Iterable, Sized

import msgspec
import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


class Ragged(msgspec.Struct, frozen=True, array_like=True):
    """So many rows. As bytes, so that it can be kept in a file as it is."""

    data: bytes = b""
    lengths: bytes = b""

    @classmethod
    def of(cls, rows: Iterable[Iterable[int]]) -> Ragged:
        """These rows."""
        flat: list[int] = []
        sizes: list[int] = []
        for row in rows:
            before = len(flat)
            flat.extend(row)
            sizes.append(len(flat) - before)
        return cls.made(numbers(flat), numbers(sizes))

    @classmethod
    def made(cls, values: Numbers, sizes: Numbers) -> Ragged:
        """Rows of these sizes, filled with the values in order."""
        return cls(values.astype(np.int64).tobytes(), sizes.astype(np.int32).tobytes())

    @property
    def values(self) -> Numbers:
        """Of all rows, in order."""
        return np.frombuffer(self.data, np.int64)

    @property
    def sizes(self) -> Numbers:
        """How many values each row has."""
        return np.frombuffer(self.lengths, np.int32).astype(np.int64)

    @property
    def owners(self) -> Numbers:
        """The row that each of `values` stands in."""
        return np.repeat(np.arange(len(self.sizes), dtype=np.int64), self.sizes)

    def rows(self) -> list[list[int]]:
        """Every row, as Python has it."""
        flat, ends = self.values.tolist(), np.cumsum(self.sizes).tolist()
        return [flat[end - size : end] for size, end in zip(self.sizes.tolist(), ends, strict=True)]

    def take(self, rows: Numbers) -> Ragged:
        """The rows of these numbers, in this order."""
        sizes = self.sizes
        return Ragged.made(self.values[_places(np.cumsum(sizes) - sizes, sizes, rows)], sizes[rows])

    def followed_by(self, other: Ragged) -> Ragged:
        """These rows, then those."""
        return Ragged(self.data + other.data, self.lengths + other.lengths)

    def has_any(self, wanted: Numbers) -> Flags:
        """Of each row, whether it has one of the values."""
        found = np.zeros(len(self.sizes), dtype=bool)
        if len(wanted):
            found[self.owners[np.isin(self.values, wanted)]] = True
        return found

    def share(self, left: Numbers, right: Numbers) -> Flags:
        """Of each pair of rows, whether they have a value in common."""
        pair, x, y = self.crossed(left, right)
        found = np.zeros(len(left), dtype=bool)
        found[pair[x == y]] = True
        return found

    def crossed(self, left: Numbers, right: Numbers) -> tuple[Numbers, Numbers, Numbers]:
        """Every value of the one row beside every value of the other: number of the pair, and the two."""
        sizes, values = self.sizes, self.values
        starts = np.cumsum(sizes) - sizes
        many = sizes[right]
        x = _places(starts, sizes, left)
        pair = np.repeat(np.arange(len(left), dtype=np.int64), sizes[left])
        y = _places(starts, sizes, right[pair])
        return np.repeat(pair, many[pair]), values[np.repeat(x, many[pair])], values[y]


def _places(starts: Numbers, sizes: Numbers, rows: Numbers) -> Numbers:
    """Where the values of these rows stand, row by row."""
    lengths = sizes[rows]
    begun = np.cumsum(lengths) - lengths
    return np.repeat(starts[rows] - begun, lengths) + np.arange(lengths.sum(), dtype=np.int64)


def numbers(values: Iterable[int]) -> Numbers:
    """As an array."""
    count = len(values) if isinstance(values, Sized) else -1
    return np.fromiter(values, np.int64, count)


def distinct(values: Numbers) -> Numbers:
    """Sorted, each once."""
    values = np.sort(values)
    return values[np.r_[True, values[1:] != values[:-1]]] if len(values) else values
