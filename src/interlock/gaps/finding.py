"""A gap as its rule finds it, before it is weighed and dressed for reading (`rows`)."""

from __future__ import annotations

from datetime import date
from typing import Literal

import msgspec

from interlock.gaps.place import State
from interlock.gaps.position import Position, lag_between
from interlock.model.gap import Act, GapKind, GapStatus, LagPair


class Finding(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """What a rule says of one authority and one target."""

    kind: GapKind
    authority: str
    status: GapStatus
    since: date | None
    """The first day on which the gap surely was open."""
    closed_on: date | None = None
    lag: LagPair | None = None
    """From the listing that opened the gap to the one that closed it."""
    why: str
    grade: str = ""
    """Which of the kind's weights it has where there are several (`weak`); empty for the first."""
    details: tuple[str, ...] = ()
    act: Act = ""
    act_why: str = ""
    closes: str = ""


class Silent(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A rule cannot tell of this target for this authority: counted, and no row of its own."""

    kind: GapKind
    authority: str
    state: Literal["unknown", "not_comparable"]
    why: str


STATUS: dict[State, GapStatus] = {
    "not listed": "open",
    "unknown": "unknown",
    "not comparable": "unknown",
    "unresolved": "unresolved",
}
"""Of a gap of an authority in each place but one that lists the target."""


def closing(
    position: Position, opener: str, closer: str
) -> tuple[Literal["before", "after", "unclear"], LagPair | None]:
    """Did `closer` list the target after `opener` did, and how long after?

    `unclear` when a date is open-ended or unconfirmed, or the spans overlap without being the same day.
    """
    first, second = position.date_of(opener), position.date_of(closer)
    lag = lag_between(first, second, opener)
    if lag is None or not (first.is_confirmed and second.is_confirmed):
        return "unclear", lag
    if lag.at_least > 0:
        return "after", lag
    if lag.at_most <= 0:
        return "before", lag
    return "unclear", lag


def confirmed_openers(position: Position, group: tuple[str, ...], but: str) -> tuple[str, ...]:
    """Authorities of the group, but one, that list the target since a confirmed, bounded date."""
    return tuple(key for key in position.openers if key in group and key != but)
