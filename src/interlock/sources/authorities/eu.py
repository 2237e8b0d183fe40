"""European Union: the consolidated financial sanctions, as the FSF export (XML 1.1).

An entity is exported once for each of its programmes, under one euReferenceNumber: 21 entities stood twice in
the official file of 2021-03-02. They are one entry here, with both programmes. The day of listing is not
printed as such; how it is told, and how well, stands in `fsf/dates.py`.

The JSON copies that others make of the export are strangers. A `reconstructed_` file has the official shape,
and less in it: no designation dates, no remarks on parts, no ranges of birth years.

Source: the export's schema (http://eu.europa.ec/fpi/fsd/export), the official file of 2021-03-02 and the
reconstructed one of 2026-02-24.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import msgspec
from lxml import etree

from interlock.base.errors import SourceError
from interlock.model.lists import Fill
from interlock.model.snapshot import Coverage, Entry, Parsed
from interlock.sources.audit import Audit
from interlock.sources.contract import Authority, File, FileRole, ListSpec
from interlock.sources.fsf.record import LIST_KEY, Record, joined
from interlock.sources.readers import GET_IT_AGAIN, WRONG_LIST, local_name, only_source_errors, xml_records

MAX_UNREADABLE = 0.01
"""Share of records: beyond it the file is another format. No official file has a single one."""
REBUILT = (
    "Rebuilt from a copy: no designation dates, no remarks on names and numbers, no contacts, no spans of"
    " birth years."
)
_NAMESPACE = b"http://eu.europa.ec/fpi/fsd/export"


def recognise(name: str, head: bytes) -> FileRole | None:
    """Goes by the root element and its namespace: the site's file names carry a date and vary."""
    if name.lower().startswith("derived_") or b"<export" not in head or _NAMESPACE not in head:
        return None
    return FileRole(LIST_KEY, "xml")


@only_source_errors
def read(_list_key: str, files: Sequence[tuple[FileRole, File]]) -> Parsed:
    """The export from one file, an official one before a reconstructed; a second one is an alarm.

    Raises: SourceError.
    """
    audit = Audit()
    file, *others = sorted((file for _, file in files), key=_reconstructed)
    for other in others:
        audit.alarm("extra-file", "a second file of the same date is not read", other.name)
    list_date: date | None = None
    entries: dict[str, Entry] = {}
    records = bad = 0
    for element in xml_records(file, ("export",), ("sanctionEntity",)):
        tag = local_name(element)
        if tag == "sanctionEntity":
            records += 1
            entry = Record(element, audit).entry()
            bad += entry is None
            if entry:
                _keep(entries, entry, audit)
        elif tag == "export":
            list_date = _generated(element, file, audit)
        else:
            audit.alarm("unknown-field", f"<{tag}> is not known", file.name)
    if not entries or bad > max(1, MAX_UNREADABLE * records):
        what = f"{bad:,} of {records:,} records are unreadable" if records else "no record is in the file"
        raise SourceError(what, where=file.name, remedy=WRONG_LIST)
    return Parsed(
        list_key=LIST_KEY,
        list_date=list_date,
        entries=tuple(entries.values()),
        coverage=Coverage(notes=(REBUILT,) if _reconstructed(file)[0] else ()),
        records={"xml": records},
        alarms=audit.alarms(),
    )


def _reconstructed(file: File) -> tuple[bool, str]:
    return file.name.lower().startswith("reconstructed_"), file.name


def _keep(entries: dict[str, Entry], entry: Entry, audit: Audit) -> None:
    """Adds the entry; a second record of one entity joins the first, unless its programme is the same."""
    key = entry.listing.source_id
    first = entries.setdefault(key, entry)
    if first is entry:
        return
    if set(first.listing.programmes) & set(entry.listing.programmes):
        audit.alarm("duplicate-id", "a reference stands twice in one programme", entry.locator)
    entries[key] = msgspec.structs.replace(first, listing=joined(first.listing, entry.listing))


def _generated(root: etree._Element, file: File, audit: Audit) -> date:
    """The day of generationDate, in its own offset (Brussels)."""
    for name in root.attrib:
        if name not in ("generationDate", "globalFileId"):
            audit.alarm("unknown-field", f"<export {name!s}=> is not known", file.name)
    printed = root.get("generationDate", "")
    try:
        return date.fromisoformat(printed[:10])
    except ValueError as error:
        raise SourceError(
            f"generationDate is {printed!r}, not a date", where=file.name, remedy=GET_IT_AGAIN
        ) from error


AUTHORITY = Authority(
    key="eu",
    name="European Union",
    lists=(
        ListSpec(
            key=LIST_KEY,
            title="Consolidated list of persons, groups and entities subject to EU financial sanctions",
            holds=("Person", "Organization", "Company", "Vessel", "Airplane", "CryptoWallet", "LegalEntity"),
            effects=("asset_freeze",),
            max_shrink=0.15,
            max_shrink_reason=(
                "No copy at hand is smaller than the one before it but that of 2021-03-06, by one entry; from"
                " 2021-03-02 to 2026-02-24 the list grew from 2,248 to 5,860, and 257 (11%) of the 2,248"
                " went in those five years. 15% passes all of these at once, with nothing added; a file cut"
                " short by a sixth does not."
            ),
            source_id="euReferenceNumber; `L` and logicalId where it is empty",
            count_floor=1_900,
            count_ceiling=12_000,
            count_reason=(
                "2,248 entries on 2021-03-02 (2,269 records), 5,860 on 2026-02-24; the floor is 15% under"
                " the smallest, the ceiling twice the largest."
            ),
            fills=(
                Fill("Person", "birth_dates", 0.65, "81% on 2021-03-02, 85% on 2026-02-24; a fifth less"),
                Fill("Person", "programmes", 0.99, "on every entry of both files"),
                Fill("Organization", "programmes", 0.99, "on every entry of both files"),
            ),
            legal_basis=(
                "Council and Commission regulations, one for each regime; for the DPRK Regulation (EU)"
                " 2017/1509 and Decision (CFSP) 2016/849"
            ),
            formats="FSF export, XML 1.1 (xmlFullSanctionsList_1_1.xml); a token is needed to fetch it",
            frequency="with each act that lists, amends or removes; how soon after it: not verified",
            traps=(
                "The day of listing is not printed as such; fsf/dates.py says how it is told and how well.",
                "designationDate is the UN's day wherever the UN has designated.",
                "One entity stands once for each of its programmes: 21 stood twice on 2021-03-02.",
                "A reconstructed copy has no designation dates and no remarks on names and numbers.",
                "Removals are not printed: an entry that is gone was taken off, or moved.",
                "An entry may change its reference number (EU.3876.2 is EU.13689.86 by 2026).",
                "Vessels of the regulations' annexes are mostly not in it: two on 2026-02-24.",
            ),
        ),
    ),
    recognise=recognise,
    read=read,
)
