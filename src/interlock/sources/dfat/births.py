"""Birth dates of the Consolidated List: a year, an Excel date, or free text with several dates. Pure.

Days come first (`8/05/1976`): so in every text whose second number is above 12, of both years. What no
pattern reads is handed back, so that nothing is guessed and nothing lost.
"""

from __future__ import annotations

import re
from datetime import date, datetime

from interlock.model.dates import PartialDate

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_YEAR = r"(?:18|19|20)\d\d"
_DAY = rf"(?:\d{{1,2}}\.?[ -]*{_MONTH},?[ -]*{_YEAR}|{_MONTH} \d{{1,2}}, ?{_YEAR})"
_TOKEN = re.compile(
    rf"(?P<circa>(?:approximately|approx\.?|circa|c\.) *)?"
    rf"(?:(?P<days>{_DAY} to {_DAY})"
    rf"|(?P<months>(?:between )?{_MONTH}(?: {_YEAR})? (?:to|and) {_MONTH} {_YEAR})"
    rf"|(?P<day>{_DAY}|\d{{1,2}}/ ?\d{{1,2}}/ ?{_YEAR}|\d{{1,2}}\.\d{{1,2}}\.{_YEAR})"
    rf"|(?P<month>{_MONTH},? ?{_YEAR}|\d{{1,2}}/{_YEAR})"
    rf"|(?P<years>(?:between )?{_YEAR}(?: ?- ?| to | and |/){_YEAR})"
    rf"|(?P<year>{_YEAR}))(?!\d)",
    re.IGNORECASE,
)
_NOTE = re.compile(
    r"\((?:as |from\s|appears )[^)]*\)?|(?:for )?this aka only|\balt (?:born\b|dob\b:?)|, born\b",
    re.IGNORECASE,
)
"""Which name a date belongs to; the cell says it whole, and stays a remark where a note is lost."""
_BETWEEN_DATES = re.compile(r"(?:[\s,;:.&/()>]|\bor\b|(?<![a-z])[a-o]\))*")


def births(value: object) -> tuple[tuple[PartialDate, ...], str]:
    """(the dates, what is left over that is no date); `value` as the workbook has it."""
    if isinstance(value, datetime):
        return (PartialDate.of_day(value.date(), text=value.date().isoformat()),), ""
    text = str(value)
    if isinstance(value, float) and value.is_integer():
        text = str(int(value))
    found: list[PartialDate] = []
    rest: list[str] = []
    place = 0
    bare = _NOTE.sub(" ", text.replace("\xa0", " "))
    for match in _TOKEN.finditer(bare):
        if match.start() and bare[match.start() - 1].isdigit():
            continue  # a piece of a longer number
        rest.append(bare[place : match.start()])
        place = match.end()
        known = _known(match)
        if known is None:
            rest.append(match[0])
        else:
            found.append(known)
    rest.append(bare[place:])
    left = " ".join(_bare(piece) for piece in rest if not _BETWEEN_DATES.fullmatch(piece))
    return tuple(dict.fromkeys(found)), left


def _bare(piece: str) -> str:
    return re.sub(r"^[\s,;:.&/()>]*[a-o]\) *", "", piece).strip(" ,;.&/()>\n")


def _known(match: re.Match[str]) -> PartialDate | None:
    circa, text = match["circa"] is not None, match[0].strip()
    kind = str(match.lastgroup)
    printed = match[kind]
    try:
        if kind in ("year", "years"):
            years = [int(year) for year in re.findall(r"\d{4}", printed)]
            return PartialDate.of_years(years[0], years[-1], circa=circa, text=text)
        if kind in ("days", "months"):
            return _span(kind, printed, circa=circa, text=text)
        if kind == "month":
            year, month = _year_month(printed)
            return PartialDate.of_month(year, month, circa=circa, text=text)
        return PartialDate.of_day(_day(printed), circa=circa, text=text)
    except ValueError:
        return None


def _span(kind: str, printed: str, *, circa: bool, text: str) -> PartialDate:
    """`March 1968 to March 1969`, `Between Aug. and Sep 1977`, or two days. Raises: ValueError."""
    first, last = re.split(r" (?:to|and) ", re.sub(r"(?i)^between ", "", printed))
    if kind == "days":
        earliest, latest = _day(first), _day(last)
    else:
        year, month = _year_month(last)
        latest = PartialDate.of_month(year, month).latest
        first = first if re.search(r"\d{4}", first) else f"{first} {year}"
        earliest = PartialDate.of_month(*_year_month(first)).earliest
    if earliest > latest:
        msg = f"dates reversed: {printed}"
        raise ValueError(msg)
    return PartialDate(earliest, latest, circa, text)


def _month(word: str) -> int:
    return int(word) if word.isdigit() else _MONTHS.index(word[:3].lower()) + 1


def _year_month(printed: str) -> tuple[int, int]:
    return int(printed[-4:]), _month(re.findall(r"\d+|[A-Za-z]+", printed)[0])


def _day(printed: str) -> date:
    day, month = re.findall(r"\d+|[A-Za-z]+", printed)[:2]
    if not day.isdigit():  # `April 1, 1978`
        day, month = month, day
    return date(int(printed[-4:]), _month(month), int(day))
