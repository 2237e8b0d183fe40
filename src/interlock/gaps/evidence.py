"""Evidence: a member's entry gives no public reason, where its list gives reasons."""

from __future__ import annotations

from functools import cache

from interlock.gaps.finding import Finding, Silent
from interlock.gaps.position import Position
from interlock.gaps.scene import Scene

MOSTLY = 0.5
"""From this share of its entries with a reason on, a list counts as one that gives reasons: below it, most
entries would be called wanting for a habit of the list. At the half, what most entries have is the rule."""


def find(position: Position, scene: Scene) -> list[Finding | Silent]:
    """One finding for each member that lists the target and states no reason.

    Rule: the list prints reasons for at least `MOSTLY` of its entries in the question, and for none of the
    member's entries of this target. A list that prints none, or for few, is not comparable. Sources that
    conflict are contradictions; stale ones stand in the coverage.
    """
    found = list[Finding | Silent]()
    for authority in position.listers:
        own = position.entries(authority)
        if any(record.listing.reasons for record in own):
            continue
        if scene.prints.share(authority, "reasons") < MOSTLY:
            found.append(_not_comparable(authority))
            continue
        entries = ", ".join(record.listing.source_id for record in own)
        single = ", and no other authority asked about lists the target" if len(position.listed) == 1 else ""
        found.append(
            Finding(
                kind="evidence",
                authority=authority,
                status="open",
                since=None,
                why=f"entry {entries} of {authority.upper()} states no reason{single}",
                closes=f"{authority.upper()} publishes a statement of reasons for entry {entries}",
            )
        )
    return found


@cache
def _not_comparable(authority: str) -> Silent:
    why = f"the list of {authority.upper()} prints reasons for few entries or none"
    return Silent(kind="evidence", authority=authority, state="not_comparable", why=why)
