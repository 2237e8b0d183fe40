"""How long it takes to be followed, where some have not been yet: Kaplan-Meier, by SciPy."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

HORIZONS_DAYS = (30, 90, 180, 365, 730)
"""A month, a quarter, half a year, one and two years: within what officials ask to be followed."""


class Times(msgspec.Struct, frozen=True):
    """Days until the listing was followed, and days for which it was waited for in vain."""

    followed: Sequence[int]
    waiting: Sequence[int]


class Curve(msgspec.Struct, frozen=True):
    """What Kaplan-Meier's curve says."""

    p25_days: float | None
    median_days: float | None
    p75_days: float | None
    within: dict[str, float | None]
    reached: float
    """The share that had followed at the last one that did, 0..1."""
    reached_at: int | None
    """Days of that last one; None when nobody followed."""


def curve(times: Times) -> Curve:
    """The quartiles are the first day on which so many had followed; None where the curve ends before."""
    if not times.followed:
        return Curve(None, None, None, dict.fromkeys(map(str, HORIZONS_DAYS)), 0.0, None)
    # SciPy's statistics take over a second to import: only whoever asks for a curve pays.
    from scipy.stats import CensoredData, ecdf

    surviving = ecdf(CensoredData(uncensored=times.followed, right=times.waiting)).sf
    steps = list(zip(surviving.quantiles.tolist(), surviving.probabilities.tolist(), strict=True))
    longest = max((*times.followed, *times.waiting))

    def first_day(left: float) -> float | None:
        # A rounding error of the product must not push a quartile to the next step.
        return next((float(day) for day, share in steps if share <= left + 1e-9), None)

    def by(horizon: int) -> float | None:
        if horizon > longest and steps[-1][1] > 0:
            return None
        return round(1 - next((share for day, share in reversed(steps) if day <= horizon), 1.0), 3)

    return Curve(
        p25_days=first_day(0.75),
        median_days=first_day(0.5),
        p75_days=first_day(0.25),
        within={str(horizon): by(horizon) for horizon in HORIZONS_DAYS},
        reached=round(1 - steps[-1][1], 3),
        reached_at=max(times.followed),
    )


def log_rank(before: Times, after: Times) -> float | None:
    """The p-value of the log-rank test, two-sided; None when a side has no follower to compare."""
    if not before.followed or not after.followed:
        return None
    from scipy.stats import CensoredData, logrank

    sides = [CensoredData(uncensored=side.followed, right=side.waiting) for side in (before, after)]
    return float(logrank(*sides).pvalue)
