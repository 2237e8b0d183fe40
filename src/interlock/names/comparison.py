"""What a comparison of two names answers."""

from __future__ import annotations

import msgspec

MATCH = 0.7
"""The default threshold: where the dev labels part best, and what the field's clients send."""


class Comparison(msgspec.Struct, frozen=True):
    """How alike two names are."""

    score: float
    """0..1."""
    reasons: tuple[str, ...]
    """In words, what agrees and what does not."""

    @property
    def match(self) -> bool:
        """At or above the default threshold."""
        return self.score >= MATCH
