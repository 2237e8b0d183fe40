"""What identifies a target, merged from every list that has it, each value with its sources. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from interlock.model.inbox import Ready
from interlock.model.listing import IdentifierKind
from interlock.model.record import Record, standing_on

STRONG: tuple[IdentifierKind, ...] = (
    "passport",
    "national_id",
    "imo_ship",
    "imo_company",
    "registration",
    "tax",
    "swift",
    "lei",
    "wallet",
    "aircraft_tail",
    "aircraft_serial",
)
"""Numbers that somebody issued to one party: what a notice or a bank can act upon."""


def ready(records: Iterable[Record], day: date) -> tuple[Ready, ...]:
    """Strong identifiers and full birth dates of the entries in force on the day, strongest kind first."""
    found: dict[tuple[str, str, str], tuple[str, set[str]]] = {}
    for record in records:
        listing = record.listing
        if standing_on(record, day).standing != "listed":
            continue
        entry = f"{listing.authority} {listing.source_id}"
        for one in listing.identifiers:
            if one.kind in STRONG:
                key = (one.kind, one.value, one.country)
                found.setdefault(key, (one.printed or one.value, set()))[1].add(entry)
        for birth in listing.birth_dates:
            if birth.is_day and not birth.circa:
                found.setdefault(("birth date", birth.iso(), ""), (birth.iso(), set()))[1].add(entry)
    order = {kind: place for place, kind in enumerate((*STRONG, "birth date"))}
    return tuple(
        Ready(what=kind, value=printed, country=country, entries=tuple(sorted(entries)))
        for (kind, value, country), (printed, entries) in sorted(
            found.items(), key=lambda item: (order[item[0][0]], item[0][1:])
        )
    )
