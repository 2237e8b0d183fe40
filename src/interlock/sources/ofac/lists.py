"""OFAC's two lists: which files they come in, and what being on them does."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import cast

import msgspec

from interlock.model.dates import ActDate
from interlock.model.listing import Effect
from interlock.sources.audit import Audit
from interlock.sources.ofac.remarks import TABLE, partial_date


class OfacList(msgspec.Struct, frozen=True):
    """One list in OFAC's formats."""

    key: str
    core: str
    """Role of the CSV file that describes the entries."""
    csv: Mapping[str, str]
    """Role to the official name of the CSV file, for messages."""


SDN = OfacList(
    "us.sdn",
    "sdn",
    {"sdn": "sdn.csv", "alt": "alt.csv", "add": "add.csv", "comments": "sdn_comments.csv"},
)
CONSOLIDATED = OfacList(
    "us.consolidated",
    "prim",
    {
        "prim": "cons_prim.csv",
        "alt": "cons_alt.csv",
        "add": "cons_add.csv",
        "comments": "cons_comments.csv",
    },
)
LISTS = {one.key: one for one in (SDN, CONSOLIDATED)}

_DATED = frozenset(TABLE["listing_dates"]["programmes"])
_LISTING_DATE = re.compile(r"Listing Date \([^()]*\):? (\d\d [A-Z][a-z]{2} \d{4})")
_SDN_CODES = frozenset(TABLE["programmes"]["sdn"])
_NON_SDN: Mapping[str, list[str]] = TABLE["programmes"]["consolidated"]


def effects_of(which: OfacList, programmes: tuple[str, ...], audit: Audit, where: str) -> tuple[Effect, ...]:
    """What the entry's own list does to it, sorted.

    The SDN list blocks property, whatever the programme; a code that the table lacks is an alarm all the
    same. On the non-SDN list the programme decides: a code that the table lacks is an alarm and gives no
    effect, and an entry without any known effect is an alarm too.
    """
    known = _SDN_CODES if which is SDN else frozenset(_NON_SDN)
    for code in programmes:
        if code not in known:
            audit.alarm("unknown-value", f"unknown programme: {code}", where)
    if which is SDN:
        return ("asset_freeze",)
    found = sorted({effect for code in programmes for effect in _NON_SDN.get(code, ())})
    if not found:
        audit.alarm("unknown-value", "no programme of the entry says what the non-SDN list does", where)
    return cast("tuple[Effect, ...]", tuple(found))


def listed_by_text(
    which: OfacList, programmes: tuple[str, ...], legal_basis: Iterable[str]
) -> tuple[ActDate | None, tuple[date, ...]]:
    """The day that the texts of a non-SDN entry give for its listing, and the days of later ones.

    None where a programme of the entry prints no such date: it may have been listed before.
    """
    if which is SDN or not programmes or not set(programmes) <= _DATED:
        return None, ()
    printed = (partial_date(found[1]) for text in legal_basis if (found := _LISTING_DATE.match(text)))
    days = sorted({known.earliest for known in printed if known is not None})
    return (ActDate(days[0], days[0], "printed"), tuple(days[1:])) if days else (None, ())
