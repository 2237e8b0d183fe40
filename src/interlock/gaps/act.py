"""Could the authority of a designation gap list the target today, or does it lack a legal basis?"""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from interlock.gaps.comparability import Comparability
from interlock.gaps.position import Position
from interlock.model.gap import Act


def regimes_of(position: Position, table: Comparability) -> frozenset[str]:
    """The regimes of the target's entries in force that freeze assets."""
    held = [table.regimes(record.listing) for records in position.freezers.values() for record in records]
    return held[0] if len(held) == 1 else frozenset().union(*held)


@lru_cache(maxsize=4096)
def act_of(table: Comparability, authority: str, regimes: frozenset[str], day: date) -> tuple[Act, str]:
    """What the authority could do, and the act and source that this rests on.

    Rule: the regimes of the entries in force that freeze assets decide (`regimes_of`). An act of the
    authority's own for one of them, in force on the day: it can act now. Acts that only carry out the
    Security Council's list: it lacks a basis. The table says nothing of the regime, or of so early a day: not
    known.
    """
    if not regimes:
        return "not known", "the programmes of the entries belong to no regime that is known"
    named = ", ".join(sorted(regimes))
    found = table.bases(authority, regimes, day)
    if found and found[0].own:
        return "can act now", f"{found[0].act} (for {found[0].regime}; source: {found[0].source})"
    if found:
        return "lacks a legal basis", f"{found[0].act} carries out the UN's list only ({found[0].source})"
    if table.speaks_of(authority, regimes):
        return "not known", f"no act of {authority.upper()} on {named} is known for so early a day"
    return "not known", f"no act of {authority.upper()} on {named} is in the table of legal bases"
