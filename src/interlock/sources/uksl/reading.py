"""The UK Sanctions List from its files of one date."""

from __future__ import annotations

from collections.abc import Sequence

from interlock.model.snapshot import Coverage, Parsed
from interlock.sources.audit import Audit
from interlock.sources.british.whole import chosen, is_rebuilt, whole
from interlock.sources.contract import File, FileRole
from interlock.sources.uksl import csv_file, xml_file
from interlock.sources.uksl.record import LIST_KEY, entry_of

REBUILT = (
    "Rebuilt from a copy: no birth dates, nationalities, passports, positions, ship details (IMO numbers but"
    " those in the reasons, flags, owners), registration numbers or contacts; the copy may lack the newest"
    " entries and keep some that were taken off."
)


def read_uksl(files: Sequence[tuple[FileRole, File]]) -> Parsed:
    """The list from its XML, else from its CSV; another file of the date is an alarm. Raises: SourceError."""
    audit = Audit()
    role, file = chosen(((role.role, file) for role, file in files), ("xml", "csv"), audit)
    reading = xml_file.Reading(file, audit) if role == "xml" else csv_file.Reading(file, audit)
    entries = whole(LIST_KEY, file, (entry_of(raw, audit) for raw in reading.designations()), audit)
    if reading.list_date is None:
        audit.alarm("missing-field", "the file does not say when it was made", file.name)
    return Parsed(
        list_key=LIST_KEY,
        list_date=reading.list_date,
        entries=entries,
        coverage=Coverage(notes=(REBUILT,) if is_rebuilt(file) else ()),
        records={role: reading.records},
        alarms=audit.alarms(),
    )
