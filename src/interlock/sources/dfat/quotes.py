"""References that cannot be right: one reference of the UN on two entries of the list. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import msgspec

from interlock.model.listing import Quote
from interlock.model.snapshot import Entry
from interlock.sources.audit import Audit
from interlock.sources.dfat.cells import TABLE


def without_doubtful_quotes(entries: Sequence[Entry], audit: Audit) -> tuple[Entry, ...]:
    """The entries without the quotes that the table calls wrong, and without those that two entries share.

    A shared reference links neither of its two entries, since nothing here says whose it is; it is an alarm.
    The text that prints it stays in the remarks.
    """
    kept = {
        entry.listing.source_id: [
            quote for quote in entry.listing.quotes if not _is_known_wrong(entry.listing.source_id, quote)
        ]
        for entry in entries
    }
    holders = Counter(quote.source_id for quotes in kept.values() for quote in quotes)
    made = []
    for entry in entries:
        quotes = kept[entry.listing.source_id]
        if any(holders[quote.source_id] > 1 for quote in quotes):
            audit.alarm(
                "shared-reference", "two entries share a UN reference; it links neither", entry.locator
            )
        sure = tuple(quote for quote in quotes if holders[quote.source_id] == 1)
        listing = entry.listing
        if sure != listing.quotes:
            listing = msgspec.structs.replace(listing, quotes=sure)
        made.append(Entry(listing, entry.locator))
    return tuple(made)


def _is_known_wrong(source_id: str, quote: Quote) -> bool:
    return quote.source_id in TABLE["misquoted"].get(source_id, ())
