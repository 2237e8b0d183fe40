"""The real lists hold what their manifest says: one body over every authority whose counts are numbers."""

import re

import pytest

from interlock.focus import load_focus
from reading import codes
from real_lists import manifest, needs_real_lists, real_days, real_snapshot, real_strangers

FOCUS = load_focus("dprk")
COUNTED_BY_IMO_NUMBER = "un.vessels"
"""One of its vessels has none, so its own tests count it."""
ROWS = [one for one in manifest() if one.role.list_key != COUNTED_BY_IMO_NUMBER]
SNAPSHOTS = sorted({(one.role.list_key, one.day) for one in ROWS})
NO_LIST = re.compile(r"/derived_|\.jsonl\.gz$|\.pdf\.gz$")
"""Conversions by others, and papers, which no authority reads."""

LISTS_OF_ROSTERS = {"au.dfat", "ca.sema", "eu.fsf", "gb.ofsi", "gb.uksl", "un.consolidated"}
"""Their file is the whole list. OFAC publishes a list in parts, whose rows are counted one by one."""
ROWS_OF_GROUPS = {"gb.ofsi"}
"""Its records are rows, several to an entry; the manifest counts the entries."""
ENTRIES_JOINED = {"eu.fsf"}
"""It exports an entity once for each of its programmes."""
DATED = {"au.dfat", "eu.fsf", "gb.ofsi", "gb.uksl", "un.consolidated"}
"""Lists whose files print the day under which they are kept."""
KNOWN_ALARMS = {
    # sdn_comments.csv beside the sdn.csv of 2023-12-28 was stored eleven days later and continues the
    # remarks of three entries that sdn.csv does not hold (12300, 15599, 15600); so the alarm is right.
    ("us.sdn", "2023-12-28"): {("orphan-rows", 3)},
    # 8495 has one row, `8495b`; 8720 calls its Latin name Original Script.
    ("au.dfat", "2026-02-24"): {("no-primary-name", 2)},
}


@pytest.mark.real
@needs_real_lists
def test_every_real_file_is_known_but_conversions_and_papers():
    assert [path for path in real_strangers() if not NO_LIST.search(path)] == []


@pytest.mark.real
@needs_real_lists
@pytest.mark.parametrize("row", ROWS, ids=str)
def test_a_real_file_holds_as_many_records_as_the_manifest_says(row):
    list_key, role = row.role.list_key, row.role.role
    parsed = real_snapshot(list_key, row.day)
    if list_key not in ROWS_OF_GROUPS:
        assert parsed.records[role] == row.records
    if list_key in LISTS_OF_ROSTERS:
        assert set(parsed.records) - {"rows"} == {role}
    if list_key in LISTS_OF_ROSTERS - ENTRIES_JOINED:
        assert len(parsed.entries) == row.records


@pytest.mark.real
@needs_real_lists
@pytest.mark.parametrize(
    "row", [row for row in ROWS if row.role.role not in ("alt", "add", "comments")], ids=str
)
def test_a_real_file_holds_as_many_north_korean_entries_as_the_manifest_says(row):
    """Of OFAC the manifest counts the programmes alone; the focus takes in who is linked to them."""
    listings = [entry.listing for entry in real_snapshot(row.role.list_key, row.day).entries]
    if row.role.list_key.startswith("us."):
        found = [one for one in listings if any(code.startswith("DPRK") for code in one.programmes)]
    else:
        found = [one for one in listings if FOCUS.mark(one)]
    assert len(found) == row.in_focus


@pytest.mark.real
@needs_real_lists
@pytest.mark.parametrize(("list_key", "day"), SNAPSHOTS)
def test_a_real_snapshot_raises_no_alarm_but_the_known_ones(list_key, day):
    assert codes(real_snapshot(list_key, day)) == KNOWN_ALARMS.get((list_key, day), set())


@pytest.mark.real
@needs_real_lists
@pytest.mark.parametrize("list_key", sorted(DATED))
def test_a_real_list_is_dated_by_the_day_that_it_prints(list_key):
    for day in real_days(list_key):
        assert real_snapshot(list_key, day).list_date.isoformat() == day
