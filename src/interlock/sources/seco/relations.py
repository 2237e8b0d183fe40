"""Relations point at targets by number: the names come from the targets. Pure."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from interlock.model.snapshot import Entry


def with_names(entries: Mapping[str, Entry]) -> tuple[Entry, ...]:
    """The entries, each relation with the caption of its target; empty where that is not in force."""
    made = []
    for entry in entries.values():
        listing = entry.listing
        if listing.relations:
            relations = tuple(
                msgspec.structs.replace(one, name=entries[one.source_id].listing.caption)
                if one.source_id in entries
                else one
                for one in listing.relations
            )
            listing = msgspec.structs.replace(listing, relations=relations)
        made.append(Entry(listing, entry.locator))
    return tuple(made)
