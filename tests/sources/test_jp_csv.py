"""Japan's CSV: an invented file in its form, its odd rows, and the rebuilt rows of the real one."""

import csv
import io
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interlock.base.errors import SourceError
from interlock.ingest.run import ingest
from interlock.ingest.wording import changed_fields
from interlock.model.dates import ActDate, PartialDate
from interlock.model.listing import Address, Name, Quote
from interlock.model.snapshot import Removal
from interlock.sources.authorities.jp import AUTHORITY
from interlock.sources.contract import File, FileRole
from interlock.sources.japanese.entries import TABLE
from reading import by_id, read_file
from real_lists import needs_real_lists, real_bytes

FIXTURE = (Path(__file__).parent / "fixtures" / "jp" / "shisantouketsu20991231.csv").read_bytes()
OFFICIAL = "shisantouketsu20991231.csv"
REBUILT = "reconstructed_shisantouketsu_dprk_20260828.csv"
REAL = f"jp/2026-08-28/{REBUILT}.gz"
SAMPLE = "jp/2026-08-28/derived_shisantouketsu_20260828_sample.csv.gz"
WORKBOOK = "jp/2026-03-05/shisantouketsu20260305.xlsx.gz"
HEADER = next(csv.reader(io.StringIO(FIXTURE.decode("utf-8-sig"))))


def read(data, name=OFFICIAL):
    return read_file(AUTHORITY, data, name)


def text(*rows):
    """Bytes of a CSV; a row is its cells by header, the key and number made from its `id`."""
    out = io.StringIO()
    writer = csv.DictWriter(out, HEADER, restval="")
    writer.writeheader()
    for row in rows:
        sheet, _, number = row.pop("id", "017-000001").partition("-")
        least = {
            "区分": str(int(sheet)),
            "番号": f"{sheet}-{number}",
            "告示日付": "2020.1.1",
            "告示番号": str(int(number)),
            "個人・団体": "個人",
            "氏名（英語）": "REI",
        }
        writer.writerow(least | row)
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def one(**cells):
    parsed = read(text(cells))
    assert parsed.alarms == ()
    return parsed.entries[0].listing


@pytest.fixture(scope="module")
def example():
    return read(FIXTURE)


# --- an invented file


def test_the_file_reads_without_an_alarm(example):
    assert example.alarms == ()
    assert example.list_date == date(2099, 12, 31)
    assert example.records == {"csv": 9}
    assert example.coverage.roster
    assert example.coverage.focus == ""


def test_the_key_is_that_of_the_workbook(example):
    assert sorted(by_id(example)) == [
        "002-000009", "013-000009", "014-000002", "014-000017", "015-000012", "016-000016", "016-000047",
        "017-000001",
    ]  # fmt: skip
    assert example.removals == (Removal("017-000099", date(2021, 2, 3)),)


def test_dates_without_a_separator_between_them(example):
    listing = by_id(example)["015-000012"]
    assert listing.listed_on == ActDate(date(2013, 4, 5), date(2013, 4, 5), "printed")
    assert listing.amended_on == (date(2022, 8, 3), date(2023, 7, 27))


def test_a_person_with_everything(example):
    listing = by_id(example)["015-000012"]
    assert listing.names == (
        Name("HONG GIL DONG"),
        Name("ホン・ギルドン"),
        Name("ホン・キルトン", "alias"),
        Name("Hong Kil-tong", "alias"),
        Name("H.G.D.", "alias"),
    )
    assert [(n.kind, n.value, n.country) for n in listing.identifiers] == [
        ("passport", "100000001", "KP"),
        ("passport", "100000002", "KP"),
        ("national_id", "210602196900000000", ""),
        ("wallet", "0X" + "A" * 40, ""),
    ]
    assert [born.iso() for born in listing.birth_dates] == ["1990-05-24", "1954"]
    assert listing.genders == ("male",)
    assert [died.iso() for died in listing.death_dates] == []
    assert listing.positions == ("例の代表", "Director of Example")
    assert listing.nationalities == ("KP",)
    assert listing.legal_basis[0] == "un-listed"
    assert listing.programmes == ("15",)


def test_the_links_between_sheets_come_from_the_table(example):
    listings = by_id(example)
    assert listings["017-000001"].quotes == (Quote("jp", "015-000048", "#48"),)
    assert listings["013-000009"].quotes == (Quote("jp", "014-000002", "*2"),)
    assert listings["014-000002"].quotes == ()
    assert "2026-03-05" in example.coverage.notes[0]


def test_a_un_reference_is_a_quote_and_the_original_script_a_name(example):
    listing = by_id(example)["002-000009"]
    assert listing.quotes == (Quote("un", "TAI.999", "TAi.999"),)
    assert [name.text for name in listing.names] == ["REI AKHUND", "ابو ري", "レイ・アフンド"]
    assert listing.remarks[-1] == "例の協力者。"


def test_weak_aliases_make_the_others_strong_only_where_the_workbook_tells_them_apart():
    cells = {"別名・別称（英語）": "A", "確定に十分でない別名（英語）": "B"}
    assert [n.quality for n in one(id="002-000009", **cells).names] == ["unknown", "strong", "weak"]
    assert [n.quality for n in one(**cells).names] == ["unknown", "unknown", "weak"]


def test_countries_join_places_by_the_gazette_or_when_there_is_one(example):
    listings = by_id(example)
    assert listings["016-000016"].addresses == (
        Address("1 Rei Road, Singapore 038989, Singapore", "SG"),
        Address("Panama City, Panama", "PA"),
    )
    assert listings["016-000047"].addresses == (
        Address("平壌特別市", ""),
        Address("大連市", ""),
        Address("北朝鮮", "KP"),
        Address("中華人民共和国", "CN"),
    )
    assert listings["014-000017"].addresses == (Address("1, Rei Street, Example, スイス", "CH"),)


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        (
            {
                "住所・所在地（国）（英語）": "Namibia",
                "住所・所在地（都市その他の情報）（英語）": "P.O. Box 1, Windhoek, Namibia",
            },
            [("P.O. Box 1, Windhoek, Namibia", "NA")],
        ),
        (
            {
                "住所・所在地（国）（日本語）": "イラン",
                "住所・所在地（都市その他の情報）（日本語）": "キーシュ島",
            },
            [("イラン キーシュ島", "IR")],
        ),
        ({"住所・所在地（都市その他の情報）（日本語）": "北朝鮮"}, [("北朝鮮", "KP")]),
        (
            {
                "住所・所在地（国）（日本語）": "北朝鮮",
                "住所・所在地（都市その他の情報）（日本語）": "平壌特別市； 清津市",
            },
            [("北朝鮮平壌特別市", "KP"), ("北朝鮮清津市", "KP")],
        ),
    ],
)
def test_addresses(cells, found):
    assert one(**cells).addresses == tuple(Address(*pair) for pair in found)


def test_imo_numbers_that_run_together_and_registers_in_the_wrong_column(example):
    listing = by_id(example)["016-000016"]
    assert [(n.kind, n.value, n.country) for n in listing.identifiers] == [
        ("registration", "2008001", "NA"),
        ("imo_company", "5179245", ""),
        ("imo_company", "5405737", ""),
    ]
    assert by_id(example)["016-000047"].identifiers[0].kind == "swift"


@pytest.mark.parametrize(
    ("remarks", "field", "found"),
    [
        ("2022年7月27日死亡", "death_dates", ["2022-07-27"]),
        ("死亡年月日：2022年7月27日", "death_dates", ["2022-07-27"]),
        ("ＩＭＯ番号：5571322", "identifiers", ["5571322"]),
        ("船舶登録証明：IMO5434358", "identifiers", ["5434358"]),
        ("SWIFT/BIC：KYCBKPPYXXX    ", "identifiers", ["KYCBKPPYXXX"]),
        ("電話番号：＋850―2―18111、18222 （内線8573）", "identifiers", ["850218111"]),
    ],
)
def test_labels_in_further_information(remarks, field, found):
    values = getattr(one(その他の情報=remarks), field)
    assert [one.iso() if field == "death_dates" else one.value for one in values] == found


def test_a_separator_typed_for_a_colon_in_a_passport_is_mended():
    listing = one(旅券番号="100000001、旅券失効日; 2019年5月7日（北朝鮮旅券）")
    assert [(n.value, n.country) for n in listing.identifiers] == [("100000001", "KP")]


def test_what_is_not_known_is_an_alarm():
    parsed = read(
        text(
            {"id": "099-000001"},
            {"id": "017-000002", "個人・団体": "船舶"},
            {"id": "017-000003", "番号": "017-000004"},
            {"id": "017-000005", "番号": "017/5"},
            {"id": "017-000006", "告示日付": "soon"},
            {"id": "017-000002"},
            {"id": "017-000007", "氏名（英語）": ""},
        ).replace("外務省告示情報".encode(), "新しい欄".encode())
    )
    assert Counter(alarm.code for alarm in parsed.alarms) == {
        "unknown-sheet": 1,
        "unknown-field": 1,
        "unknown-value": 2,
        "unreadable-record": 2,
        "duplicate-id": 1,
    }
    assert sorted(by_id(parsed)) == ["017-000002", "017-000004", "099-000001"]


def test_a_row_of_another_length_is_an_alarm():
    parsed = read(FIXTURE + b"17,017-000077,2020.1.1\r\n")
    assert [alarm.code for alarm in parsed.alarms] == ["unreadable-record"]


@pytest.mark.parametrize(
    "data",
    [b"", b"\xef\xbb\xbf", FIXTURE.split(b"\r\n")[0] + b"\r\n", "区分,番号,告示日付\n1,2,3\n".encode()],
)
def test_a_file_without_an_entry_is_refused(data):
    with pytest.raises(SourceError):
        AUTHORITY.read("jp.mof", [(FileRole("jp.mof", "csv"), File(OFFICIAL, data))])


def test_a_rebuilt_copy_is_complete_for_its_focus_only():
    parsed = read(text({"id": "017-000001"}, {"id": "002-000001"}), REBUILT)
    assert (parsed.coverage.focus, parsed.coverage.roster) == ("dprk", True)
    assert "rebuilt" in parsed.coverage.notes[-1]
    assert parsed.list_date == date(2026, 8, 28)
    assert sorted(by_id(parsed)) == ["017-000001"]
    assert [alarm.code for alarm in parsed.alarms] == ["unreadable-record"]
    with pytest.raises(SourceError, match="no focus"):
        read(text({}), "reconstructed_shisantouketsu_iran_20260828.csv")


@settings(deadline=None)
@given(st.dates(date(1906, 1, 1), date(2030, 12, 31)), st.sampled_from("/年"), st.booleans())
def test_a_birth_typed_in_another_form_is_no_amendment(day, sign, wide):
    typed = f"{day.year}/{day.month}/{day.day}" if sign == "/" else f"{day.year}年{day.month}月{day.day}日"
    if wide:
        typed = typed.translate({ord(str(digit)): chr(0xFF10 + digit) for digit in range(10)})
    a, b = one(生年月日=typed), one(生年月日=day.isoformat())
    assert [PartialDate.of_day(day).iso()] == [born.iso() for born in a.birth_dates]
    assert changed_fields(a, b) == ()


# --- the real rows


@pytest.fixture(scope="module")
def real():
    return read(real_bytes(REAL), REBUILT)


@pytest.fixture(scope="module")
def workbook():
    return read(real_bytes(WORKBOOK), "shisantouketsu20260305.xlsx")


@pytest.mark.real
@needs_real_lists
def test_the_real_rows_are_those_of_the_manifest(real):
    assert real.alarms == ()
    assert real.records == {"csv": 330}
    kinds = Counter(entry.listing.programmes[0] for entry in real.entries)
    assert kinds == {"13": 16, "14": 75, "15": 80, "16": 75, "17": 84}


@pytest.mark.real
@needs_real_lists
def test_the_change_of_format_amends_only_what_the_files_print_otherwise(real, workbook):
    """Six names lost brackets or gained aliases, three numbers gained a country or a digit, thirteen
    addresses were cut in two columns; the rest of 330 reads alike."""
    before = by_id(workbook)
    changed = Counter()
    rows = set()
    for source_id, listing in by_id(real).items():
        fields = changed_fields(before[source_id], listing)
        changed.update(fields)
        rows |= {source_id} if fields else set()
    assert changed == {
        "addresses": 13, "names": 6, "remarks": 6, "positions": 5, "identifiers": 3, "genders": 1
    }  # fmt: skip
    assert len(rows) == 31
    keys = {source_id for source_id in before if 13 <= int(source_id[:3]) <= 17}
    assert keys == set(by_id(real))


@pytest.mark.real
@needs_real_lists
def test_the_links_of_the_table_are_those_of_the_workbook(real, workbook):
    """67 on all sheets, 53 of them on North Korea's (13: 10, 16: 11, 17: 32), as many as point back."""
    printed = {
        (entry.listing.source_id, quote)
        for entry in workbook.entries
        for quote in entry.listing.quotes
        if quote.authority == "jp"
    }
    assert len(printed) == 67 == sum(map(len, TABLE["csv"]["same"].values()))
    mine = {(entry.listing.source_id, quote) for entry in real.entries for quote in entry.listing.quotes}
    assert mine == {pair for pair in printed if int(pair[0][:3]) >= 13}
    assert Counter(source_id[:3] for source_id, _ in mine) == {"013": 10, "016": 11, "017": 32}
    assert {quote.source_id for _, quote in mine} <= set(by_id(real))


@pytest.mark.real
@needs_real_lists
def test_the_basis_of_the_table_is_that_of_the_workbook(workbook):
    basis = TABLE["csv"]["basis"]
    for entry in workbook.entries:
        assert entry.listing.legal_basis[-1] == basis[entry.listing.programmes[0]]


@pytest.mark.real
@needs_real_lists
def test_the_real_sample_reads_in_all_columns():
    parsed = AUTHORITY.read(
        "jp.mof", [(FileRole("jp.mof", "csv"), File("shisantouketsu20260828.csv", real_bytes(SAMPLE)))]
    )
    assert parsed.alarms == ()
    listings = by_id(parsed)
    assert len(listings) == 36
    assert listings["044-000001"].quotes == (Quote("un", "HTE.001", "HTe.001"),)
    assert listings["016-000016"].addresses[-1].country == "VG"
    assert [one.text for one in listings["016-000031"].addresses][1:] == [
        "中華人民共和国北京市", "中華人民共和国瀋陽市", "中華人民共和国上海市"
    ]  # fmt: skip


@pytest.mark.real
@needs_real_lists
def test_both_forms_of_one_date_are_one_list(workbook):
    files = [
        (FileRole("jp.mof", "xlsx"), File("shisantouketsu20260305.xlsx", real_bytes(WORKBOOK))),
        (FileRole("jp.mof", "csv"), File(REBUILT, real_bytes(REAL))),
    ]
    parsed = AUTHORITY.read("jp.mof", files)
    assert (parsed.entries, parsed.coverage) == (workbook.entries, workbook.coverage)
    assert parsed.records == {"xlsx": 3461, "csv": 330}


# --- one name issued twice, as on 2026-10-01 and 02


def test_a_file_issued_twice_under_one_name_is_known_by_its_bytes(tmp_path):
    home, path = tmp_path / "home", tmp_path / OFFICIAL
    outcomes = []
    for hour, data in enumerate([text({}), text({}, {"id": "017-000002"})]):
        path.write_bytes(data)
        at = datetime(2026, 10, 1, hour, tzinfo=UTC)
        shot = ingest(home, [path], authority="jp", day=date(2026, 10, 1), fetched_at=at).snapshots[0]
        outcomes.append((shot.outcome, shot.entries))
    assert outcomes == [("new", 1), ("replaced", 2)]
