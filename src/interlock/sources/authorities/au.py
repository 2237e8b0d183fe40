"""Australia: DFAT's Consolidated List, in the workbook of 2024 and in the one of 2026.

One row for each name of an entry. The older workbook (`regulation8_consolidated.xlsx`) is the list of persons
whose assets are frozen; the newer one adds the strength of aliases, IMO numbers of ships, the instrument and
four columns of measures. There is no date in the file: the newest control date is the list's.

Source: https://www.dfat.gov.au/international-relations/security/sanctions/consolidated-list, and the official
files of 2024-11-11 and 2026-02-24.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from interlock.base.errors import SourceError
from interlock.model.lists import Fill
from interlock.model.snapshot import Coverage, Entry, Parsed
from interlock.sources.audit import Audit
from interlock.sources.contract import Authority, File, FileRole, ListSpec
from interlock.sources.dfat.acts import control_date
from interlock.sources.dfat.quotes import without_doubtful_quotes
from interlock.sources.dfat.record import LIST_KEY, Record
from interlock.sources.dfat.sheet import rows_by_reference
from interlock.sources.readers import WRONG_LIST, only_source_errors

MAX_UNREADABLE = 0.01
"""Share of entries: beyond it the file is another format. No official file has a single one."""

_NAMES = re.compile(
    r"(?:regulation8_consolidated|australian_sanctions_consolidated_list)(?:[ _(-].*)?\.xlsx", re.IGNORECASE
)


def recognise(name: str, head: bytes) -> FileRole | None:
    """Goes by the two official names: a workbook does not show its header before it is unpacked."""
    known = _NAMES.fullmatch(name) and head.startswith(b"PK\x03\x04")
    return FileRole(LIST_KEY, "xlsx") if known else None


@only_source_errors
def read(_list_key: str, files: Sequence[tuple[FileRole, File]]) -> Parsed:
    """The list from one workbook; a second one of the same date is an alarm.

    Raises: SourceError.
    """
    audit = Audit()
    file, *others = sorted((file for _, file in files), key=lambda file: file.name)
    for other in others:
        audit.alarm("extra-file", "a second file of the same date is not read", other.name)
    groups, rows = rows_by_reference(file, audit)
    made = [Record(source_id, group, audit).entry() for source_id, group in groups.items()]
    entries: list[Entry] = [entry for entry in made if entry is not None]
    if not entries or len(made) - len(entries) > max(1, MAX_UNREADABLE * len(made)):
        what = f"{len(made) - len(entries):,} of {len(made):,} entries are unreadable"
        raise SourceError(what, where=file.name, remedy=WRONG_LIST)
    controls = (control_date(row.cells.get("control")) for group in groups.values() for row in group)
    return Parsed(
        list_key=LIST_KEY,
        list_date=max(filter(None, controls), default=None),
        entries=without_doubtful_quotes(entries, audit),
        coverage=Coverage(
            notes=("an entry under a UN committee has no date of its own, only a day by which it was listed",)
        ),
        records={"xlsx": len(groups), "rows": rows},
        alarms=audit.alarms(),
    )


AUTHORITY = Authority(
    key="au",
    name="Department of Foreign Affairs and Trade, Australia",
    lists=(
        ListSpec(
            key=LIST_KEY,
            title="Australian Sanctions Consolidated List",
            holds=("Person", "Organization", "Company", "Vessel", "LegalEntity"),
            effects=("asset_freeze",),
            max_shrink=0.10,
            max_shrink_reason=(
                "39 of 3,062 entries (1.3%) left between 2024-11-11 and 2026-02-24, while 788 came. The"
                " largest regimes are Russia (972 of 3,811), Ukraine (841) and the 1267 Committee (341, 9%):"
                " a tenth is more than any other regime that ends, and less than a lost quarter of the file."
            ),
            source_id="the number of the Reference: 2 for the rows 2, 2a, 2b",
            count_floor=2_700,
            count_ceiling=6_000,
            count_reason=(
                "3,062 entries on 2024-11-11 and 3,811 on 2026-02-24; a third party counted 3,847 on"
                " 2026-08-22. The floor is a tenth below the smallest, the ceiling half above the largest."
            ),
            fills=(
                Fill("Person", "birth_dates", 0.85, "96% of persons on 2024-11-11, 95% on 2026-02-24"),
                Fill("Person", "nationalities", 0.70, "83% of persons on 2024-11-11, 84% on 2026-02-24"),
            ),
            legal_basis=(
                "Charter of the United Nations Act 1945 and regulations under it; Autonomous Sanctions"
                " Regulations 2011"
            ),
            formats="xlsx: regulation8_consolidated.xlsx, Australian_Sanctions_Consolidated_List.xlsx",
            frequency="whenever it is amended: 27 control dates in the 15 months between the workbooks",
            traps=(
                "The Control Date is the day on which DFAT last wrote the row, not the listing date:"
                " 2026-02-20 stands on 561 entries, most of them old.",
                "Of an entry under a UN committee, Listing Information dates the committee's act: the Iran"
                " entries that came back in 2025 print 2006. Such an entry is dated 'by its control date'.",
                "Most autonomous entries name an instrument and no day; some were on the Reserve Bank's list"
                " before the day that is printed.",
                "UN references stand only in the workbook of 2026, at the start of Additional Information;"
                " those further on are other entries'.",
                "The workbook of 2024 has no column of measures: it says nothing of travel bans.",
                "Birth dates are typed by hand or turned into dates by Excel; between the two workbooks some"
                " moved by a day (3434: 28 and 27 January 1966).",
                "An arms embargo (third column of measures) is kept as a remark: no effect stands for it.",
            ),
        ),
    ),
    recognise=recognise,
    read=read,
)
