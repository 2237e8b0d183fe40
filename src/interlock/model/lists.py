"""A list of an authority: what it is, what it can hold, and how it may move."""

from __future__ import annotations

from datetime import date

import msgspec

from interlock.model.listing import Effect, Schema


class Fill(msgspec.Struct, frozen=True):
    """How often a field must be filled for the list to be whole."""

    schema: Schema
    """Among the entries of this kind."""
    field: str
    """Name of a property of `Listing`, such as `birth_dates`."""
    at_least: float
    """Share (0..1) of those entries in which it holds something."""
    reason: str
    """How the number was chosen."""


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
    max_grow: float = 1.0
    """Share of the last good one's entries by which a snapshot may be larger, for each year between the
    two (at least one year), beside GROW_SLACK of the guard."""
    max_grow_reason: str = (
        "the fastest lists known tripled in five years (Canada 2020 to 2025: 1,369 to 4,759) and the largest"
        " single additions were of a few hundred entries, so a list that doubles at once is more likely"
        " two lists, or a cross product"
    )
    """How the number was chosen."""
    damping_days: int = 120
    """How long an entry must stay away before its absence is called a delisting. 120 is a month more
    than the longest known false absence (UN KPe.068, 91 days in 2023)."""
    shows_removals: bool = False
    """The list itself prints removals."""
    retired_on: date | None = None
    """The authority publishes it no more since that day; another of its lists goes on. What stood on it last
    is *unknown* from then on, unless that other list holds the target."""
    qualified_keys: bool = False
    """Its native ids may also stand on another list of the authority (OFAC gives one uid to a party on
    both of its lists): records are then keyed by list, `us.consolidated:17013`."""
    running_numbers: bool = False
    """The native id is the entry's place in the list, so it shifts; the entry is followed by its text, and
    keeps the number under which it was first seen."""
    beside: bool = False
    """A list that anyone may add beside an authority's own, such as a filled-in template: its absence is
    nothing to report."""
    source_id: str = ""
    """What `Listing.source_id` is on this list, for the documentation."""
    count_floor: int = 1
    """Fewest entries of a whole roster; fewer is quarantined."""
    count_ceiling: int = 1_000_000
    """Most entries of a whole roster; more is quarantined."""
    count_reason: str = ""
    """How the two numbers were chosen: the counts seen, with their dates."""
    fills: tuple[Fill, ...] = ()
    """Fields whose fill rate is guarded."""
    legal_basis: str = ""
    """The law that the list carries out, in a line."""
    formats: str = ""
    """The official files that are read, in a line."""
    frequency: str = ""
    """How often a new issue appears, as far as seen."""
    traps: tuple[str, ...] = ()
    """What the list cannot tell, and what misleads a reader of it; a sentence each."""
