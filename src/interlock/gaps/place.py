"""One authority on one target on one day: listed, not listed, or why that cannot be told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache, lru_cache
from typing import Literal

import msgspec

from interlock.gaps.coverage import CannotTell
from interlock.model.dates import ActDate
from interlock.model.record import Record, StandingOn
from interlock.model.target import Target

State = Literal["listed", "not listed", "unknown", "not comparable", "unresolved"]

UNDATED = ActDate(None, None, "unconfirmed")

Told = tuple[Record, StandingOn]
"""An entry, and whether it was in force on the day."""


class Place(msgspec.Struct, frozen=True, gc=False, kw_only=True, eq=False):
    """One authority on one target. Equal to itself alone, so that what follows from it can be kept."""

    authority: str
    state: State
    why: str
    records: tuple[Record, ...] = ()
    """Its records of the target, in force on the day first."""
    listed_on: ActDate | None = None
    """The first designation by this authority, None when it never listed the target."""
    dated: str = ""
    """`US on 2022-12-01`: the first designation in words; empty when there is none."""
    may_be: tuple[str, ...] = ()
    """Records of it that may be the target."""


_STANDING_ORDER = {"listed": 0, "unknown": 1, "not listed": 2}


def by_entries(authority: str, told: Sequence[Told]) -> Place:
    """The place of an authority that has, or had, entries that freeze assets; at least one is given."""
    act = told[0][0].listed_on
    if len(told) > 1:
        told = sorted(told, key=lambda pair: (_STANDING_ORDER[pair[1].standing], pair[0].key))
        act = min((record.listed_on for record, _ in told), key=act_order)
    record, standing = told[0]
    name = authority.upper()
    return Place(
        authority=authority,
        state=standing.standing,
        why=f"{name} entry {record.listing.source_id}: {standing.why}",
        records=tuple([record for record, _ in told]),
        listed_on=act,
        dated=f"{name} {act.words()}",
    )


def in_doubt(
    authority: str,
    target: Target,
    may_be: tuple[str, ...],
    records: Mapping[str, Record],
    holders: Mapping[str, Target],
) -> Place:
    """The place of an authority without an entry, some of whose entries may be the target."""
    text = f"{authority.upper()} may list it: {_candidates(target, may_be, records, holders)}"
    return Place(authority=authority, state="unresolved", why=text, may_be=may_be)


def _candidates(
    target: Target, may_be: tuple[str, ...], records: Mapping[str, Record], holders: Mapping[str, Target]
) -> str:
    """The entries that may be the target, with their dates and what keeps them in doubt."""
    found = []
    for key in may_be[:3]:
        record = records[key]
        others = set(holders[key].members)
        doubt = max(d for d in target.doubts if d.a in others or d.b in others)
        entry = f"entry {record.listing.source_id} {record.listing.caption}"
        found.append(f"{entry}, listed {record.listed_on.words()} ({doubt.reasons[-1]})")
    more = f" and {len(may_be) - 3} more" if len(may_be) > 3 else ""
    return "; ".join(found) + more


@lru_cache(maxsize=4096)
def silent(authority: str, silence: CannotTell) -> Place:
    """The place of an authority without an entry, whose silence means nothing."""
    state: State = "not comparable" if silence.reason == "not comparable" else "unknown"
    return Place(authority=authority, state=state, why=silence.text)


@cache
def absent(authority: str) -> Place:
    """The place of an authority that would have an entry if it listed the target."""
    return Place(
        authority=authority, state="not listed", why=f"no entry in any snapshot of {authority.upper()}"
    )


def with_softer(place: Place, softer: Sequence[Told]) -> Place:
    """The place, its reason naming the entries of the authority that do not freeze."""
    told = [
        f"{place.authority.upper()} entry {record.listing.source_id} on {record.listing.list_key}"
        f" ({', '.join(record.listing.effects) or 'no effect stated'}) does not freeze assets"
        for record, standing in softer
        if standing.standing == "listed"
    ]
    if not told:
        return place
    rest = [] if place.state == "not listed" else [place.why]
    return msgspec.structs.replace(place, why="; ".join([*told, *rest]))


def act_order(act: ActDate) -> tuple[date, date]:
    """Earlier acts first, by the middle of what is known; the undated last."""
    return (act.midpoint() or act.latest or date.max, act.latest or date.max)
