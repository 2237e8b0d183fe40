"""Programme basis: two authorities list one target for reasons that have no regime in common."""

from __future__ import annotations

from interlock.gaps.finding import Finding, Silent
from interlock.gaps.position import Position
from interlock.gaps.scene import Scene


def find(position: Position, scene: Scene) -> list[Finding | Silent]:
    """One finding for each member whose regimes for the target are none of another lister's.

    Rule: both list the target on the day, the programmes of both belong to known regimes, and no regime is
    shared. A programme that belongs to no known regime says nothing.
    """
    found = list[Finding | Silent]()
    regimes = {
        key: frozenset().union(*[scene.table.regimes(record.listing) for record in position.entries(key)])
        for key in position.listed
    }
    for authority in position.listers:
        own = regimes[authority]
        others = {key: theirs for key, theirs in regimes.items() if key != authority and theirs}
        if not others:
            continue
        if not own:
            why = f"the programmes of {authority.upper()} for it belong to no regime that is known"
            found.append(Silent(kind="programme_basis", authority=authority, state="unknown", why=why))
            continue
        apart = {key: theirs for key, theirs in others.items() if not own & theirs}
        if apart:
            details = tuple(
                f"{key.upper()}: {', '.join(sorted(theirs))} ({'; '.join(_programmes(position, key))})"
                for key, theirs in apart.items()
            )
            mine = f"{', '.join(sorted(own))} ({'; '.join(_programmes(position, authority))})"
            found.append(
                Finding(
                    kind="programme_basis",
                    authority=authority,
                    status="open",
                    since=None,
                    why=f"{authority.upper()} lists it for {mine}; {'; '.join(details)}",
                    details=details,
                    closes=f"{authority.upper()} adds the other programme, or the allies agree on why not",
                )
            )
    return found


def _programmes(position: Position, authority: str) -> list[str]:
    return sorted({p for record in position.entries(authority) for p in record.listing.programmes})
