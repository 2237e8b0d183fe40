"""What authorities did to the entries of a target, and which snapshot showed it. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import msgspec

from interlock.casework.known import came_with, went_with
from interlock.model.life import Deed
from interlock.model.record import Record


def deeds_of(records: Iterable[Record], authorities: Iterable[str]) -> tuple[Deed, ...]:
    """Everything that those authorities are known to have done to the entries, by day and entry."""
    chosen = frozenset(authorities)
    found: list[Deed] = []
    for record in records:
        if record.listing.authority in chosen:
            found.extend(_deeds(record))
    return tuple(sorted(found, key=_order))


def _deeds(record: Record) -> Iterable[Deed]:
    listing = record.listing
    entry = Deed(
        authority=listing.authority,
        list_key=listing.list_key,
        source_id=listing.source_id,
        did="amended",
        on=None,
        seen=None,
    )
    of = msgspec.structs.replace
    for number, span in enumerate(record.spans):
        seen = came_with(record) if number == 0 else _back(record, number)
        yield of(entry, did="listed again" if number else "listed", on=span.listed_on, seen=seen)
        if span.delisted_on is not None:
            yield of(entry, did="taken off", on=span.delisted_on, seen=went_with(record, number))
    for change in record.changes:
        yield of(entry, seen=change.day, fields=change.fields)


def _back(record: Record, number: int) -> date | None:
    start = record.spans[number].listed_on
    begun = start.earliest or date.min
    later = [presence.first for presence in record.presences[1:] if presence.first >= begun]
    return later[0] if later else start.latest


def day_of(deed: Deed) -> date:
    """The day by which it surely was done."""
    known = deed.on.latest if deed.on is not None and deed.on.is_confirmed else None
    return known or deed.seen or date.min


def is_news(deed: Deed, since: date, until: date) -> bool:
    """Was it done, or first shown, after `since` and not after `until`?"""
    days = [day_of(deed)] if deed.did != "amended" else []
    days += [deed.seen] if deed.seen is not None else []
    return any(since < day <= until for day in days)


def in_words(deed: Deed) -> str:
    """`US entry 39496 listed between 2022-11-30 and 2022-12-02, shown by us.sdn of 2022-12-02`."""
    when = f" {deed.on.words()}" if deed.on is not None else ""
    shown = f", shown by {deed.list_key} of {deed.seen}" if deed.seen is not None else ""
    what = f": {', '.join(deed.fields).replace('_', ' ')}" if deed.fields else ""
    return f"{deed.authority.upper()} entry {deed.source_id} {deed.did}{when}{what}{shown}"


def _order(deed: Deed) -> tuple[date, str, str, str]:
    return (day_of(deed), deed.authority, deed.source_id, deed.did)
