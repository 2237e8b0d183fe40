"""Why a snapshot is held back, and what a person ruled about it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Literal, Protocol

import msgspec

Guard = Literal["floor", "ceiling", "shrink", "grow", "fill", "fields", "rejected", "illegible"]
Verdict = Literal["accepted", "rejected"]


class Breach(msgspec.Struct, frozen=True, order=True):
    """One guard that a snapshot broke."""

    guard: Guard
    text: str
    """What was found, and the limit with its reason; a clause without a full stop."""


class Ruling(msgspec.Struct, frozen=True, order=True):
    """What a person ruled about one snapshot."""

    verdict: Verdict
    author: str
    reason: str


RulingKey = tuple[str, date, str]
"""(list key, day, `files_key` of the snapshot): a ruling never carries over to other bytes."""
Rulings = Mapping[RulingKey, Ruling]


class _File(Protocol):
    @property
    def role(self) -> str: ...

    @property
    def sha256(self) -> str: ...


def files_key(files: Iterable[_File]) -> str:
    """A sha256 over what the files are and hold; their order and names are of no matter."""
    lines = sorted(f"{file.role}\t{file.sha256}" for file in files)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
