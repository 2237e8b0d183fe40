"""The list files: whole, in format, and in agreement with the truth, whatever the seed."""

import tempfile
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from interlock.sample import SNAPSHOTS, write_world
from sample.reading import csv_of, files_of, ids_in, seen_by_truth, sheets_of, truth_of


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(-(2**40), 2**40), targets=st.integers(1, 160), pack=st.booleans())
def test_every_snapshot_holds_the_entries_of_the_truth_and_no_others(seed, targets, pack):
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        written = write_world(out, targets=targets, seed=seed, pack=pack)
        truth = truth_of(out)
        assert len(truth["targets"]) == targets
        seen = seen_by_truth(truth)
        for authority, days in SNAPSHOTS.items():
            for day, _ in days:
                files = files_of(out, authority, day.isoformat())
                assert ids_in(authority, files) == seen[authority, day.isoformat()] != set()
        assert_counts_agree(out, written)
        assert_numbers_are_sound(truth)


def assert_counts_agree(out, written):
    by_path = {file.path.removesuffix(".gz"): file.records for file in written.files}
    xml = files_of(out, "us", "2025-11-24")["SDN.XML"]
    root = ElementTree.fromstring(xml)
    printed = int(root.findtext("{*}publshInformation/{*}Record_Count"))
    assert printed == len(root.findall("{*}sdnEntry")) == by_path["us/2025-11-24/SDN.XML"]
    for day in ("2024-05-06", "2026-01-15"):
        for name, data in files_of(out, "us", day).items():
            assert len(csv_of(data)) == by_path[f"us/{day}/{name}"]


def assert_numbers_are_sound(truth):
    ships, passports = Counter(), Counter()
    for target in truth["targets"]:
        facts = target["facts"]
        assert target["entries"], "a target that no list ever held"
        if target["schema"] == "Vessel":
            ships[facts["imo"]] += 1
            digits = [int(digit) for digit in facts["imo"]]
            assert sum(d * w for d, w in zip(digits, (7, 6, 5, 4, 3, 2), strict=False)) % 10 == digits[6]
        if "passport" in facts:
            passports[facts["passport"]] += 1
    assert set(ships.values()) | set(passports.values()) <= {1}, "a number issued twice"


def test_ofac_rows_have_their_columns_and_join_by_uid(written):
    files = files_of(written.out, "us", "2026-01-15")
    rows = {name: csv_of(data) for name, data in files.items()}
    uids = {row[0] for row in rows["sdn.csv"]}
    assert {len(row) for row in rows["sdn.csv"]} == {12}
    assert {len(row) for row in rows["alt.csv"]} == {5}
    assert {len(row) for row in rows["add.csv"]} == {6}
    assert {row[0] for row in rows["add.csv"]} == uids, "every entry has a row in add.csv"
    assert {row[0] for row in rows["alt.csv"]} | {row[0] for row in rows["sdn_comments.csv"]} <= uids
    cut = {row[0] for row in rows["sdn.csv"] if len(row[11]) == 1000}
    assert {row[0] for row in rows["sdn_comments.csv"]} == cut != set()
    assert any("] [" in row[3] for row in rows["sdn.csv"])
    assert any("a.k.a. '" in row[11] for row in rows["sdn.csv"])
    assert any("DOB circa" in row[11] for row in rows["sdn.csv"])


def test_the_un_list_comes_in_its_three_serialisations(written):
    heads = [
        files_of(written.out, "un", day.isoformat())["consolidated.xml"][:400].decode()
        for day, _ in SNAPSHOTS["un"]
    ]
    assert "'" not in heads[0] and "?><CONSOLIDATED_LIST" in heads[0]
    assert '"' not in heads[1]
    assert "standalone" in heads[2]


def test_japans_workbook_shows_amendments_removals_and_cross_references(written):
    rows = [
        row
        for title, sheet in sheets_of(files_of(written.out, "jp", "2025-12-19")).items()
        if title != "一覧"
        for row in sheet
        if row[0]
    ]
    assert any("改訂" in row[0] for row in rows)
    assert any("削除" in row[0] and row[2] is None for row in rows)
    assert any(row[1] and "(#" in row[1] for row in rows)
    assert any(isinstance(cell, int) for row in rows for cell in row), "birth dates as Excel numbers"


def test_the_lists_hold_the_usual_trouble(written):
    kr = files_of(written.out, "kr", "2026-01-22")["notice-2026-1-dprk.csv"].decode()
    eu = files_of(written.out, "eu", "2026-01-12")["xmlFullSanctionsList_1_1.xml"].decode()
    un = files_of(written.out, "un", "2026-01-10")["consolidated.xml"].decode()
    assert ",개인,,김" in kr or ",개인,,리" in kr or ",개인,,박" in kr, "entries without a Latin name"
    assert any("가" <= letter <= "힣" for letter in eu), "Hangul on some EU entries"
    assert 'unitedNationId="KPi.' in eu or 'unitedNationId="KPe.' in eu
    assert not any("가" <= letter <= "힣" for letter in un), "the UN prints no Hangul"
    assert "NAME_ORIGINAL_SCRIPT" in un
    assert " </REFERENCE_NUMBER>" in un, "a reference with a stray space"
    assert "<TYPE_OF_DATE>APPROXIMATELY" in un
