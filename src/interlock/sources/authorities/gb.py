"""United Kingdom: the UK Sanctions List, and the consolidated list that it replaced on 2026-01-28.

`gb.uksl` is the Foreign Office's list, as UK-Sanctions-List.xml or .csv: everyone and every ship under any
measure. `gb.ofsi` is the Treasury's list of asset freezes, as ConList.xlsx or .csv and sanctionsconlist.csv:
no longer published, read for the years before. Each prints the other's reference, so an entry of one and its
entry on the other are one target.

The ODS and TXT forms, and the conversions of others, are strangers. A `reconstructed_` file has the shape of
the official XML, and less in it.

Source: https://www.gov.uk/government/publications/the-uk-sanctions-list; the consolidated lists of
2016-03-23, 2018-04-13 and 2023-06-05; the XML rebuilt from copies of 2026-02-25 and 2026-08-22; and, for what
these lack, element names and headers as public readers of the official files have them in 2026.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from interlock.model.snapshot import Parsed
from interlock.sources.contract import Authority, File, FileRole, ListSpec
from interlock.sources.ofsi import record as ofsi_record
from interlock.sources.ofsi.reading import read_ofsi
from interlock.sources.readers import only_source_errors
from interlock.sources.uksl import record as uksl_record
from interlock.sources.uksl.reading import read_uksl

_WORKBOOK = re.compile(r"conlist.*\.xlsx", re.IGNORECASE)


def recognise(name: str, head: bytes) -> FileRole | None:
    """Goes by the bytes, but for the workbook: a zip tells nothing, and its name is the official one."""
    if name.lower().startswith("derived_"):
        return None
    if head.startswith(b"PK\x03\x04"):
        return FileRole(ofsi_record.LIST_KEY, "xlsx") if _WORKBOOK.fullmatch(name) else None
    if b"<Designations" in head:
        return FileRole(uksl_record.LIST_KEY, "xml")
    if b"Unique ID" in head and b"Regime Name" in head and name.lower().endswith(".csv"):
        return FileRole(uksl_record.LIST_KEY, "csv")
    if head.removeprefix(b"\xef\xbb\xbf").lstrip(b'"').startswith(b"Last Updated") and b"Group ID" in head:
        return FileRole(ofsi_record.LIST_KEY, "csv")
    return None


@only_source_errors
def read(list_key: str, files: Sequence[tuple[FileRole, File]]) -> Parsed:
    """Either list from its files of one date. Raises: SourceError."""
    return read_uksl(files) if list_key == uksl_record.LIST_KEY else read_ofsi(files)


UKSL = ListSpec(
    key=uksl_record.LIST_KEY,
    title="UK Sanctions List",
    holds=("Person", "Organization", "Company", "Vessel", "LegalEntity"),
    effects=("asset_freeze", "travel_ban", "vessel_measures", "export_control", "sectoral"),
    max_shrink=0.10,
    max_shrink_reason="x",
)
OFSI = ListSpec(
    key=ofsi_record.LIST_KEY,
    title="Consolidated List of Financial Sanctions Targets in the UK",
    holds=("Person", "Organization", "Company", "Vessel", "LegalEntity"),
    effects=("asset_freeze",),
    max_shrink=0.10,
    max_shrink_reason="x",
)
AUTHORITY = Authority(
    key="gb",
    name="United Kingdom",
    lists=(UKSL, OFSI),
    recognise=recognise,
    read=read,
)
