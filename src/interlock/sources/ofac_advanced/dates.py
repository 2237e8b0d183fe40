"""Periods of the data model, printed as SDN.XML prints the same dates, so that one grammar reads both."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from interlock.sources.audit import Audit, Fields
from interlock.sources.ofac_advanced.reference import References

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_FIXED = ("YearFixed", "MonthFixed", "DayFixed", "DeltaAction")
_GREGORIAN = ("", "Gregorian")

Span = tuple[date, date]


class Periods:
    """Reads dates and periods; another calendar than the Gregorian is an alarm."""

    def __init__(self, references: References, audit: Audit) -> None:
        self._references = references
        self._audit = audit

    def printed(self, owner: Fields) -> str:
        """The DatePeriod of an element as SDN.XML prints it; empty where it has none.

        `05 May 1955`, `Mar 1957`, `1956`, `1960 to 1961`, each also after `circa`.
        """
        texts = [text for period in owner.children("DatePeriod") if (text := self._period(period))]
        return "; ".join(texts)

    def span(self, owner: Fields, tag: str) -> Span | None:
        """The days that a Date allows (a day; a month or year where no more is given); None without one."""
        spans = []
        for point in owner.children(tag):
            self._calendar(point)
            spans.append(self.point(point))
        return spans[0] if spans else None

    def _period(self, period: Fields) -> str:
        self._calendar(period)
        period.ignore(*_FIXED, "Comment", "DurationMinimum", "DurationMaximum")
        starts, circa = self._boundary(period, "Start")
        ends, also = self._boundary(period, "End")
        period.close()
        if not starts and not ends:
            return ""
        spans = starts + ends
        text = printed_span(min(span[0] for span in spans), max(span[1] for span in spans))
        return f"circa {text}" if circa or also else text

    def _boundary(self, period: Fields, tag: str) -> tuple[list[Span], bool]:
        spans: list[Span] = []
        circa = False
        for boundary in period.children(tag):
            circa = circa or boundary.attribute("Approximate") == "true"
            boundary.ignore(*_FIXED, "BoundaryQualifierTypeID")
            for name in ("From", "To"):
                points = map(self.point, boundary.children(name))
                spans.extend(point for point in points if point is not None)
            boundary.close()
        return spans, circa

    def _calendar(self, fields: Fields) -> None:
        name = self._references.text("CalendarType", fields.attribute("CalendarTypeID"), fields.where)
        if name not in _GREGORIAN:
            self._audit.alarm("unknown-value", f"unknown calendar: {name}", fields.where)

    def point(self, point: Fields) -> Span | None:
        """The days that a year, with or without month and day, allows; None when it has none."""
        year, month, day = (point.text(name) for name in ("Year", "Month", "Day"))
        point.ignore("DeltaAction")
        point.close()
        if not (year or month or day):
            return None
        try:
            return _days(int(year), int(month or 0), int(day or 0))
        except ValueError:
            self._audit.alarm("unknown-value", "a date that no calendar has", point.where)
            return None


def _days(year: int, month: int, day: int) -> Span:
    if not month:
        return date(year, 1, 1), date(year, 12, 31)
    if not day:
        return date(year, month, 1), date(year, month, monthrange(year, month)[1])
    return date(year, month, day), date(year, month, day)


def printed_span(first: date, last: date) -> str:
    """The span in OFAC's own words, the shortest that say it."""
    if first == last:
        return f"{first.day:02d} {_month(first)}"
    month_end = monthrange(last.year, last.month)[1]
    if first.day != 1 or last.day != month_end:
        return f"{first.day:02d} {_month(first)} to {last.day:02d} {_month(last)}"
    if (first.month, last.month) == (1, 12):
        return f"{first.year}" if first.year == last.year else f"{first.year} to {last.year}"
    return _month(first) if _month(first) == _month(last) else f"{_month(first)} to {_month(last)}"


def _month(day: date) -> str:
    return f"{_MONTHS[day.month - 1]} {day.year}"
