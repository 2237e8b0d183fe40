"""Dates as the British lists print them: days of acts, and birth dates with their gaps. Pure."""

from __future__ import annotations

import re
from datetime import date

from interlock.model.dates import PartialDate

_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?: 00:00:00)?")
_REPORT_DAY = re.compile(r"(\d{1,2})-([A-Z][a-z]{2})-(\d{4})")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_BIRTH = re.compile(r"(?:(\d{1,2}|dd)/)?(?:(\d{1,2}|mm)/)?(\d{4})", re.IGNORECASE)
_MASKED = re.compile(r"[\ddmy]{1,2}/[\ddmy]{1,2}/[\ddmy]{4}", re.IGNORECASE)
_ABOUT = re.compile(r"(?:circa|approximately|approx\.?|about|around|c\.)\s*", re.IGNORECASE)
_YEARS = re.compile(r"(?:between )?(\d{4})\s*(?:-|–|to|and|or)\s*(\d{4})", re.IGNORECASE)


def day_of(printed: str) -> date:
    """A day, `13/04/2018` or `24-Jun-2026`. Raises: ValueError when it is none."""
    if found := _DAY.fullmatch(printed):
        return date(int(found[3]), int(found[2]), int(found[1]))
    if (found := _REPORT_DAY.fullmatch(printed)) and found[2] in _MONTHS:
        return date(int(found[3]), _MONTHS.index(found[2]) + 1, int(found[1]))
    msg = f"not a day: {printed!r}"
    raise ValueError(msg)


def birth_date(printed: str) -> PartialDate | None:
    """The span that a birth date allows; None when its year is masked (`15/08/19yy`).

    A day or month that is not known is `00` on the consolidated list, `dd` and `mm` on the UK Sanctions
    List. A day without its month tells no more than the year.

    Raises: ValueError for a form that is not known, and for a day that no calendar has.
    """
    text = _ABOUT.sub("", printed, count=1) if _ABOUT.match(printed) else printed
    circa = text != printed
    if years := _YEARS.fullmatch(text):
        return PartialDate.of_years(int(years[1]), int(years[2]), circa=circa, text=printed)
    found = _BIRTH.fullmatch(text)
    if found is None:
        if _MASKED.fullmatch(text):
            return None
        msg = f"not a birth date: {printed!r}"
        raise ValueError(msg)
    # `05/1961` fills the first place of the pattern: without a second, it is the month.
    day_text, month_text = (found[1], found[2]) if found[2] else (None, found[1])
    day, month, year = _number(day_text), _number(month_text), int(found[3])
    if not month:
        return PartialDate.of_years(year, circa=circa, text=printed)
    if not day:
        return PartialDate.of_month(year, month, circa=circa, text=printed)
    return PartialDate.of_day(date(year, month, day), circa=circa, text=printed)


def _number(printed: str | None) -> int:
    """0 for what is not known."""
    return int(printed) if printed and printed.isdecimal() else 0
