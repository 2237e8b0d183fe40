"""Scope: a member lists the target with fewer effects than another authority does."""

from __future__ import annotations

from interlock.gaps.finding import Finding, Silent
from interlock.gaps.position import Position
from interlock.gaps.scene import Scene
from interlock.model.listing import Effect

_WORDS: dict[Effect, str] = {
    "asset_freeze": "an asset freeze",
    "travel_ban": "a travel ban",
    "vessel_measures": "measures against ships",
    "export_control": "an export control",
    "sectoral": "sectoral measures",
    "transaction_ban": "a ban on transactions",
}


def find(position: Position, scene: Scene) -> list[Finding | Silent]:
    """One finding for each member whose effects are a strict subset of another lister's.

    Rule: both list the target on the day; the effects of all its entries in force count. Only an effect that
    the member's lists tell where it applies can be missing; one that they never tell is not comparable.
    """
    found = list[Finding | Silent]()
    effects = {key: _effects(position, key) for key in position.listed}
    for authority in position.listers:
        own = effects[authority]
        wider = {key: theirs - own for key, theirs in effects.items() if own < theirs}
        if not wider:
            continue
        told = frozenset(scene.table.told_by(authority).effects)
        lacking = {key: missing & told for key, missing in wider.items() if missing & told}
        if not lacking:
            missing = sorted(set[Effect]().union(*wider.values()))
            words = " or ".join(_WORDS[effect] for effect in missing)
            why = f"the lists of {authority.upper()} do not tell {words}"
            found.append(Silent(kind="scope", authority=authority, state="not_comparable", why=why))
            continue
        details = tuple(
            f"{_WORDS[effect]}: {key.upper()}"
            for key, missing in lacking.items()
            for effect in sorted(missing)
        )
        found.append(
            Finding(
                kind="scope",
                authority=authority,
                status="open",
                since=None,
                why=f"{authority.upper()} lists it without {', '.join(details)}",
                details=details,
                closes=f"{authority.upper()} adds the effect to its entry, or says that the law has it",
            )
        )
    return found


def _effects(position: Position, authority: str) -> frozenset[Effect]:
    return frozenset(
        effect
        for record in position.in_force
        if record.listing.authority == authority
        for effect in record.listing.effects
    )
