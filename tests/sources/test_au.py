"""Australia's workbook: the fixture's rows in both generations, damaged cells, and the real workbooks."""

from collections import Counter
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import get_args

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interlock.base.errors import SourceError
from interlock.model.dates import ActDate
from interlock.model.listing import Address, Effect, Name, Quote, Schema
from interlock.model.snapshot import Parsed
from interlock.sources.authorities import au
from interlock.sources.contract import File
from interlock.sources.dfat.acts import listed_on
from interlock.sources.dfat.births import births
from interlock.sources.dfat.cells import TABLE, countries, lettered
from interlock.sources.dfat.numbers import own_reference, passports
from reading import by_id, read_file
from real_lists import needs_real_lists, real_bytes, real_snapshot
from workbooks import cell, rows_of, saved

FIXTURES = Path(__file__).parent / "fixtures" / "au"
OLD, NEW = "regulation8_consolidated.xlsx", "Australian_Sanctions_Consolidated_List.xlsx"
REAL = {2024: "2024-11-11", 2026: "2026-02-24"}


def table(name):
    """The rows of a fixture: text, one list for each row."""
    return rows_of(FIXTURES / name)


def workbook(rows, width=0):
    """Bytes of a workbook with these rows; `width` adds empty columns, as the official one has."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append([cell(text) for text in row] + [None] * width)
    if width:
        book.active.cell(1, width).number_format = "0"
    return saved(book)


def read(data, name=NEW):
    return read_file(au.AUTHORITY, data, name)


@pytest.fixture(scope="module")
def old():
    return read(workbook(table("2024.tsv"), width=240), OLD)


@pytest.fixture(scope="module")
def new():
    return read(workbook(table("2026.tsv")))


def changed(column, value, row=1, name="2026.tsv"):
    """The fixture with one cell changed."""
    rows = table(name)
    rows[row][rows[0].index(column)] = value
    return read(workbook(rows))


# Reading


def test_the_fixtures_raise_no_alarm(old, new):
    assert old.alarms == new.alarms == ()
    assert old.records == {"xlsx": 2, "rows": 4}
    assert new.records == {"xlsx": 3, "rows": 4}
    assert (old.list_date, new.list_date) == (date(2022, 12, 3), date(2026, 2, 20))


def test_references_with_letters_are_names_of_one_entry(old):
    assert by_id(old)["9001"].names == (
        Name("HONG GIL DONG"),
        Name("홍길동", "alias"),
        Name("Hong the Clerk", "former"),
    )


def test_the_newer_workbook_tells_strong_from_weak(new):
    assert by_id(new)["9001"].names == (Name("HONG GIL DONG"), Name("Hong the Clerk", "alias", "weak"))


def test_a_person_keeps_what_any_of_its_rows_says(old):
    person = by_id(old)["9001"]
    assert [known.iso() for known in person.birth_dates] == ["1960-04-03", "~1961", "1962"]
    assert person.birth_places == ("Nowhere, Made Province", "Elsewhere, Iraq")
    assert person.nationalities == ("KP",)
    assert person.genders == ("male",)
    assert person.addresses == (Address("1 Invented Road, Pyongyang, DPRK", "KP"),)
    assert [(one.kind, one.value, one.country) for one in person.identifiers] == [
        ("passport", "PS990000001", "KP"),
        ("passport", "990000002", ""),
    ]
    assert person.programmes == ("1718 (DPRK)",)


def test_only_the_reference_in_front_is_the_entrys_own(old, new):
    assert by_id(old)["9001"].quotes == ()
    assert by_id(new)["9001"].quotes == (Quote("un", "KPI.901", "KPi.901"),)
    assert by_id(new)["9002"].quotes == ()
    assert "KPe.901 Moves nothing." in by_id(new)["9002"].remarks


def test_a_date_of_a_un_committee_is_not_australias(new):
    """Only the control date is: on that day the row stood in the list."""
    assert by_id(new)["9001"].listed_on == ActDate(None, date(2026, 2, 20), "printed")


UNDER_2011 = "Designated under the Autonomous Sanctions Regulations 2011"
MINISTER = "The Minister for Foreign Affairs listed"


@pytest.mark.parametrize(
    ("committee", "information", "expected"),
    [
        ("Autonomous (DPRK)", "First listed on 27 Nov. 2017. Instrument", "2017-11-27"),
        ("Autonomous (DPRK)", "Listed on: 17 Aug. 2017. Continued in effect", "2017-08-17"),
        (
            "Autonomous (Iran)",
            f"{UNDER_2011} on 2 March 2012. F",
            "2012-03-02",
        ),
        ("Autonomous (Syria)", "Invented Designations Instrument 2022", "..2023-12-01"),
        (
            "1373 (2001)",
            f"Instrument of 2015. {MINISTER} this entity on 20 August 2015 under",
            "2015-08-20",
        ),
        ("1718 (DPRK)", "Listed on 2 May 2012", "..2023-12-01"),
        ("1737 (Iran)", "Listed by the 1737 Committee on 23 December 2006.", "..2023-12-01"),
        ("Autonomous (Iran)", "Listed on 31 Dec. 2025", "..2023-12-01"),
    ],
)
def test_a_listing_date_is_taken_only_where_it_is_certain(committee, information, expected):
    assert listed_on(committee, information, date(2023, 12, 1)).iso() == expected


def test_a_relisting_keeps_the_first_designation(old):
    assert by_id(old)["9002"].listed_on.iso() == "2013-11-27"


def test_the_measures_are_the_columns_and_an_arms_embargo_is_told(new, old):
    assert by_id(new)["9001"].effects == ("asset_freeze", "travel_ban")
    assert "Arms Embargo: True" in by_id(new)["9001"].remarks
    assert by_id(new)["9003"].effects == ("vessel_measures",)
    assert by_id(old)["9001"].effects == ("asset_freeze",)


def test_a_ship_has_its_number_and_its_earlier_names(new):
    ship = by_id(new)["9003"]
    assert ship.schema == "Vessel"
    assert [(one.kind, one.value) for one in ship.identifiers] == [("imo_ship", "9000001")]
    assert ship.names == (Name("MADE-UP STAR"), Name("OLD STAR", "former"))


def test_a_body_has_its_company_numbers(old):
    assert [(one.kind, one.value) for one in by_id(old)["9002"].identifiers] == [
        ("imo_company", "5000001"),
        ("swift", "INVTKPPY"),
    ]


def test_the_order_of_columns_does_not_matter(new):
    turned = [row[::-1] for row in table("2026.tsv")]
    assert by_id(read(workbook(turned))) == by_id(new)


# Texts taken apart


@pytest.mark.parametrize(
    ("printed", "dates", "left"),
    [
        (1963, ["1963"], ""),
        (datetime.fromisoformat("1963-02-09"), ["1963-02-09"], ""),
        ("13 Oct. 1944", ["1944-10-13"], ""),
        ("8/05/1976", ["1976-05-08"], ""),
        ("a) Approximately 1955- 1958 b) Approximately 1945-1950", ["~1955..1958", "~1945..1950"], ""),
        ("Between 1963 to 1968", ["1963..1968"], ""),
        ("a) Between Aug. and Sep 1977    b) 1976", ["1977-08-01..1977-09-30", "1976"], ""),
        ("approximately 1977/1978", ["~1977..1978"], ""),
        ("c. 1957 or 14 March 1942", ["~1957", "1942-03-14"], ""),
        ("7/02/1950/11/1950 08/08/1945", ["1950-02-07", "1950-11", "1945-08-08"], ""),
        ("08/1977, 09/1977, 1976", ["1977-08", "1977-09", "1976"], ""),
        ("21 March 1962 to 20 April 1962", ["1962-03-21..1962-04-20"], ""),
        ("April 1, 1978", ["1978-04-01"], ""),
        ("5 Feb. 1970\xa0(this aka only, alt born 5 Feb. 1969", ["1970-02-05", "1969-02-05"], ""),
        ("24/06/1402 (Hijri Calendar)", [], "24/06/1402 (Hijri Calendar"),
        ("a) 1/01/1968 b) 23-Apr-68", ["1968-01-01"], "23-Apr-68"),
        ("31/31/1960", [], "31/31/1960"),
        ("1968 to 1963", [], "1968 to 1963"),
    ],
)
def test_birth_dates_of_every_form_seen(printed, dates, left):
    known, rest = births(printed)
    assert ([one.iso() for one in known], rest) == (dates, left)


@pytest.mark.parametrize(
    ("printed", "codes", "vague", "unknown"),
    [
        ("a) French b) Tunisian", ("FR", "TN"), (), ()),
        ("Moldovan, Russian and Ukrainian", ("MD", "RU", "UA"), (), ()),
        ("Bosnia and Herzegovina", ("BA",), (), ()),
        ("Chad\n, Central African Republic", ("TD", "CF"), (), ()),
        ("Congolese", (), ("Congolese",), ()),
        ("Ruritanian", (), (), ("Ruritanian",)),
    ],
)
def test_citizenships_are_cut_apart(printed, codes, vague, unknown):
    assert countries(printed) == (codes, vague, unknown)


@pytest.mark.parametrize(
    ("printed", "numbers"),
    [
        (
            "Passport no.: a) 381420754 b) 472320665 (Expires 2017) c) PS 563120356. No 999999999",
            ["381420754", "472320665", "PS563120356"],
        ),
        ("Tunisian passport number L335915, issued in Milan", ["L335915"]),
        ("Passport: PD472310104. Works on", ["PD472310104"]),
        ("Passport and Visa Department 123456789", []),
        ("Passport no.: Libyan passport No. B/001897", []),
        ("Ration card no. 0075258", []),
    ],
)
def test_a_passport_number_stands_right_behind_the_word(printed, numbers):
    assert [one.value for one in passports(printed)] == numbers


@pytest.mark.parametrize(
    ("text", "reference"),
    [
        ("KPi.045 Vice Director", ("KPI.045", "KPi.045")),
        ("Qdi.081\nPassport", ("QDI.081", "Qdi.081")),
        ("KPi030 Passport", ("KPI.030", "KPi030")),
        ("Associate of KPi.045", ("", "")),
        ("IQi.04", ("", "IQi.04")),
    ],
)
def test_the_reference_that_a_text_begins_with(text, reference):
    assert own_reference(text) == reference


def test_letters_of_an_enumeration_are_cut_out_and_other_brackets_stay():
    assert lettered("a) One (x) St., b) Two St.; c) NA") == ["One (x) St.", "Two St."]
    assert lettered("Plan B) of 1990") == ["Plan B) of 1990"]


def test_the_table_names_only_what_exists():
    assert set(TABLE["types"].values()) <= set(get_args(Schema))
    assert set(filter(None, TABLE["measures"].values())) <= set(get_args(Effect))


# Alarms and refusals


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("Type", "Submarine", "unreadable-record"),
        ("Name Type", "nickname", "unknown-value"),
        ("Alias Strength", "middling", "unknown-value"),
        ("Committees", "9999 (Ruritania)", "unknown-value"),
        ("Citizenship", "Ruritanian", "unknown-value"),
        ("Date of Birth", "the fifties", "unknown-value"),
        ("Control Date", "soon", "unknown-value"),
        ("Travel Ban", "maybe", "unknown-value"),
        ("IMO Number", "int:123", "unknown-value"),
        ("Additional Information", "KPix.901. Director.", "unknown-value"),
        ("Reference", "ninety", "unreadable-record"),
        ("Name of Individual or Entity", "", "unknown-value"),
    ],
)
def test_what_the_parser_was_not_told_about_is_an_alarm(column, value, code):
    assert code in {alarm.code for alarm in changed(column, value).alarms}


def test_an_unknown_column_is_an_alarm_and_a_missing_one_an_error():
    rows = table("2026.tsv")
    more = [[*row, "x"] for row in rows]
    assert {alarm.code for alarm in read(workbook(more)).alarms} == {"unknown-field"}
    with pytest.raises(SourceError, match="Committees"):
        read(workbook([row[:12] + row[13:] for row in rows]))


def test_a_reference_on_two_entries_links_neither():
    parsed = read(workbook(_both_quote()))
    assert [entry.listing.quotes for entry in parsed.entries] == [(), (), ()]
    assert [(alarm.code, alarm.count) for alarm in parsed.alarms] == [("shared-reference", 2)]


def _both_quote():
    rows = table("2026.tsv")
    rows[3][9] = "KPi.901. Moves nothing."
    rows[3][12] = "1718 (DPRK)"
    return rows


def test_a_workbook_without_an_entry_is_a_source_error():
    with pytest.raises(SourceError):
        read(workbook(table("2026.tsv")[:1]))


@given(st.data())
@settings(max_examples=120, deadline=None)
def test_damaged_cells_and_bytes_give_a_list_or_a_source_error(data):
    rows = [list(row) for row in table(data.draw(st.sampled_from(["2024.tsv", "2026.tsv"])))]
    for _ in range(data.draw(st.integers(1, 6))):
        row = data.draw(st.integers(0, len(rows) - 1))
        column = data.draw(st.integers(0, len(rows[row]) - 1))
        fresh = st.text(st.characters(exclude_categories=("Cc", "Cs"), exclude_characters="￾￿"), max_size=30)
        rows[row][column] = data.draw(
            st.one_of(fresh, st.sampled_from(["int:7", "bool:1", "date:1066-10-14", "a) b) c)", "=1+1"]))
        )
    try:
        content = bytearray(workbook(rows))
    except ValueError:  # a cell that no workbook can hold
        return
    if data.draw(st.booleans()):
        # A workbook holds the second of its making, so its length varies: the draw must not depend on it.
        start = 4 + data.draw(st.integers(0, 2**16)) % (len(content) - 4)
        content[start : start + data.draw(st.integers(0, 40))] = data.draw(st.binary(max_size=20))
    role = au.AUTHORITY.recognise(NEW, b"PK\x03\x04")
    with suppress(SourceError):
        assert isinstance(au.AUTHORITY.read("au.dfat", [(role, File(NEW, bytes(content)))]), Parsed)


@given(st.text(max_size=60))
def test_a_text_of_birth_dates_is_read_or_handed_back(text):
    """No digit is made up."""
    known, left = births(text)
    digits = Counter(ch for ch in text if ch.isdigit())
    told = Counter(ch for piece in (left, *(one.text for one in known)) for ch in piece if ch.isdigit())
    assert told <= digits


# The real lists


def real(year):
    return real_snapshot("au.dfat", REAL[year])


@pytest.mark.real
@needs_real_lists
def test_the_only_alarm_is_of_two_entries_without_a_primary_name():
    """8495 has one row, `8495b`; 8720 calls its Latin name Original Script."""
    assert real(2024).alarms == ()
    assert [(alarm.code, alarm.count) for alarm in real(2026).alarms] == [("no-primary-name", 2)]
    without = {e.listing.source_id for e in real(2026).entries if e.listing.names[0].kind != "primary"}
    assert without == {"8495", "8720"}


@pytest.mark.real
@needs_real_lists
def test_the_control_date_proves_that_a_row_was_there():
    """No entry that is new in 2026 has one before the older workbook, and none went back."""
    older, newer = by_id(real(2024)), by_id(real(2026))
    control = {key: one.remarks[-1] for key, one in newer.items()}
    assert len(newer.keys() - older.keys()) == 788
    assert min(control[key] for key in newer.keys() - older.keys()) > "Control Date: 2024-11-11"
    assert all(control[key] >= older[key].remarks[-1] for key in newer.keys() & older.keys())


@pytest.mark.real
@needs_real_lists
def test_every_dprk_entry_of_the_un_is_quoted_once_and_agrees_with_the_un():
    parsed = real_snapshot("un.consolidated", "2026-02-27")
    theirs = {entry.listing.quotes[0].source_id: entry.listing for entry in parsed.entries}
    quotes = [quote.source_id for entry in real(2026).entries for quote in entry.listing.quotes]
    assert len(set(quotes)) == len(quotes)
    assert set(quotes) <= set(theirs)
    assert {key for key in theirs if key.startswith("KP")} <= set(quotes)
    for entry in real(2026).entries:
        for quote in entry.listing.quotes:
            if quote.source_id.startswith("KPE"):
                assert _companies(entry.listing) == _companies(theirs[quote.source_id]), quote


def _companies(listing):
    return {one.value for one in listing.identifiers if one.kind == "imo_company"}


@pytest.mark.real
@needs_real_lists
def test_entries_checked_by_hand():
    listed = by_id(real(2026))
    kim = listed["2649"]
    assert (kim.caption, kim.listed_on.iso()) == ("Kim Yong-chol", "2013-11-27")
    assert [known.iso() for known in kim.birth_dates] == ["1947", "1946"]
    assert {address.country for address in kim.addresses} == {"KP"}
    kang = listed["3153"]
    assert [(one.kind, one.value) for one in kang.identifiers] == [("passport", "PS472330208")]
    assert listed["3445"].programmes
    assert [one.value for one in listed["3434"].identifiers] == ["927234267", "108120258"]
    assert listed["3434"].birth_dates[0].iso() == "1966-01-27"
    assert by_id(real(2024))["3434"].birth_dates[0].iso() == "1966-01-28"
    assert listed["8599"].caption == "DPRK Vessel Class"
    assert listed["1228"].quotes == (Quote("un", "CDI.003", "CDi.003"),)
    assert listed["6253"].quotes == ()
    assert sum(one.schema == "Vessel" for one in listed.values()) == 262
    assert {key for key, one in listed.items() if not one.effects} == {"1252", "8785"}


@pytest.mark.real
@needs_real_lists
def test_a_third_partys_conversion_is_a_stranger():
    data = real_bytes("au/2026-08-22/ammitto-au-processed.jsonl.gz")
    assert au.AUTHORITY.recognise("ammitto-au-processed.jsonl", data[:4096]) is None
