"""METI's Foreign End User List: an invented workbook, its odd rows, and the real one where it is."""

from collections import Counter
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from authority_fixtures import METI_HEADER as HEADER
from authority_fixtures import METI_ROWS as ROWS
from authority_fixtures import meti_workbook as workbook
from interlock.base.errors import SourceError
from interlock.focus import load_focus
from interlock.model.listing import Name
from interlock.sources.authorities.jp import AUTHORITY
from interlock.sources.contract import File, FileRole
from interlock.sources.enduser.workbook import source_id
from real_lists import needs_real_lists, real_bytes

OFFICIAL = "20991231_4.xlsx"
REAL = "jp/2025-09-29/meti-foreign-user-list-20250929.xlsx.gz"
ROLE = FileRole("jp.meti", "xlsx")
EXAMPLE = workbook(*ROWS)


def read(data, name=OFFICIAL):
    return AUTHORITY.read("jp.meti", [(ROLE, File(name, data))])


def by_name(parsed):
    return {entry.listing.caption: entry.listing for entry in parsed.entries}


@pytest.fixture(scope="module")
def example():
    return read(EXAMPLE)


def test_the_list_reads_without_an_alarm(example):
    assert example.alarms == ()
    assert example.list_date == date(2099, 12, 31)
    assert example.records == {"xlsx": 5}


def test_it_controls_exports_and_freezes_nothing(example):
    assert {entry.listing.effects for entry in example.entries} == {("export_control",)}
    assert AUTHORITY.list_spec("jp.meti").effects == ("export_control",)


def test_the_country_makes_the_programme_and_the_focus(example):
    listings = by_name(example)
    assert listings["Rei Trading Corporation"].programmes == ("EUL-KP",)
    assert listings["Rei (HK) Limited"].programmes == ("EUL-HK",)
    focus = load_focus("dprk")
    assert focus.mark(listings["Rei Trading Corporation"])
    assert not focus.mark(listings["Rei (HK) Limited"])


def test_short_native_and_other_names(example):
    listings = by_name(example)
    assert listings["Rei Trading Corporation"].names == (
        Name("Rei Trading Corporation"),
        Name("RTC", "alias"),
        Name("例貿易会社", "alias"),
        Name("Rei Trading Co.", "alias"),
        Name("例商社", "alias"),
        Name("Rei General", "alias"),
    )
    assert [name.text for name in listings["Rei Systems Pte. Ltd. (Pyongyang branch)"].names] == [
        "Rei Systems Pte. Ltd. (Pyongyang branch)",
        "Rei Systems",
    ]
    assert listings["見本貿易"].names == (Name("見本貿易"),)


def test_the_short_form_of_the_parent_and_a_legal_form_are_no_names(example):
    institute = by_name(example)["9th Institute of China Electronic Rei Group"]
    assert [name.text for name in institute.names] == [
        "9th Institute of China Electronic Rei Group",
        "例研究所",
        "CETC 9th Institute",
        "中国例研究所",
        "(Rei) Institute",
    ]
    assert institute.remarks == ("other string in the source: CETC",)
    limited = by_name(example)["Rei (HK) Limited"]
    assert [name.text for name in limited.names] == ["Rei (HK) Limited", "АО Рей"]


def test_types_of_concern_are_a_legal_basis(example):
    assert by_name(example)["見本貿易"].legal_basis == tuple(
        f"EUL type {code}" for code in ("B", "C", "M", "N", "CW")
    )
    assert by_name(example)["Rei (HK) Limited"].legal_basis == ("EUL type M",)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Rei Trading Corporation (RTC)\n(例貿易会社)", "北朝鮮:REITRADINGCORPORATION"),
        ("REI TRADING　CORPORATION（ＲＴＣ）", "北朝鮮:REITRADINGCORPORATION"),
        ("見本貿易", "北朝鮮:見本貿易"),
        ("(見本)", "北朝鮮:見本"),
        ("Rei (Pvt", "北朝鮮:REI"),
    ],
)
def test_the_key_is_made_of_the_country_and_the_bare_name(name, key):
    assert source_id("北朝鮮", name) == key


@settings(max_examples=20, deadline=None)
@given(st.permutations(ROWS))
def test_the_key_does_not_depend_on_the_row(rows):
    keys = {entry.listing.source_id: entry.listing for entry in read(workbook(*rows)).entries}
    assert keys == {entry.listing.source_id: entry.listing for entry in read(workbook(*ROWS)).entries}


def test_what_is_not_known_is_an_alarm():
    parsed = read(
        workbook(
            ROWS[0],
            ROWS[0],
            (2, "火星\nMars", "Rei One", None, "核\nN", None),
            (3, ROWS[0][1], "Rei Two", None, "核\nM", None),
            (4, ROWS[0][1], "Rei Three", None, None, None),
            (5, ROWS[0][1], None, None, "核\nN", None),
            (6, ROWS[0][1], "Rei Four", None, "核\nN", None, "x"),
            header=(*HEADER[:6], None),
        )
    )
    assert Counter(alarm.code for alarm in parsed.alarms) == {
        "duplicate-id": 1,
        "unknown-value": 2,
        "unreadable-record": 1,
        "unknown-field": 1,
    }
    assert by_name(parsed)["Rei One"].source_id == "火星:REIONE"
    assert by_name(parsed)["Rei One"].programmes == ("EUL",)


@pytest.mark.parametrize("rows", [[], [(1, ROWS[0][1])]])
def test_a_workbook_without_an_entry_is_refused(rows):
    with pytest.raises(SourceError):
        read(workbook(*rows))


def test_another_workbook_is_refused():
    with pytest.raises(SourceError, match="no column"):
        read(workbook(("x",), header=("告示日付", "告示番号")))


@pytest.fixture(scope="module")
def real():
    return read(real_bytes(REAL), "meti-foreign-user-list-20250929.xlsx")


@pytest.mark.real
@needs_real_lists
def test_the_real_count_is_that_of_the_manifest(real):
    assert real.alarms == ()
    assert real.records == {"xlsx": 835}
    assert len(real.entries) == 835
    lands = Counter(entry.listing.programmes[0] for entry in real.entries)
    assert (lands["EUL-IR"], lands["EUL-KP"], lands["EUL-CN"]) == (257, 154, 127)
    assert sum("EUL type CW" in entry.listing.legal_basis for entry in real.entries) == 240


@pytest.mark.real
@needs_real_lists
def test_real_entries_checked_by_hand(real):
    listings = by_name(real)
    assert {"KOMID", "朝鮮鉱業開発貿易会社", "221 General Bureau"} <= {
        name.text for name in listings["Korea Mining Development Trading Corporation"].names
    }
    assert [name.text for name in listings["TAS TECHNOLOGY COMPANY LIMITED"].names] == [
        "TAS TECHNOLOGY COMPANY LIMITED",
        "TAS TECHNOLOGY CO., LIMITED",
    ]
    assert "大安機械工場" in {name.text for name in listings["Taean Heavy Machinery Complex"].names}
    assert "平安南道" not in {
        name.text for name in listings["Taean Friendship Glass Factory, Pyongan Namdo"].names
    }
    holders = Counter(name.text for entry in real.entries for name in entry.listing.names)
    assert (holders["CETC"], holders["CALT"], holders["CASC"]) == (0, 1, 0)


@pytest.mark.real
@needs_real_lists
def test_no_real_name_keeps_a_mark_of_the_list(real):
    for entry in real.entries:
        for name in entry.listing.names:
            assert name.text == " ".join(name.text.split()) != "", entry.locator
            assert name.text[0] not in "・･", entry.locator
            assert name.text.count("(") == name.text.count(")"), entry.locator
