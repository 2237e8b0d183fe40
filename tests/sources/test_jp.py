"""Japan's workbook: small invented sheets in its form, damaged bytes, and the real one where it is."""

import csv
import io
import unicodedata
from collections import Counter
from contextlib import suppress
from datetime import date, datetime
from itertools import pairwise

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from damage import damaged
from interlock.base.errors import SourceError
from interlock.model.dates import ActDate, PartialDate
from interlock.model.listing import Name, Quote
from interlock.model.snapshot import Parsed, Removal
from interlock.sources.authorities.jp import AUTHORITY
from interlock.sources.contract import File
from reading import HEAD, by_id, read_file
from real_lists import needs_real_lists, real_bytes
from workbooks import saved

OFFICIAL = "shisantouketsu20991231.xlsx"
REAL = "jp/2026-03-05/shisantouketsu20260305.xlsx.gz"
CSV_OF_AUGUST = "jp/2026-08-28/reconstructed_shisantouketsu_dprk_20260828.csv.gz"
NOTE = "（注）#で標記した個人は、国連安保理決議第1718号等に基づく資産凍結措置の対象者にも指定されている。"
BODIES = ("告示日付", "告示番号", "日本語表記", "英語表記", "別称・旧称", "所在地", "その他の情報")
PERSONS = (
    *("告示日付", "告示番号", "日本語表記", "英語表記", "別称・別名", "役職", "生年月日", "国籍", "旅券番号"),
    *("住所", "その他の情報"),
)
MIXED = (
    *("告示日付", "告示番号", "日本語表記", "英語表記", "別名・別称", "旧称", "確定に十分でない別名"),
    *("称号", "役職", "生年月日", "国籍", "国連参照番号", "その他の情報"),
)


def workbook(**sheets):
    """Bytes of a workbook; `s14=rows` becomes a sheet `14.例`, other names stay."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    book.create_sheet("一覧").append([None, "1", "例"])
    for name, rows in sheets.items():
        sheet = book.create_sheet(f"{name[1:]}.例" if name[1:].isdecimal() else name)
        for row in rows:
            sheet.append(row)
    return saved(book)


def read(data, name=OFFICIAL):
    return read_file(AUTHORITY, data, name)


@pytest.fixture(scope="module")
def example():
    """One sheet of each shape, all entries invented."""
    return workbook(
        s2=[
            ["例のための表\n（例の関係者等）", "（注1）例"],
            MIXED,
            ["2009.1.2削除", 1],
            [
                "2009.1.2\n200812.19改訂",
                2,
                "アブー・レイ",
                "ABU REI\n(original script: ابو ري)",
                "(a)レイ・アブー\n(a.k.a.: (a)Rei Abu, born 5 Feb. 1969 in Example)",
                None,
                "レイ（Rei）",
                "不明",
                "不明",
                "1963年頃",
                "イエメン",
                "QDi.999",
                None,
            ],
            [
                "2009.1.2",
                3,
                "レイ財団",
                "REI FOUNDATION (RF)",
                None,
                "旧レイ財団\nOld Rei Foundation",
                None,
                None,
                None,
                None,
                None,
                None,
                "不明",
            ],
        ],
        s14=[
            ["例に基づく資産凍結等の措置の対象となる者（団体）"],
            BODIES,
            [
                "2016.3.11",
                "#7",
                "レイ・バンク",
                "REI BANK",
                "アール・ビー\nRB",
                "北朝鮮平壌特別市",
                "SWIFT：REIBKPPY",
            ],
        ],
        s15=[
            ["例に基づく資産凍結等の措置の対象となる者（個人）"],
            PERSONS,
            [
                "2016.3.112017.8.16改訂",
                "#8",
                "ホン・ギルドン",
                "HONG GIL DONG",
                "ホン・キルトン\nHong Kil-tong",
                "レイ・バンク代表\nRepresentative of Rei Bank",
                16358,
                "北朝鮮",
                "100000001、旅券失効日：2023年６月４日",
                None,
                "性別：男性",
            ],
            [None] * 11,
        ],
        s16=[
            ["例として講ずる資産凍結等の措置の対象となる"],
            ["例の活動等に関与する者（団体）"],
            [NOTE],
            BODIES,
            ["2013.8.30\n2016.3.11改訂", "1(#7)", "レイ・バンク", "Rei Bank", None, "北朝鮮平壌特別市", None],
            [
                "2017.8.25",
                2,
                "レイ・シッピング",
                None,
                "Rei Shipping Company",
                "北朝鮮",
                "IMO番号：51792455405737",
            ],
        ],
        s21=[
            ["例に違反した者等"],
            PERSONS,
            ["2010.6.25", 1, "レイ団", "REI GROUP", None, None, None, None, None, None, "第一段落。"],
            [None] * 10 + ["第二段落。"],
        ],
        **{"8.【解除】例": [["例"], ["【2015年12月18日告示廃止】"]]},
    )


# The workbook


def test_counts_date_and_removals(example):
    parsed = read(example)
    assert parsed.alarms == ()
    assert parsed.list_date == date(2099, 12, 31)
    assert parsed.records == {"xlsx": 8}
    assert sorted(by_id(parsed)) == [
        "002-000002", "002-000003", "014-000007", "015-000008", "016-000001", "016-000002", "021-000001"
    ]  # fmt: skip
    assert parsed.removals == (Removal("002-000001", date(2009, 1, 2)),)
    assert parsed.coverage.roster
    assert parsed.entries[3].locator == "15.例!row 3"


def test_a_person_with_everything(example):
    person = by_id(read(example))["015-000008"]
    assert person.schema == "Person"
    assert person.names == (
        Name("HONG GIL DONG"),
        Name("ホン・ギルドン"),
        Name("ホン・キルトン", "alias"),
        Name("Hong Kil-tong", "alias"),
    )
    assert person.caption == "HONG GIL DONG"
    assert person.birth_dates == (PartialDate.of_day(date(1944, 10, 13)),)
    assert [(one.kind, one.value) for one in person.identifiers] == [("passport", "100000001")]
    assert person.genders == ("male",)
    assert person.nationalities == ("KP",)
    assert person.positions == ("レイ・バンク代表", "Representative of Rei Bank")
    assert person.listed_on == ActDate(date(2016, 3, 11), date(2016, 3, 11), "printed")
    assert person.amended_on == (date(2017, 8, 16),)
    assert person.programmes == ("15",)
    assert person.effects == ("asset_freeze",)


def test_a_sheet_of_the_un_says_so_first_and_an_own_one_does_not(example):
    listings = by_id(read(example))
    assert listings["014-000007"].legal_basis == (
        "un-listed",
        "例に基づく資産凍結等の措置の対象となる者（団体）",
    )
    assert listings["016-000001"].legal_basis == (
        "例として講ずる資産凍結等の措置の対象となる例の活動等に関与する者（団体）",
    )


def test_a_mark_in_brackets_quotes_the_other_sheet_and_one_in_front_does_not(example):
    listings = by_id(read(example))
    assert listings["016-000001"].quotes == (Quote("jp", "014-000007", "#7"),)
    assert listings["014-000007"].quotes == ()


def test_a_un_reference_is_quoted_in_upper_case(example):
    assert by_id(read(example))["002-000002"].quotes == (Quote("un", "QDI.999", "QDi.999"),)


def test_a_mixed_sheet_tells_persons_from_bodies_by_what_it_leaves_blank(example):
    listings = by_id(read(example))
    assert [listings[key].schema for key in ("002-000002", "002-000003")] == ["Person", "Organization"]


def test_names_of_a_mixed_sheet(example):
    listings = by_id(read(example))
    assert [(one.text, one.kind, one.quality) for one in listings["002-000002"].names] == [
        ("ABU REI", "primary", "unknown"),
        ("ابو ري", "primary", "unknown"),
        ("アブー・レイ", "primary", "unknown"),
        ("レイ・アブー", "alias", "strong"),
        ("Rei Abu", "alias", "strong"),
        ("レイ", "alias", "weak"),
        ("Rei", "alias", "weak"),
    ]
    assert [(one.text, one.kind) for one in listings["002-000003"].names] == [
        ("REI FOUNDATION", "primary"),
        ("レイ財団", "primary"),
        ("RF", "alias"),
        ("旧レイ財団", "former"),
        ("Old Rei Foundation", "former"),
    ]


def test_a_row_without_a_number_goes_on_with_the_one_above(example):
    assert by_id(read(example))["021-000001"].remarks == ("第一段落。", "第二段落。")


def test_a_missing_english_name_is_taken_from_the_aliases(example):
    assert by_id(read(example))["016-000002"].caption == "Rei Shipping Company"


def test_an_unknown_column_sheet_or_mark_is_an_alarm():
    rows = [["例"], [*BODIES, "新しい欄"], ["2020.1.1", "1(*2)", "例", "EXAMPLE", None, None, None, "x"]]
    parsed = read(workbook(s28=rows, s99=rows, 付録=[["例"]]))
    assert Counter(alarm.code for alarm in parsed.alarms) == {
        "unknown-field": 2,
        "unknown-sheet": 2,
        "unknown-value": 1,
    }
    assert {listing.quotes for listing in by_id(parsed).values()} == {()}


def test_a_number_used_twice_is_an_alarm_and_the_first_row_counts():
    parsed = read(
        workbook(s28=[["例"], BODIES, ["2020.1.1", 1, None, "FIRST"], ["2020.1.1", 1, None, "SECOND"]])
    )
    assert [entry.listing.caption for entry in parsed.entries] == ["FIRST"]
    assert [alarm.code for alarm in parsed.alarms] == ["duplicate-id"]


def test_a_row_without_date_number_or_name_is_an_alarm():
    rows = [
        ["例"],
        BODIES,
        ["2020.1.1", 1, None, "FIRST"],
        ["soon", 2, None, "B"],
        ["2020.1.1", "x", None, "C"],
        ["2020.1.1", 4],
        [None, None, None, "D"],
    ]
    parsed = read(workbook(s28=rows))
    assert len(parsed.entries) == 1
    assert sum(alarm.count for alarm in parsed.alarms if alarm.code == "unreadable-record") == 4


@pytest.mark.parametrize(
    "sheets", [{}, {"s28": [["例"], BODIES]}, {"s28": [["例"], BODIES, ["2020.1.1削除", 1]]}]
)
def test_a_workbook_without_an_entry_is_refused(sheets):
    with pytest.raises(SourceError, match="no entry"):
        read(workbook(**sheets))


def test_a_date_cell_and_a_day_number_are_the_same_birth():
    born = [datetime(1944, 10, 13), 16358]  # noqa: DTZ001  # a cell of a sheet has no zone
    rows = [["例"], PERSONS]
    rows += [["2020.1.1", n, None, "X", None, None, cell] for n, cell in enumerate(born)]
    assert {listing.birth_dates for listing in by_id(read(workbook(s17=rows))).values()} == {
        (PartialDate.of_day(date(1944, 10, 13)),),
        (PartialDate.of_day(date(1944, 10, 13), text="1944-10-13"),),
    }


def test_a_file_name_without_a_date_gives_none(example):
    assert read(example, "shisantouketsu.xlsx").list_date is None
    assert read(example, "shisantouketsu20991399.xlsx").list_date is None


# Damage


@given(st.data())
@settings(max_examples=60)
def test_damaged_bytes_give_a_source_error_or_a_list(example, data):
    """This workbook has more shapes of sheets than the one of the test of every authority."""
    role = AUTHORITY.recognise(OFFICIAL, example[:HEAD])
    with suppress(SourceError):
        parsed = AUTHORITY.read("jp.mof", [(role, File(OFFICIAL, data.draw(damaged(example))))])
        assert isinstance(parsed, Parsed)


_CELL = st.text(
    alphabet='ア・、；;()（）[]ab:：、A B,.#*0123456789年月日又は頃旧別称番号\n\u3000"「」', max_size=60
)


@given(st.lists(_CELL, min_size=11, max_size=11))
@settings(max_examples=300, deadline=None)
def test_whatever_stands_in_the_cells_no_name_is_empty_or_unbalanced(cells):
    try:
        parsed = read(
            workbook(s17=[["例"], PERSONS, ["2020.1.1", 1, *cells[:9]], ["2020.1.1", 2, None, "REI"]])
        )
    except SourceError:
        return
    for entry in parsed.entries:
        for one in entry.listing.names:
            assert one.text == " ".join(one.text.split()) != ""


# The real list


@pytest.fixture(scope="module")
def real():
    return read(real_bytes(REAL), "shisantouketsu20260305.xlsx")


@pytest.mark.real
@needs_real_lists
def test_the_real_counts_are_those_of_the_manifest(real):
    """MANIFEST-east.tsv: 3461 rows with a notice date, DPRK sheets 13-17: 16+75+80+75+84 = 330."""
    assert real.records == {"xlsx": 3461}
    assert (len(real.entries), len(real.removals)) == (2862, 598)
    sheets = Counter(entry.listing.programmes[0] for entry in real.entries)
    assert [sheets[number] for number in ("13", "14", "15", "16", "17")] == [16, 75, 80, 75, 84]


@pytest.mark.real
@needs_real_lists
def test_the_real_alarms_are_three_oddities_of_the_workbook(real):
    assert [(alarm.code, alarm.where, alarm.count) for alarm in real.alarms] == [
        ("unknown-value", "2.タリバーン関係者等!row 413", 1),  # a birth place stands under 国籍
        ("unknown-value", "16.北朝鮮(協調；団体)!row 22", 1),  # three IMO numbers became one of 21 digits
        ("unreadable-record", "2.タリバーン関係者等!row 276", 1),  # number 274: a date and nothing else
    ]


@pytest.mark.real
@needs_real_lists
def test_every_real_mark_leads_to_the_same_name_on_the_right_sheet(real):
    listings = by_id(real)
    pairs = [(one, quote) for one in listings.values() for quote in one.quotes if quote.authority == "jp"]
    assert Counter((one.programmes[0], quote.source_id[:3]) for one, quote in pairs) == {
        ("13", "014"): 10, ("16", "014"): 11, ("17", "015"): 32, ("3", "002"): 12, ("4", "002"): 2
    }  # fmt: skip
    for one, quote in pairs:
        target = listings[quote.source_id]
        assert (target.caption.casefold(), target.schema) == (one.caption.casefold(), one.schema)


@pytest.mark.real
@needs_real_lists
def test_the_real_dprk_entries_agree_with_the_csv_of_august(real):
    """Names, births, passports and dates; what differs is the CSV's own editing, told by number."""
    listings = by_id(real)
    table = csv.DictReader(io.StringIO(real_bytes(CSV_OF_AUGUST).decode("utf-8-sig")))
    columns = [
        f"{kind}（{tongue}）" for kind in ("氏名", "別名・別称", "旧称") for tongue in ("日本語", "英語")
    ]
    different = set()
    for row in table:
        one = listings[row["番号"]]
        theirs = {_bare(part) for column in columns for part in row[column].replace("；", ";").split(";")}
        if theirs - {""} != {_bare(name.text) for name in one.names}:
            different.add(row["番号"])
        passports = {_bare(one.value) for one in one.identifiers if one.kind == "passport"}
        assert all(number in _bare(row["旅券番号"]) for number in passports)
        assert (one.schema == "Person") == (row["個人・団体"] == "個人")
    assert different == {
        "014-000014",  # the CSV lists KOMID as an alias of a name that KOMID uses
        "014-000017", "014-000059", "016-000026", "016-000028",  # brackets taken out of a name
        "014-000069",  # an address ("Care of ...") printed as an alias
    }  # fmt: skip


def _bare(text):
    return "".join(letter for letter in unicodedata.normalize("NFKC", text).casefold() if letter.isalnum())


@pytest.mark.real
@needs_real_lists
def test_no_real_name_holds_a_separator_a_date_or_a_lone_bracket(real):
    for entry in real.entries:
        for one in entry.listing.names:
            where = f"{entry.locator}: {one.text}"
            assert one.text.count("(") == one.text.count(")"), where
            assert not any(sign in one.text for sign in "；;。\n【】"), where
            assert "不明" not in one.text, where
            assert "生年月日" not in one.text, where
            assert len(one.text) < 300, where


@pytest.mark.real
@needs_real_lists
def test_real_entries_checked_by_hand(real):
    listings = by_id(real)
    yun = listings["015-000001"]
    assert (yun.caption, yun.birth_dates[0].iso(), yun.nationalities) == ("Yun Ho-jin", "1944-10-13", ("KP",))
    assert yun.listed_on == ActDate(date(2009, 7, 24), date(2009, 7, 24), "printed")
    assert yun.amended_on == (date(2022, 8, 3),)
    jang = listings["015-000016"]
    assert [one.iso() for one in jang.birth_dates] == ["1957-04-15", "1958-02-22"]
    assert [one.value for one in jang.identifiers] == ["836110034"]
    assert [one.iso() for one in listings["015-000066"].birth_dates] == ["1967..1969"]
    assert [one.iso() for one in listings["015-000050"].death_dates] == ["2022-07-27"]
    assert "金铁三" in {one.text for one in listings["015-000035"].names}
    rocket = listings["016-000063"]
    assert (rocket.caption, rocket.listed_on.iso()) == ("Ministry of Rocket Industry", "2022-10-18")
    lazarus = listings["016-000068"]
    assert sum(one.kind == "wallet" for one in lazarus.identifiers) == 8
    assert {one.value for one in listings["016-000016"].identifiers} == {"5179245", "5405737"}
    assert listings["016-000012"].caption == "Dandong Hongxiang Industrial Development Company Limited"
    for key in ("017-000073", "017-000074", "017-000075"):  # Jon Il Ho, Kim Su Gil, Yu Jin
        assert listings[key].listed_on.iso() == "2023-03-17"
    munitions = listings["014-000028"]
    assert {one.text for one in munitions.names if one.kind == "former"} == {
        "マシーン・インダストリー・デパートメント",
        "Machine Industry Department",
    }
    assert listings["013-000016"].schema == "Person"
    assert [one.iso() for one in listings["013-000016"].birth_dates] == ["1941-04-27"]
    assert listings["017-000076"].identifiers[1].value == "G5635429"
    assert listings["044-000001"].quotes == (Quote("un", "HTE.001", "HTe.001"),)
    assert {
        listings[key].legal_basis[0] == "un-listed" for key in ("014-000001", "015-000001", "002-000002")
    } == {True}
    assert "un-listed" not in listings["013-000001"].legal_basis + listings["017-000003"].legal_basis


@pytest.mark.real
@needs_real_lists
def test_real_amendments_follow_the_listing_in_order(real):
    for entry in real.entries:
        one = entry.listing
        assert all(a <= b for a, b in pairwise((one.listed_on.earliest, *one.amended_on))), entry.locator
