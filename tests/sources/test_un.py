"""The UN's Consolidated List: one invented list in the three serialisations, refusals, and the real files."""

from datetime import date
from pathlib import Path
from typing import get_args

import pytest

from interlock.base.errors import SourceError
from interlock.model.dates import ActDate, PartialDate
from interlock.model.listing import Address, IdentifierKind, Name, Quote
from interlock.sources.authorities.un import AUTHORITY
from interlock.sources.contract import File
from interlock.sources.unsc.values import TABLE, clean_number, deaths, split_names
from reading import by_id, read_file, replaced
from real_lists import needs_real_lists, real_days, real_snapshot

FIXTURES = Path(__file__).parent / "fixtures" / "un"
SERIALISATIONS = ("one_line.xml", "indented.xml", "standalone.xml")


def fixture(name="standalone.xml"):
    return (FIXTURES / name).read_bytes()


def read(data, name="consolidated.xml"):
    return read_file(AUTHORITY, data, name)


def changed(old, new):
    return read(replaced(fixture(), old, new))


@pytest.fixture(scope="module")
def listed():
    return by_id(read(fixture()))


# Reading


def test_the_three_serialisations_give_equal_listings():
    first, *others = (by_id(read(fixture(name))) for name in SERIALISATIONS)
    assert all(other == first for other in others)


@pytest.mark.parametrize("name", SERIALISATIONS)
def test_the_fixtures_raise_no_alarm(name):
    parsed = read(fixture(name))
    assert parsed.alarms == ()
    assert parsed.records == {"xml": 3}
    assert parsed.coverage.roster


def test_the_list_date_is_the_day_in_its_own_offset():
    """One moment, printed in New York on the 27th and in UTC on the 28th."""
    assert read(fixture("one_line.xml")).list_date == date(2021, 1, 27)
    assert read(fixture("indented.xml")).list_date == date(2021, 1, 28)


def test_locators_name_the_element():
    places = [entry.locator for entry in read(fixture()).entries]
    assert places == ["INDIVIDUAL[DATAID=9900001]", "INDIVIDUAL[DATAID=9900002]", "ENTITY[DATAID=9900003]"]


def test_the_reference_is_a_quote_in_the_one_form_and_an_identifier(listed):
    person = listed["9900001"]
    assert person.quotes == (Quote("un", "KPI.901", "KPi.901"),)
    reference = person.identifiers[0]
    assert (reference.kind, reference.value, reference.printed) == ("other", "KPI901", "KPi.901")


def test_a_person_keeps_every_name_with_its_kind_and_quality(listed):
    assert listed["9900001"].names == (
        Name("RANG SEM MIL"),
        Name("랑셈밀", "alias", "strong"),
        Name("Lang Sem Mil", "alias", "strong"),
        Name("Rang Sem Mir", "alias", "strong"),
        Name("Lang Saimi", "former", "weak"),
        Name("朗赛米", "former", "weak"),
        Name("The Clerk", "alias", "weak"),
    )


def test_a_person_keeps_every_birth_date_with_its_precision(listed):
    assert [known.iso() for known in listed["9900001"].birth_dates] == [
        "1960-01-01",
        "~1959",
        "~1957..1958",
        "1962-09",
        "1961..1963",
    ]
    assert "Date of birth: Between Aug. and Sep. 1977" in listed["9900001"].remarks


def test_a_person_comes_out_whole(listed):
    person = listed["9900001"]
    assert person.schema == "Person"
    assert person.genders == ("male",)
    assert person.nationalities == ("KP",)
    assert person.birth_places == (
        "Nowhere, Made Province, Democratic People's Republic of Korea",
        "Elsewhere, Iraq",
    )
    assert person.addresses == (Address("1 Invented Road, Nowhere (previous)", "KP"),)
    assert person.positions == ("Invented Bureau official", "Envoy")
    assert person.titles == ("Colonel",)
    assert person.programmes == ("DPRK",)
    assert person.effects == ("asset_freeze", "travel_ban")
    assert person.listed_on == ActDate(date(2019, 5, 6), date(2019, 5, 6), "printed")
    assert person.amended_on == (date(2020, 1, 2), date(2021, 2, 3))
    day, text = date(2020, 6, 7), "Reportedly died in Nowhere on 7 June 2020"
    assert person.death_dates == (PartialDate.of_day(day, text=text),)


def test_the_comments_stand_first_in_the_remarks_and_nothing_printed_is_lost(listed):
    assert listed["9900001"].remarks == (
        "Runs a made-up bureau. Gender: male. Brother of a man (deceased). Reportedly died in Nowhere on"
        " 7 June 2020.",
        "Alias The Clerk: call sign",
        "Passport PS 990000001: issued 2015-01-01 in RPDC; expired 1 Jan. 2020",
        "National Identification Number 8200 No. 111 or 222",
        "Date of birth: Between Aug. and Sep. 1977",
        "Nationality: Possibly Ethiopian",
    )


def test_only_a_clean_number_becomes_an_identifier(listed):
    numbers = [(one.kind, one.value, one.country) for one in listed["9900001"].identifiers[1:]]
    assert numbers == [("passport", "PS990000001", "KP")]


def test_a_list_type_printed_as_a_number_is_its_list(listed):
    assert listed["9900002"].programmes == ("Haiti",)
    assert listed["9900002"].remarks == ("Submitted by Ruritania",)


def test_an_entity_has_its_company_numbers_and_dies_no_death(listed):
    company = listed["9900003"]
    assert company.schema == "Organization"
    assert [(one.kind, one.value) for one in company.identifiers[1:]] == [
        ("imo_company", "5000001"),
        ("swift", "INVTKPPY"),
    ]
    assert company.death_dates == ()
    assert company.effects == ("asset_freeze",)
    assert company.addresses == (Address("Sudan/South Sudan", ""), Address("", "HK"))
    assert company.names[1:] == (
        Name("Made-up Shipping (Far East) Ltd; and Co.", "alias", "unknown"),
        Name("Old Shipping", "former", "unknown"),
    )


@pytest.mark.parametrize(
    ("comment", "effects"),
    [
        ("Listed pursuant to paragraph 15 (Travel Ban).", ("travel_ban",)),
        ("Listed (Asset Freeze). ", ("asset_freeze",)),
        (
            "Listed pursuant to paragraphs 15 and 17 (Travel Ban, Asset Freeze)",
            ("asset_freeze", "travel_ban"),
        ),
    ],
)
def test_measures_named_in_the_comments_are_the_effects(comment, effects):
    assert by_id(changed("Runs a made-up bureau.", comment))["9900001"].effects == effects


@pytest.mark.parametrize(("kind", "effects"), [("GB", ("travel_ban",)), ("Iraq", ("asset_freeze",))])
def test_two_regimes_have_one_measure_only(kind, effects):
    assert by_id(changed("26532022", kind))["9900002"].effects == effects


def test_an_entry_entered_anew_keeps_its_first_id():
    parsed = changed("<DATAID>9900003</DATAID>", "<DATAID>6908967</DATAID>")
    entry = parsed.entries[-1]
    assert (entry.listing.source_id, entry.locator) == ("6908682", "ENTITY[DATAID=6908967]")


# Texts taken apart


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        ("One; Two;Three", ["One", "Two", "Three"]),
        ("One; Two b) Three; Four", ["One", "Two", "Three", "Four"]),
        ("Jin Tiesan (金铁三)", ["Jin Tiesan", "金铁三"]),
        ("Abu (original script: Абу)", ["Abu", "Абу"]),
        ("شركة (One; Two)", ["شركة", "One", "Two"]),
        ("شبكة (Network - sub-unit name)", ["شبكة (Network - sub-unit name)"]),
        ("Army (AAA)", ["Army (AAA)"]),
        ("One (HTS) (هيئة; Two)", ["One (HTS) (هيئة; Two)"]),
        ("Name, Jr", ["Name, Jr"]),
        (") One ,", ["One"]),
        ("", []),
    ],
)
def test_an_alias_is_split_only_where_it_is_certain(printed, names):
    assert split_names(printed) == names


@pytest.mark.parametrize(
    ("printed", "value", "country"),
    [
        ("A-12/34 56", "A123456", ""),
        ("Libyan Passport No. 96/184442", "96184442", ""),
        ("Afghan passport number SE 012820", "SE012820", ""),
        ("Jordan 654781", "654781", "JO"),
        ("00016161 (Yemen)", "00016161", "YE"),
        ("R00005943, South Sudan", "R00005943", "SS"),
        ("381110042 (Expired 25 Jan. 2016)", "381110042", ""),
        ("No34409/129", "34409129", ""),
        ("8208 No. 555627", "", ""),
        ("Unknown", "", ""),
        ("", "", ""),
    ],
)
def test_a_number_is_taken_only_when_it_stands_alone(printed, value, country):
    assert clean_number(printed) == (value, country)


@pytest.mark.parametrize(
    ("comments", "dates"),
    [
        ("Died in 2003", ["2003"]),
        ("A cook. Confirmed to have died on 30 Sep. 2011 in Yemen.", ["2011-09-30"]),
        ("Status: reportedly deceased in October 2001", ["2001-10"]),
        ("Reportedly deceased as of April 2014.", []),
        ("Reportedly deceased in early 2012.", []),
        ("Brother of X (deceased in 2004).", []),
        ("His chief, who allegedly died in Chad in 2004.", []),
        ("Deceased on 31 June 2011.", []),
    ],
)
def test_a_death_is_dated_only_where_the_list_dates_it(comments, dates):
    assert [known.iso() for known in deaths(comments)] == dates


def test_the_table_names_only_kinds_that_exist():
    assert set(TABLE["documents"].values()) <= set(get_args(IdentifierKind))
    assert set(TABLE["effects"]) <= set(TABLE["programmes"].values())


# Refusing


@pytest.mark.parametrize(
    "data",
    [
        b"<CONSOLIDATED_LIST/>",
        b"<CONSOLIDATED_LIST dateGenerated='2021-01-01'/>",
        b"<CONSOLIDATED_LIST dateGenerated='soon'><INDIVIDUALS/></CONSOLIDATED_LIST>",
        b"<sdnList/>",
    ],
)
def test_what_is_not_the_list_is_a_source_error(data):
    role = AUTHORITY.recognise("consolidated.xml", fixture()[:4096])
    with pytest.raises(SourceError):
        AUTHORITY.read("un.consolidated", [(role, File("consolidated.xml", data))])


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("<VERSIONNUM>1</VERSIONNUM>", "<VERSIONNUM>1</VERSIONNUM><SHOE_SIZE>9</SHOE_SIZE>", "unknown-field"),
        ("<ENTITIES>", "<SUMMARY>all</SUMMARY><ENTITIES>", "unknown-field"),
        ("<CONSOLIDATED_LIST ", "<CONSOLIDATED_LIST edition='2' ", "unknown-field"),
        ("26532022", "Ruritania", "unknown-value"),
        ("<QUALITY>Good</QUALITY>", "<QUALITY>Fair</QUALITY>", "unknown-value"),
        ("<TYPE_OF_DATE>BETWEEN<", "<TYPE_OF_DATE>ROUGH<", "unknown-value"),
        ("<YEAR>1959</YEAR>", "<YEAR>the fifties</YEAR>", "unknown-value"),
        ("<FROM_YEAR>1957<", "<FROM_YEAR>1959<", "unknown-value"),
        ("Possibly Ethiopian", "Ruritania", "unknown-value"),
        ("<TYPE_OF_DOCUMENT>Passport<", "<TYPE_OF_DOCUMENT>Library card<", "unknown-value"),
        ("KPe.901", "KP-901", "unknown-value"),
        ("2018-01-02", "02/01/2018", "unknown-value"),
        ("<VALUE>2020-01-02</VALUE>", "<VALUE>2020</VALUE>", "unknown-value"),
        ("<GENDER/>", "<GENDER>X</GENDER>", "unknown-value"),
        ("<DATAID>9900003</DATAID>", "<DATAID>9900002</DATAID>", "duplicate-id"),
        ("<DATAID>9900003</DATAID>", "<DATAID/>", "unreadable-record"),
        ("<FIRST_NAME>INVENTED SHIPPING CO (ISC)</FIRST_NAME>", "", "unreadable-record"),
    ],
)
def test_what_the_parser_was_not_told_about_is_an_alarm(old, new, code):
    assert {alarm.code for alarm in changed(old, new).alarms} == {code}


def test_a_second_file_of_the_date_is_an_alarm():
    role = AUTHORITY.recognise("consolidated.xml", fixture()[:4096])
    files = [(role, File(name, fixture(name))) for name in SERIALISATIONS]
    parsed = AUTHORITY.read("un.consolidated", files)
    assert [(alarm.code, alarm.count) for alarm in parsed.alarms] == [("extra-file", 2)]


# The real lists


@pytest.mark.real
@needs_real_lists
def test_every_reference_stands_once_and_keeps_one_id_through_all_files():
    """Eight entries were entered anew under another DATAID, KPe.068 among them."""
    ids = {}
    for day in real_days("un.consolidated"):
        parsed = real_snapshot("un.consolidated", day)
        quotes = [entry.listing.quotes[0].source_id for entry in parsed.entries]
        assert len(set(quotes)) == len(quotes)
        for entry in parsed.entries:
            ids.setdefault(entry.listing.quotes[0].source_id, set()).add(entry.listing.source_id)
    assert {quote: sorted(found) for quote, found in ids.items() if len(found) > 1} == {}
    assert ids["KPE.068"] == {"6908682"}


@pytest.mark.real
@needs_real_lists
def test_entries_checked_by_hand():
    newest = real_snapshot("un.consolidated", "2026-02-27")
    listed = {entry.listing.quotes[0].source_id: entry.listing for entry in newest.entries}
    ri = listed["KPI.033"]
    assert (ri.source_id, ri.caption, ri.birth_dates[0].iso()) == ("6908555", "RI WON HO", "1964-07-17")
    assert [(one.kind, one.value) for one in ri.identifiers[1:]] == [("passport", "381310014")]
    assert ri.listed_on.iso() == "2016-11-30"
    pak = listed["KPI.050"]
    assert [known.iso() for known in pak.death_dates] == ["2022-07-27"]
    assert [known.iso() for known in listed["KPI.066"].birth_dates] == ["1967..1969"]
    companies = {
        quote: one.value
        for quote, listing in listed.items()
        for one in listing.identifiers
        if one.kind == "imo_company"
    }
    assert len(companies) == 16
    assert companies["KPE.020"] == "1790183"
    assert companies["KPE.066"] == "5434358"
    swift = {quote for quote, one in listed.items() if any(i.kind == "swift" for i in one.identifiers)}
    assert swift == {"KPE.023", "KPE.033", "KPE.034", "KPE.035", "KPE.047"}
    assert listed["GBI.001"].effects == ("travel_ban",)
    assert not [
        n
        for one in listed.values()
        if "DPRK" in one.programmes
        for n in one.names
        if "\uac00" <= n.text[0] <= "\ud7a3"
    ]
