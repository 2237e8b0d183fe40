"""Under what each authority lists a target: its own codes."""

from __future__ import annotations

from typing import Final

from interlock.sample.dice import Dice, Weighted
from interlock.sample.plan import Regime
from interlock.sample.schedule import is_taliban
from interlock.sample.target import Target

# Seen on the US list of 2023-12: DPRK4 170, DPRK3 135, DPRK2 102, DPRK 56, the rest joins.
_US: Final[dict[Regime, Weighted[str]]] = {
    "dprk": Weighted(
        ("DPRK4", 34), ("DPRK3", 26), ("DPRK2", 20), ("DPRK", 11), ("NPWMD", 3), ("NPWMD DPRK2", 2),
        ("DPRK3 CYBER2", 2), ("DPRK2 DPRK4", 1), ("DPRK3 DPRK-NKSPEA", 1),
    ),
    "terror": Weighted(("SDGT", 90), ("FTO SDGT", 6), ("SDGT IFSR", 4)),
    "russia": Weighted(("RUSSIA-EO14024", 100)),
    "iran": Weighted(("IRAN", 50), ("NPWMD IFSR", 30), ("IRAN NPWMD IFSR", 20)),
}  # fmt: skip


def programmes(dice: Dice, target: Target, authority: str) -> tuple[str, ...]:
    """The codes; none for jp and kr, whose sheet or list is the programme."""
    if authority == "us":
        return tuple(dice.one(_US[target.regime]).split())
    if authority == "un":
        if target.regime == "dprk":
            return ("DPRK",)
        return ("Taliban",) if is_taliban(target) else ("Al-Qaida",)
    if authority == "eu":
        return (_eu(dice, target),)
    return ()


def _eu(dice: Dice, target: Target) -> str:
    if target.regime == "terror":
        return "AFG" if is_taliban(target) else "TAQA"
    if target.regime == "russia":
        return "RUS" if dice.chance(0.05) else "UKR"
    return "PRK" if target.regime == "dprk" else "IRN"
