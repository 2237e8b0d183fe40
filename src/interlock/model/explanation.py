"""Why two records are, or are not, taken for one party. Field names are the public JSON."""

from __future__ import annotations

from typing import Literal

import msgspec

from interlock.model.target import Link

Outcome = Literal["linked", "not linked", "for a person"]


class Fact(msgspec.Struct, frozen=True, order=True):
    """One field of the two entries, side by side."""

    field: str
    """`names`, `birth dates`, ..."""
    text: str
    """What was found, in words."""
    a: tuple[str, ...] = ()
    """As the first entry prints it; empty: it prints none."""
    b: tuple[str, ...] = ()


class Contribution(msgspec.Struct, frozen=True, gc=False):
    """What one field did to the decision."""

    field: str
    """`names`, `birth_dates`, ...: the property of a listing, or `quotes` and `identifiers`."""
    text: str
    """What agrees, differs or is silent, in words."""
    effect: float
    """In powers of ten: +1 makes it ten times as likely that the two are one, -1 ten times less."""


class Explanation(msgspec.Struct, frozen=True, kw_only=True):
    """The whole answer for two records."""

    a: str
    """Record key; a < b."""
    b: str
    name_a: str
    name_b: str
    outcome: Outcome
    """Of the pair on its own: the engine's, or a person's where somebody judged it."""
    score: float
    """0..1; 1 or 0 where somebody judged."""
    same_target: bool
    """One target in the edition: through this pair, or through other entries."""
    target_a: str
    target_b: str
    agree: tuple[Fact, ...]
    differ: tuple[Fact, ...]
    silent: tuple[Fact, ...]
    """Fields that one of the two, or both, print nothing for: evidence of nothing."""
    contributions: tuple[Contribution, ...]
    would_change: tuple[str, ...]
    reasons: tuple[str, ...]
    """The engine's own, in order."""
    judgements: tuple[str, ...]
    """Of people, on these two records: who judged what, when and why."""
    chain: tuple[Link, ...]
    """Links that lead from the one to the other inside their target."""
    notes: tuple[str, ...] = ()
