"""Japan: the asset-freeze list of the Ministry of Finance, and METI's Foreign End User List.

The ministry's list comes as a CSV (since 2026) or as a workbook of one sheet per regime, under one key for
an entry: 番号, such as 015-000001. METI's list makes exports subject to a licence and freezes nothing. Its
older forms (PDF, HTML made from it) and METI's list of Russian entities are strangers.

Source: https://www.mof.go.jp/policy/international_policy/gaitame_kawase/gaitame/economic_sanctions/list.html;
https://www.meti.go.jp/policy/anpo/law05.html.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from interlock.base.errors import SourceError
from interlock.model.lists import Fill
from interlock.model.snapshot import Parsed
from interlock.sources.audit import Audit
from interlock.sources.contract import Authority, File, FileRole, ListSpec
from interlock.sources.enduser.workbook import LIST_KEY as METI
from interlock.sources.enduser.workbook import read_end_users
from interlock.sources.japanese.csv_file import is_csv, read_csv
from interlock.sources.japanese.entries import LIST_KEY, NAME
from interlock.sources.japanese.workbook import read_workbook
from interlock.sources.readers import only_source_errors

_ZIP = b"PK\x03\x04"
_END_USERS = re.compile(r"(?:meti-foreign-user-list-)?(\d{8})(?:_\d+)?\.xlsx", re.IGNORECASE)
"""METI's own name is `20250929_4.xlsx`; ours begins with what it is."""


def recognise(name: str, head: bytes) -> FileRole | None:
    """Goes by the official names, and by the zip magic or the CSV's header."""
    if name.lower().startswith("derived_"):
        return None
    if _END_USERS.fullmatch(name) and head.startswith(_ZIP):
        return FileRole(METI, "xlsx")
    match = NAME.fullmatch(name)
    if match is None:
        return None
    if match[4].lower() == "csv":
        return FileRole(LIST_KEY, "csv") if is_csv(head) and bool(match[1]) == bool(match[2]) else None
    return FileRole(LIST_KEY, "xlsx") if head.startswith(_ZIP) and not (match[1] or match[2]) else None


@only_source_errors
def read(list_key: str, files: Sequence[tuple[FileRole, File]]) -> Parsed:
    """One of the two lists; the asset-freeze list from either form, or from both. Raises: SourceError."""
    forms = {role.role: file for role, file in files}
    if len(forms) != len(files):
        raise SourceError(
            f"{len(files)} files of one form and date; the list is one", remedy="keep the one to be read"
        )
    if list_key == METI:
        return read_end_users(forms["xlsx"])
    if len(forms) == 1:
        return read_workbook(forms["xlsx"]) if "xlsx" in forms else read_csv(forms["csv"])
    return _of_both(read_workbook(forms["xlsx"]), read_csv(forms["csv"]))


def _of_both(book: Parsed, table: Parsed) -> Parsed:
    """The CSV's entries with the workbook's removals, which only it prints; a part of the CSV gives way."""
    main, other = (book, table) if table.coverage.focus else (table, book)
    audit = Audit()
    keys = {entry.listing.source_id for entry in main.entries}
    others = {entry.listing.source_id for entry in other.entries}
    if others - keys or (keys - others and not other.coverage.focus):
        audit.alarm("declared-count", "the workbook and the CSV of one date do not list the same entries")
    return msgspec.structs.replace(
        main,
        records=book.records | table.records,
        removals=tuple(one for one in book.removals if one.source_id not in keys),
        alarms=tuple(sorted({*book.alarms, *table.alarms, *audit.alarms()})),
    )


AUTHORITY = Authority(
    key="jp",
    name="Ministry of Finance, Japan",
    lists=(
        ListSpec(
            key=LIST_KEY,
            title="List of targets of asset-freeze measures under the Foreign Exchange and Foreign Trade Act",
            holds=("Person", "Organization", "Company", "LegalEntity"),
            effects=("asset_freeze",),
            max_shrink=0.10,
            max_shrink_reason="the list grew from year to year; the largest regime outside Russia and the"
            " Taliban, Iran, is 4% of it, so a tenth is more than any repeal of one regime and less than a"
            " lost sheet of those two",
            shows_removals=True,
            source_id="sheet number and number in the notice, such as 015-000001: 番号 of the ministry's CSV",
            count_floor=2_400,
            count_ceiling=4_000,
            count_reason="2,862 entries in the workbook of 2026-03-05, about 2,866 rows in the CSV of"
            " 2026-08-28; the floor lets the largest regime but Russia's go (480), the ceiling lets Russia's"
            " nearly double (1,121 on sheets 28 and 29)",
            fills=(
                Fill("Person", "birth_dates", 0.8, "94% on 2026-03-05; a lost sheet of persons is 37%"),
                Fill("Company", "addresses", 0.8, "96% on 2026-03-05"),
            ),
            legal_basis="Foreign Exchange and Foreign Trade Act, Article 16(1), Article 21(1); Cabinet"
            " understanding and a notice of the Ministry of Foreign Affairs for each regime",
            formats="CSV of 32 columns (since 2026, official files seen as described copies only); XLSX of 45"
            " sheets (2026-03-05)",
            frequency="with each notice: several times a month in September and October 2026",
            traps=(
                "the CSV prints no UN reference for North Korean entries, and not which entries of two"
                " regimes are one target",
                "the CSV drops brackets from names, so some names read otherwise than in the workbook",
                "one file name can be issued twice, with other rows",
                "ships are not on it",
            ),
        ),
        ListSpec(
            key=METI,
            title="Foreign End User List",
            holds=("Organization", "Company"),
            effects=("export_control",),
            max_shrink=0.10,
            max_shrink_reason="seven names of 748 left between 2025-01-31 and 2025-09-29; a tenth is more"
            " than any country's part but those of Iran, North Korea, China, Pakistan and Russia",
            source_id="country in Japanese and the name in capitals without signs and brackets, such as"
            " 北朝鮮:KOREAPUGANGTRADINGCORPORATION; the list prints no key, its number is that of the row",
            count_floor=600,
            count_ceiling=1_500,
            count_reason="748 on 2025-01-31, 835 on 2025-09-29; the floor is the older issue less its"
            " largest country but Iran, the ceiling lets the list grow by four fifths",
            legal_basis="Export Trade Control Order under the Foreign Exchange and Foreign Trade Act: exports"
            " to an end user on it need a licence unless they clearly are for no weapons (catch-all control)",
            formats="XLSX of one sheet (2025-09-29); the PDF before it is not read",
            frequency="about once a year; twice in 2025",
            traps=(
                "it freezes nothing: an entry here is no entry on the asset-freeze list",
                "it prints no date of listing and no key",
                "an end user that is renamed reads as one removed and one added",
            ),
        ),
    ),
    recognise=recognise,
    read=read,
)
