"""Which entry that is not there any more is which one that is new, under another native id. Pure.

Unique and exact, or not at all. A false succession would give one target another's date of designation; a
missed one shows as a removal and an addition, which is what the list itself shows.

Known: the UN deleted six entries on Haiti and entered them anew by 2025-08-02, each with its name and its
LISTED_ON, and had done so with KPe.068 and HTi.001 in 2023.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date

from interlock.model.listing import IdentifierKind, Listing

_STRONG: frozenset[IdentifierKind] = frozenset(
    {
        "passport",
        "national_id",
        "tax",
        "registration",
        "imo_ship",
        "aircraft_serial",
        "wallet",
        "lei",
        "duns",
        "swift",
    }
)
"""What is issued to one holder. An IMO company number is not among them: lists give one to two companies."""

_Place = tuple[str, str]


def successions(gone: Mapping[str, Listing], come: Mapping[str, Listing]) -> dict[str, str]:
    """Old id to new id of each entry that certainly goes on under a new one.

    `gone` are the entries that were in force and are absent from a snapshot, `come` those that it holds for
    the first time. Two are one when the kind and the primary name are equal as printed (white space and
    capitals apart), when they print the same exact day of listing or share a strong identifier or the list's
    own reference, when their birth dates allow it, and when that is so of no other pair of either.
    """
    by_name: dict[_Place, list[str]] = {}
    for source_id, listing in gone.items():
        if place := _place(listing):
            by_name.setdefault(place, []).append(source_id)
    pairs = [
        (old, new)
        for new, listing in come.items()
        for old in by_name.get(_place(listing) or ("", ""), ())
        if _is_one(gone[old], listing)
    ]
    olds, news = Counter(old for old, _ in pairs), Counter(new for _, new in pairs)
    return {old: new for old, new in sorted(pairs) if olds[old] == 1 and news[new] == 1}


def _place(listing: Listing) -> _Place | None:
    for name in listing.names:
        if name.kind == "primary":
            return listing.schema, " ".join(name.text.split()).casefold()
    return None


def _is_one(old: Listing, new: Listing) -> bool:
    day = _printed_day(old)
    shared = (day is not None and day == _printed_day(new)) or bool(_numbers(old) & _numbers(new))
    return shared and _born_alike(old, new)


def _printed_day(listing: Listing) -> date | None:
    act = listing.listed_on
    if act is None or act.basis != "printed" or act.earliest != act.latest:
        return None
    return act.earliest


def _numbers(listing: Listing) -> set[tuple[str, str]]:
    found: set[tuple[str, str]] = {
        (number.kind, number.value) for number in listing.identifiers if number.kind in _STRONG
    }
    found |= {("reference", q.source_id) for q in listing.quotes if q.authority == listing.authority}
    return {pair for pair in found if pair[1]}


def _born_alike(old: Listing, new: Listing) -> bool:
    if not old.birth_dates or not new.birth_dates:
        return True
    return any(one.agrees_with(other) for one in old.birth_dates for other in new.birth_dates)
