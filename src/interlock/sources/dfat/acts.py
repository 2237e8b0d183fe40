"""When Australia listed an entry, as far as its row says so for certain. Pure.

`Listing Information` is free text. Of an entry under a committee of the Security Council its date is the
committee's act (the Iran entries of September 2025 print 2006), so it says nothing of Australia's list. The
`Control Date` is the day on which DFAT last wrote the row: all 788 entries that came between the two
workbooks have one after the first workbook, none has gone back, and 2026-02-20 stands on 561 entries, most of
them old. So it is no listing date; but on that day the entry was on the list.
"""

from __future__ import annotations

import re
from datetime import date, datetime

from interlock.model.dates import ActDate
from interlock.sources.dfat.births import births

_DATE = (
    r"(?P<day>\d{1,2}/\d{1,2}/\d{4}|\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
    r" ?\d{4})"
)
_FIRST = re.compile(rf"(?:First )?Listed(?: by the Minister)? on:? {_DATE}", re.IGNORECASE)
_STATED = re.compile(
    rf"(?:The Minister for Foreign Affairs listed this (?:person|entity|individual|organisation) on "
    rf"|Designated under the Autonomous Sanctions Regulations 2011 on "
    rf"|Designated class of vessels made by the Foreign Minister on ){_DATE}"
)
_BEFORE = re.compile(rf"previous designation\b.*?\bin effect from {_DATE}", re.DOTALL)


def is_of_the_un(committee: str) -> bool:
    """The entry follows a committee of the Security Council; 1373 (2001) leaves the choice to states."""
    return committee[:1].isdigit() and not committee.startswith("1373")


def listed_on(committee: str, information: str, control: date | None) -> ActDate | None:
    """The day that the row states, else "by the control date", else None."""
    if not is_of_the_un(committee):
        match = _FIRST.match(information) or _STATED.search(information)
        earlier = _BEFORE.search(information) if match else None
        day = _day_of(earlier or match)
        if day is not None and (control is None or day <= control):
            return ActDate(day, day, "printed")
    return ActDate(None, control, "printed") if control else None


def _day_of(match: re.Match[str] | None) -> date | None:
    known, _ = births(match["day"]) if match else ((), "")
    return known[0].earliest if known and known[0].is_day else None


def control_date(value: object) -> date | None:
    """The day of the cell; None when it holds none."""
    return value.date() if isinstance(value, datetime) else None
