"""The 1718 Committee's designated vessels: an invented page in the real shape, refusals, the real one."""

import gzip
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlock.base.errors import SourceError
from interlock.focus import load_focus
from interlock.model.dates import ActDate
from interlock.model.listing import Identifier, Name, Relation
from interlock.sources.authorities.un import AUTHORITY
from interlock.sources.contract import File, FileRole
from interlock.sources.unsc.vessels import numbered
from reading import by_id, replaced
from real_lists import LISTS, needs_real_lists, real_bytes

PAGE = (Path(__file__).parent / "fixtures" / "un" / "vessels.html").read_bytes()
NAME = "1718_designated_vessels_list_final.html"
ROLE = FileRole("un.vessels", "html")


def read(data):
    return AUTHORITY.read("un.vessels", [(ROLE, File(NAME, data))])


def changed(old, new):
    return read(replaced(PAGE, old, new, 1))


@pytest.fixture(scope="module")
def listed():
    return by_id(read(PAGE))


def test_the_fixture_raises_no_alarm_and_carries_its_date():
    parsed = read(PAGE)
    assert parsed.alarms == ()
    assert parsed.records == {"html": 6}
    assert parsed.list_date == date(2021, 5, 5)
    assert parsed.coverage.roster


def test_the_imo_number_is_the_id_and_the_name_where_there_is_none(listed):
    assert list(listed) == ["9000025", "9000037", "9000049", "9000051", "RIVER SAMPLE", "9000063"]
    assert listed["RIVER SAMPLE"].identifiers == ()
    assert listed["RIVER SAMPLE"].remarks == ("IMO number: Does not exist",)


def test_every_entry_is_a_vessel_of_the_north_korean_regime(listed):
    assert {one.schema for one in listed.values()} == {"Vessel"}
    assert {load_focus("dprk").mark(one) for one in listed.values()} == {"un programme DPRK"}


@pytest.mark.parametrize(
    ("source_id", "effects"),
    [
        ("9000025", ("asset_freeze", "vessel_measures")),
        ("9000037", ("asset_freeze",)),
        ("9000051", ("vessel_measures",)),
        ("RIVER SAMPLE", ("vessel_measures",)),
        ("9000063", ("asset_freeze",)),
    ],
)
def test_the_columns_say_what_is_done_to_a_vessel(listed, source_id, effects):
    assert listed[source_id].effects == effects


def test_the_measures_are_kept_as_printed(listed):
    assert listed["9000025"].legal_basis == (
        "Paragraph 12 (d) of resolution 2321 (2016)",
        "Paragraph 6 of resolution 2371 (2017) and paragraph 6 of resolution 2375 (2017)",
    )


def test_a_vessel_keeps_its_names_numbers_flags_and_type(listed):
    vessel = listed["9000037"]
    assert vessel.names == (Name("Made Up Star"), Name("Sample Maru 2", "alias"), Name("Probe 7", "alias"))
    assert vessel.identifiers == (
        Identifier("imo_ship", "9000037", "9000037", label="IMO number"),
        Identifier("mmsi", "999000011", "999000011", label="MMSI"),
        Identifier("mmsi", "999000012", "999000012", label="MMSI"),
        Identifier("call_sign", "T9AA1", "T9AA1", label="Call Sign"),
        Identifier("call_sign", "X9AA2", "X9AA2", label="Call Sign"),
    )
    assert vessel.countries == ("KI", "KH", "KP")
    assert vessel.vessel_types == ("General Cargo Ship",)
    assert vessel.reasons == ("Listed as a made-up economic resource.",)
    assert vessel.remarks == ("Picture link: https://www.example.invalid/photos/1/",)
    assert vessel.listed_on == ActDate(date(2017, 6, 21), date(2017, 6, 21), "printed")


def test_a_row_that_lost_its_spans_over_a_page_break_is_read_alike(listed):
    vessel = listed["9000049"]
    assert [name.text for name in vessel.names] == ["Old Probe", "New Probe"]
    assert [one.value for one in vessel.identifiers] == ["9000049", "999000013"]
    assert vessel.countries == ("KP",)
    assert vessel.listed_on == ActDate(date(2017, 6, 21), date(2017, 6, 21), "printed")


def test_the_body_whose_resource_a_vessel_is_is_a_relation(listed):
    assert listed["9000037"].relations == (Relation("economic_resource_of", "Ocean Maritime Management"),)
    assert listed["9000063"].relations == (Relation("economic_resource_of", "Sample Shipping Corp"),)


def test_a_second_designation_amends_the_first(listed):
    vessel = listed["9000051"]
    assert vessel.listed_on == ActDate(date(2017, 10, 3), date(2017, 10, 3), "printed")
    assert vessel.amended_on == (date(2018, 3, 30),)
    assert len(vessel.legal_basis) == 2


@pytest.mark.parametrize(
    ("lines", "values"),
    [
        ((), []),
        (("PLAIN",), ["PLAIN"]),
        (("1: ONE",), ["ONE"]),
        (("1: A 2 2: B 3 3: C",), ["A 2", "B 3", "C"]),
        (("1. Kiribati", "2: Cambodia"), ["Kiribati", "Cambodia"]),
        (("NO. 1: X",), ["NO. 1: X"]),
    ],
)
def test_numbered_values_are_taken_apart(lines, values):
    assert numbered(lines) == values


@given(st.lists(st.text("ABC 123", min_size=1).map(str.strip).filter(bool), min_size=1, max_size=9))
def test_what_is_numbered_comes_apart_as_it_was_put_together(values):
    text = " ".join(f"{place}: {value}" for place, value in enumerate(values, 1))
    assert numbered((text,)) == [" ".join(value.split(" ")) for value in values]


@pytest.mark.parametrize(
    ("old", "new", "text"),
    [
        ("Call Sign", "Secret Sign", "unknown label: Secret Sign"),
        ("30-Mar-18", "Spring 18", "date of designation is 'Spring 18'"),
        (">9000025<", ">90000<", "IMO number is '90000'"),
        ("1: 999000011", "1: unknown", "MMSI is 'unknown'"),
        ("1. Kiribati", "1. Atlantis", "flag is 'Atlantis'"),
        (">Yes<", ">Perhaps<", "measure is 'Perhaps'"),
        ("2270 (2016)", "2999 (2029)", "unknown column of measures: Paragraph 8 (d) of resolution 1718 (2006)"
         " and paragraph 12 of resolution 2999 (2029)"),
        ("<p class=\"s4\">6</p>", "<p class=\"s4\">60</p>", "the last number of the list is 60, vessels 6"),
    ],
)  # fmt: skip
def test_what_is_unknown_is_an_alarm(old, new, text):
    parsed = changed(old, new)
    assert text in {alarm.text for alarm in parsed.alarms}
    assert len(parsed.entries) == 6


def test_a_vessel_under_an_unknown_measure_has_no_effect_and_says_so():
    parsed = changed("2270 (2016)", "2999 (2029)")
    assert by_id(parsed)["9000063"].effects == ()
    assert "no measure of the vessel is known" in {alarm.text for alarm in parsed.alarms}
    assert "2999" in by_id(parsed)["9000063"].legal_basis[0]


@pytest.mark.parametrize(
    "data",
    [
        b"<html><body>1718 Designated Vessels List: see the PDF</body></html>",
        b"<table><tr><td>1718 Designated Vessels List</td></tr></table>",
        PAGE.replace(b'rowspan="2"', b'rowspan="99999"', 1),
    ],
)
def test_what_is_not_the_list_is_a_source_error(data):
    with pytest.raises(SourceError):
        read(data)


# The real list


@pytest.fixture(scope="module")
def real():
    return read(real_bytes(f"un/2026-07-22/{NAME}.gz"))


@pytest.mark.real
@needs_real_lists
def test_the_real_list_holds_59_vessels_58_of_them_with_an_imo_number(real):
    """The manifest counts the numbers."""
    assert real.alarms == ()
    assert real.list_date == date(2020, 6, 4)
    assert len(real.entries) == 59
    listed = by_id(real)
    assert sum(source_id.isdecimal() for source_id in listed) == 58
    assert all(one.listed_on and one.effects for one in listed.values())


@pytest.mark.real
@needs_real_lists
def test_37_of_the_real_vessels_are_frozen_and_22_are_not(real):
    frozen = [entry for entry in real.entries if "asset_freeze" in entry.listing.effects]
    assert (len(frozen), len(real.entries) - len(frozen)) == (37, 22)


@pytest.mark.real
@needs_real_lists
def test_some_real_vessels_read_row_by_row(real):
    listed = by_id(real)
    assert [name.text for name in listed["8133530"].names] == [
        "Jang Ja San Chong Nyon Ho",
        "Songjin",
        "Song Jin",
        "Hongwon 88",
    ]
    assert listed["8909575"].countries == ("KI", "KH", "KP")
    assert listed["8628597"].amended_on == (date(2018, 3, 30),)
    assert listed["9066540"].relations == (Relation("economic_resource_of", "Hapjanggang Shipping Corp"),)
    assert listed["MIN NING DE YOU 078"].effects == ("vessel_measures",)


@pytest.mark.real
@needs_real_lists
def test_no_other_real_file_of_the_un_is_taken_for_the_vessels():
    for path in (LISTS / "un").glob("*/*.gz"):
        head = gzip.decompress(path.read_bytes())[:4096]
        role = AUTHORITY.recognise(path.name.removesuffix(".gz"), head)
        assert (role == ROLE) == path.name.endswith(".html.gz")
