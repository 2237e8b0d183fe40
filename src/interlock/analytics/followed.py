"""One target, one ordered pair of authorities: did the second follow the first, and after how long?"""

from __future__ import annotations

from datetime import date
from typing import Literal

import msgspec

from interlock.gaps.place import Place
from interlock.gaps.position import Position, lag_between
from interlock.model.dates import ActDate

WIDE_DAYS = 31
"""Bounds further apart than a month are told as wide: half of that is the error that a quartile of some
months bears. The median is given with every lag at its least and at its most too."""

Outcome = Literal["closed", "same day", "open", "ended", "unclear", "undated", "unknown"]


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """A target that the first authority listed, and not after the second."""

    outcome: Outcome
    days: int = 0
    """Until it was followed, or for how long it was waited for: by the middles of the spans."""
    at_least: int = 0
    at_most: int = 0
    start: ActDate | None = None
    """The first authority's listing, where its date is known."""
    programmes: tuple[str, ...] = ()
    """Of the first authority's entries."""


def case(position: Position, first: str, second: str, *, as_of: date, last_look: date | None) -> Case | None:
    """What became of it by the day asked; None when the first authority did not list it, or came second.

    `last_look`: the newest day on which the second's list was read: nobody knows that it waited longer.
    """
    mine, theirs = position.places[first], position.places[second]
    start = mine.listed_on
    if start is None or (start.is_confirmed and start.earliest is not None and start.earliest > as_of):
        return None
    programmes = tuple(dict.fromkeys(code for one in mine.records for code in one.listing.programmes))
    reply = theirs.listed_on
    if reply is not None and _surely_by(reply, as_of):
        found = _answered(start, reply, first)
    elif theirs.state == "not listed":
        found = _waiting(start, mine, as_of if last_look is None else min(as_of, last_look))
    else:
        found = Case(outcome="unknown")
    if found is None:
        return None
    dated = start if start.is_confirmed and start.midpoint() is not None else None
    return msgspec.structs.replace(found, start=dated, programmes=programmes)


def _surely_by(act: ActDate, day: date) -> bool:
    """An unconfirmed date is taken as claimed here: that it bears no lag is decided where it is used."""
    return act.latest is None or act.latest <= day


def _answered(start: ActDate, reply: ActDate, first: str) -> Case | None:
    if start.is_confirmed and reply.is_confirmed and _surely_before(reply, start):
        return None
    lag = lag_between(start, reply, first)
    if lag is None or not (start.is_confirmed and reply.is_confirmed):
        return Case(outcome="undated")
    if lag.at_least == lag.at_most == 0:
        return Case(outcome="same day")
    if lag.at_least < 0 or (lag.at_least == 0 and lag.at_most > WIDE_DAYS):
        return Case(outcome="unclear")  # it may have come first, or on the same day
    return Case(outcome="closed", days=lag.days, at_least=lag.at_least, at_most=lag.at_most)


def _surely_before(one: ActDate, other: ActDate) -> bool:
    return one.latest is not None and other.earliest is not None and one.latest < other.earliest


def _waiting(start: ActDate, mine: Place, until: date) -> Case:
    """Not followed: since when, and until when that is known."""
    begun = start.midpoint()
    if begun is None or not start.is_confirmed or mine.state == "unknown":
        return Case(outcome="unknown")
    ends = [span.delisted_on for span in mine.records[0].spans[-1:] if span.delisted_on is not None]
    if mine.state == "not listed" and ends:
        last = ends[0].earliest or ends[0].latest
        return _waited("ended", start, begun, min(last or until, until))
    return _waited("open", start, begun, until)


def _waited(outcome: Outcome, start: ActDate, begun: date, until: date) -> Case:
    ends = [max((until - day).days, 0) for day in (begun, start.latest or begun, start.earliest or begun)]
    return Case(outcome=outcome, days=ends[0], at_least=ends[1], at_most=ends[2])
