"""SDN.XML and CONSOLIDATED.XML, OFAC's legacy XML: a whole list in one file, and its date.

Values come out as sdn.csv, alt.csv and add.csv print them (double quotes as single ones, an address in
one line), so that a list followed first in one form and then in the other shows no false changes.

Source: https://ofac.treasury.gov/system/files/126/sdn.xsd; both namespaces, that of tempuri.org (seen
2021-03-10) and that of sanctionslistservice.ofac.treas.gov (seen 2025-03-28 on the non-SDN list).
"""

from __future__ import annotations

import re
from datetime import date

import msgspec
from lxml import etree

from interlock.base.errors import SourceError
from interlock.model.listing import ALL_FACETS, Address, Name, Schema
from interlock.model.snapshot import Coverage, Entry, Parsed
from interlock.sources.audit import Audit, Fields
from interlock.sources.contract import File
from interlock.sources.ofac.entries import (
    address,
    listing,
    refuse_if_strange,
    schema_of,
    strong_alias,
)
from interlock.sources.ofac.lists import OfacList
from interlock.sources.ofac.remarks import Gathered
from interlock.sources.readers import GET_IT_AGAIN, local_name, xml_records

PUBLISHED = ("publshInformation", "publishInformation")
"""The official tag is misspelt; the second is for the day somebody mends it."""
_US_DATE = re.compile(r"(\d\d)/(\d\d)/(\d{4})")
_UID = re.compile(r"[0-9]{1,9}")


def read_xml(which: OfacList, file: File, audit: Audit) -> Parsed:
    """The list of one SDN.XML or CONSOLIDATED.XML; alarms go to `audit`. Raises: SourceError."""
    entries: dict[str, Entry] = {}
    published: date | None = None
    declared = ""
    bad = count = 0
    for element in xml_records(file, ("sdnList",), ("sdnEntry", *PUBLISHED)):
        name = local_name(element)
        if name == "sdnEntry":
            count += 1
            entry = _entry(which, element, file.name, audit)
            bad += entry is None
            if entry and entries.setdefault(entry.listing.source_id, entry) is not entry:
                audit.alarm("duplicate-id", "a uid stands on two entries; the first is taken", entry.locator)
        elif name in PUBLISHED:
            published, declared = _published(element, file, audit)
        elif name != "sdnList":
            audit.alarm("unknown-field", f"<{name}> is not known", file.name)
    refuse_if_strange(file, bad, count)
    if declared != str(count):
        audit.alarm("declared-count", f"Record_Count is {declared or 'absent'}, entries {count}", file.name)
    return Parsed(
        list_key=which.key,
        list_date=published,
        entries=tuple(entries.values()),
        coverage=Coverage(),
        records={"xml": count},
    )


def _published(element: etree._Element, file: File, audit: Audit) -> tuple[date, str]:
    fields = Fields(element, audit, file.name)
    printed, declared = fields.text("Publish_Date"), fields.text("Record_Count")
    fields.close()
    found = _US_DATE.fullmatch(printed)
    if not found:
        raise SourceError(
            f"Publish_Date is {printed!r}, not MM/DD/YYYY", where=file.name, remedy=GET_IT_AGAIN
        )
    month, day, year = map(int, found.groups())
    return date(year, month, day), declared


def _entry(which: OfacList, element: etree._Element, file_name: str, audit: Audit) -> Entry | None:
    fields = Fields(element, audit, f"{file_name} sdnEntry")
    uid, name = fields.text("uid"), _name(fields)
    if not _UID.fullmatch(uid) or not name:
        audit.alarm("unreadable-record", "an entry without a uid or a name", fields.where)
        return None
    where = fields.where = f"{file_name} sdnEntry[uid={uid}]"
    schema = schema_of(fields.text("sdnType"), audit, where)
    programmes = [code for part in fields.children("programList") for code in _closed(part, "program")]
    gathered = Gathered(schema)
    _gather(fields, gathered)
    aliases = _aliases(fields, schema, gathered, audit)
    addresses = _addresses(fields, audit)
    fields.close()
    core = listing(which, uid, schema, name, programmes, gathered.reading(), audit, where)
    whole = msgspec.structs.replace(core, names=core.names + aliases, addresses=addresses, facets=ALL_FACETS)
    return Entry(whole, where)


def _gather(fields: Fields, gathered: Gathered) -> None:
    """In the order of the remarks of sdn.csv."""
    gathered.title(quoted(fields.text("title")))
    for vessel in fields.children("vesselInfo"):
        for tag, label in VESSEL_FIELDS.items():
            if value := quoted(vessel.text(tag)):
                gathered.item(f"{label} {value}")
        vessel.close()
    for value in _items(fields, "dateOfBirthList", "dateOfBirthItem", "dateOfBirth"):
        gathered.item(f"DOB {value}")
    for value in _items(fields, "placeOfBirthList", "placeOfBirthItem", "placeOfBirth"):
        gathered.item(f"POB {value}")
    for value in _items(fields, "nationalityList", "nationality", "country"):
        gathered.item(f"nationality {value}")
    for value in _items(fields, "citizenshipList", "citizenship", "country"):
        gathered.item(f"citizen {value}")
    for group in fields.children("idList"):
        for number in group.children("id"):
            parts = ("idType", "idNumber", "idCountry", "issueDate", "expirationDate")
            gathered.number(*(quoted(number.text(tag)) for tag in parts))
            number.ignore("uid")
            number.close()
        group.close()
    gathered.remarks(quoted(fields.text("remarks")))


VESSEL_FIELDS = {
    "callSign": "Call Sign",
    "vesselType": "Vessel Type",
    "tonnage": "Tonnage",
    "grossRegisteredTonnage": "Gross Registered Tonnage",
    "vesselFlag": "Vessel Flag",
    "vesselOwner": "Vessel Owner",
}
"""Tag of vesselInfo to label, in the order of the columns of sdn.csv."""


def _items(fields: Fields, group_tag: str, item_tag: str, value_tag: str) -> list[str]:
    """The values of one list of items, the main one first, as sdn.csv has it."""
    found: list[tuple[bool, str]] = []
    for group in fields.children(group_tag):
        for item in group.children(item_tag):
            found.append((item.text("mainEntry") != "true", quoted(item.text(value_tag))))
            item.ignore("uid")
            item.close()
        group.close()
    return [value for _, value in sorted(found, key=lambda pair: pair[0]) if value]


def _aliases(fields: Fields, schema: Schema, gathered: Gathered, audit: Audit) -> tuple[Name, ...]:
    """The strong aliases; weak ones go to `gathered`, see `Gathered.weak_alias`."""
    found: list[Name] = []
    for group in fields.children("akaList"):
        for aka in group.children("aka"):
            text, printed_type, category = _name(aka), aka.text("type").replace(".", ""), aka.text("category")
            if category == "weak":
                gathered.weak_alias(printed_type, text)
            else:
                if category != "strong":
                    audit.alarm("unknown-value", f"unknown alias category: {category}", fields.where)
                found.append(strong_alias(printed_type, text, schema, audit, fields.where))
            aka.ignore("uid")
            aka.close()
        group.close()
    return tuple(dict.fromkeys(found))


def _addresses(fields: Fields, audit: Audit) -> tuple[Address, ...]:
    found: list[Address] = []
    for group in fields.children("addressList"):
        for one in group.children("address"):
            town = ", ".join(filter(None, (one.text("city"), one.text("stateOrProvince"))))
            town = " ".join(filter(None, (town, one.text("postalCode"))))
            lines = (one.text("address1"), one.text("address2"), one.text("address3"), town)
            text = quoted(", ".join(filter(None, lines)))
            if made := address(text, one.text("country"), audit, fields.where):
                found.append(made)
            one.ignore("uid")
            one.close()
        group.close()
    return tuple(dict.fromkeys(found))


def _name(fields: Fields) -> str:
    return quoted(", ".join(filter(None, (fields.text("lastName"), fields.text("firstName")))))


def _closed(group: Fields, tag: str) -> tuple[str, ...]:
    texts = group.texts(tag)
    group.close()
    return texts


def quoted(text: str) -> str:
    """Double quotes as single ones: so prints sdn.csv, which uses the double ones for itself."""
    return text.replace('"', "'")
