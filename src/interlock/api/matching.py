"""Queries by example put to a scope, in the field's terms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from interlock.api.cleaning import Cleaned
from interlock.api.filters import Filter
from interlock.api.holdings import Part, Scope
from interlock.api.shapes import Json, hit_json, matches_json
from interlock.screen.hit import Hit
from interlock.screen.screener import Options

MOST_HITS = 500


class Terms(msgspec.Struct, frozen=True, kw_only=True):
    """How a batch is to be answered."""

    limit: int = 5
    threshold: float = 0.7
    cutoff: float = 0.7
    weights: Mapping[str, float] = {}
    exclude_schemata: frozenset[str] = frozenset()
    exclude_ids: frozenset[str] = frozenset()
    topics: tuple[str, ...] = ()
    since: str | None = None

    @property
    def candidates(self) -> int:
        """How many hits are looked at, so that the matches beyond the limit are counted.

        The field's rule: ten times the limit, at least 20, at most 500 or the limit.
        """
        return min(max(20, self.limit * 10), max(MOST_HITS, self.limit))


class Ranked(msgspec.Struct, frozen=True):
    """A hit, and whether it counts as a match in the scope."""

    hit: Hit
    match: bool


def ranked(scope: Scope, cleaned: Cleaned, terms: Terms) -> list[Ranked]:
    """The hits of all parts of the scope, best first, down to the cutoff."""
    found = [row for part in scope.parts for row in _of_part(part, cleaned, terms)]
    found.sort(key=lambda row: (-row.hit.score, row.hit.entity.id))
    return found


def answered(scope: Scope, cleaned: Cleaned, terms: Terms) -> tuple[Json, bool]:
    """The answer to one query, and whether it has a match."""
    return told_of(scope, cleaned, terms, ranked(scope, cleaned, terms))


def told_of(scope: Scope, cleaned: Cleaned, terms: Terms, found: Sequence[Ranked]) -> tuple[Json, bool]:
    """The answer that tells these hits."""
    total = sum(row.match for row in found)
    hits = [hit_json(row.hit, match=row.match) for row in found[: terms.limit]]
    return matches_json(cleaned, hits, total, complete=not scope.incomplete), total > 0


def _of_part(part: Part, cleaned: Cleaned, terms: Terms) -> list[Ranked]:
    keep = Filter(
        allowed=part.allowed,
        own_name=part.holding.data.name,
        exclude_schemata=terms.exclude_schemata,
        exclude_ids=terms.exclude_ids,
        since=terms.since,
        fields={"topics": terms.topics} if terms.topics else {},
    )
    options = Options(
        limit=terms.candidates,
        threshold=terms.threshold,
        cutoff=min(terms.cutoff, terms.threshold),
        weights=terms.weights,
        keep=None if keep.is_open else keep.keeps,
    )
    hits = part.holding.data.index.match(cleaned.query, options)
    # A list in scope may have taken it off while another one, out of scope, has it still.
    return [Ranked(hit, hit.match and part.in_force(hit.entity)) for hit in hits if hit.score > 0]
