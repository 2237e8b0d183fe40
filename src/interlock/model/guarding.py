"""Why a snapshot is held back, and what a person ruled about it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal

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
"""(list key, day, `inputs_sha` of its files): a ruling never carries over to other bytes."""
Rulings = Mapping[RulingKey, Ruling]
