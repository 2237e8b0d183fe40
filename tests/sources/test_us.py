"""OFAC's SDN list, read whole: small invented lists in both official formats."""

import re
from datetime import date

import pytest

from interlock.model.dates import PartialDate
from interlock.model.listing import ALL_FACETS, Address, Identifier, Name, Relation
from reading import by_id
from us_lists import SDN_CSV, fixture, fixtures, read, read_named


@pytest.fixture(scope="module")
def from_csv():
    return read_named(fixtures(*SDN_CSV))


@pytest.fixture(scope="module")
def from_xml():
    return read_named(fixtures("SDN.XML"))


def test_both_formats_give_equal_listings(from_csv, from_xml):
    assert by_id(from_csv) == by_id(from_xml)


def test_the_fixtures_raise_no_alarm(from_csv, from_xml):
    assert (from_csv.alarms, from_xml.alarms) == ((), ())


def test_counts_dates_and_coverage(from_csv, from_xml):
    assert from_csv.records == {"sdn": 7, "alt": 5, "add": 8, "comments": 1}
    assert from_xml.records == {"xml": 7}
    assert (from_csv.list_date, from_xml.list_date) == (None, date(2022, 12, 1))
    for parsed in (from_csv, from_xml):
        assert parsed.coverage.roster
        assert parsed.coverage.facets == ALL_FACETS
        assert parsed.coverage.notes == ()


def test_the_older_namespace_reads_the_same(from_xml):
    old = re.sub(rb'xmlns="[^"]*"', b'xmlns="http://tempuri.org/sdnList.xsd"', fixture("SDN.XML"), count=1)
    assert read(SDN_XML=old) == from_xml


def test_locators_name_the_row_or_the_element(from_csv, from_xml):
    assert from_csv.entries[0].locator == "sdn.csv:1; alt.csv:1-2; add.csv:1"
    assert from_xml.entries[0].locator == "SDN.XML sdnEntry[uid=900001]"


def test_a_person_comes_out_whole(from_csv):
    person = by_id(from_csv)["900001"]
    assert person.schema == "Person"
    assert person.names == (
        Name("PROBE, Ivan Testovich", family="PROBE"),
        Name("IRON HAND", "alias", "weak", "core"),
        Name("HAND, Young", "former", "weak", "core", "HAND"),
        Name("PROBE, Vanya", "alias", "strong", "aliases", "PROBE"),
        Name("TEST-PROBE, Ivan 'the Elder'", "former", "strong", "aliases", "TEST-PROBE"),
    )
    assert [born.iso() for born in person.birth_dates] == [
        "1955-05-05",
        "~1956",
        "1957-03",
        "1958..1959",
        "1960..1961",
    ]
    assert person.birth_dates[1].text == "circa 1956"
    assert person.birth_places == ("Sinmaul, Korea, North",)
    assert person.nationalities == ("CN", "KP")
    assert person.genders == ("male",)
    assert person.identifiers == (
        Identifier("national_id", "12345", "12-34(5)", "HK", "National ID No."),
        Identifier("passport", "999000111", "999000111", "KP", "Passport"),
        Identifier("passport", "Z0000001", "Booklet: Z0000001", "PK", "Passport"),
    )
    assert person.positions == ("General", "Director, Made-Up Bureau")
    assert person.programmes == ("DPRK2", "NPWMD")
    assert person.effects == ("asset_freeze",)
    assert person.legal_basis == (
        "Secondary sanctions risk: North Korea Sanctions Regulations, sections 510.201 and 510.210",
    )
    assert person.relations == (
        Relation("linked_to", "SAMPLE TRADING CO., LTD."),
        Relation("linked_to", "MADE-UP GROUP"),
    )
    assert person.remarks == (
        "(Following data derived from a made-up paper: Alt. DOB: 10 October 1969; Passport No.: 1, Nowhere)",
        "Passport 999000111 issued 01 Feb 2010 expires 31 Jan 2015",
        "arrested 1 Apr 2003",
    )
    assert person.addresses == (Address("", "KP"),)
    assert person.listed_on is None


def test_a_company_comes_out_whole(from_csv):
    company = by_id(from_csv)["900002"]
    assert company.schema == "Organization"
    assert {(one.kind, one.value, one.country) for one in company.identifiers} == {
        ("website", "WWWSAMPLETRADINGINVALID", ""),
        ("swift", "MADEKPPX", ""),
        ("tax", "0001112223", "TR"),
        ("registration", "HRB00001", "DE"),
        ("imo_company", "9000001", ""),
        ("phone", "85020000000", ""),
    }
    assert company.incorporation_dates == (PartialDate.of_day(date(1999, 6, 12), text="12 Jun 1999"),)
    assert company.legal_basis == (
        "Additional Sanctions Information - Subject to Secondary Sanctions",
        "Executive Order 13846 information: BAN ON MADE-UP THINGS. Sec. 5(a)(iv)",
    )
    assert company.relations == (Relation("linked_to", "MUESTRA S.A."),)
    assert company.remarks == (
        "All Offices Worldwide",
        "Organization Type: Construction of other civil engineering projects",
    )
    assert company.addresses == (
        Address("Suite 1, 'Sample House', Dalian, Liaoning 116000", "CN"),
        Address("undetermined", ""),
    )


def test_a_vessel_keeps_its_numbers_flags_and_owner(from_csv):
    vessel = by_id(from_csv)["900003"]
    assert vessel.schema == "Vessel"
    assert {(one.kind, one.value) for one in vessel.identifiers} == {
        ("imo_ship", "9000013"),
        ("mmsi", "999000001"),
        ("call_sign", "T9XX9"),
    }
    assert vessel.countries == ("KP", "TG")
    assert vessel.vessel_types == ("General Cargo",)
    assert Relation("owner", "Compania Muestra S.A.") in vessel.relations
    assert "Former Vessel Flag None Identified" in vessel.remarks
    assert "Gross Registered Tonnage 1098" in vessel.remarks


def test_an_aircraft_keeps_its_numbers_and_operator(from_csv):
    aircraft = by_id(from_csv)["900004"]
    assert aircraft.schema == "Airplane"
    assert {(one.kind, one.value) for one in aircraft.identifiers} == {
        ("aircraft_tail", "EPXXX"),
        ("aircraft_serial", "00001"),
    }
    assert aircraft.relations == (Relation("operator", "MADE-UP AIR"),)


def test_comments_make_a_cut_remark_whole(from_csv):
    wallets = by_id(from_csv)["900006"].identifiers
    assert len(wallets) == 24
    assert {wallet.label for wallet in wallets} == {"Digital Currency Address - XBT"}
    assert {wallet.printed[-3:] for wallet in wallets} == {f"Q{i:02d}" for i in range(1, 25)}


def test_without_comments_half_a_wallet_is_no_identifier():
    parsed = read(sdn_csv=fixture("sdn.csv"))
    guest = by_id(parsed)["900006"]
    assert all(
        re.fullmatch(r"1MadeUpWa11et\d\dxNotARealAddressQ\d\d", one.printed) for one in guest.identifiers
    )
    assert len(guest.remarks) == 1
    assert parsed.coverage.notes[0].startswith("1 remarks end at 1,000 characters")
