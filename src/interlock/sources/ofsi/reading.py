"""The consolidated list from its files of one date."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from interlock.model.snapshot import Coverage, Parsed
from interlock.sources.audit import Audit
from interlock.sources.british.whole import chosen, whole
from interlock.sources.contract import File, FileRole
from interlock.sources.ofsi.record import LIST_KEY, entry_of
from interlock.sources.ofsi.rows import Reading

RETIRED_ON = date(2026, 1, 28)
"""Closed by the Treasury; the UK Sanctions List is the only one since."""
RETIRED = "OFSI's consolidated list was retired on 2026-01-28: since then only the UK Sanctions List counts."
FREEZES_ONLY = "OFSI's list holds asset freezes only: ships under shipping sanctions alone are not on it."


def read_ofsi(files: Sequence[tuple[FileRole, File]]) -> Parsed:
    """The list from its workbook, else from its CSV; another file of the date is an alarm.

    Raises: SourceError.
    """
    audit = Audit()
    role, file = chosen(((role.role, file) for role, file in files), ("xlsx", "csv"), audit)
    reading = Reading(file, audit)
    groups = reading.groups()
    read = (entry_of(group, audit, has_marks=reading.has_marks) for group in groups)
    entries = whole(LIST_KEY, file, read, audit)
    return Parsed(
        list_key=LIST_KEY,
        list_date=reading.list_date,
        entries=entries,
        coverage=Coverage(notes=(FREEZES_ONLY, RETIRED)),
        records={role: reading.rows},
        alarms=audit.alarms(),
    )
