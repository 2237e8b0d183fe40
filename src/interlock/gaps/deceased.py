"""A target that a list reports dead is nobody's gap before a person has looked."""

from __future__ import annotations

from datetime import date

import msgspec

from interlock.gaps.finding import Finding
from interlock.gaps.position import Position
from interlock.model.gap import OF_SUBSTANCE, GapKind

ASKS_FOR_A_LISTING: tuple[GapKind, ...] = (*OF_SUBSTANCE, "vessel", "ownership")


def death_of(position: Position, day: date) -> str:
    """The entries that say that the target was dead by the day; empty when none does."""
    if not any(record.listing.death_dates for record in position.members):
        return ""
    said = sorted(
        f"{record.listing.authority.upper()} {record.listing.source_id} reports the death"
        f" ({' or '.join(death.iso() for death in record.listing.death_dates)})"
        for record in position.members
        if any(death.earliest <= day for death in record.listing.death_dates)
    )
    return "; ".join(said)


def softened(finding: Finding, death: str) -> Finding:
    """The finding; *unresolved* instead of open where a list says that the target is dead (`death_of`)."""
    if not death or finding.status != "open" or finding.kind not in ASKS_FOR_A_LISTING:
        return finding
    why = f"{death}, so a person decides; {finding.why}"
    return msgspec.structs.replace(finding, status="unresolved", why=why)
