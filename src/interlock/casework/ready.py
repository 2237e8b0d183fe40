"""What identifies a target, merged from every list that has it, each value with its sources. Pure."""

from __future__ import annotations

from collections import defaultdict
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

BIRTH = "birth date"


def ready(records: Iterable[Record], day: date) -> tuple[Ready, ...]:
    """Strong identifiers and full birth dates of the entries in force on the day, strongest kind first."""
    printed: dict[tuple[str, str], str] = {}
    countries: dict[tuple[str, str], str] = {}
    entries: dict[tuple[str, str], set[str]] = defaultdict(set)
    for record in records:
        listing = record.listing
        if standing_on(record, day).standing != "listed":
            continue
        entry = f"{listing.authority} {listing.source_id}"
        for one in listing.identifiers:
            if one.kind in STRONG:
                key = (str(one.kind), one.value)
                printed.setdefault(key, one.printed or one.value)
                # One list names the issuer of a number, another does not: it is one number.
                countries[key] = countries.get(key) or one.country
                entries[key].add(entry)
        for birth in listing.birth_dates:
            if birth.is_day and not birth.circa:
                key = (BIRTH, birth.iso())
                printed[key] = birth.iso()
                entries[key].add(entry)
    order = {kind: place for place, kind in enumerate((*STRONG, BIRTH))}
    return tuple(
        Ready(
            what=key[0],
            value=printed[key],
            country=countries.get(key, ""),
            entries=tuple(sorted(entries[key])),
        )
        for key in sorted(entries, key=lambda key: (order[key[0]], key[1]))
    )
