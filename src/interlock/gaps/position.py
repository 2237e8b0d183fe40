"""Where every authority stands on one target on one day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache, lru_cache

import msgspec

from interlock.focus import ALL, Focus, focus_keys, load_focus, regimes_of
from interlock.gaps.absence import Absences, Situation
from interlock.gaps.place import UNDATED, Place, Told, act_order, by_entries, in_doubt, with_softer
from interlock.gaps.question import Question
from interlock.model.dates import ActDate
from interlock.model.gap import LagPair, ListedBy
from interlock.model.listing import Listing
from interlock.model.record import Record, standing_on
from interlock.model.target import Target
from interlock.names import Script, script_of


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
    listers: tuple[str, ...]
    """Those of `listed` that are members of the coalition."""
    lacking: tuple[Place, ...]
    """The places of the coalition that do not surely list it; many targets have the very same."""
    openers: tuple[str, ...]
    """Those of `listed` whose date is confirmed and bounded: the ones that a lag may start from."""

    def entries(self, authority: str) -> tuple[Record, ...]:
        """Its entries in force that freeze assets: what an officer of it would amend."""
        return self.freezers.get(authority, ())

    def dated(self, authority: str) -> str:
        """`US on 2022-12-01`."""
        return self.places[authority].dated or f"{authority.upper()} {UNDATED.words()}"

    def date_of(self, authority: str) -> ActDate:
        """When that authority first listed it; open on both sides when that is not known."""
        return self.places[authority].listed_on or UNDATED

    def listed_by(self) -> tuple[ListedBy, ...]:
        """The entries behind `listed`."""
        found = []
        for key in self.listed:
            records = self.places[key].records
            record = records[0]
            if len(records) > 1:
                record = min(records, key=lambda r: (act_order(r.listed_on), r.key))
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
    absences: Absences,
) -> Position:
    """Where every authority of the question stands on the target on the day.

    `holders`: record key to the target that holds it. `absences`: of the question's authorities.
    """
    members = tuple([records[key] for key in target.members if key in records])
    told = [(record, standing_on(record, question.as_of)) for record in members]
    # A gap of freezing is opened and closed by entries that freeze: a sectoral directive does neither.
    acts: dict[str, list[Told]] = {}
    softer: dict[str, list[Told]] = {}
    for pair in told:
        by_authority = acts if freezes(pair[0].listing) else softer
        by_authority.setdefault(pair[0].listing.authority, []).append(pair)
    entries = {
        key: found
        for key, pairs in acts.items()
        if (found := tuple([record for record, one in pairs if one.standing == "listed"]))
    }
    places = dict(absences.of(_situation(target, members, acts, entries, absences)))
    doubted = _may_be(target, records, holders, question.as_of) if target.doubts else {}
    for key, may_be in doubted.items():
        if key in places and key not in acts:
            places[key] = in_doubt(key, target, may_be, records, holders)
    for key, pairs in softer.items():
        if key in places and key not in acts:
            places[key] = with_softer(places[key], pairs)
    for key, pairs in acts.items():
        if key in places:
            places[key] = by_entries(key, pairs)
    listed = [key for key in question.authorities if places[key].state == "listed"]
    if len(listed) > 1:
        listed.sort(key=lambda key: act_order(places[key].listed_on or UNDATED))
    return Position(
        target=target,
        members=members,
        in_force=tuple([record for record, one in told if one.standing == "listed"]),
        freezers=entries,
        places=places,
        focus_by=_marks(members, question.focus),
        native_names=_native_names(members),
        listed=tuple(listed),
        listers=tuple([key for key in listed if key in question.coalition]),
        lacking=tuple([place for key in question.coalition if (place := places[key]).state != "listed"]),
        openers=tuple([key for key in listed if _may_open(places[key].listed_on or UNDATED)]),
    )


def _situation(
    target: Target,
    members: Sequence[Record],
    acts: Mapping[str, Sequence[Told]],
    entries: Mapping[str, Sequence[Record]],
    absences: Absences,
) -> Situation:
    """`acts`: the entries that freeze, by authority. `entries`: those of them in force."""
    focuses = regimes = frozenset[str]()
    if not absences.in_part <= acts.keys():
        focuses = frozenset(
            [focus.key for focus in _named_focuses() if any(focus.mark(r.listing) for r in members)]
        )
        regimes = frozenset().union(*[regimes_of(r.listing) for told in acts.values() for r, _ in told])
    days = [day for found in entries.values() for record in found if (day := record.listed_on.latest)]
    return Situation(
        schema=target.schema,
        designated=min(days) if days else None,
        un_listed="un" in acts and not all(record.delisted for record, _ in acts["un"]),
        focuses=focuses,
        regimes=regimes,
        scripts=_scripts_but_latin(members),
    )


def _marks(members: Iterable[Record], focus: Focus) -> tuple[str, ...]:
    """What puts the target in the focus."""
    if focus.key == ALL:
        return (ALL,)
    return tuple(sorted({mark for record in members if (mark := focus.mark(record.listing))}))


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


def _scripts_but_latin(members: Iterable[Record]) -> frozenset[Script]:
    """The scripts of all names; empty where any of them is in Latin letters."""
    found = set[Script]()
    for record in members:
        for name in record.listing.names:
            script = written_in(name.text)
            if script == "latin":
                return frozenset()
            found.add(script)
    return frozenset(found)


def _may_be(
    target: Target, records: Mapping[str, Record], holders: Mapping[str, Target], day: date
) -> dict[str, tuple[str, ...]]:
    """By authority, the entries in doubt that freeze assets and are, or may be, in force."""
    own = set(target.members)
    found: dict[str, set[str]] = {}
    for doubt in target.doubts:
        # One pair asks for two whole targets: any entry of the other one may be this target.
        for key in holders[doubt.b if doubt.a in own else doubt.a].members:
            record = records[key]
            if freezes(record.listing) and standing_on(record, day).standing != "not listed":
                found.setdefault(record.listing.authority, set()).add(key)
    return {authority: tuple(sorted(keys)) for authority, keys in found.items()}


def _native_names(members: Iterable[Record]) -> tuple[str, ...]:
    found = [
        name.text
        for record in members
        for name in record.listing.names
        if not name.text.isascii()  # which has Latin letters or none
        if name.quality != "weak" and written_in(name.text) not in ("latin", "none")
    ]
    return tuple(dict.fromkeys(found))[:4] if found else ()


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
