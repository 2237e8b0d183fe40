"""United States: OFAC's two lists, of blocked persons (SDN) and of all others (Consolidated non-SDN).

Each comes as CSV files joined by uid (core, aliases, addresses, and the rest of the remarks that the core
cuts at 1,000 characters), as legacy XML, and as advanced XML. Copies of the CSV files are often incomplete.
Every entry has at least one row in add.csv (so on all four dates that have both, 39,134 entries), so add.csv
alone tells who is listed, and nothing else about them.

Only the advanced XML prints the dates of the legal acts. Where it lies beside a plain file of the same date,
the plain one is read for what both say, and the advanced one adds the dates, the legal bases and the names
in other scripts; see `ofac_advanced/beside.py`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from interlock.base.errors import SourceError
from interlock.model.snapshot import Parsed
from interlock.sources.audit import Audit
from interlock.sources.contract import Authority, File, FileRole, ListSpec
from interlock.sources.ofac.csv_files import is_reconstructed, read_csv
from interlock.sources.ofac.lists import CONSOLIDATED, LISTS, SDN, OfacList
from interlock.sources.ofac.remarks import TABLE
from interlock.sources.ofac.xml_file import read_xml
from interlock.sources.ofac_advanced.beside import added
from interlock.sources.ofac_advanced.read import read_advanced
from interlock.sources.readers import WRONG_LIST, only_source_errors

_ROLES = {
    "sdn.csv": FileRole(SDN.key, "sdn"),
    "alt.csv": FileRole(SDN.key, "alt"),
    "add.csv": FileRole(SDN.key, "add"),
    "sdn_comments.csv": FileRole(SDN.key, "comments"),
    "sdn.xml": FileRole(SDN.key, "xml"),
    "sdn_advanced.xml": FileRole(SDN.key, "advanced"),
    "cons_prim.csv": FileRole(CONSOLIDATED.key, "prim"),
    "cons_alt.csv": FileRole(CONSOLIDATED.key, "alt"),
    "cons_add.csv": FileRole(CONSOLIDATED.key, "add"),
    "cons_comments.csv": FileRole(CONSOLIDATED.key, "comments"),
    "consolidated.xml": FileRole(CONSOLIDATED.key, "xml"),
    "cons_advanced.xml": FileRole(CONSOLIDATED.key, "advanced"),
}
_RECONSTRUCTED = re.compile(r"reconstructed_sdn_.*\.csv")
_ROOTS = {"xml": b"<sdnList", "advanced": b"<Sanctions"}
_OTHERS_ROOT = re.compile(rb"<(?:CONSOLIDATED_LIST|export|Sanctions|sdnList)\b")


def recognise(name: str, head: bytes) -> FileRole | None:
    """Goes by the official name: the two lists differ in nothing else.

    An XML whose root is another known list's is a stranger (the UN's file is consolidated.xml too). Any
    other content is left to the parser, so that a page of the site instead of the list is an error.
    """
    low = name.lower()
    role = FileRole(SDN.key, "sdn") if _RECONSTRUCTED.fullmatch(low) else _ROLES.get(low)
    root = _ROOTS.get(role.role) if role else None
    if root is not None and root not in head and _OTHERS_ROOT.search(head):
        return None
    return role


@only_source_errors
def read(list_key: str, files: Sequence[tuple[FileRole, File]]) -> Parsed:
    """One list from any of its files of one date.

    Raises: SourceError.
    """
    which, audit = LISTS[list_key], Audit()
    by_role: dict[str, list[File]] = {}
    # The official file first: of two rows with one uid the first is taken.
    for role, file in sorted(files, key=lambda pair: (is_reconstructed(pair[1]), pair[1].name)):
        by_role.setdefault(role.role, []).append(file)
    parsed = _plain(which, by_role, audit)
    if advanced := by_role.get("advanced"):
        parsed = _with_advanced(which, parsed, advanced[0], audit)
    if parsed is None or not parsed.entries:
        where = ", ".join(file.name for _, file in files)
        raise SourceError(f"no entry of {which.key} is in these files", where=where, remedy=WRONG_LIST)
    return msgspec.structs.replace(parsed, alarms=audit.alarms())


def _plain(which: OfacList, by_role: dict[str, list[File]], audit: Audit) -> Parsed | None:
    """What the plain files say; where both forms are there, the XML counts."""
    csv_files = {role: found for role, found in by_role.items() if role in which.csv}
    csv = read_csv(which, csv_files, audit) if csv_files else None
    if "xml" not in by_role:
        return csv
    file = by_role["xml"][0]
    xml = read_xml(which, file, audit)
    if csv is None:
        return xml
    if csv.coverage.roster and len(csv.entries) != len(xml.entries):
        text = f"{file.name} has {len(xml.entries)} entries, the CSV files of that date {len(csv.entries)}"
        audit.alarm("files-disagree", text)
    return msgspec.structs.replace(xml, records={**csv.records, **xml.records})


def _with_advanced(which: OfacList, plain: Parsed | None, file: File, audit: Audit) -> Parsed:
    if plain is None:
        return read_advanced(which, file, audit)
    own = Audit()
    try:
        advanced = read_advanced(which, file, own)
    except SourceError as error:
        # The plain files tell all but dates: a change of the richer format must not cost us the list.
        audit.alarm("advanced-unreadable", f"the dates of acts are not read: {error}", file.name)
        return plain
    audit.take(own)
    return added(plain, advanced, file.name, audit)


AUTHORITY = Authority(
    key="us",
    name="Office of Foreign Assets Control, United States Department of the Treasury",
    lists=msgspec.convert(TABLE["lists"], type=tuple[ListSpec, ...]),
    recognise=recognise,
    read=read,
)
