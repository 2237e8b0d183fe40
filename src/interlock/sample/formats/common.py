"""What several formats print alike."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from interlock.sample.target import Birth, Entry

_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


class Made(NamedTuple):
    """One file of a snapshot: its official name, its bytes in pieces, and how many records it holds."""

    name: str
    chunks: Iterator[bytes]
    records: int


def us_date(birth: Birth) -> str:
    """`12 Jul 1986`, `1954`, `circa 1960`, `1981 to 1983`."""
    circa = "circa " if birth.circa else ""
    if birth.to_year:
        return f"{circa}{birth.year} to {birth.to_year}"
    if birth.day:
        return f"{circa}{birth.day:02d} {_MONTHS[birth.month - 1]} {birth.year}"
    return f"{circa}{birth.year}"


def iso_date(birth: Birth) -> str:
    """`1986-07-12`; only for a birth date known to the day."""
    return f"{birth.year:04d}-{birth.month:02d}-{birth.day:02d}"


def role_text(entry: Entry) -> str:
    """`Director of Ryonsan Trading Corporation`; empty without a role."""
    return f"{entry.role.office} of {entry.role.employer.given}" if entry.role else ""
