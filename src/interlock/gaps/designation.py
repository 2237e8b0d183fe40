"""Designation: one or more members of the coalition list the target, and another does not."""

from __future__ import annotations

from datetime import date
from functools import cache

import msgspec

from interlock.gaps.act import act_of, regimes_of
from interlock.gaps.comparability import Comparability
from interlock.gaps.finding import STATUS, Finding, Silent, closing, confirmed_openers
from interlock.gaps.place import Place
from interlock.gaps.position import Position
from interlock.gaps.question import Question
from interlock.gaps.scene import Scene
from interlock.model.gap import Act


def find(position: Position, scene: Scene) -> list[Finding | Silent]:
    """One finding for each member that does not list what another member surely lists.

    Rule: not UN-listed on the day (that is another kind of gap); listed by a member. Open since the
    first confirmed date of the others. A member whose entry is surely later than the first other's:
    closed, with the lag. A reference authority's listing alone opens nothing. Each open one says whether
    the member could act by its own law (`act`).
    """
    un = position.places.get("un")
    if un is not None and un.state == "listed":
        return []
    question, found = scene.question, list[Finding | Silent]()
    if not position.listers:
        return found
    case = _Case(
        listed=f"listed by {_with_dates(position, position.listers)}",
        since=min(filter(None, [_surely_by(position, key) for key in position.listers]), default=None),
        regimes=regimes_of(position, scene.table),
    )
    found += scene.once(_open, position.lacking, case, scene.table, question.as_of)
    for authority in position.openers[1:]:  # the first came after nobody
        closed = _closed(position, question, authority) if authority in position.listers else None
        if closed is not None:
            found.append(closed)
    return found


class _Case(msgspec.Struct, frozen=True, gc=False):
    """What is the same for every member that does not list the target."""

    listed: str
    since: date | None
    regimes: frozenset[str]


def _open(lacking: tuple[Place, ...], case: _Case, table: Comparability, day: date) -> list[Finding]:
    found = []
    for place in lacking:
        if place.state == "not comparable":
            act: Act = "not known"
            act_why = f"{place.why}: it would need another kind of act"
        else:
            act, act_why = act_of(table, place.authority, case.regimes, day)
        found.append(
            Finding(
                kind="designation",
                authority=place.authority,
                status=STATUS[place.state],
                since=case.since,
                why=f"{case.listed}; {place.why}",
                act=act,
                act_why=act_why,
                closes=_closes(place.authority),
            )
        )
    return found


@cache
def _closes(authority: str) -> str:
    return f"{authority.upper()} lists it by its own act, or the allies note why it does not"


def _surely_by(position: Position, authority: str) -> date | None:
    """The day by which it surely listed the target; None when no confirmed date says so."""
    act = position.date_of(authority)
    return act.latest if act.is_confirmed else None


def _closed(position: Position, question: Question, authority: str) -> Finding | None:
    openers = confirmed_openers(position, question.coalition, but=authority)
    if not openers:
        return None
    order, lag = closing(position, openers[0], authority)
    if order != "after" or lag is None:
        return None
    own = position.date_of(authority)
    return Finding(
        kind="designation",
        authority=authority,
        status="closed",
        since=position.date_of(openers[0]).latest,
        closed_on=own.midpoint(),
        lag=lag,
        why=f"listed by {_with_dates(position, openers[:1])}, by {authority.upper()} {own.words()}",
    )


def _with_dates(position: Position, authorities: tuple[str, ...]) -> str:
    return ", ".join(position.dated(key) for key in authorities)
