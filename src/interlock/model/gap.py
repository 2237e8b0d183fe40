"""A gap: what one authority lists and another does not, dated, ranked and explained."""

from __future__ import annotations

from datetime import date
from typing import Literal

import msgspec

from interlock.model.dates import ActDate
from interlock.model.listing import Schema

GapKind = Literal["un_implementation", "designation", "lag"]
GAP_KINDS: tuple[GapKind, ...] = ("un_implementation", "designation", "lag")

GapStatus = Literal["open", "closed", "unknown", "unresolved"]
"""`open`: shown not to be listed. `closed`: was open, and is listed now. `unknown`: our copies of the
list cannot tell. `unresolved`: an entry that may be the same target waits for a person."""

CoverageState = Literal["current", "stale", "partial", "later", "missing", "quarantined"]
"""What an authority's list can say about the day asked.

`current`: a whole snapshot at most `STALE_DAYS` older than the day. `stale`: older than that.
`partial`: a copy that is silent about some of the list. `later`: only snapshots after the day, whose
printed dates are used. `missing`: no snapshot. `quarantined`: the newest one broke a guard."""

CellState = Literal["listed", "not_listed", "unknown", "not_comparable", "unresolved"]


class ListedBy(msgspec.Struct, frozen=True, kw_only=True):
    """One authority's entry for the target."""

    authority: str
    source_id: str
    name: str
    listed_on: ActDate


class LagPair(msgspec.Struct, frozen=True, kw_only=True):
    """Days from one authority's listing to the other's, with the bounds that the dates allow."""

    first: str
    days: int
    """From the middles of the two spans."""
    at_least: int
    at_most: int
    confirmed: bool
    """False when the first authority's date is unconfirmed: shown, never concluded from."""


class CoverageRow(msgspec.Struct, frozen=True, kw_only=True):
    """Which snapshot of an authority's list an answer rests on."""

    authority: str
    role: Literal["coalition", "reference"]
    snapshot: date | None
    """The newest good snapshot not after the day asked; the first after it when there is none."""
    state: CoverageState
    why: str


class Gap(msgspec.Struct, frozen=True, kw_only=True):
    """One gap of one authority for one target. Field names are the public JSON."""

    gap_id: str
    """Stable: kind, authority and target id."""
    kind: GapKind
    target_id: str
    target_name: str
    schema: Schema
    authority: str
    """The one that has the gap."""
    status: GapStatus
    listed_by: tuple[ListedBy, ...]
    """Every authority that lists the target on the day asked; the gap's own authority too when closed."""
    since: date | None
    """The first day on which the gap surely was open; None when no lister's date is confirmed."""
    age_days: int | None
    """From `since` to the day asked, or to the closing."""
    lag_days: int | None
    """When closed: days from the first coalition lister with a confirmed date to this authority."""
    severity: float
    """0..100: the sum of `components`."""
    components: dict[str, float]
    why: str
    lags: tuple[LagPair, ...] = ()
    native_names: tuple[str, ...] = ()
    """Names in scripts other than Latin that some list has."""
    focus_by: tuple[str, ...] = ()
    """What puts the target in the focus, such as `us programme DPRK2`."""
    may_be: tuple[str, ...] = ()
    """Records of the authority that may be this target, when `unresolved`."""


class Cell(msgspec.Struct, frozen=True, kw_only=True):
    """Where one authority stands on one target."""

    state: CellState
    source_ids: tuple[str, ...] = ()
    listed_on: ActDate | None = None
    why: str = ""


class MatrixRow(msgspec.Struct, frozen=True, kw_only=True):
    """One target against all authorities of the report."""

    target_id: str
    target_name: str
    schema: Schema
    native_names: tuple[str, ...]
    cells: dict[str, Cell]


class LagSummary(msgspec.Struct, frozen=True, kw_only=True):
    """How far one authority follows another, over the targets that both list with confirmed dates."""

    first: str
    second: str
    closed: int
    """Targets that `first` listed first (or on the same day) and `second` later."""
    open: int
    """Targets that `first` lists and `second` surely does not."""
    median_days: float | None
    same_day: int


class GapReport(msgspec.Struct, frozen=True, kw_only=True):
    """The answer to `interlock gaps`, before anyone formats it."""

    edition: str
    as_of: date
    coalition: tuple[str, ...]
    references: tuple[str, ...]
    focus: str
    fictional: bool
    """True when the edition rests on the sample world: every rendering must say so."""
    coverage: tuple[CoverageRow, ...]
    gaps: tuple[Gap, ...]
    """Ranked: open first, then unresolved, unknown, closed; inside by severity, then age, then id."""
    matrix: tuple[MatrixRow, ...]
    lags: tuple[LagSummary, ...]
    notes: tuple[str, ...]
    """What the report does not know, in words."""
