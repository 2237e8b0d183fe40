"""Canada: the Consolidated Canadian Autonomous Sanctions List, sema-lmes.xml, in all namings of its elements.

Names listed by regulations under the Special Economic Measures Act (SEMA) and the Justice for Victims of
Corrupt Foreign Officials Act. Canada applies the UN's lists, and its list of terrorist entities, by other
acts: *not on this list* is not *not sanctioned*. There is no name of North Korea's regime here.

On 2026-08-24 the elements were renamed without notice, `Country` to `Country-Pays`: the table has both.

Source: https://www.international.gc.ca/world-monde/international_relations-relations_internationales/sanctions/
consolidated-consolide.aspx, the official files of 2020-04-15 and 2025-03-20; the new names from public code
that reads the later file, of which no copy was at hand.
"""

from __future__ import annotations

from collections.abc import Sequence

from interlock.base.errors import SourceError
from interlock.model.lists import Fill
from interlock.model.snapshot import Coverage, Entry, Parsed
from interlock.sources.audit import Audit
from interlock.sources.contract import Authority, File, FileRole, ListSpec
from interlock.sources.readers import WRONG_LIST, local_name, only_source_errors, xml_records
from interlock.sources.sema.record import LIST_KEY, Record

MAX_UNREADABLE = 0.01
"""Share of records: beyond it the file is another format. No official file has a single one."""


def recognise(name: str, head: bytes) -> FileRole | None:
    """Goes by the name and by root and record: `data-set` alone is anybody's."""
    low = name.lower()
    known = (
        low.startswith("sema-lmes") and low.endswith(".xml") and b"<data-set" in head and b"<record>" in head
    )
    return FileRole(LIST_KEY, "xml") if known else None


@only_source_errors
def read(_list_key: str, files: Sequence[tuple[FileRole, File]]) -> Parsed:
    """The list from one file; a second one of the same date is an alarm.

    Raises: SourceError.
    """
    audit = Audit()
    file, *others = sorted((file for _, file in files), key=lambda file: file.name)
    for other in others:
        audit.alarm("extra-file", "a second file of the same date is not read", other.name)
    entries: dict[str, Entry] = {}
    records = bad = 0
    for element in xml_records(file, ("data-set",), ("record",)):
        tag = local_name(element)
        if tag == "record":
            records += 1
            entry = Record(element, records, audit).entry()
            bad += entry is None
            if entry and entries.setdefault(entry.listing.source_id, entry) is not entry:
                audit.alarm(
                    "duplicate-id", "two records have one schedule and item; the first counts", entry.locator
                )
        elif tag != "data-set":
            audit.alarm("unknown-field", f"<{tag}> is not known", file.name)
    if not entries or bad > max(1, MAX_UNREADABLE * records):
        what = f"{bad:,} of {records:,} records are unreadable" if records else "no record is in the file"
        raise SourceError(what, where=file.name, remedy=WRONG_LIST)
    return Parsed(
        list_key=LIST_KEY,
        list_date=None,  # it carries none; its newest DateOfListing is only a bound
        entries=tuple(entries.values()),
        coverage=Coverage(
            without_un=True,
            notes=(
                "Canada applies UN lists (North Korea's too) by other acts: not here is not unsanctioned",
                "an entry that moves to another schedule or item has another id, and looks new",
            ),
        ),
        records={"xml": records},
        alarms=audit.alarms(),
    )


AUTHORITY = Authority(
    key="ca",
    name="Global Affairs Canada",
    lists=(
        ListSpec(
            key=LIST_KEY,
            title="Consolidated Canadian Autonomous Sanctions List",
            holds=("Person", "Organization", "Company", "Vessel", "LegalEntity"),
            effects=("asset_freeze",),
            max_shrink=0.10,
            max_shrink_reason=(
                "Known regimes that ended: Zimbabwe's 181 entries were 81 by 2025, Burma's 89 went to another"
                " regime. Of 4,759 records Russia has 2,426, Ukraine 553 and Iran 460 (10%): a tenth is as"
                " much as the third largest regime, and less than a file cut short."
            ),
            source_id="regulations, schedule and item, such as Russia/1, Part 2/74; renumbered at times",
            count_floor=1_200,
            count_ceiling=9_000,
            count_reason=(
                "1,369 records on 2020-04-15, 4,759 on 2025-03-20; a third party counted 5,690 on 2026-08-22."
                " The floor lets the file of 2020 pass; a list cut short today is caught by the shrinkage."
            ),
            fills=(Fill("Person", "birth_dates", 0.15, "22% of persons on 2020-04-15, 51% on 2025-03-20"),),
            legal_basis=(
                "Special Economic Measures Act; Justice for Victims of Corrupt Foreign Officials Act"
                " (Sergei Magnitsky Law)"
            ),
            formats="XML (sema-lmes.xml) under both namings of its elements",
            frequency="whenever regulations are made or amended; several times a month since 2022",
            traps=(
                "The UN's lists are applied under the United Nations Act and are not repeated: the list holds"
                " no name of North Korea's regime, so absence from it says nothing about them.",
                "There are no ids. 258 of the 1,369 keys of 2020 (regulations, schedule, item) still stand in"
                " 2025, although 1,255 of the names do: schedules were renumbered, Burma became Myanmar; and"
                " two keys (South Sudan, 1 and 2) changed places: compare the names, not only the keys.",
                "The file of 2020 has no listing dates. 202 entries of Iran print 2016-02-05, when the"
                " regulations were made anew, and not the day they were first listed.",
                "Country names the regulations, not a nationality: officials of occupied Ukraine are under"
                " Russia or Ukraine alike.",
                "Aliases stand in one element with commas between and inside of them; of a person many are"
                " single words. Only whole names are taken; the text stays in the remarks.",
                "Schedules 2 and 3 of the Russia regulations forbid new debt only (not verified): sectoral.",
            ),
        ),
    ),
    recognise=recognise,
    read=read,
)
