"""The words that every rendering shares: names of authorities, kinds, states, and how dates read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Literal

from interlock.model.dates import ActDate, Basis
from interlock.model.gap import OF_SUBSTANCE as OF_SUBSTANCE
from interlock.model.gap import Cell, CellState, CoverageState, GapKind, GapReport, GapStatus, Silence

AUTHORITIES = {
    "un": "United Nations",
    "us": "United States",
    "jp": "Japan",
    "kr": "South Korea",
    "eu": "European Union",
    "gb": "United Kingdom",
    "au": "Australia",
    "ca": "Canada",
    "ch": "Switzerland",
}

KINDS: dict[GapKind, str] = {
    "un_implementation": "UN implementation",
    "designation": "Designation",
    "lag": "Lag",
    "ownership": "Ownership",
    "vessel": "Vessel",
    "identity_data": "Identity data",
    "contradiction": "Contradiction",
    "script": "Script",
    "scope": "Scope",
    "delisting": "Delisting",
    "expiry": "Expiry",
    "programme_basis": "Programme basis",
    "evidence": "Evidence",
    "network": "Network candidate",
}

STATUSES: dict[GapStatus, str] = {
    "open": "Open",
    "unresolved": "Unresolved",
    "unknown": "Unknown",
    "closed": "Closed",
}

COVERAGE_STATES: dict[CoverageState, str] = {
    "current": "current",
    "stale": "stale",
    "partial": "partial",
    "later": "later only",
    "missing": "missing",
    "quarantined": "quarantined",
}
COVERAGE_SYMBOLS: dict[CoverageState, str] = {
    "current": "●",
    "stale": "◐",
    "partial": "◑",
    "later": "▷",
    "missing": "○",
    "quarantined": "×",
}

BASES: dict[Basis, str] = {
    "printed": "printed in the list",
    "batch": "date of its batch",
    "between snapshots": "between two snapshots",
    "unconfirmed": "claimed, not confirmed",
}

CellLook = Literal[
    "exact", "interval", "unconfirmed", "undated", "not_listed", "unknown", "not_comparable", "unresolved"
]
"""What a reader must be able to tell apart at a glance; `listed` in four degrees of dating."""

CELL_SYMBOLS: dict[CellLook, str] = {
    "exact": "●",
    "interval": "◐",
    "unconfirmed": "◌",
    "undated": "●",
    "not_listed": "×",
    "unknown": "?",
    "not_comparable": "≠",
    "unresolved": "≈",
}
CELL_STATES: dict[CellState, str] = {
    "listed": "listed",
    "not_listed": "not listed",
    "unknown": "not known",
    "not_comparable": "not comparable",
    "unresolved": "unresolved",
}

FICTIONAL = "FICTIONAL DATA"
FICTIONAL_DETAIL = "Every name, number and date in this report is invented. It states nothing about anyone."
NO_DATE = "date not known"
UNCONFIRMED = "unconfirmed"

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def authority_name(key: str) -> str:
    """`Japan` for `jp`; the key in capitals where no name is known."""
    return AUTHORITIES.get(key, key.upper())


def authority_names(keys: Iterable[str]) -> str:
    """`United States, Japan and South Korea`; `none` when empty."""
    names = [authority_name(key) for key in keys]
    if len(names) > 1:
        return f"{', '.join(names[:-1])} and {names[-1]}"
    return names[0] if names else "none"


def long_date(day: date) -> str:
    """`13 December 2022`: for a title; tables use ISO dates."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def act_date(act: ActDate | None) -> str:
    """`2023-03-17`, `2022-11-30 to 2022-12-02`, `by 2019-01-15`, `2023-03-21 unconfirmed`."""
    if act is None or (act.earliest is None and act.latest is None):
        return NO_DATE
    first, _, last = act.iso().rstrip("?").partition("..")
    span = f"{first} to {last}" if first and last else f"by {last}" if last else _from(act, first)
    return span if act.is_confirmed else f"{span} {UNCONFIRMED}"


def _from(act: ActDate, first: str) -> str:
    return first if act.latest is not None else f"from {first}"


def days_in_words(days: int) -> str:
    """`same day`, `11 days`, `about 7 months`, `about 2 years 3 months`. Sign is dropped."""
    days = abs(days)
    if days == 0:
        return "same day"
    if days <= 60:  # up to two months a count of days is easier to check than a rounded month
        return count(days, "day")
    months = round(days / 30.4375)
    years, months = divmod(months, 12)
    parts = [count(years, "year")] if years else []
    parts += [count(months, "month")] if months else []
    return "about " + " ".join(parts)


def days_between_in_words(days: int, at_least: int, at_most: int) -> str:
    """`106 days`, `106 days (104 to 108)`."""
    bounds = "" if at_least == at_most else f" ({at_least:,} to {at_most:,})"
    return f"{count(days, 'day')}{bounds}"


def snapshot_age(snapshot: date | None, as_of: date) -> str:
    """How the snapshot lies to the day asked: `11 days before`, `about 2 years after`."""
    if snapshot is None:
        return ""
    days = (as_of - snapshot).days
    if days == 0:
        return "same day"
    return f"{days_in_words(days)} {'before' if days > 0 else 'after'}"


def count(number: int, noun: str) -> str:
    """`1 day`, `2 days`, `1,500 gaps`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def number(value: float) -> str:
    """At most one decimal, none when it is zero: `87.4`, `70`."""
    return f"{value:,.1f}".removesuffix(".0")


def component_name(key: str) -> str:
    """`age`, `UN weight`: the component's key as words."""
    return key.replace("_", " ")


SILENT = {"unknown": "not known", "not_comparable": "not comparable"}


def silence_in_words(silence: Silence) -> str:
    """`Japan, 77 targets, not comparable: the lists of JP do not tell a travel ban`."""
    who = authority_name(silence.authority)
    return f"{who}, {count(silence.targets, 'target')}, {SILENT[silence.state]}: {silence.why}"


def sum_in_words(components: Mapping[str, float]) -> str:
    """`weight 70 + reach 10 - doubt 5`: a severity as the sum it is."""
    words = ""
    for key, value in components.items():
        sign = "- " if value < 0 else "+ " if words else ""
        words += f"{' ' if words else ''}{sign}{component_name(key)} {number(abs(value))}"
    return words


def cell_look(cell: Cell) -> CellLook:
    """Which of the eight looks a cell of the matrix has."""
    if cell.state != "listed":
        return cell.state
    act = cell.listed_on
    if act is None or (act.earliest is None and act.latest is None):
        return "undated"
    if not act.is_confirmed:
        return "unconfirmed"
    return "exact" if act.earliest == act.latest else "interval"


def cell_text(cell: Cell) -> str:
    """The date when listed, else the state in words."""
    return act_date(cell.listed_on) if cell.state == "listed" else CELL_STATES[cell.state]


def authorities_of(report: GapReport) -> tuple[str, ...]:
    """The columns of the matrix: coalition, then references, then any other that a cell names."""
    known = dict.fromkeys((*report.coalition, *report.references))
    for row in report.matrix:
        known.update(dict.fromkeys(row.cells))
    return tuple(known)
