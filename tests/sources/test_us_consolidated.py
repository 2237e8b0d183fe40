"""OFAC's non-SDN list: invented lists in both forms, uids that the SDN list has too, and the real files."""

from datetime import date

import pytest

from interlock.base.errors import SourceError
from interlock.model.dates import ActDate
from interlock.model.listing import Identifier, Name, Quote
from interlock.sources.authorities.us import AUTHORITY
from reading import by_id
from real_lists import needs_real_lists, real_bytes, real_days, real_snapshot
from us_lists import NON_SDN_CSV, fixture, fixtures, read_named


@pytest.fixture(scope="module")
def from_csv():
    return read_named(fixtures(*NON_SDN_CSV))


@pytest.fixture(scope="module")
def from_xml():
    return read_named(fixtures("CONSOLIDATED.XML"))


def test_a_page_instead_of_the_list_is_an_error_and_no_stranger():
    with pytest.raises(SourceError):
        read_named({"CONSOLIDATED.XML": b"<html><body>Access denied</body></html>"})


# Reading


def test_both_formats_give_equal_listings_without_an_alarm(from_csv, from_xml):
    assert by_id(from_csv) == by_id(from_xml)
    assert (from_csv.alarms, from_xml.alarms) == ((), ())
    assert from_csv.records == {"prim": 5, "alt": 3, "add": 5}
    assert (from_csv.list_date, from_xml.list_date) == (None, date(2022, 12, 15))


@pytest.mark.parametrize(
    ("uid", "effects"),
    [
        ("910001", ("transaction_ban",)),
        ("900002", ("sectoral",)),
        ("910003", ("sectoral",)),
        ("910004", ("transaction_ban",)),
        ("910005", ("sectoral",)),
    ],
)
def test_the_programme_says_what_an_entry_does(from_csv, uid, effects):
    assert by_id(from_csv)[uid].effects == effects


def test_nothing_on_the_list_is_frozen(from_csv):
    assert not any("asset_freeze" in entry.listing.effects for entry in from_csv.entries)
    assert "asset_freeze" not in AUTHORITY.list_spec("us.consolidated").effects


def test_an_entry_names_the_sdn_entry_of_the_same_uid(from_csv):
    assert by_id(from_csv)["900002"].quotes == (Quote("us", "900002"),)


def test_a_company_comes_out_whole(from_csv):
    company = by_id(from_csv)["900002"]
    assert company.names == (
        Name("SAMPLE TRADING CO., LTD."),
        Name("SAMPLE TRADE HOUSE", "former", "strong", "aliases"),
    )
    assert Identifier("tax", "0001112223", "0001112223", "TR", "Tax ID No.") in company.identifiers
    assert company.legal_basis == ("Executive Order 13662 Directive Determination - Subject to Directive 1",)


def test_a_listing_date_in_the_texts_is_the_day_of_listing_where_no_other_programme_is_older(from_csv):
    listed = by_id(from_csv)
    day = date(2021, 6, 3)
    assert listed["910003"].listed_on == ActDate(day, day, "printed")
    assert listed["900002"].listed_on is None


def test_a_listing_date_beside_an_older_programme_is_not_the_first():
    parsed = changed(b"CMIC-EO13959", b"CMIC-EO13959] [UKRAINE-EO13662")
    assert by_id(parsed)["910003"].listed_on is None


def test_addresses_alone_say_who_is_listed_and_not_to_what_effect():
    listed = by_id(read_named(fixtures("cons_add.csv")))
    assert len(listed) == 5
    assert {one.effects for one in listed.values()} == {()}


# What is strange


def changed(old, new):
    data = fixture("cons_prim.csv")
    assert old in data
    return read_named({"cons_prim.csv": data.replace(old, new, 1)})


def test_an_unseen_programme_is_an_alarm_and_has_no_effect_of_its_own():
    parsed = changed(b'"561-Related"', b'"MADE-UP-EO99999"')
    assert [alarm.text for alarm in parsed.alarms] == [
        "no programme of the entry says what the non-SDN list does",
        "unknown programme: MADE-UP-EO99999",
    ]
    entry = by_id(parsed)["910005"]
    assert (entry.programmes, entry.effects) == (("MADE-UP-EO99999",), ())


def test_an_unseen_programme_beside_a_known_one_leaves_the_known_effect():
    parsed = changed(b"CMIC-EO13959", b"CMIC-EO13959] [MADE-UP-EO99999")
    assert [alarm.text for alarm in parsed.alarms] == ["unknown programme: MADE-UP-EO99999"]
    assert by_id(parsed)["910003"].effects == ("sectoral",)


def test_a_programme_of_the_sdn_list_alone_is_an_alarm():
    parsed = changed(b'"NS-PLC"', b'"SDGT"')
    assert "no programme of the entry says what the non-SDN list does" in {a.text for a in parsed.alarms}


def test_further_columns_are_an_alarm_and_the_known_ones_are_read(from_csv):
    lines = fixture("cons_prim.csv").removesuffix(b"\x1a").splitlines()
    parsed = read_named({"cons_prim.csv": b"\r\n".join(line + b",-0- ,2026-01-01" for line in lines)})
    assert [(alarm.code, alarm.count) for alarm in parsed.alarms] == [("unknown-field", 5)]
    core = {uid: one.programmes for uid, one in by_id(from_csv).items()}
    assert {uid: one.programmes for uid, one in by_id(parsed).items()} == core


def test_a_column_put_in_between_is_refused_and_never_misread():
    lines = fixture("cons_prim.csv").removesuffix(b"\x1a").splitlines()
    moved = b"\r\n".join(line.replace(b",", b',"NEW",', 1) for line in lines)
    with pytest.raises(SourceError, match="not in OFAC's format"):
        read_named({"cons_prim.csv": moved})


# The real lists


def real(day):
    return real_snapshot("us.consolidated", day)


@pytest.mark.real
@needs_real_lists
def test_every_real_entry_has_an_effect_and_none_is_a_freeze():
    for day in real_days("us.consolidated"):
        effects = {entry.listing.effects for entry in real(day).entries}
        assert effects == {("sectoral",), ("transaction_ban",)}


@pytest.mark.real
@needs_real_lists
def test_a_fifth_of_the_list_is_on_the_sdn_list_too_under_the_same_name():
    """Sberbank, 17018: on the list of sectoral sanctions since 2014, blocked since 2022."""
    sdn = real_bytes("us/2024-05-03/sdn.csv.gz")
    blocked = by_id(read_named({"sdn.csv": sdn}))
    listed = by_id(real("2025-12-19"))
    both = listed.keys() & blocked.keys()
    assert len(both) == 61
    assert "17018" in both
    assert all(listed[uid].caption == blocked[uid].caption for uid in both)


@pytest.mark.real
@needs_real_lists
def test_a_remark_that_is_cut_in_the_primary_file_goes_on_in_the_comments():
    """The remark of 17014 ends in a weak alias that stands in cons_comments.csv alone."""
    names = {name.text for name in by_id(real("2025-12-19"))["17014"].names}
    assert "RUSAG" in names


@pytest.mark.real
@needs_real_lists
def test_75_real_entries_print_the_day_of_their_listing():
    """68 under E.O. 13959, the earliest of 2021-06-03; 6 under E.O. 14024; 1 under E.O. 14014."""
    dated = {uid: one.listed_on for uid, one in by_id(real("2025-12-19")).items() if one.listed_on}
    assert len(dated) == 75
    assert min(dated.values()).earliest == date(2021, 6, 3)
    assert dated["46072"].earliest == date(2023, 10, 31)
