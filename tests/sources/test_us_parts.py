"""OFAC's SDN list where some of its files are missing, doubled or of another day."""

import pytest

from interlock.model.listing import ALL_FACETS, Name, overlay
from reading import by_id, codes
from us_lists import SDN_CSV, fixture, fixtures, read, read_named


@pytest.fixture(scope="module")
def from_csv():
    return read_named(fixtures(*SDN_CSV))


@pytest.fixture(scope="module")
def from_xml():
    return read_named(fixtures("SDN.XML"))


def test_sdn_alone_is_a_roster_that_speaks_of_the_core():
    parsed = read(sdn_csv=fixture("sdn.csv"))
    assert parsed.coverage.roster
    assert parsed.coverage.facets == ("core",)
    assert {entry.listing.facets for entry in parsed.entries} == {("core",)}


def test_a_primary_list_without_addresses_says_nothing_of_them():
    parsed = read(sdn_csv=fixture("sdn.csv"), alt_csv=fixture("alt.csv"))
    assert parsed.coverage.facets == ("core", "aliases")
    assert {entry.listing.facets for entry in parsed.entries} == {("core", "aliases")}


def test_addresses_alone_say_who_is_listed_and_no_more():
    parsed = read(alt_csv=fixture("alt.csv"), add_csv=fixture("add.csv"))
    assert parsed.coverage.roster
    assert parsed.coverage.facets == ("aliases", "addresses")
    assert "the other 7 are not in this copy" in parsed.coverage.notes[0]
    listed = by_id(parsed)
    assert len(listed) == 7
    assert listed["900001"].schema == "LegalEntity"
    assert listed["900001"].programmes == ()
    assert [name.family for name in listed["900001"].names] == ["PROBE", "TEST-PROBE"]
    assert listed["900002"].names[0] == Name("SAMPLE GENERAL CORP.", "alias", "strong", "aliases")
    assert listed["900005"].names == ()
    assert listed["900005"].facets == ("aliases", "addresses")
    assert parsed.entries[0].locator == "alt.csv:1-2; add.csv:1"


def test_a_roster_snapshot_laid_over_a_whole_one_changes_nothing(from_csv):
    news = by_id(read(alt_csv=fixture("alt.csv"), add_csv=fixture("add.csv")))
    for uid, known in by_id(from_csv).items():
        assert overlay(known, news[uid]) == known


def test_aliases_alone_are_no_roster():
    parsed = read(alt_csv=fixture("alt.csv"))
    assert not parsed.coverage.roster
    assert parsed.coverage.facets == ("aliases",)
    assert {entry.listing.facets for entry in parsed.entries} == {("aliases",)}


def test_additions_beside_a_whole_address_file_keep_the_roster():
    first = fixture("sdn.csv").splitlines(keepends=True)[0]
    parsed = read(reconstructed_sdn_made_csv=first, add_csv=fixture("add.csv"))
    assert parsed.coverage.roster
    assert parsed.coverage.facets == ("addresses",)
    listed = by_id(parsed)
    assert len(listed) == 7
    assert listed["900001"].facets == ("core", "addresses")
    assert listed["900002"].facets == ("addresses",)


def test_reconstructed_additions_alone_are_no_roster():
    parsed = read(reconstructed_sdn_made_csv=fixture("sdn.csv"))
    assert not parsed.coverage.roster
    assert len(parsed.entries) == 7


def test_rows_of_another_day_are_an_alarm():
    lines = fixture("sdn.csv").splitlines(keepends=True)
    many = b"".join(b'%d,"FILLER %d",-0- ,"CUBA"%s\r\n' % (i, i, b",-0- " * 8) for i in range(1, 40))
    rows = b"".join(b"%d,%d,-0- ,-0- ,-0- ,-0- \r\n" % (i, i) for i in range(1, 39))
    parsed = read(
        sdn_csv=many + b"".join(lines[:6]), add_csv=rows + fixture("add.csv"), alt_csv=fixture("alt.csv")
    )
    assert codes(parsed) == {("orphan-rows", 1), ("missing-rows", 1)}
    listed = by_id(parsed)
    assert "900007" not in listed
    assert listed["39"].facets == ("core",)
    assert listed["38"].facets == ALL_FACETS


def test_xml_counts_where_both_forms_are_there(from_xml):
    files = fixtures(*SDN_CSV, "SDN.XML")
    parsed = read_named(files)
    assert parsed.entries == from_xml.entries
    assert parsed.alarms == ()
    files["sdn.csv"] = b"".join(fixture("sdn.csv").splitlines(keepends=True)[:-2])
    files["add.csv"] = b"".join(fixture("add.csv").splitlines(keepends=True)[:-2])
    assert "files-disagree" in {alarm.code for alarm in read_named(files).alarms}
