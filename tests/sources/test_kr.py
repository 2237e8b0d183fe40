"""South Korea's annex in the template: an invented notice, and the real copy where it is."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlock.base.errors import SourceError
from interlock.model.dates import ActDate, PartialDate
from interlock.model.listing import Name, Relation
from interlock.sources.authorities.kr import AUTHORITY, LIST_KEY, RULES
from interlock.sources.contract import File, FileRole
from interlock.sources.template_names import names_of, spells
from reading import by_id
from real_lists import needs_real_lists, real_bytes
from workbooks import sheet_of

FIXTURE = (Path(__file__).parent / "fixtures" / "kr" / "notice-1-dprk.csv").read_bytes()
REAL = "kr/2026-01-22/kofiu-notice-2026-2-dprk.csv.gz"
ROLE = FileRole(LIST_KEY, "template")


def read(data, name="notice-1-dprk.csv"):
    return AUTHORITY.read(LIST_KEY, [(ROLE, File(name, data))])


@pytest.fixture(scope="module")
def example():
    return read(FIXTURE)


@pytest.fixture(scope="module")
def listings(example):
    return by_id(example)


# --- an invented notice


def test_the_notice_reads_without_an_alarm(example):
    assert example.alarms == ()
    assert example.records == {"template": 8}
    assert example.list_date is None


def test_the_scope_and_the_missing_numbers_are_said(example):
    coverage = example.coverage
    assert (coverage.focus, coverage.roster, coverage.without_un) == ("dprk", True, True)
    assert coverage.notes[-1] == "not in this copy: the entries numbered 1-10, 14"
    assert any("UN list" in note for note in coverage.notes)


def test_every_entry_of_a_file_for_one_focus_is_under_its_programme(listings):
    assert {one.programmes for one in listings.values()} == {("DPRK",)}
    assert {one.effects for one in listings.values()} == {("asset_freeze",)}


def test_the_native_form_of_the_primary_name_is_the_one_that_is_spelt_so(listings):
    assert listings["11"].names == (
        Name("HONG, Gil Dong", "primary", family="HONG"),
        Name("HONG, Kil-tong", "alias", family="HONG"),
        Name("성춘향", "alias"),
        Name("홍길동", "primary"),
    )


def test_an_employer_is_no_name_of_a_person(listings):
    assert listings["11"].remarks == ("other string in the source: Example Industry Department",)
    assert listings["15"].remarks == ("other string in the source: 보기과학연구원",)


def test_a_surname_alone_beside_a_whole_native_name_is_a_remark(listings):
    assert listings["18"].names == (Name("전우치", "primary"),)
    assert listings["18"].remarks == ("other string in the source: JEON",)


def test_quotes_around_a_name_fall(listings):
    assert [name.text for name in listings["12"].names] == [
        "EXAMPLE FORCES",
        "EXAMPLE ROCKET FORCE",
        "보기군",
    ]
    assert (listings["12"].schema, listings["12"].legal_basis) == ("Organization", ("E.O.13382",))


def test_the_type_column_wins_over_the_raw_type(listings):
    assert listings["13"].schema == "Company"  # its type_raw says ship
    assert listings["15"].schema == "Person"  # its type_raw says organisation
    assert listings["13"].countries == ("KP",)


def test_a_lost_bracket_is_mended_or_cut(listings):
    assert [name.text for name in listings["13"].names] == [
        "EXAMPLE SHIPPING CO LTD",
        "EXAMPLE",
        "보기해운회사",
        "본보기해운회사",
        "示例海運",
    ]
    assert listings["13"].remarks == ("EXAMPLE (NORTH",)
    assert [name.text for name in listings["19"].names] == ["EXAMPLE LLC", "SAMPLE LLC", "OOO ПРИМЕР"]


def test_of_several_native_names_of_a_body_none_is_called_the_primary(listings):
    assert {name.kind for name in listings["13"].names[2:]} == {"alias"}


def test_two_names_and_a_birth_in_one_string_come_apart(listings):
    assert listings["15"].names == (Name("Im Kkok Jong", "primary"), Name("임꺽정", "primary"))
    born = date(1968, 3, 13)
    assert listings["15"].birth_dates == (PartialDate(born, born, text="March 13, 1968"),)


def test_a_tie_in_the_name_is_a_relation(listings):
    assert listings["16"].names == (Name("장길산", "primary"),)
    assert listings["16"].relations == (Relation("linked_to", "Example Bank"),)


def test_a_birthday_without_its_year_is_a_remark(listings):
    assert listings["17"].names == (Name("Tan Example", "primary"),)
    assert (listings["17"].birth_dates, listings["17"].remarks) == ((), ("DOB May 7",))
    assert listings["17"].nationalities == ("SG",)


@pytest.mark.parametrize(
    ("key", "iso", "basis"),
    [
        ("11", "2024-01-17", "batch"),
        ("13", "2023-06", "batch"),
        ("15", "2025?", "unconfirmed"),
        ("16", "2024-05-24?", "unconfirmed"),
    ],
)
def test_dates_say_how_far_they_may_be_believed(listings, key, iso, basis):
    assert (listings[key].listed_on.iso(), listings[key].listed_on.basis) == (iso, basis)


@pytest.mark.parametrize(
    ("latin", "native", "fits"),
    [
        ("HONG, Gil Dong", "홍길동", True),
        ("Ri, Yong-su", "이용수", True),
        ("Yi, Yo'ng-su", "리용수", True),
        ("HONG, Gil Dong", "성춘향", False),
        ("HONG", "홍길동", False),
        ("", "홍길동", False),
    ],
)
def test_a_hangul_name_is_held_against_its_spelling(latin, native, fits):
    assert spells(latin, native, RULES.names) is fits


@given(st.text(), st.lists(st.text(), max_size=4), st.booleans())
def test_whatever_the_strings_names_are_not_empty(primary, names, person):
    found = names_of(primary, names, person, RULES.names)
    assert all(name.text.strip() for name in found.names)


# --- files


def test_a_workbook_reads_too():
    header = ("entry_no", "type", "names_hangul", "effective_date")
    parsed = read(sheet_of(header, (1, "개인", "홍길동", date(2099, 12, 31))), "kofiu-notice-1.xlsx")
    assert parsed.list_date == date(2099, 12, 31)
    assert (parsed.coverage.focus, parsed.coverage.roster) == ("", True)
    assert parsed.entries[0].listing.names == (Name("홍길동", "primary"),)


def test_two_files_of_one_date_are_refused():
    with pytest.raises(SourceError, match="2 files"):
        AUTHORITY.read(LIST_KEY, [(ROLE, File("a.csv", FIXTURE)), (ROLE, File("b.csv", FIXTURE))])


def test_a_notice_without_entries_is_refused():
    with pytest.raises(SourceError):
        read(FIXTURE.split(b"\n", 1)[0])


# --- the real copy


@pytest.fixture(scope="module")
def real():
    return read(real_bytes(REAL), "kofiu-notice-2026-2-dprk.csv")


@pytest.mark.real
@needs_real_lists
def test_real_counts(real):
    assert real.alarms == ()
    assert real.records == {"template": 431}
    kinds = Counter(entry.listing.schema for entry in real.entries)
    assert kinds["Person"] == 254
    assert kinds["Company"] + kinds["Organization"] == 177
    assert set(kinds) == {"Person", "Company", "Organization"}
    assert Counter(entry.listing.listed_on.basis for entry in real.entries) == {
        "unconfirmed": 314,
        "batch": 117,
    }


@pytest.mark.real
@needs_real_lists
def test_real_coverage(real):
    assert (real.coverage.focus, real.coverage.roster, real.coverage.without_un) == ("dprk", True, True)
    assert real.coverage.notes[-1] == "not in this copy: the entries numbered 1-472, 550-563, 685-686"


@pytest.mark.real
@needs_real_lists
def test_real_entries_checked_by_hand(real):
    listings = by_id(real)
    assert listings["754"].names == (
        Name("KIM, Su Gil", "primary", family="KIM"),
        Name("KIM, Su-kil", "alias", family="KIM"),
        Name("김수길", "primary"),
    )
    assert listings["754"].listed_on.iso() == "2023-03-21?"
    kang = listings["792"]
    assert [name.text for name in kang.names] == ["Kang Sun Nam", "강순남"]
    assert (kang.birth_dates[0].iso(), kang.nationalities) == ("1956-01-03", ("KP",))
    assert listings["795"].relations == (Relation("linked_to", "First Credit Bank"),)
    assert listings["795"].names == (Name("조명철", "primary"),)
    assert (listings["801"].caption, listings["801"].nationalities) == ("Ashot Mkrtychev", ("SK",))
    assert {"신규남", "진수남"} <= {name.text for name in listings["810"].names}
    assert listings["840"].birth_dates[0].iso() == "1985-04-12"
    assert listings["875"].names == (Name("신금철", "primary"),)
    assert [name.text for name in listings["614"].names if name.kind == "primary"] == [
        "Hwang, Pyong So",
        "황병서",
    ]
    assert "OOO ЧХОЛСАН" in {name.text for name in listings["758"].names}
    assert listings["916"].listed_on == ActDate(date(2025, 1, 1), date(2025, 12, 31), "unconfirmed")


@pytest.mark.real
@needs_real_lists
def test_the_real_batch_of_december_2022(real):
    batch = [one for one in by_id(real).values() if one.listed_on.iso() == "2022-12-02"]
    assert [one.source_id for one in batch] == [str(number) for number in range(718, 733)]
    assert Counter(one.schema == "Person" for one in batch) == {True: 8, False: 7}


@pytest.mark.real
@needs_real_lists
def test_real_names_are_clean(real):
    for entry in real.entries:
        for name in entry.listing.names:
            where = f"{entry.locator}: {name.text}"
            assert name.text.count("(") == name.text.count(")"), where
            assert not any(sign in name.text for sign in ';"\n'), where
            assert "DOB" not in name.text, where
            assert "link to" not in name.text, where
