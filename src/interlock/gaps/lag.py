"""Lag: how long a member of the coalition takes to follow the first that listed the target."""

from __future__ import annotations

from datetime import date

from interlock.gaps.finding import STATUS, Finding, Silent
from interlock.gaps.place import Place
from interlock.gaps.position import Position, lag_between
from interlock.gaps.question import Question
from interlock.gaps.scene import Scene
from interlock.model.dates import ActDate


def find(position: Position, scene: Scene) -> list[Finding | Silent]:
    """One finding for each member but the first: closed with its days, or open and still counting.

    Rule: measured from the earliest confirmed, bounded date among the other members, and only where
    there is none, among the references. An open lag is censored: its age is a lower limit. A member
    whose own date is unconfirmed or open-ended has an unknown lag.
    """
    question, found = scene.question, list[Finding | Silent]()
    if not position.openers:
        return found
    outside = _first(position, question, "", question.as_of)
    if outside is not None:
        found += scene.once(_still_open, position.lacking, outside, position.date_of(outside))
    for authority in position.listers:
        first = _first(position, question, authority, _own_day(position, question, authority))
        finding = None if first is None else _followed(position, authority, first)
        if finding is not None:
            found.append(finding)
    return found


def _still_open(lacking: tuple[Place, ...], first: str, start: ActDate) -> list[Finding]:
    listed = f"{first.upper()} listed it {start.words()}"
    return [
        Finding(
            kind="lag",
            authority=place.authority,
            status=STATUS[place.state],
            since=start.latest,
            why=f"{listed}; {place.why}",
        )
        for place in lacking
    ]


def _own_day(position: Position, question: Question, authority: str) -> date:
    return position.date_of(authority).midpoint() or question.as_of


def _first(position: Position, question: Question, authority: str, day: date) -> str | None:
    """The one to measure from: another member that had come by the day, else a reference that had."""
    for group in (question.coalition, question.references):
        for key in position.openers:
            if key in group and key != authority and (position.date_of(key).midpoint() or day) <= day:
                return key
    return None


def _followed(position: Position, authority: str, first: str) -> Finding | None:
    start, own = position.date_of(first), position.date_of(authority)
    lag = lag_between(start, own, first)
    dated = f"{first.upper()} listed it {start.words()}, {authority.upper()} {own.words()}"
    if not own.is_confirmed:
        why = f"{dated}: an unconfirmed date bears no lag"
        return Finding(kind="lag", authority=authority, status="unknown", since=start.latest, why=why)
    if lag is None:
        return None  # there when first looked: it may have come first or last, so there is no lag to show
    if lag.days < 0 or lag.at_most < 0:
        return None
    return Finding(
        kind="lag",
        authority=authority,
        status="closed",
        since=start.latest,
        closed_on=own.midpoint(),
        lag=lag,
        why=f"{dated}: {_span(lag.at_least, lag.at_most)}",
    )


def _span(least: int, most: int) -> str:
    return f"{least} days" if least == most else f"{max(least, 0)} to {most} days"
