"""Entries of one list that the list itself ties together: both print one reference to the other list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import msgspec

from interlock.model.listing import Quote
from interlock.model.snapshot import Entry
from interlock.sources.audit import Audit

MOST_TIED = 6
"""Entries that may share a reference. Two is the most seen (two regimes); more than this is a fault in the
file, and to tie all with all would cost a square of them."""


def tied(entries: Iterable[Entry], audit: Audit) -> tuple[Entry, ...]:
    """The entries; those that quote one entry of the other British list also quote each other.

    A person under two regimes has two ids on the UK Sanctions List and one OFSI Group ID: 11 such on
    2026-08-22. A reference on more than MOST_TIED ties nobody, and is an alarm.
    """
    entries = tuple(entries)
    holders: dict[str, list[str]] = defaultdict(list)
    for entry in entries:
        for quote in entry.listing.quotes:
            if quote.authority == "gb":
                holders[quote.source_id].append(entry.listing.source_id)
    for keys in holders.values():
        if len(keys) > MOST_TIED:
            audit.alarm("shared-reference", f"a reference stands on more than {MOST_TIED} entries", keys[0])
            keys.clear()
    return tuple(_tied(entry, holders) for entry in entries)


def _tied(entry: Entry, holders: dict[str, list[str]]) -> Entry:
    listing = entry.listing
    others = {
        other: quote.source_id
        for quote in listing.quotes
        if quote.authority == "gb"
        for other in holders[quote.source_id]
        if other != listing.source_id
    }
    if not others:
        return entry
    more = tuple(Quote("gb", other, f"same {reference}") for other, reference in sorted(others.items()))
    return msgspec.structs.replace(
        entry, listing=msgspec.structs.replace(listing, quotes=listing.quotes + more)
    )
