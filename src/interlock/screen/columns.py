"""Arrays and texts in one file that is mapped into memory: opened in a millisecond, shared by processes."""

from __future__ import annotations

import mmap
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO

import msgspec
import numpy as np
from numpy.typing import NDArray

from interlock.base.errors import StoreError

Array = NDArray[Any]
Columns = Mapping[str, Array]

_MAGIC = b"ilscreen"
_ALIGNED = 64


class _Place(msgspec.Struct, frozen=True):
    kind: str
    count: int
    start: int


class _Contents(msgspec.Struct, frozen=True):
    facts: dict[str, Any]
    """What the columns were made of, in the words of whoever made them."""
    columns: dict[str, _Place]
    size: int


def to_bytes(columns: Columns, facts: Mapping[str, Any]) -> Iterator[bytes]:
    """The file's bytes, piece by piece. One-dimensional arrays only."""
    places: dict[str, _Place] = {}
    end = 0
    for name, column in columns.items():
        start = -(-end // _ALIGNED) * _ALIGNED
        places[name] = _Place(column.dtype.str, len(column), start)
        end = start + column.nbytes
    head = msgspec.msgpack.encode(_Contents(dict(facts), places, end))
    yield _MAGIC + len(head).to_bytes(8, "little") + head
    yield b"\0" * (-(len(_MAGIC) + 8 + len(head)) % _ALIGNED)
    written = 0
    for name, column in columns.items():
        yield b"\0" * (places[name].start - written)
        yield np.ascontiguousarray(column).tobytes()
        written = places[name].start + column.nbytes


def facts_of(path: Path) -> Mapping[str, Any] | None:
    """What the file was made of; None when it is not there, or is no such file."""
    try:
        with path.open("rb") as file:
            return _read_contents(file)[0].facts
    except (OSError, ValueError, msgspec.DecodeError):
        return None


def mapped(path: Path) -> dict[str, Array]:
    """The columns, backed by the file.

    Raises:
        StoreError: the file is damaged or cannot be read.
    """
    try:
        with path.open("rb") as file:
            contents, base = _read_contents(file)
            whole = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except (OSError, ValueError, msgspec.DecodeError) as error:
        raise _damaged(path) from error
    if base + contents.size != len(whole):
        raise _damaged(path)
    return {
        name: np.frombuffer(whole, np.dtype(place.kind), place.count, base + place.start)
        for name, place in contents.columns.items()
    }


def _damaged(path: Path) -> StoreError:
    return StoreError(
        "the screening index is damaged or cannot be read",
        where=str(path),
        remedy="delete this file: it is made again from the edition when next needed",
    )


def _read_contents(file: BinaryIO) -> tuple[_Contents, int]:
    """What the file holds, and where its columns begin. Raises: ValueError, msgspec.DecodeError."""
    if file.read(len(_MAGIC)) != _MAGIC:
        raise ValueError(file.name)
    size = int.from_bytes(file.read(8), "little")
    contents = msgspec.msgpack.decode(file.read(size), type=_Contents)
    return contents, -(-(len(_MAGIC) + 8 + size) // _ALIGNED) * _ALIGNED


class Texts:
    """Many texts in one column of bytes."""

    __slots__ = ("_bytes", "_starts")

    def __init__(self, columns: Columns, name: str) -> None:
        self._bytes = columns[f"{name}.bytes"].data
        self._starts = columns[f"{name}.starts"]

    def __len__(self) -> int:
        return len(self._starts) - 1

    def __getitem__(self, number: int) -> str:
        return str(self._bytes[self._starts[number] : self._starts[number + 1]], "utf-8")

    def each(self, numbers: Array) -> list[str]:
        """The texts of these numbers, in their order."""
        data = self._bytes
        starts, ends = self._starts[numbers].tolist(), self._starts[numbers + 1].tolist()
        return [str(data[start:end], "utf-8") for start, end in zip(starts, ends, strict=True)]

    def all(self) -> list[str]:
        """Every text, in order."""
        return self.each(np.arange(len(self)))

    @staticmethod
    def columns(name: str, texts: Sequence[str]) -> dict[str, Array]:
        """The columns that hold the texts."""
        coded = [text.encode("utf-8") for text in texts]
        starts = np.zeros(len(coded) + 1, dtype=np.int64)
        np.cumsum([len(one) for one in coded], out=starts[1:])
        return {f"{name}.bytes": np.frombuffer(b"".join(coded), dtype=np.uint8), f"{name}.starts": starts}


def grouped(values: str, starts: str, groups: Sequence[Sequence[int]]) -> dict[str, Array]:
    """The columns of many short lists of numbers: all of them, and where each begins."""
    ends = np.zeros(len(groups) + 1, dtype=np.int64)
    np.cumsum([len(group) for group in groups], out=ends[1:])
    flat = np.fromiter((value for group in groups for value in group), dtype=np.uint32, count=int(ends[-1]))
    return {values: flat, starts: ends}


def spread(starts: Array, counts: Array) -> Array:
    """The places of many runs, one run after the other: of each its start and those that follow."""
    ends = np.cumsum(counts)
    total = int(ends[-1]) if len(ends) else 0
    found: Array = np.repeat(starts - (ends - counts), counts) + np.arange(total)
    return found
