"""A snapshot: one list as it stood on one date, and what that copy can and cannot tell."""

from __future__ import annotations

from datetime import date

import msgspec

from interlock.model.listing import Facet, Listing


class Coverage(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What one snapshot can be asked. Absence of an entry means something only inside this."""

    roster: bool = True
    """Every entry in force is here (at least by its id): absence means "not on this list"."""
    facets: tuple[Facet, ...] = ("core", "aliases", "addresses")
    """The facets that the snapshot holds for (nearly) every entry; see `Facet`."""
    focus: str = ""
    """Non-empty: the roster is complete only for this focus (`dprk`), silent about the rest."""
    without_un: bool = False
    """UN-listed targets are frozen by another act that this copy does not repeat."""
    lacks: tuple[str, ...] = ()
    """Properties of `Listing` that this kind of copy does not carry for any entry (a reconstruction, a thin
    format): that they are empty says nothing about the list, and their fill is not guarded."""
    notes: tuple[str, ...] = ()
    """In words, for the coverage box of a report."""


class Alarm(msgspec.Struct, frozen=True, gc=False, omit_defaults=True, order=True):
    """Something in a list that the parser was not told about. Never dropped silently."""

    code: str
    """`unknown-field`, `unknown-value`, `unreadable-record`, `declared-count`, ..."""
    text: str
    where: str = ""
    count: int = 1


class Removal(msgspec.Struct, frozen=True, gc=False, omit_defaults=True, order=True):
    """The list's own notice that an entry was taken off."""

    source_id: str
    on: date | None = None


class Entry(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """A listing and the place in the file it was read from (row, or element path)."""

    listing: Listing
    locator: str


class Parsed(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What a parser made of the files of one list on one date."""

    list_key: str
    list_date: date | None
    """The date that the list itself carries, None when it carries none."""
    entries: tuple[Entry, ...]
    coverage: Coverage
    records: dict[str, int]
    """File role to the number of records read from it, for comparison with a manifest."""
    removals: tuple[Removal, ...] = ()
    alarms: tuple[Alarm, ...] = ()
    fingerprint: str = ""
    """The names of the elements or columns that the files use, sorted, one a line. Empty: the parser does
    not say, and `sources.shape` looks for itself."""
