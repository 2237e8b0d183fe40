"""What is found, and why."""

from __future__ import annotations

import msgspec

from interlock.screen.entity import Entity


class Explained(msgspec.Struct, frozen=True):
    """What one feature gave."""

    score: float
    """What it did to the whole: for names, the score they give alone; else what was added or taken."""
    detail: str
    """In words."""
    query: str | None = None
    candidate: str | None = None
    """The two values that were compared."""


class Hit(msgspec.Struct, frozen=True):
    """One entity that may be the one asked for."""

    entity: Entity
    score: float
    """0..1."""
    match: bool
    """At or above the threshold, and in force."""
    explanations: dict[str, Explained]
    """By feature."""


class Found(msgspec.Struct, frozen=True):
    """A page of a search."""

    total: int
    """Of all pages."""
    results: tuple[tuple[Entity, float], ...]
    """Entities with their scores, best first."""
