"""Designation: one or more members of the coalition list the target, and another does not."""

from __future__ import annotations

from interlock.gaps.act import act_of
from interlock.gaps.finding import Finding, Silent, closing, confirmed_openers, status_of
from interlock.gaps.position import Position
from interlock.gaps.question import Question
from interlock.gaps.scene import Scene
from interlock.model.gap import GapStatus


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
    for authority in question.coalition:
        others = tuple(key for key in position.listers(question.coalition) if key != authority)
        if not others:
            continue
        status = status_of(position.places[authority])
        if status is not None:
            found.append(_open(position, scene, authority, others, status))
        elif (closed := _closed(position, question, authority)) is not None:
            found.append(closed)
    return found


def _open(
    position: Position, scene: Scene, authority: str, others: tuple[str, ...], status: GapStatus
) -> Finding:
    confirmed = (
        latest
        for key in others
        if position.date_of(key).is_confirmed and (latest := position.date_of(key).latest) is not None
    )
    act, act_why = act_of(position, scene.question, authority, scene.table)
    if position.places[authority].state == "not comparable":
        act, act_why = "not known", f"{position.places[authority].why}: it would need another kind of act"
    return Finding(
        kind="designation",
        authority=authority,
        status=status,
        since=min(confirmed, default=None),
        why=f"listed by {_with_dates(position, others)}; {position.places[authority].why}",
        act=act,
        act_why=act_why,
        closes=f"{authority.upper()} lists it by its own act, or the allies note why it does not",
    )


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
