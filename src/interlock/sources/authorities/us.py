"""United States: OFAC's Specially Designated Nationals list, as CSV files or as SDN.XML.

The CSV form is four files joined by uid: `sdn.csv` (core), `alt.csv` (aliases), `add.csv` (addresses)
and `sdn_comments.csv` (the rest of the remarks that sdn.csv cuts at 1,000 characters). Copies are often
incomplete. Every entry has at least one row in add.csv (so on all four dates that have both, 39,134
entries), so add.csv alone tells who is listed, and nothing else about them.

SDN_ADVANCED.XML, which carries the dates of the legal acts, and the non-SDN lists (CONSOLIDATED.XML,
cons_*.csv) are not read here: they are strangers. The list prints no dates of acts, so `listed_on`
stays None.
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
from interlock.sources.ofac.entries import LIST_KEY
from interlock.sources.ofac.xml_file import read_xml
from interlock.sources.readers import WRONG_LIST, only_source_errors

_ROLES = {
    "sdn.csv": "sdn",
    "alt.csv": "alt",
    "add.csv": "add",
    "sdn_comments.csv": "comments",
    "sdn.xml": "xml",
}
_RECONSTRUCTED = re.compile(r"reconstructed_sdn_.*\.csv")


def recognise(name: str, _head: bytes) -> FileRole | None:
    """Goes by the name alone: CONSOLIDATED.XML has the same root, cons_prim.csv the same columns."""
    low = name.lower()
    role = "sdn" if _RECONSTRUCTED.fullmatch(low) else _ROLES.get(low)
    return FileRole(LIST_KEY, role) if role else None


@only_source_errors
def read(_list_key: str, files: Sequence[tuple[FileRole, File]]) -> Parsed:
    """The SDN list from any of its files of one date; where both forms are there, SDN.XML counts.

    Raises: SourceError.
    """
    audit = Audit()
    by_role: dict[str, list[File]] = {}
    # The official file first: of two rows with one uid the first is taken.
    for role, file in sorted(files, key=lambda pair: (is_reconstructed(pair[1]), pair[1].name)):
        by_role.setdefault(role.role, []).append(file)
    xml = by_role.pop("xml", [])
    parsed = read_csv(by_role, audit) if by_role else None
    if xml:
        parsed = _prefer(read_xml(xml[0], audit), parsed, audit)
    if parsed is None or not parsed.entries:
        where = ", ".join(file.name for _, file in files)
        raise SourceError("no entry of the SDN list is in these files", where=where, remedy=WRONG_LIST)
    return msgspec.structs.replace(parsed, alarms=audit.alarms())


def _prefer(xml: Parsed, csv: Parsed | None, audit: Audit) -> Parsed:
    if csv is None:
        return xml
    if csv.coverage.roster and len(csv.entries) != len(xml.entries):
        text = f"SDN.XML has {len(xml.entries)} entries, the CSV files of that date {len(csv.entries)}"
        audit.alarm("files-disagree", text)
    return msgspec.structs.replace(xml, records={**csv.records, **xml.records})


AUTHORITY = Authority(
    key="us",
    name="Office of Foreign Assets Control, United States Department of the Treasury",
    lists=(
        ListSpec(
            key=LIST_KEY,
            title="Specially Designated Nationals and Blocked Persons List",
            holds=("Person", "Organization", "Company", "Vessel", "Airplane", "CryptoWallet", "LegalEntity"),
            effects=("asset_freeze",),
            max_shrink=0.10,
            max_shrink_reason=(
                "Between the 22 rosters of 2019-01-15 to 2026-06-02 the list grew from 7,379 to 19,014; the"
                " one fall was of 1.1% (9,146 to 9,044, by 2022-01-21), and the largest share taken off at"
                " once 4.0% (679 of 16,989, during 2025). 10% is more than twice that, and far below what"
                " a file cut in half shows."
            ),
            source_id="OFAC uid, the first column of sdn.csv",
        ),
    ),
    recognise=recognise,
    read=read,
)
