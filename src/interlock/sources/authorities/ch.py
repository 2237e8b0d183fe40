"""Switzerland: SECO's consolidated list of sanctioned persons, entities and objects, as XML.

**Written from the published structure and a hand-made fixture: no official copy was at hand.** What its
values mean is taken from public code that reads the file; what that does not tell is an alarm.

The file keeps its past. A target that was taken off stays in it, marked by a last `modification` of type
`de-listed`: it is a removal here, and no entry. Each modification repeats what it added and removed; that is
not read. Targets point at sets of measures, which stand before them, and at places, which stand behind.

Source: https://www.seco.admin.ch/seco/en/home/Aussenwirtschaftspolitik_Wirtschaftliche_Zusammenarbeit/
Wirtschaftsbeziehungen/exportkontrollen-und-sanktionen.html; root `swiss-sanctions-list`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from lxml import etree

from interlock.base.errors import SourceError
from interlock.model.snapshot import Coverage, Entry, Parsed, Removal
from interlock.sources.audit import Audit
from interlock.sources.contract import Authority, File, FileRole, ListSpec
from interlock.sources.readers import GET_IT_AGAIN, WRONG_LIST, local_name, only_source_errors, xml_records
from interlock.sources.seco.lookups import Lookups
from interlock.sources.seco.record import LIST_KEY, Record
from interlock.sources.seco.relations import with_names

ROOT = "swiss-sanctions-list"
MAX_UNREADABLE = 0.01
"""Share of targets: beyond it the file is another format."""


def recognise(name: str, head: bytes) -> FileRole | None:
    """Goes by the root element: the download has no name of its own."""
    if name.lower().startswith("derived_") or b"<" + ROOT.encode() not in head:
        return None
    return FileRole(LIST_KEY, "xml")


@only_source_errors
def read(_list_key: str, files: Sequence[tuple[FileRole, File]]) -> Parsed:
    """The list from one file, in two passes; a second file of the same date is an alarm.

    Raises: SourceError.
    """
    audit = Audit()
    file, *others = sorted((file for _, file in files), key=lambda file: file.name)
    for other in others:
        audit.alarm("extra-file", "a second file of the same date is not read", other.name)
    lookups = Lookups()
    for element in xml_records(file, (ROOT,), ("sanctions-program", "target", "place")):
        lookups.note(element, audit)
    entries: dict[str, Entry] = {}
    removals: dict[str, Removal] = {}
    list_date, whole, targets, bad = None, False, 0, 0
    for element in xml_records(file, (ROOT,), ("sanctions-program", "target", "place")):
        tag = local_name(element)
        if tag == ROOT:
            list_date, whole = _head(element, file, audit)
        elif tag == "target":
            targets += 1
            made = Record(element, lookups, audit).read()
            bad += made is None
            _keep(made, entries, removals, audit)
        elif tag not in ("sanctions-program", "place"):
            audit.alarm("unknown-field", f"<{tag}> is not known", file.name)
    if not entries or bad > max(1, MAX_UNREADABLE * targets):
        what = f"{bad:,} of {targets:,} targets are unreadable" if targets else "no target is in the file"
        raise SourceError(what, where=file.name, remedy=WRONG_LIST)
    return Parsed(
        list_key=LIST_KEY,
        list_date=list_date,
        entries=with_names(entries),
        coverage=Coverage(
            roster=whole, notes=("read by a parser that no official file of this list has been tried on",)
        ),
        records={"xml": targets},
        removals=tuple(removals.values()),
        alarms=audit.alarms(),
    )


def _head(root: etree._Element, file: File, audit: Audit) -> tuple[date, bool]:
    """(the list's date, whether it is the whole list)."""
    for name in root.attrib:
        local = str(name).rsplit("}", 1)[-1]
        if local not in ("date", "list-type", "schemaLocation", "noNamespaceSchemaLocation"):
            audit.alarm("unknown-field", f"<{ROOT} {local}=> is not known", file.name)
    kind = root.get("list-type", "")
    if kind != "whole-list":
        audit.alarm("unknown-value", f"list-type is {kind!r}: absence from it means nothing", file.name)
    printed = root.get("date", "")
    try:
        return date.fromisoformat(printed[:10]), kind == "whole-list"
    except ValueError as error:
        raise SourceError(f"date is {printed!r}, not a date", where=file.name, remedy=GET_IT_AGAIN) from error


def _keep(
    made: Entry | Removal | None, entries: dict[str, Entry], removals: dict[str, Removal], audit: Audit
) -> None:
    number = made.listing.source_id if isinstance(made, Entry) else made.source_id if made else ""
    if number in entries or number in removals:
        audit.alarm("duplicate-id", "two targets have one ssid; the first counts", f"target[ssid={number}]")
    elif isinstance(made, Entry):
        entries[number] = made
    elif made is not None:
        removals[number] = made


AUTHORITY = Authority(
    key="ch",
    name="State Secretariat for Economic Affairs, Switzerland",
    lists=(
        ListSpec(
            key=LIST_KEY,
            title="Overall list of sanctioned individuals, entities and organisations (SECO)",
            holds=("Person", "Organization", "Company", "Vessel", "Airplane", "LegalEntity"),
            effects=("asset_freeze",),
            max_shrink=0.10,
            max_shrink_reason="not verified, no official file was at hand: a tenth, as for the US and Japan",
            shows_removals=True,
            source_id="ssid of the target",
            count_floor=4_000,
            count_ceiling=15_000,
            count_reason=(
                "not verified: third parties counted 8,604 to 8,694 targets in 2026, about 1,550 of them"
                " taken off, so some 7,100 in force; about half and twice of that"
            ),
            legal_basis="Embargo Act (SR 946.231) and the ordinances under it",
            formats="XML (the whole list of the SESAM search), from its published structure",
            frequency="whenever an ordinance is amended; not verified",
            traps=(
                "Written from the published structure: no official file has been read with it.",
                "Targets that were taken off stay in the file: they are removals here, and no entries.",
                "What a set of measures does is read from its English name; one that is not known is an"
                " alarm, and its targets say no effect.",
                "Names of a second identity are aliases, even its primary name.",
                "A spelling of a part in another script makes a name only where every part has one.",
                "The search's own export (searchSanctionWithExport) is a part of the list; only the whole"
                " list is a roster.",
            ),
        ),
    ),
    recognise=recognise,
    read=read,
)
