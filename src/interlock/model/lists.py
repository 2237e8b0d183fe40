"""A list of an authority: what it is, what it can hold, and how it may move."""

from __future__ import annotations

import msgspec

from interlock.model.listing import Effect, Schema


class ListSpec(msgspec.Struct, frozen=True, kw_only=True):
    """One list of an authority: what it is, what it can hold, and how it may move."""

    key: str
    """`<authority>.<list>`."""
    title: str
    """The list's own English title."""
    holds: tuple[Schema, ...]
    """Kinds of target the list can hold. Anything else is *not comparable*, never *not listed*."""
    effects: tuple[Effect, ...]
    """What being on the list does, where the entry does not say more."""
    max_shrink: float
    """Share of entries (0..1) by which one snapshot may be smaller than the last good one before it
    is quarantined."""
    max_shrink_reason: str
    """How the number was chosen."""
    damping_days: int = 120
    """How long an entry must stay away before its absence is called a delisting. 120 is a month more
    than the longest known false absence (UN KPe.068, 91 days in 2023)."""
    shows_removals: bool = False
    """The list itself prints removals."""
    source_id: str = ""
    """What `Listing.source_id` is on this list, for the documentation."""
