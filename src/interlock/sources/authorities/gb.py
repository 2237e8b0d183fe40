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
from datetime import date

from interlock.model.listing import Schema
from interlock.model.lists import Fill
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


_HOLDS: tuple[Schema, ...] = ("Person", "Organization", "Company", "Vessel", "LegalEntity")
UKSL = ListSpec(
    key=uksl_record.LIST_KEY,
    title="UK Sanctions List",
    holds=_HOLDS,
    effects=("asset_freeze", "travel_ban", "vessel_measures", "export_control", "sectoral"),
    max_shrink=0.10,
    max_shrink_reason=(
        "The largest regime but Russia's, Syria's, is 353 of 6,349 entries (6%) on 2026-08-22: its"
        " end would pass;"
        " a file cut short by a tenth does not. Only growth has been seen (5,738 to 6,349 during 2026)."
    ),
    source_id="the UK's unique id, DPR0001",
    count_floor=4_500,
    count_ceiling=12_000,
    count_reason=(
        "5,738 in the copy of 2026-02-25, 6,046 in tables of 2026-05-07, 6,349 in the copy of 2026-08-22; the"
        " floor is a fifth below the least, the ceiling twice the most."
    ),
    fills=(
        Fill("Person", "listed_on", 0.98, "filled on all persons of both copies; birth dates are in neither"),
        Fill("Organization", "addresses", 0.50, "filled on 85% of bodies on 2026-08-22"),
        Fill("Vessel", "effects", 0.98, "every ship is under some measure"),
    ),
    legal_basis=(
        "Sanctions and Anti-Money Laundering Act 2018 and the regulations under it, one for each regime"
    ),
    formats=(
        "UK-Sanctions-List.xml; UK-Sanctions-List.csv, from public descriptions (no official copy at hand)"
    ),
    frequency="with every designation: 178 different days of last update stand in the copy of 2026-08-22",
    traps=(
        "Date Designated is 31/12/2020 where the UK took over an EU listing, and the UN's own day where the"
        " UN designated before that: both are read as `by 2020-12-31`; OFSI's Listed On tells the day.",
        "Ids change when a regime is replaced: of 310 references that OFSI printed in 2023 and"
        " that are gone, 151"
        " stand under a new id, tied by the OFSI Group ID.",
        "One person under two regimes has two ids and one OFSI Group ID; entries made since"
        " 2026-01-28 have none.",
        "Name 6 is the surname where the UK names somebody itself, and the given name in many UN entries.",
        "Ships under shipping sanctions are listed without an asset freeze.",
    ),
)
OFSI = ListSpec(
    key=ofsi_record.LIST_KEY,
    title="Consolidated List of Financial Sanctions Targets in the UK",
    holds=_HOLDS,
    effects=("asset_freeze",),
    max_shrink=0.10,
    max_shrink_reason=(
        "Only growth between the files at hand (1,924 in 2016, 2,106 in 2018, 3,993 in 2023),"
        " though 383 (18%) of"
        " the groups of 2018 were gone by 2023. No fall of one issue is known; a tenth is half of"
        " those five years."
    ),
    source_id="OFSI Group ID, 13590",
    count_floor=1_500,
    count_ceiling=8_000,
    count_reason=(
        "1,924 on 2016-03-23, 2,106 on 2018-04-13, 3,993 on 2023-06-05; 5,151 ids on the other list in 2026"
    ),
    fills=(
        Fill("Person", "birth_dates", 0.60, "76%, 79% and 88% of persons in the three files"),
        Fill("Organization", "addresses", 0.50, "72%, 74% and 81% of bodies in the three files"),
        Fill("Person", "listed_on", 0.98, "filled on all persons in the three files"),
    ),
    legal_basis=(
        "as the UK Sanctions List since 2021; before, EU regulations and the UN's lists as UK law"
        " carried them"
    ),
    formats="ConList.xlsx, ConList.csv (36 columns), sanctionsconlist.csv (29 columns, cp1252)",
    frequency="none: retired on 2026-01-28; before, with every designation",
    retired_on=date(2026, 1, 28),
    traps=(
        "Retired on 2026-01-28: nothing on it is news, and who left the UK's lists since the last"
        " file at hand is"
        " told by the UK Sanctions List alone.",
        "Up to 400 rows for one target: every name with every birth date and every address.",
        "Asset freezes only; before 2021 ships stood among the entities.",
        "UK and UN references, numbers and contacts stand in Other Information; before 2021 in sentences.",
        "UN references of before 2014 (QI.A.151.03) are not those of the UN's list now, and are not read.",
    ),
)
AUTHORITY = Authority(
    key="gb",
    name="Foreign, Commonwealth and Development Office and HM Treasury, United Kingdom",
    lists=(UKSL, OFSI),
    recognise=recognise,
    read=read,
)
