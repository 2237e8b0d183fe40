"""Dates as sanctions lists know them: with a precision, and with a reason to believe them.

Two kinds, never mixed:

* `PartialDate` is a fact about the world that a list prints (a birth date: `1938`, `circa 1960`,
  `1958 to 1961`). It is the span of days that the text allows.
* `ActDate` is when an authority did something (listed, amended, delisted). It is the span in which
  the act must lie, and the basis on which we say so.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from functools import lru_cache
from typing import Literal

import msgspec

Basis = Literal["printed", "batch", "between snapshots", "unconfirmed"]
"""Why an act is dated as it is.

`printed`: the list itself prints the date. `batch`: another source dates the whole batch that the
entry belongs to. `between snapshots`: the entry is absent from one snapshot and present in the next.
`unconfirmed`: a date is claimed, and nobody has confirmed it; never a ground for a conclusion.
"""


class PartialDate(msgspec.Struct, frozen=True, gc=False, omit_defaults=True, order=True):
    """The span of days that a printed date allows; both ends included."""

    earliest: date
    latest: date
    circa: bool = False
    """The source says "about": true of the source's wording, the span stays as printed."""
    text: str = ""
    """As printed."""

    @classmethod
    def of_day(cls, day: date, *, circa: bool = False, text: str = "") -> PartialDate:
        """A date known to the day."""
        return cls(day, day, circa, text)

    @classmethod
    def of_month(cls, year: int, month: int, *, circa: bool = False, text: str = "") -> PartialDate:
        """A date known to the month. Raises: ValueError outside 1..9999, 1..12."""
        last = monthrange(year, month)[1]
        return cls(date(year, month, 1), date(year, month, last), circa, text)

    @classmethod
    def of_years(
        cls, first: int, last: int | None = None, *, circa: bool = False, text: str = ""
    ) -> PartialDate:
        """A date known to the year, or to a range of years. Raises: ValueError if reversed."""
        end = first if last is None else last
        if end < first:
            msg = f"years reversed: {first} to {end}"
            raise ValueError(msg)
        return cls(date(first, 1, 1), date(end, 12, 31), circa, text)

    @property
    def is_day(self) -> bool:
        """Known to the day."""
        return self.earliest == self.latest

    def iso(self) -> str:
        """`1938-04-01`, `1938-04`, `1938`, or `1958..1961`; with `~` in front when circa."""
        return ("~" if self.circa else "") + _iso_span(self.earliest, self.latest)

    def agrees_with(self, other: PartialDate) -> bool:
        """Some day satisfies both. Says nothing about how telling the agreement is."""
        return self.earliest <= other.latest and other.earliest <= self.latest


class ActDate(msgspec.Struct, frozen=True, gc=False, omit_defaults=False, order=True):
    """When an authority acted: the act lies in [earliest, latest], on this basis.

    `earliest` None: no earlier limit is known (the entry was there in the first snapshot).
    `latest` None: no later limit is known. With basis `unconfirmed` the span is what is *claimed*.
    """

    earliest: date | None
    latest: date | None
    basis: Basis

    @property
    def is_confirmed(self) -> bool:
        """May a conclusion rest on it?"""
        return self.basis != "unconfirmed"

    def midpoint(self) -> date | None:
        """The middle of the span, None when either end is open: for a single figure, never a fact."""
        if self.earliest is None or self.latest is None:
            return None
        if self.earliest == self.latest:
            return self.earliest
        return date.fromordinal((self.earliest.toordinal() + self.latest.toordinal()) // 2)

    def iso(self) -> str:
        """`2023-03-17`, `2022-11-30..2022-12-02`, `..2019-01-15`, `2023-03-21?` (unconfirmed)."""
        mark = "" if self.is_confirmed else "?"
        if self.earliest is None or self.latest is None:
            return f"{self.earliest or ''}..{self.latest or ''}{mark}"
        return _iso_span(self.earliest, self.latest) + mark

    def words(self) -> str:
        """For a sentence: `on 2023-03-17`, `between 2022-11-30 and 2022-12-02`, `by 2019-01-15`."""
        return _act_words(self.earliest, self.latest, "" if self.is_confirmed else " (unconfirmed)")


@lru_cache(maxsize=65_536)
def _act_words(earliest: date | None, latest: date | None, doubt: str) -> str:
    if earliest is None:
        return f"by {latest}{doubt}" if latest else "on a day not known"
    if latest is None:
        return f"after {earliest}{doubt}"
    if earliest == latest:
        return f"on {earliest}{doubt}"
    span = _iso_span(earliest, latest)
    return f"between {earliest} and {latest}{doubt}" if ".." in span else f"in {span}{doubt}"


def _iso_span(first: date, last: date) -> str:
    if first == last:
        return first.isoformat()
    whole_years = (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)
    if whole_years:
        return f"{first.year}" if first.year == last.year else f"{first.year}..{last.year}"
    month_end = monthrange(last.year, last.month)[1]
    if first.replace(day=1) == last.replace(day=1) and (first.day, last.day) == (1, month_end):
        return f"{first:%Y-%m}"
    return f"{first.isoformat()}..{last.isoformat()}"
