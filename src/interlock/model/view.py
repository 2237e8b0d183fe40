"""A target as it is shown to someone who asked for it. Field names are the public JSON."""

from __future__ import annotations

from datetime import date

import msgspec

from interlock.model.dates import ActDate
from interlock.model.listing import Effect, Identifier, Name, Schema
from interlock.model.target import Link


class ListingView(msgspec.Struct, frozen=True, kw_only=True):
    """One authority's entry for the target, on the day asked."""

    authority: str
    list_key: str
    source_id: str
    name: str
    names: tuple[Name, ...]
    programmes: tuple[str, ...]
    effects: tuple[Effect, ...]
    legal_basis: tuple[str, ...]
    listed_on: ActDate
    amended_on: tuple[date, ...]
    first_seen: date
    last_seen: date
    standing: str
    """`listed`, `not listed` or `unknown` on the day asked."""
    why: str
    delisted: bool
    """Taken off by the day asked."""
    delisted_on: ActDate | None
    identifiers: tuple[Identifier, ...]
    birth_dates: tuple[str, ...]
    """As `1938-04-01`, `1938`, `~1960`."""
    positions: tuple[str, ...]
    nationalities: tuple[str, ...]
    addresses: tuple[str, ...]


class TargetView(msgspec.Struct, frozen=True, kw_only=True):
    """One target with every list's entry for it."""

    target_id: str
    schema: Schema
    caption: str
    names: tuple[str, ...]
    listings: tuple[ListingView, ...]
    links: tuple[Link, ...]
    doubts: tuple[Link, ...]


class TargetAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """The answer to `interlock target`."""

    edition: str
    as_of: date
    query: str
    fictional: bool
    targets: tuple[TargetView, ...]
    """Best first."""
    notes: tuple[str, ...] = ()
    """Where an id of an earlier edition is today."""
