"""Where every authority stands on one target on one day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache, lru_cache
from typing import Literal

import msgspec

from interlock.focus import ALL, Focus, focus_keys, load_focus, regimes_of
from interlock.gaps.coverage import CannotTell, Reach
from interlock.gaps.question import Question
from interlock.model.dates import ActDate
from interlock.model.gap import LagPair, ListedBy
from interlock.model.listing import Listing
from interlock.model.record import Record, StandingOn, standing_on
from interlock.model.target import Target
from interlock.names import Script, script_of

State = Literal["listed", "not listed", "unknown", "not comparable", "unresolved"]

_UNDATED = ActDate(None, None, "unconfirmed")


class Place(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """One authority on one target."""

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


class Position(msgspec.Struct, frozen=True, kw_only=True):
    """One target against all authorities asked about."""

    target: Target
    members: tuple[Record, ...]
    """Every record of the target, whatever it does and wherever it stands."""
    in_force: tuple[Record, ...]
    """Those of `members` that surely are in force on the day."""
    freezers: dict[str, tuple[Record, ...]]
    """By authority, those of `in_force` that freeze assets."""
    places: dict[str, Place]
    focus_by: tuple[str, ...]
    native_names: tuple[str, ...]

    listed: tuple[str, ...]
    """Every authority that surely lists it on the day, earliest first."""
    openers: tuple[str, ...]
    """Those of `listed` whose date is confirmed and bounded: the ones that a lag may start from."""

    def listers(self, authorities: tuple[str, ...]) -> tuple[str, ...]:
        """Those of `authorities` that surely list it on the day, earliest first."""
        return tuple(key for key in self.listed if key in authorities)

    def entries(self, authority: str) -> tuple[Record, ...]:
        """Its entries in force that freeze assets: what an officer of it would amend."""
        return self.freezers.get(authority, ())

    def dated(self, authority: str) -> str:
        """`US on 2022-12-01`."""
        return self.places[authority].dated or f"{authority.upper()} {_UNDATED.words()}"

    def date_of(self, authority: str) -> ActDate:
        """When that authority first listed it; open on both sides when that is not known."""
        return self.places[authority].listed_on or _UNDATED

    def listed_by(self, authorities: tuple[str, ...]) -> tuple[ListedBy, ...]:
        """The entries behind `listers`."""
        found = []
        for key in self.listers(authorities):
            record = min(self.places[key].records, key=lambda r: (_act_order(r.listed_on), r.key))
            found.append(
                ListedBy(
                    authority=key,
                    source_id=record.listing.source_id,
                    name=record.listing.caption,
                    listed_on=record.listed_on,
                )
            )
        return tuple(found)


def position(
    target: Target,
    records: Mapping[str, Record],
    holders: Mapping[str, Target],
    question: Question,
    reaches: Mapping[str, Reach],
) -> Position:
    """Where every authority of the question stands on the target on the day.

    `holders`: record key to the target that holds it.
    """
    members = [records[key] for key in target.members if key in records]
    told = [(record, standing_on(record, question.as_of)) for record in members]
    in_force = tuple(record for record, one in told if one.standing == "listed")
    marks = tuple(sorted({mark for record in members if (mark := question.focus.mark(record.listing))}))
    focuses = frozenset(
        focus.key for focus in _named_focuses() if any(focus.mark(r.listing) for r in members)
    )
    # A gap of freezing is opened and closed by entries that freeze: a sectoral directive does neither.
    acts: dict[str, list[tuple[Record, StandingOn]]] = {}
    for pair in told:
        if freezes(pair[0].listing):
            acts.setdefault(pair[0].listing.authority, []).append(pair)
    freezing = [record for pairs in acts.values() for record, _ in pairs]
    entries = {
        key: found
        for key, pairs in acts.items()
        if (found := tuple(record for record, one in pairs if one.standing == "listed"))
    }
    designated = min(
        (r.listed_on.latest for found in entries.values() for r in found if r.listed_on.latest is not None),
        default=None,
    )
    un_listed = any(r.listing.authority == "un" and not r.delisted for r in freezing)
    scripts = frozenset(written_in(name.text) for record in members for name in record.listing.names)
    regimes: frozenset[str] = frozenset()
    if any(reaches[key].in_part for key in question.authorities if key not in acts):
        regimes = frozenset().union(*(regimes_of(record.listing) for record in freezing))
    places = {}
    for key in question.authorities:
        mine = acts.get(key, [])
        silence = None
        if not mine:
            silence = reaches[key].cannot_tell(
                target.schema, designated, un_listed=un_listed, focuses=focuses, regimes=regimes
            ) or _not_compared(target, scripts, key)
        places[key] = _place(key, mine, target, records, holders, question.as_of, silence)
        if not mine and len(freezing) < len(members):
            softer = [r for r in members if r.listing.authority == key]
            places[key] = _with_softer(places[key], softer, question.as_of)
    listed = [key for key in question.authorities if places[key].state == "listed"]
    listed.sort(key=lambda key: _act_order(places[key].listed_on or _UNDATED))
    return Position(
        target=target,
        members=tuple(members),
        in_force=in_force,
        freezers=entries,
        places=places,
        focus_by=marks,
        native_names=_native_names(members),
        listed=tuple(listed),
        openers=tuple(key for key in listed if _may_open(places[key].listed_on or _UNDATED)),
    )


def _may_open(act: ActDate) -> bool:
    return act.is_confirmed and act.earliest is not None and act.latest is not None


@cache
def _named_focuses() -> tuple[Focus, ...]:
    return tuple(load_focus(key) for key in focus_keys() if key != ALL)


@lru_cache(maxsize=262_144)
def _looked_at(text: str) -> Script:
    return script_of(text)


def written_in(text: str) -> Script:
    """The script of the name; nine of ten are plain ASCII, and need no look at each letter."""
    return "latin" if text.isascii() and text[:1].isalpha() else _looked_at(text)


def freezes(listing: Listing) -> bool:
    """Does the entry freeze assets? An entry that states no effect at all does not say so."""
    return "asset_freeze" in listing.effects


def _with_softer(place: Place, softer: list[Record], day: date) -> Place:
    """The place, its reason naming the entries of the authority that do not freeze."""
    told = [
        f"{place.authority.upper()} entry {record.listing.source_id} on {record.listing.list_key}"
        f" ({', '.join(record.listing.effects) or 'no effect stated'}) does not freeze assets"
        for record in softer
        if standing_on(record, day).standing == "listed"
    ]
    if not told:
        return place
    rest = [] if place.state == "not listed" else [place.why]
    return msgspec.structs.replace(place, why="; ".join([*told, *rest]))


def _not_compared(target: Target, scripts: frozenset[Script], authority: str) -> CannotTell | None:
    """A target whose names no list prints in Latin letters was not compared with lists that use them.

    Personal names in Hangul are compared by sound; Korea's own list prints Hangul.
    """
    if not scripts or "latin" in scripts or (authority == "kr" and "hangul" in scripts):
        return None
    if target.schema == "Person" and "hangul" in scripts:
        return None
    text = (
        f"its names are known in {' and '.join(sorted(scripts))} only, which are not compared with Latin ones"
    )
    return CannotTell("out of scope", text)


_STANDING_ORDER = {"listed": 0, "unknown": 1, "not listed": 2}


def _place(
    authority: str,
    mine: list[tuple[Record, StandingOn]],
    target: Target,
    records: Mapping[str, Record],
    holders: Mapping[str, Target],
    day: date,
    silence: CannotTell | None,
) -> Place:
    if mine:
        standings = mine
        if len(mine) > 1:
            standings = sorted(mine, key=lambda pair: (_STANDING_ORDER[pair[1].standing], pair[0].key))
        record, standing = standings[0]
        state: State = standing.standing
        act = min((item.listed_on for item, _ in mine), key=_act_order)
        return Place(
            authority=authority,
            state=state,
            why=f"{authority.upper()} entry {record.listing.source_id}: {standing.why}",
            records=tuple(record for record, _ in standings),
            listed_on=act,
            dated=f"{authority.upper()} {act.words()}",
        )
    may_be = _may_be(authority, target, records, holders, day)
    if may_be:
        text = f"{authority.upper()} may list it: {_candidates(target, may_be, records, holders)}"
        return Place(authority=authority, state="unresolved", why=text, may_be=may_be)
    if silence is not None:
        return _silent(authority, silence)
    return _absent(authority)


@lru_cache(maxsize=4096)
def _silent(authority: str, silence: CannotTell) -> Place:
    state: State = "not comparable" if silence.reason == "not comparable" else "unknown"
    return Place(authority=authority, state=state, why=silence.text)


@cache
def _absent(authority: str) -> Place:
    return Place(
        authority=authority, state="not listed", why=f"no entry in any snapshot of {authority.upper()}"
    )


def _may_be(
    authority: str,
    target: Target,
    records: Mapping[str, Record],
    holders: Mapping[str, Target],
    day: date,
) -> tuple[str, ...]:
    """The authority's entries in doubt that freeze assets and are, or may be, in force."""
    if not target.doubts:
        return ()
    own = set(target.members)
    found = set()
    for doubt in target.doubts:
        # One pair asks for two whole targets: any entry of the other one may be this target.
        for key in holders[doubt.b if doubt.a in own else doubt.a].members:
            record = records[key]
            in_force = standing_on(record, day).standing != "not listed"
            if record.listing.authority == authority and in_force and freezes(record.listing):
                found.add(key)
    return tuple(sorted(found))


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


def _native_names(members: list[Record]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for record in members:
        for name in record.listing.names:
            if name.quality != "weak" and written_in(name.text) not in ("latin", "none"):
                found.setdefault(name.text)
    return tuple(found)[:4]


def lag_between(first: ActDate, second: ActDate, first_authority: str) -> LagPair | None:
    """Days from the first act to the second; None when either span is open on a side.

    Negative when the second came first.
    """
    a, b = first.midpoint(), second.midpoint()
    if a is None or b is None:
        return None
    assert first.earliest and first.latest and second.earliest and second.latest  # noqa: S101
    return LagPair(
        first=first_authority,
        days=(b - a).days,
        at_least=(second.earliest - first.latest).days,
        at_most=(second.latest - first.earliest).days,
        confirmed=first.is_confirmed,
    )


def _act_order(act: ActDate) -> tuple[date, date]:
    return (act.midpoint() or act.latest or date.max, act.latest or date.max)
