"""OFAC's non-SDN list: invented lists in both forms, uids that the SDN list has too, and the real files."""

import csv
import gzip
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interlock.base.errors import SourceError
from interlock.model.dates import ActDate
from interlock.model.listing import Identifier, Name, Quote
from interlock.model.snapshot import Parsed
from interlock.sources.authorities.us import AUTHORITY
from interlock.sources.contract import File
from real_lists import LISTS, needs_real_lists

FIXTURES = Path(__file__).parent / "fixtures" / "us"
CSV = ("cons_prim.csv", "cons_alt.csv", "cons_add.csv")


def fixture(name):
    return (FIXTURES / name).read_bytes()


def read(files):
    pairs = [(AUTHORITY.recognise(name, data[:4096]), File(name, data)) for name, data in files.items()]
    assert {role.list_key for role, _ in pairs} == {"us.consolidated"}
    return AUTHORITY.read("us.consolidated", pairs)


def by_uid(parsed):
    return {entry.listing.source_id: entry.listing for entry in parsed.entries}


@pytest.fixture(scope="module")
def from_csv():
    return read({name: fixture(name) for name in CSV})


@pytest.fixture(scope="module")
def from_xml():
    return read({"CONSOLIDATED.XML": fixture("CONSOLIDATED.XML")})


# Recognising


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("cons_prim.csv", "prim"),
        ("CONS_ALT.CSV", "alt"),
        ("cons_add.csv", "add"),
        ("cons_comments.csv", "comments"),
        ("CONSOLIDATED.XML", "xml"),
        ("consolidated.xml", "xml"),
        ("CONS_ADVANCED.XML", "advanced"),
    ],
)
def test_a_file_of_the_list_is_recognised_by_its_name(name, role):
    found = AUTHORITY.recognise(name, b"")
    assert (found.list_key, found.role) == ("us.consolidated", role)


def test_the_uns_file_of_the_same_name_is_a_stranger():
    assert AUTHORITY.recognise("consolidated.xml", b"<?xml version='1.0'?><CONSOLIDATED_LIST>") is None


def test_a_page_instead_of_the_list_is_an_error_and_no_stranger():
    with pytest.raises(SourceError):
        read({"CONSOLIDATED.XML": b"<html><body>Access denied</body></html>"})


# Reading


def test_both_formats_give_equal_listings_without_an_alarm(from_csv, from_xml):
    assert by_uid(from_csv) == by_uid(from_xml)
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
    assert by_uid(from_csv)[uid].effects == effects


def test_nothing_on_the_list_is_frozen(from_csv):
    assert not any("asset_freeze" in entry.listing.effects for entry in from_csv.entries)
    assert "asset_freeze" not in AUTHORITY.list_spec("us.consolidated").effects


def test_an_entry_names_the_sdn_entry_of_the_same_uid(from_csv):
    assert by_uid(from_csv)["900002"].quotes == (Quote("us", "900002"),)


def test_a_company_comes_out_whole(from_csv):
    company = by_uid(from_csv)["900002"]
    assert company.names == (
        Name("SAMPLE TRADING CO., LTD."),
        Name("SAMPLE TRADE HOUSE", "former", "strong", "aliases"),
    )
    assert Identifier("tax", "0001112223", "0001112223", "TR", "Tax ID No.") in company.identifiers
    assert company.legal_basis == ("Executive Order 13662 Directive Determination - Subject to Directive 1",)


def test_a_listing_date_in_the_texts_is_the_day_of_listing_where_no_other_programme_is_older(from_csv):
    listed = by_uid(from_csv)
    day = date(2021, 6, 3)
    assert listed["910003"].listed_on == ActDate(day, day, "printed")
    assert listed["900002"].listed_on is None


def test_a_listing_date_beside_an_older_programme_is_not_the_first():
    parsed = changed(b"CMIC-EO13959", b"CMIC-EO13959] [UKRAINE-EO13662")
    assert by_uid(parsed)["910003"].listed_on is None


def test_addresses_alone_say_who_is_listed_and_not_to_what_effect():
    listed = by_uid(read({"cons_add.csv": fixture("cons_add.csv")}))
    assert len(listed) == 5
    assert {one.effects for one in listed.values()} == {()}


# What is strange


def changed(old, new):
    data = fixture("cons_prim.csv")
    assert old in data
    return read({"cons_prim.csv": data.replace(old, new, 1)})


def test_an_unseen_programme_is_an_alarm_and_has_no_effect_of_its_own():
    parsed = changed(b'"561-Related"', b'"MADE-UP-EO99999"')
    assert [alarm.text for alarm in parsed.alarms] == [
        "no programme of the entry says what the non-SDN list does",
        "unknown programme: MADE-UP-EO99999",
    ]
    entry = by_uid(parsed)["910005"]
    assert (entry.programmes, entry.effects) == (("MADE-UP-EO99999",), ())


def test_an_unseen_programme_beside_a_known_one_leaves_the_known_effect():
    parsed = changed(b"CMIC-EO13959", b"CMIC-EO13959] [MADE-UP-EO99999")
    assert [alarm.text for alarm in parsed.alarms] == ["unknown programme: MADE-UP-EO99999"]
    assert by_uid(parsed)["910003"].effects == ("sectoral",)


def test_a_programme_of_the_sdn_list_alone_is_an_alarm():
    parsed = changed(b'"NS-PLC"', b'"SDGT"')
    assert "no programme of the entry says what the non-SDN list does" in {a.text for a in parsed.alarms}


def test_further_columns_are_an_alarm_and_the_known_ones_are_read(from_csv):
    lines = fixture("cons_prim.csv").removesuffix(b"\x1a").splitlines()
    parsed = read({"cons_prim.csv": b"\r\n".join(line + b",-0- ,2026-01-01" for line in lines)})
    assert [(alarm.code, alarm.count) for alarm in parsed.alarms] == [("unknown-field", 5)]
    core = {uid: one.programmes for uid, one in by_uid(from_csv).items()}
    assert {uid: one.programmes for uid, one in by_uid(parsed).items()} == core


def test_a_column_put_in_between_is_refused_and_never_misread():
    lines = fixture("cons_prim.csv").removesuffix(b"\x1a").splitlines()
    moved = b"\r\n".join(line.replace(b",", b',"NEW",', 1) for line in lines)
    with pytest.raises(SourceError, match="not in OFAC's format"):
        read({"cons_prim.csv": moved})


@st.composite
def damaged(draw):
    name = draw(st.sampled_from([*CSV, "CONSOLIDATED.XML"]))
    data = fixture(name)
    at = draw(st.integers(0, len(data)))
    to = min(len(data), at + draw(st.integers(0, 300)))
    middle = draw(st.one_of(st.just(data[at:to] * 2), st.binary(max_size=20), st.sampled_from([b"<", b'"'])))
    return name, data[:at] + middle + data[to:]


@given(damaged())
@settings(max_examples=200, deadline=None)
def test_damaged_bytes_give_a_list_or_a_source_error(case):
    name, data = case
    role = AUTHORITY.recognise(name, data[:4096])
    if role is None:
        return
    try:
        parsed = AUTHORITY.read("us.consolidated", [(role, File(name, data))])
    except SourceError:
        return
    assert isinstance(parsed, Parsed)
    assert parsed.entries


# The real lists


def manifest():
    """(path, records) of the files of this list in the manifest."""
    if not LISTS.is_dir():
        return []
    with (LISTS / "MANIFEST-west.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    found = []
    for row in rows:
        role = AUTHORITY.recognise(Path(row["path"]).stem, b"") if row["path"].startswith("us/") else None
        if role and role.list_key == "us.consolidated":
            found.append((row["path"], int(row["records"])))
    return found


def real(day):
    paths = [path for path, _ in manifest() if path.split("/")[1] == day]
    return read({Path(path).stem: gzip.decompress((LISTS / path).read_bytes()) for path in paths})


@pytest.mark.real
@needs_real_lists
@pytest.mark.parametrize(("path", "records"), manifest())
def test_real_files_hold_as_many_records_as_the_manifest_says(path, records):
    parsed = real(path.split("/")[1])
    role = AUTHORITY.recognise(Path(path).stem, b"").role
    assert parsed.records[role] == records
    assert parsed.alarms == ()


@pytest.mark.real
@needs_real_lists
def test_every_real_entry_has_an_effect_and_none_is_a_freeze():
    for day in sorted({path.split("/")[1] for path, _ in manifest()}):
        effects = {entry.listing.effects for entry in real(day).entries}
        assert effects == {("sectoral",), ("transaction_ban",)}


@pytest.mark.real
@needs_real_lists
def test_a_fifth_of_the_list_is_on_the_sdn_list_too_under_the_same_name():
    """Sberbank, 17018: on the list of sectoral sanctions since 2014, blocked since 2022."""
    sdn = gzip.decompress((LISTS / "us/2024-05-03/sdn.csv.gz").read_bytes())
    blocked = by_uid(AUTHORITY.read("us.sdn", [(AUTHORITY.recognise("sdn.csv", b""), File("sdn.csv", sdn))]))
    listed = by_uid(real("2025-12-19"))
    both = listed.keys() & blocked.keys()
    assert len(both) == 61
    assert "17018" in both
    assert all(listed[uid].caption == blocked[uid].caption for uid in both)


@pytest.mark.real
@needs_real_lists
def test_a_remark_that_is_cut_in_the_primary_file_goes_on_in_the_comments():
    """The remark of 17014 ends in a weak alias that stands in cons_comments.csv alone."""
    names = {name.text for name in by_uid(real("2025-12-19"))["17014"].names}
    assert "RUSAG" in names


@pytest.mark.real
@needs_real_lists
def test_75_real_entries_print_the_day_of_their_listing():
    """68 under E.O. 13959, the earliest of 2021-06-03; 6 under E.O. 14024; 1 under E.O. 14014."""
    dated = {uid: one.listed_on for uid, one in by_uid(real("2025-12-19")).items() if one.listed_on}
    assert len(dated) == 75
    assert min(dated.values()).earliest == date(2021, 6, 3)
    assert dated["46072"].earliest == date(2023, 10, 31)
