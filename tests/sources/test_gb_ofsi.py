"""The retired consolidated list: its three forms, collapsed to one entry for each group."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from damage import damaged
from gb_lists import changed, fixture, read, workbook_of
from interlock.base.errors import SourceError
from interlock.model.dates import ActDate
from interlock.model.listing import Address, Name, Quote, Relation
from interlock.model.snapshot import Parsed
from interlock.sources.authorities.gb import AUTHORITY
from interlock.sources.contract import File
from interlock.sources.ofsi.marks import Told, pieces
from reading import HEAD, by_id
from real_lists import needs_real_lists, real_snapshot

NEW, OLD = "ConList.csv", "sanctionsconlist.csv"


@pytest.fixture(scope="module")
def listed():
    return by_id(read(fixture(NEW), NEW))


@pytest.fixture(scope="module")
def before_2021():
    return by_id(read(fixture(OLD), OLD))


def test_workbook_and_csv_give_equal_listings(listed):
    parsed = read(workbook_of(NEW), "ConList.xlsx")
    assert by_id(parsed) == listed
    assert parsed.records == {"xlsx": 21}


def test_a_cross_product_of_18_rows_is_one_entry_with_distinct_values(listed):
    person = listed["99001"]
    assert person.names == (
        Name("Made Up MAN", "primary"),
        Name("Maid Up MAN", "alias"),
        Name("THE INVENTOR", "alias", "weak"),
        Name("만들어진 사람", "alias"),
    )
    assert [known.iso() for known in person.birth_dates] == ["1957", "1958-03", "1959"]
    assert person.addresses == (Address("1 Paper Street, Pyongyang", "KP"), Address("Nampo, 99", "KP"))


def test_numbered_cells_are_paired_by_their_numbers(listed):
    person = listed["99001"]
    assert person.birth_places == ("Sinuju, North Korea", "Nampo, North Korea")
    assert person.nationalities == ("KP", "CN")
    assert person.titles == ("Colonel", "Doctor")
    passports = [(one.value, one.country) for one in person.identifiers if one.kind == "passport"]
    assert passports == [("990000001", ""), ("990000003", "CN")]
    assert "Passport: False Malaysian" in person.remarks


def test_marks_in_other_information_are_fields(listed):
    person, company = listed["99001"], listed["99002"]
    assert person.quotes == (Quote("gb", "DPR9001", "DPR9001"),)
    assert (person.genders, person.reasons) == (("male",), ("Invented (the) programme.",))
    assert [known.iso() for known in person.death_dates] == ["2019"]
    assert company.quotes == (Quote("gb", "DPR9002", "DPR9002"), Quote("un", "KPE.901", "KPe.901"))
    numbers = [(one.kind, one.value, one.country) for one in company.identifiers[1:]]
    assert numbers == [
        ("imo_company", "5000001", ""),
        ("phone", "85020000001", ""),
        ("phone", "85020000002", ""),
        ("website", "WWWEXAMPLEORG", ""),
        ("email", "AEXAMPLEORG", ""),
        ("tax", "9900000028", "RU"),
    ]


def test_trust_services_in_the_text_are_an_effect(listed):
    assert listed["99001"].effects == ("asset_freeze",)
    assert listed["99002"].effects == ("asset_freeze", "sectoral")


def test_the_first_of_several_listing_dates_counts_and_a_former_name_is_one(listed):
    company = listed["99002"]
    day = date(2018, 2, 1)
    assert company.listed_on == ActDate(day, day, "printed")
    assert company.amended_on == (date(2018, 4, 3), date(2022, 8, 2))
    assert company.names[1] == Name("INVENTED LINES", "former")


def test_a_ship_quotes_itself_and_not_its_owner(listed, before_2021):
    ship = listed["99003"]
    assert (ship.schema, ship.countries, ship.relations) == (
        "Vessel",
        ("KM",),
        (Relation("owner", "Invented Shipping Co"),),
    )
    assert [quote.source_id for quote in ship.quotes] == ["DPR9003"]
    assert before_2021["99003"].quotes == ()


def test_before_2021_an_entity_whose_text_gives_one_ship_number_is_a_ship(before_2021):
    assert before_2021["99003"].schema == "Vessel"
    assert [(i.kind, i.value) for i in before_2021["99003"].identifiers] == [
        ("mmsi", "990000009"),
        ("imo_ship", "9074729"),
    ]
    owner = before_2021["99002"]
    assert owner.schema == "Organization"
    assert [(i.kind, i.value) for i in owner.identifiers] == [
        ("imo_company", "5000001"),
        ("swift", "INVTKPPY"),
    ]


def test_before_2021_references_and_facts_stand_in_sentences(before_2021):
    person = before_2021["99001"]
    assert person.quotes == (Quote("un", "KPI.901", "KPI.901"),)
    assert person.genders == ("male",)
    assert [known.iso() for known in person.death_dates] == ["2017-02-01"]
    assert [(i.kind, i.value) for i in person.identifiers] == [
        ("other", "9900077"),
        ("passport", "990000001"),
    ]


def test_the_older_files_are_cp1252(before_2021):
    assert Name("Made MAÑANA", "alias") in before_2021["99001"].names


def test_the_snapshot_says_that_the_list_is_retired():
    notes = " ".join(read(fixture(NEW), NEW).coverage.notes)
    assert "2026-01-28" in notes


def test_text_goes_on_behind_a_reference_and_an_unknown_mark_is_named():
    found, unknown = pieces("(UN Ref):KPe.018. The Academy. (Shoe size):44 (Gender):Male (Tel):1")
    assert found == [
        Told("un_reference", "KPe.018"),
        Told("", "The Academy. (Shoe size):44"),
        Told("gender", "Male (Tel):1"),
    ]
    assert unknown == ["Shoe size"]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        (",Alias Quality,", ",Alias Worth,", "unknown-field"),
        ("(Gender):Male", "(Sex):Male", "unknown-field"),
        ("(Gender):Male", "(Gender):X", "unknown-value"),
        ("Low quality", "Fair quality", "unknown-value"),
        ("Primary name variation", "Pen name", "unknown-value"),
        ("Ship,Primary", "Balloon,Primary", "unknown-value"),
        (",00/00/1957,", ",the fifties,", "unknown-value"),
        ("an asset freeze: Trust services", "an asset freeze: Silence", "unknown-value"),
        (":KPe.901. Owner", ":KP-901. Owner", "unknown-value"),
        (":DPR9001", ":DP9001", "unknown-value"),
        ("(Flag of ship):Comoros", "(Flag of ship):Ruritania", "unknown-value"),
        ("(IMO number):9074729", "(IMO number):9074720", "unknown-value"),
        ("30/12/2009", "2009", "unknown-value"),
        (",99003\r", ",\r", "unreadable-record"),
        (",99003\r", ",99003,more\r", "unknown-field"),
    ],
)
def test_what_the_parser_was_not_told_about_is_an_alarm(old, new, code):
    assert code in {alarm.code for alarm in changed(NEW, old, new).alarms}


@given(st.data())
@settings(max_examples=60)
def test_damaged_bytes_of_the_workbook_give_a_list_or_a_source_error(data):
    """No fixture is one, so the test of every authority has only the CSV."""
    whole = workbook_of(NEW)
    role = AUTHORITY.recognise("ConList.xlsx", whole[:HEAD])
    try:
        parsed = AUTHORITY.read(role.list_key, [(role, File("ConList.xlsx", data.draw(damaged(whole))))])
    except SourceError:
        parsed = None
    assert parsed is None or (isinstance(parsed, Parsed) and parsed.entries)


@pytest.mark.real
@needs_real_lists
def test_entries_checked_by_hand():
    listed = by_id(real_snapshot("gb.ofsi", "2023-06-05"))
    pak = listed["13414"]
    assert (pak.caption, pak.birth_dates[0].iso(), pak.listed_on.iso()) == (
        "PAK CHUN IL",
        "1954-07-28",
        "2016-12-09",
    )
    assert (pak.identifiers[0].kind, pak.identifiers[0].value) == ("passport", "563410091")
    ship = listed["13654"]
    assert (ship.schema, ship.caption, ship.countries) == ("Vessel", "PAEK MA", ("KP",))
    assert listed["11042"].relations == (Relation("parent", "Korea Ryongbong General Corporation"),)


@pytest.mark.real
@needs_real_lists
def test_the_ships_of_2018_are_the_23_north_korean_tankers_and_two_others():
    listed = by_id(real_snapshot("gb.ofsi", "2018-04-13"))
    ships = [one for one in listed.values() if one.schema == "Vessel"]
    assert len(ships) == 25
    assert all(one.identifiers and not one.addresses for one in ships)
    assert [one.caption for one in ships if "Libya" in one.programmes] == ["LYNN S", "NADINE"]
