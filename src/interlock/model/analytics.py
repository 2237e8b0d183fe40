"""How fast authorities follow each other, and how far their lists overlap. Fields are the public JSON."""

from __future__ import annotations

from datetime import date
from typing import Literal

import msgspec

from interlock.model.gap import CoverageRow
from interlock.model.listing import Schema

Pace = Literal["faster", "slower", "no clear difference", "cannot be told"]


class LagFigures(msgspec.Struct, frozen=True, kw_only=True):
    """How `second` follows `first`, over the targets that `first` listed before it or on the same day."""

    first: str
    second: str
    closed: int
    """`second` listed it later."""
    open: int
    """`first` lists it and `second` surely does not: its lag is still growing, and counts as censored."""
    median_days: float | None
    """By Kaplan-Meier over closed, same day (0 days) and censored; None when it cannot be said: see `why`."""
    median_at_least: float | None
    """The median with every lag, closed or open, at the least that its dates allow."""
    median_at_most: float | None
    p25_days: float | None
    p75_days: float | None
    same_day: int
    same_day_share: float | None
    """0..1, of those that followed; None when none did."""
    ended: int
    """`first` took it off before `second` listed it: censored on that day."""
    unclear: int
    """Both list it, and the dates are too wide to say which came first: in no other figure."""
    wide: int
    """Of `closed`, those whose lag is known only to more than a month."""
    undated: int
    """Both list it, and one of the dates is unconfirmed or open on a side."""
    unknown: int
    """`first` lists it, and our copies cannot tell whether `second` does; or its own date is not known."""
    closed_median_days: float | None
    """Plain median of `closed` alone. It leaves out who has not followed, so it flatters."""
    within: dict[str, float | None]
    """Share (0..1) that followed within so many days, by Kaplan-Meier; None beyond what was observed."""
    why: str
    """Why a figure is None; empty when none is."""


class LagGroup(msgspec.Struct, frozen=True, kw_only=True):
    """The pairs of one year, programme, or side of a date: by the first authority's listing."""

    group: str
    pairs: tuple[LagFigures, ...]


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """One pair before a date and from it on: are we faster?"""

    first: str
    second: str
    pace: Pace
    p_value: float | None
    """Of the log-rank test that both sides have one distribution of lags; None where it cannot be made."""
    words: str


class LagAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """The answer to `interlock lag`."""

    edition: str
    as_of: date
    coalition: tuple[str, ...]
    references: tuple[str, ...]
    focus: str
    fictional: bool
    by: Literal["", "year", "programme"]
    turn: date | None
    """The date of --before-after."""
    coverage: tuple[CoverageRow, ...]
    pairs: tuple[LagFigures, ...]
    groups: tuple[LagGroup, ...]
    comparisons: tuple[Comparison, ...]
    notes: tuple[str, ...]


class Share(msgspec.Struct, frozen=True, kw_only=True):
    """What one authority lists of the targets asked about."""

    authority: str
    targets: int
    unique: int
    """No other authority lists it, and the copy of every other one can tell."""
    perhaps_unique: int
    """No other authority surely lists it, and some copy cannot tell."""
    unique_share: float | None
    """`unique` of `targets`, 0..1."""
    not_listed: int
    """Listed by another, and surely not by this one."""
    unknown: int
    """Listed by another, and this one's copy cannot tell."""
    unresolved: int
    not_comparable: int
    """Its list cannot hold that kind of target."""


class Overlap(msgspec.Struct, frozen=True, kw_only=True):
    """Of what `first` lists, what `second` does."""

    first: str
    second: str
    both: int
    not_listed: int
    unknown: int
    unresolved: int
    not_comparable: int
    share: float | None
    """`both` of `both + not_listed`, 0..1; None where what cannot be told may move it by a tenth or more."""
    share_at_least: float | None
    """As if the second listed none of what its copy cannot tell; None when it can hold none of them."""
    share_at_most: float | None
    """As if it listed all of that."""


class Intersection(msgspec.Struct, frozen=True, kw_only=True):
    """Targets that exactly these authorities are known to list: one column of an UpSet drawing."""

    authorities: tuple[str, ...]
    targets: int
    surely: int
    """Of them, those that every other authority with a copy here is shown not to list, or cannot hold."""


class OverlapPart(msgspec.Struct, frozen=True, kw_only=True):
    """The same figures over a part of the targets."""

    by: Literal["kind", "regime", "programme"]
    part: str
    """`Person`; `dprk`; `us DPRK2`: a target stands in every part that it belongs to."""
    targets: int
    authorities: tuple[Share, ...]


class OverlapAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """The answer to `interlock overlap`."""

    edition: str
    as_of: date
    coalition: tuple[str, ...]
    focus: str
    fictional: bool
    coverage: tuple[CoverageRow, ...]
    targets: int
    authorities: tuple[Share, ...]
    pairs: tuple[Overlap, ...]
    intersections: tuple[Intersection, ...]
    """Largest first."""
    parts: tuple[OverlapPart, ...]
    notes: tuple[str, ...]


KINDS_IN_ORDER: tuple[Schema, ...] = (
    "Person",
    "Company",
    "Organization",
    "Vessel",
    "Airplane",
    "CryptoWallet",
    "LegalEntity",
)
