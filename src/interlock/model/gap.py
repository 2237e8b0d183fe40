"""A gap: what one authority lists and another does not, dated, ranked and explained."""

from __future__ import annotations

from datetime import date
from typing import Literal, get_args

import msgspec

from interlock.model.dates import ActDate
from interlock.model.listing import Schema

GapKind = Literal[
    "un_implementation",
    "designation",
    "lag",
    "ownership",
    "vessel",
    "identity_data",
    "contradiction",
    "script",
    "scope",
    "delisting",
    "expiry",
    "programme_basis",
    "evidence",
    "network",
]
GAP_KINDS: tuple[GapKind, ...] = get_args(GapKind)
"""In the order in which they are counted: what is missing, what is weak, what only leads further."""

OF_SUBSTANCE: tuple[GapKind, ...] = ("un_implementation", "designation", "lag")
"""Kinds that say a target is missing from a list, and since when. The others speak of what is there."""

Act = Literal["can act now", "lacks a legal basis", "not known", ""]
"""What the authority of a designation gap could do; empty for kinds where the question does not arise."""

GapStatus = Literal["open", "closed", "unknown", "unresolved"]
"""`open`: shown not to be listed. `closed`: was open, and is listed now. `unknown`: our copies of the
list cannot tell. `unresolved`: an entry that may be the same target waits for a person."""

CoverageState = Literal["current", "stale", "partial", "later", "missing", "quarantined"]
"""What an authority's list can say about the day asked.

`current`: a whole snapshot at most `STALE_DAYS` older than the day. `stale`: older than that.
`partial`: a copy that is silent about some of the list. `later`: only snapshots after the day, whose
printed dates are used. `missing`: no snapshot. `quarantined`: the newest one broke a guard."""

CellState = Literal["listed", "not_listed", "unknown", "not_comparable", "unresolved"]


class ListedBy(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """One authority's entry for the target."""

    authority: str
    source_id: str
    name: str
    listed_on: ActDate


class LagPair(msgspec.Struct, frozen=True, gc=False, kw_only=True):
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


class Gap(msgspec.Struct, frozen=True, gc=False, kw_only=True):
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
    confidence: float = 1.0
    """0..1: the weakest of the links on which the row rests; 1 when it rests on none, or on a list's word."""
    rests_on: str = ""
    """The link in doubt that the row rests on, in words; empty when none of its links is."""
    act: Act = ""
    act_why: str = ""
    """The legal basis that `act` speaks of, with its source; why it is not known."""
    details: tuple[str, ...] = ()
    """What differs or is missing, value by value, each with the entries that it stands in."""
    closes: str = ""
    """What would close the gap, in a sentence."""


class Cell(msgspec.Struct, frozen=True, gc=False, kw_only=True):
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


class Silence(msgspec.Struct, frozen=True, kw_only=True):
    """Targets of which a kind of gap cannot be told for one authority: no rows, and no absence of gaps."""

    kind: GapKind
    authority: str
    state: Literal["unknown", "not_comparable"]
    """`not_comparable`: no entry of that list can hold what is compared. `unknown`: our copies lack it."""
    targets: int
    why: str


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
    known_by: date | None = None
    """Only what snapshots up to that day showed was used; None: all that is known now."""
    kinds: tuple[GapKind, ...] = GAP_KINDS
    """The kinds asked for."""
    silences: tuple[Silence, ...] = ()
    """By kind and authority."""
