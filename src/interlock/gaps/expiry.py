"""Expiry: a review or an end within sixty days."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache

from interlock.focus import ALL
from interlock.gaps.comparability import Review
from interlock.gaps.finding import Finding, Silent
from interlock.gaps.position import Position
from interlock.gaps.scene import Scene

WITHIN_DAYS = 60


def find(position: Position, scene: Scene) -> list[Finding | Silent]:
    """Unknown for every member that lists the target: no list read here prints when an entry ends.

    Rule: an entry whose day of review or expiry lies within `WITHIN_DAYS` after the day asked. The lists
    print none. What is known of whole regimes is told once, by `due`, and not for each target.
    """
    return [_unknown(authority) for authority in position.listers]


@cache
def _unknown(authority: str) -> Silent:
    return Silent(
        kind="expiry",
        authority=authority,
        state="unknown",
        why=f"the lists of {authority.upper()} print no day of review or expiry",
    )


def due(reviews: Iterable[Review], authorities: Iterable[str], focus: str, day: date) -> list[str]:
    """What of the focus lapses or is reviewed within `WITHIN_DAYS` after the day, soonest first."""
    asked = set(authorities)
    found = []
    for review in reviews:
        # A review on 29 February would have no day in most years; no act in the table has one.
        coming = [date(year, review.month, review.day) for year in (day.year, day.year + 1)]
        days = min((on - day).days for on in coming if on >= day)
        in_focus = focus in (ALL, review.regime)
        if in_focus and review.authority in asked and days <= WITHIN_DAYS:
            on = date.fromordinal(day.toordinal() + days)
            found.append(
                (days, f"{review.authority.upper()}, {review.regime}: {review.act}, {on} ({review.source})")
            )
    return [text for _, text in sorted(found)]
