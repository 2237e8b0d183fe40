"""OFAC's advanced XML: the same invented entries as in SDN.XML, oddities, size; no real copy was at hand."""

import re
import time
from datetime import date

import pytest

from advanced_file import FIXTURE, PARTIES, repeated
from interlock.base.errors import SourceError
from interlock.model.dates import ActDate
from interlock.model.listing import ALL_FACETS, Name, Relation
from interlock.sources.ofac_advanced.dates import printed_span
from reading import by_id
from us_lists import SDN_CSV, fixture, fixtures, read_named

ADVANCED = FIXTURE.read_bytes()
PLAIN = fixture("SDN.XML")


def changed(old, new, count=1):
    assert old in ADVANCED
    return read_named({"SDN_ADVANCED.XML": ADVANCED.replace(old, new, count)})


@pytest.fixture(scope="module")
def parsed():
    return read_named({"SDN_ADVANCED.XML": ADVANCED})


@pytest.fixture(scope="module")
def listed(parsed):
    return by_id(parsed)


@pytest.fixture(scope="module")
def plain():
    return by_id(read_named({"SDN.XML": PLAIN}))


# Reading


def test_the_fixture_raises_no_alarm(parsed):
    assert parsed.alarms == ()
    assert parsed.records == {"advanced": PARTIES}
    assert parsed.list_date == date(2022, 12, 1)
    assert parsed.coverage.roster
    assert parsed.coverage.facets == ALL_FACETS


def in_latin(listing):
    return [name for name in listing.names if name.text.isascii()]


@pytest.mark.parametrize("uid", [f"90000{n}" for n in range(1, 8)])
def test_an_entry_comes_out_as_from_the_legacy_xml(listed, plain, uid):
    """Birth dates by span: a span in whole years may be printed in two ways in the legacy form."""
    here, there = listed[uid], plain[uid]
    assert in_latin(here) == list(there.names)
    assert [born.iso() for born in here.birth_dates] == [born.iso() for born in there.birth_dates]
    for field in (
        "schema", "identifiers", "programmes", "effects", "addresses", "nationalities", "countries",
        "positions", "genders", "birth_places", "incorporation_dates", "vessel_types", "remarks", "quotes",
    ):  # fmt: skip
        assert getattr(here, field) == getattr(there, field), field


def test_the_first_act_is_the_listing_and_later_ones_amend_it(listed):
    day = date(2019, 3, 21)
    assert listed["900001"].listed_on == ActDate(day, day, "printed")
    assert listed["900001"].amended_on == (date(2022, 12, 1),)
    assert listed["900005"].listed_on == ActDate(date(1989, 1, 5), date(1989, 1, 5), "printed")


def test_the_legal_basis_of_an_act_is_kept_and_unknown_is_none(listed):
    assert "Executive Order 13687 (North Korea)" in listed["900001"].legal_basis
    assert listed["900005"].legal_basis == ()


def test_a_name_in_another_script_is_an_alias_with_its_family_name(listed):
    assert Name("시험 이반", "alias", "strong", "aliases", "시험") in listed["900001"].names


def test_a_relation_names_the_other_entry_and_the_kind_of_tie(listed):
    assert listed["900001"].relations == (
        Relation("acts_for", "SAMPLE TRADING CO., LTD.", "900002"),
        Relation("owned_or_controlled_by", "MADE-UP GROUP", "900009"),
    )


def test_locators_name_the_party(parsed):
    assert parsed.entries[0].locator == "DistinctParty[FixedRef=900001]"


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        ("1955-05-05", "1955-05-05", "05 May 1955"),
        ("1957-03-01", "1957-03-31", "Mar 1957"),
        ("1956-01-01", "1956-12-31", "1956"),
        ("1960-01-01", "1961-12-31", "1960 to 1961"),
        ("1962-03-01", "1963-02-28", "Mar 1962 to Feb 1963"),
        ("1962-03-02", "1963-02-28", "02 Mar 1962 to 28 Feb 1963"),
    ],
)
def test_a_span_is_printed_in_ofacs_own_words(first, last, text):
    assert printed_span(date.fromisoformat(first), date.fromisoformat(last)) == text


def test_the_other_list_of_the_file_says_nothing_of_this_one():
    other = ADVANCED.replace(b'ListID="1550"', b'ListID="91507"', 1)
    kept = by_id(read_named({"SDN_ADVANCED.XML": other}))
    assert "900001" not in kept
    moved = read_named({"CONS_ADVANCED.XML": other})
    assert set(by_id(moved)) == {"900001"}


# Beside a plain file


def test_beside_the_legacy_xml_it_adds_dates_bases_and_scripts(plain):
    both = read_named({"SDN.XML": PLAIN, "SDN_ADVANCED.XML": ADVANCED})
    assert [(alarm.code, alarm.count) for alarm in both.alarms] == [("files-disagree", 2)]
    assert both.records == {"xml": 7, "advanced": 9}
    one, before = by_id(both)["900001"], plain["900001"]
    assert one.listed_on == ActDate(date(2019, 3, 21), date(2019, 3, 21), "printed")
    assert one.names == (*before.names, Name("시험 이반", "alias", "strong", "aliases", "시험"))
    assert one.birth_dates == before.birth_dates
    assert one.relations == before.relations


def test_beside_whole_csv_files_it_adds_the_same():
    csv = by_id(read_named({**fixtures(*SDN_CSV), "SDN_ADVANCED.XML": ADVANCED}))
    assert csv == by_id(read_named({"SDN.XML": PLAIN, "SDN_ADVANCED.XML": ADVANCED}))


def test_beside_a_copy_that_lacks_parts_it_is_the_list(listed):
    both = read_named({"add.csv": fixture("add.csv"), "SDN_ADVANCED.XML": ADVANCED})
    assert by_id(both) == listed


def test_what_differs_from_the_plain_file_is_an_alarm_and_the_plain_one_stands(plain):
    other = ADVANCED.replace(b"999000111", b"999000112").replace(b">Testovich<", b">Falsovich<")
    both = read_named({"SDN.XML": PLAIN, "SDN_ADVANCED.XML": other})
    texts = {alarm.text for alarm in both.alarms}
    assert "identifiers differ between SDN_ADVANCED.XML and the plain file of that date" in texts
    assert by_id(both)["900001"].identifiers == plain["900001"].identifiers


def test_an_unreadable_advanced_file_costs_the_dates_and_not_the_list(plain):
    both = read_named({"SDN.XML": PLAIN, "SDN_ADVANCED.XML": ADVANCED[:20_000]})
    assert by_id(both) == plain
    assert [alarm.code for alarm in both.alarms] == ["advanced-unreadable"]


# What is strange


@pytest.mark.parametrize(
    ("old", "new", "text"),
    [
        (b">Birthdate<", b">Day of Birth<", "unknown idType: Day of Birth"),
        (b">A.K.A.<", b">X.K.A.<", "unknown alias type: x.k.a."),
        (b">Passport<", b">Made-Up Paper<", "unknown idType: Made-Up Paper"),
        (b">Program<", b">Programme<", "unknown measure: Programme"),
        (b">Block<", b">Directive 9<", "unknown measure: Directive 9"),
        (b">Created<", b">Conjured<", "unknown kind of act: Conjured"),
        (b">SDN List<", b">Other List<", "unknown list: Other List"),
        (b">Gregorian<", b">Julian<", "unknown calendar: Julian"),
        (b">Last Name<", b">Clan<", "unknown part of a name: Clan"),
        (b">Individual<", b">Robot<", "unknown entry type: Robot / Unknown"),
        (b">Valid<", b">Forged<", "unknown validity of a document: Forged"),
        (b">Issue Date<", b">Made On<", "unknown date of a document: Made On"),
        (b">CITY<", b">VILLAGE<", "unknown part of an address: VILLAGE"),
        (b">Owned or Controlled By<", b">Haunted By<", "unknown relation: Haunted By"),
        (b">China<", b">Atlantis<", "unknown country: Atlantis"),
        (b"<Comment>CUBA<", b"<Comment>MADE-UP-EO99999<", "unknown programme: MADE-UP-EO99999"),
        (b"<SanctionsEntryLinks />", b"<News />", "<News> is not known"),
        (b'FixedRef="900005">', b'FixedRef="900005" Mood="sad">', "<DistinctParty Mood=> is not known"),
        (b"<Year>1955<", b"<Year>19x5<", "a date that no calendar has"),
        (b'FeatureTypeID="224"', b'FeatureTypeID="99"', "a FeatureType id is not among the reference values"),
    ],
)  # fmt: skip
def test_what_is_unknown_is_an_alarm(old, new, text):
    strange = changed(old, new)
    assert text in {alarm.text for alarm in strange.alarms}
    assert len(strange.entries) == PARTIES


def test_an_unknown_feature_keeps_its_text():
    strange = changed(b">Aircraft Operator<", b">Aircraft Admirer<")
    assert "Aircraft Admirer MADE-UP AIR" in by_id(strange)["900004"].remarks


def test_a_party_without_a_sanctions_entry_is_not_called_listed():
    without = re.sub(
        rb'    <SanctionsEntry ID="900005".*?</SanctionsEntry>\n', b"", ADVANCED, flags=re.DOTALL
    )
    strange = read_named({"SDN_ADVANCED.XML": without})
    assert "900005" not in by_id(strange)
    assert [alarm.text for alarm in strange.alarms] == ["a party without a sanctions entry"]


@pytest.mark.parametrize(
    "data",
    [
        ADVANCED[:30_000],
        ADVANCED.replace(b"<SanctionsEntry ", b"<Entry ").replace(b"</SanctionsEntry>", b"</Entry>"),
        ADVANCED.replace(b"<Sanctions ", b"<!DOCTYPE Sanctions><Sanctions ", 1),
        re.sub(rb"<DateOfIssue.*?</DateOfIssue>", b"", ADVANCED, flags=re.DOTALL),
    ],
)
def test_what_is_not_the_list_is_a_source_error(data):
    with pytest.raises(SourceError):
        read_named({"SDN_ADVANCED.XML": data})


# Size


def test_a_file_of_many_parties_reads_as_their_sum(parsed):
    many = read_named({"SDN_ADVANCED.XML": repeated(3)})
    assert len(many.entries) == 3 * len(parsed.entries)
    assert many.alarms == ()


@pytest.mark.slow
def test_a_large_file_is_read_at_two_megabytes_a_second_of_processor_time():
    """4 to 6.5 MB/s where it was measured; a third of that is left for slow machines."""
    data = repeated(120)
    began = time.process_time()
    found = read_named({"SDN_ADVANCED.XML": data})
    used_s = time.process_time() - began
    assert len(found.entries) == 120 * PARTIES
    assert len(data) / 1e6 / used_s > 2
