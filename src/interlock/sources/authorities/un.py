"""United Nations: the Security Council's Consolidated List, consolidated.xml in any of its serialisations.

One line, indented with single quotes, or `standalone`: the elements are the same, and white space inside
values is squeezed, so that an entry reads the same in all three. The vessels designated under resolution
1718 are another list, un.vessels, read from its HTML; its PDF is a stranger.

The reference number (`KPi.033`) is what other lists quote. It goes in as an identifier and as this list's
own quote of itself, in the one form that every quote of the UN takes: `KPI.033`.

Source: https://www.un.org/sc/resources/sc-sanctions.xsd (named in the files), and the 15 official files of
2021-01-27 to 2026-02-27.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import msgspec
from lxml import etree

from interlock.base.errors import SourceError
from interlock.model.snapshot import Coverage, Entry, Parsed
from interlock.sources.audit import Audit
from interlock.sources.contract import Authority, File, FileRole, ListSpec
from interlock.sources.readers import GET_IT_AGAIN, WRONG_LIST, local_name, only_source_errors, xml_records
from interlock.sources.unsc import vessels
from interlock.sources.unsc.record import LIST_KEY, Record
from interlock.sources.unsc.values import TABLE, day_of

MAX_UNREADABLE = 0.01
"""Share of records: beyond it the file is another format. No official file has a single one."""


def recognise(name: str, head: bytes) -> FileRole | None:
    """Goes by the content: `consolidated.xml` is also what OFAC calls one of its files."""
    low = name.lower()
    if low.startswith("derived_"):
        return None
    if b"<CONSOLIDATED_LIST" in head:
        return FileRole(LIST_KEY, "xml")
    if low.endswith((".html", ".htm")) and b"1718 designated vessels list" in head.lower():
        return FileRole(vessels.LIST_KEY, "html")
    return None


@only_source_errors
def read(list_key: str, files: Sequence[tuple[FileRole, File]]) -> Parsed:
    """One of the two lists from one file; a second one of the same date is an alarm.

    Raises: SourceError.
    """
    audit = Audit()
    file, *others = sorted((file for _, file in files), key=lambda file: file.name)
    for other in others:
        audit.alarm("extra-file", "a second file of the same date is not read", other.name)
    parse = vessels.read_vessels if list_key == vessels.LIST_KEY else _consolidated
    return msgspec.structs.replace(parse(file, audit), alarms=audit.alarms())


def _consolidated(file: File, audit: Audit) -> Parsed:
    list_date: date | None = None
    entries: dict[str, Entry] = {}
    records = bad = 0
    for element in xml_records(file, ("CONSOLIDATED_LIST",), ("INDIVIDUAL", "ENTITY")):
        tag = local_name(element)
        if tag in ("INDIVIDUAL", "ENTITY"):
            records += 1
            entry = Record(element, audit).entry()
            bad += entry is None
            if entry and entries.setdefault(entry.listing.source_id, entry) is not entry:
                audit.alarm("duplicate-id", "a DATAID stands on two entries; the first counts", entry.locator)
        elif tag == "CONSOLIDATED_LIST":
            list_date = _generated(element, file, audit)
        elif tag not in ("INDIVIDUALS", "ENTITIES"):
            audit.alarm("unknown-field", f"<{tag}> is not known", file.name)
    if not entries or bad > max(1, MAX_UNREADABLE * records):
        what = f"{bad:,} of {records:,} records are unreadable" if records else "no record is in the file"
        raise SourceError(what, where=file.name, remedy=WRONG_LIST)
    return Parsed(
        list_key=LIST_KEY,
        list_date=list_date,
        entries=tuple(entries.values()),
        coverage=Coverage(),
        records={"xml": records},
    )


def _generated(root: etree._Element, file: File, audit: Audit) -> date:
    """The day of dateGenerated, in its own offset (New York until 2023, UTC since)."""
    for name in root.attrib:
        local = str(name).rsplit("}", 1)[-1]
        if local not in ("dateGenerated", "noNamespaceSchemaLocation"):
            audit.alarm("unknown-field", f"<CONSOLIDATED_LIST {local}=> is not known", file.name)
    printed = root.get("dateGenerated", "")
    try:
        return day_of(printed)
    except ValueError as error:
        raise SourceError(
            f"dateGenerated is {printed!r}, not a date", where=file.name, remedy=GET_IT_AGAIN
        ) from error


AUTHORITY = Authority(
    key="un",
    name="United Nations Security Council",
    lists=msgspec.convert(TABLE["lists"], type=tuple[ListSpec, ...]),
    recognise=recognise,
    read=read,
)
