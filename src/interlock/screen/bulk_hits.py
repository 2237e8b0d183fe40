"""What bulk screening says of one customer: a row for each target that it may be."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import msgspec

from interlock.screen.bulk_rows import Reject
from interlock.screen.entity import ListingNote
from interlock.screen.hit import Hit
from interlock.screen.query import Query

Change = Literal["new", "gone", "changed"]


class BulkHit(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One target that one customer may be. Fields in the order in which they are written."""

    id: str
    """The customer's own."""
    target_id: str
    score: float
    match: bool
    """At or above the threshold, and in force."""
    caption: str
    schema: str
    listed_by: tuple[ListingNote, ...]
    reasons: tuple[str, ...]
    delisted: bool
    """Every list that had it has taken it off."""
    not_listed_by: tuple[str, ...]
    unknown_by: tuple[str, ...]
    row: int
    """The customer's row in the input, from 1."""
    name: str
    """As the customer's row has it."""
    change: Change | None = None
    """Since the earlier edition; nothing without one."""
    differs: tuple[str, ...] | None = None
    """What differs, in words; nothing for a new one."""


class Tally(msgspec.Struct, frozen=True):
    """How many of each."""

    rows: int = 0
    matched: int = 0
    """Customers with at least one match (with an earlier edition: with any change)."""
    hits: int = 0
    rejected: int = 0
    """Rows that could not be screened."""
    partly: int = 0
    """Rows that were screened without a cell that could not be read."""

    def __add__(self, other: Tally) -> Tally:
        """The sum of both."""
        return Tally(
            *(
                a + b
                for a, b in zip(msgspec.structs.astuple(self), msgspec.structs.astuple(other), strict=True)
            )
        )


class Screened(msgspec.Struct, frozen=True):
    """A chunk of rows, screened: lines of JSON in the order of the rows."""

    hits: bytes
    rejects: bytes
    tally: Tally


_ENCODER = msgspec.json.Encoder(order="deterministic")


def bulk_hit(row: int, query: Query, hit: Hit) -> BulkHit:
    """The hit as it is written."""
    entity = hit.entity
    return BulkHit(
        id=query.id or "",
        target_id=entity.id,
        score=hit.score,
        match=hit.match,
        caption=entity.caption,
        schema=entity.schema,
        listed_by=entity.listings,
        reasons=reasons_of(hit),
        delisted=entity.delisted,
        not_listed_by=entity.not_listed_by,
        unknown_by=tuple(unlisted.authority for unlisted in entity.unknown_by),
        row=row,
        name="; ".join(query.properties.get("name", ())),
    )


def reasons_of(hit: Hit) -> tuple[str, ...]:
    """Each feature in words, with what it gave and what was compared."""
    return tuple(
        f"{feature.replace('_', ' ')} {told.score:+.2f}: {told.detail}"
        + (f" ({told.query} | {told.candidate})" if told.candidate else "")
        for feature, told in hit.explanations.items()
    )


def screened_of(rows: int, hits: Sequence[BulkHit], rejects: Sequence[Reject]) -> Screened:
    """The chunk of so many rows of which this is to be said."""
    matched = {hit.row for hit in hits if hit.match or hit.change}
    unread = sum(reject.screened == "no" for reject in rejects)
    tally = Tally(rows, len(matched), len(hits), unread, len(rejects) - unread)
    return Screened(_ENCODER.encode_lines(hits), _ENCODER.encode_lines(rejects), tally)
