"""OFAC: small invented lists in the official formats, damaged bytes, and the real lists where they are."""

import csv
import gzip
import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interlock.base.errors import SourceError
from interlock.model.dates import PartialDate
from interlock.model.listing import ALL_FACETS, Address, Identifier, Name, Relation, overlay
from interlock.model.snapshot import Parsed
from interlock.sources.authorities.us import AUTHORITY
from interlock.sources.contract import File
from interlock.sources.ofac.remarks import partial_date, read_remark
from real_lists import LISTS, needs_real_lists

FIXTURES = Path(__file__).parent / "fixtures" / "us"
CSV = ("sdn.csv", "alt.csv", "add.csv", "sdn_comments.csv")


def fixture(name):
    return (FIXTURES / name).read_bytes()


def read(**files):
    """Reads files given as `sdn_csv=bytes`; the last `_` stands for the dot."""
    return read_named({".".join(name.rsplit("_", 1)): data for name, data in files.items()})


def read_named(files):
    pairs = [(AUTHORITY.recognise(name, data[:4096]), File(name, data)) for name, data in files.items()]
    assert all(role for role, _ in pairs)
    return AUTHORITY.read("us.sdn", pairs)


def by_uid(parsed):
    return {entry.listing.source_id: entry.listing for entry in parsed.entries}


def codes(parsed):
    return {(alarm.code, alarm.count) for alarm in parsed.alarms}


@pytest.fixture(scope="module")
def from_csv():
    return read_named({name: fixture(name) for name in CSV})


@pytest.fixture(scope="module")
def from_xml():
    return read_named({"SDN.XML": fixture("SDN.XML")})


# Recognising


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("sdn.csv", "sdn"),
        ("SDN.CSV", "sdn"),
        ("reconstructed_sdn_dprk_additions.csv", "sdn"),
        ("ALT.CSV", "alt"),
        ("add.csv", "add"),
        ("sdn_comments.csv", "comments"),
        ("sdn.xml", "xml"),
        ("SDN.XML", "xml"),
    ],
)
def test_an_sdn_file_is_recognised_by_its_name(name, role):
    found = AUTHORITY.recognise(name, b"")
    assert (found.list_key, found.role) == ("us.sdn", role)


@pytest.mark.parametrize(
    "name",
    [
        "derived_sdn.csv",
        "derived_sdn_parsed.csv",
        "derived_dprk_additions_2024-05_2026-06.jsonl",
        "sdn.csv.bak",
        "SDN.PIP",
    ],
)
def test_conversions_and_other_files_are_strangers(name):
    assert AUTHORITY.recognise(name, fixture("SDN.XML")[:4096]) is None


# What the formats say


def test_both_formats_give_equal_listings(from_csv, from_xml):
    assert by_uid(from_csv) == by_uid(from_xml)


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
    person = by_uid(from_csv)["900001"]
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
    company = by_uid(from_csv)["900002"]
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
    vessel = by_uid(from_csv)["900003"]
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
    aircraft = by_uid(from_csv)["900004"]
    assert aircraft.schema == "Airplane"
    assert {(one.kind, one.value) for one in aircraft.identifiers} == {
        ("aircraft_tail", "EPXXX"),
        ("aircraft_serial", "00001"),
    }
    assert aircraft.relations == (Relation("operator", "MADE-UP AIR"),)


def test_comments_make_a_cut_remark_whole(from_csv):
    wallets = by_uid(from_csv)["900006"].identifiers
    assert len(wallets) == 24
    assert {wallet.label for wallet in wallets} == {"Digital Currency Address - XBT"}
    assert {wallet.printed[-3:] for wallet in wallets} == {f"Q{i:02d}" for i in range(1, 25)}


def test_without_comments_half_a_wallet_is_no_identifier():
    parsed = read(sdn_csv=fixture("sdn.csv"))
    guest = by_uid(parsed)["900006"]
    assert all(
        re.fullmatch(r"1MadeUpWa11et\d\dxNotARealAddressQ\d\d", one.printed) for one in guest.identifiers
    )
    assert len(guest.remarks) == 1
    assert parsed.coverage.notes[0].startswith("1 remarks end at 1,000 characters")


# Which part of the list is here


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
    listed = by_uid(parsed)
    assert len(listed) == 7
    assert listed["900001"].schema == "LegalEntity"
    assert listed["900001"].programmes == ()
    assert [name.family for name in listed["900001"].names] == ["PROBE", "TEST-PROBE"]
    assert listed["900002"].names[0] == Name("SAMPLE GENERAL CORP.", "alias", "strong", "aliases")
    assert listed["900005"].names == ()
    assert listed["900005"].facets == ("aliases", "addresses")
    assert parsed.entries[0].locator == "alt.csv:1-2; add.csv:1"


def test_a_roster_snapshot_laid_over_a_whole_one_changes_nothing(from_csv):
    news = by_uid(read(alt_csv=fixture("alt.csv"), add_csv=fixture("add.csv")))
    for uid, known in by_uid(from_csv).items():
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
    listed = by_uid(parsed)
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
    listed = by_uid(parsed)
    assert "900007" not in listed
    assert listed["39"].facets == ("core",)
    assert listed["38"].facets == ALL_FACETS


def test_xml_counts_where_both_forms_are_there(from_xml):
    files = {name: fixture(name) for name in (*CSV, "SDN.XML")}
    parsed = read_named(files)
    assert parsed.entries == from_xml.entries
    assert parsed.alarms == ()
    files["sdn.csv"] = b"".join(fixture("sdn.csv").splitlines(keepends=True)[:-2])
    files["add.csv"] = b"".join(fixture("add.csv").splitlines(keepends=True)[:-2])
    assert "files-disagree" in {alarm.code for alarm in read_named(files).alarms}


# What is strange


def rows_of(count):
    return [b'%d,"FILLER %d",-0- ,"CUBA"%s' % (i, i, b",-0- " * 8) for i in range(1, count + 1)]


@pytest.mark.parametrize("bad", [b'1,"TOO","SHORT"', b'x1,"NO UID",-0- ,"CUBA"' + b",-0- " * 8])
def test_one_unreadable_row_is_an_alarm_and_skipped(bad):
    parsed = read(sdn_csv=b"\r\n".join([*rows_of(20), bad]))
    assert codes(parsed) == {("unreadable-record", 1)}
    assert parsed.alarms[0].where == "sdn.csv:21"
    assert (len(parsed.entries), parsed.records) == (20, {"sdn": 20})


def test_many_unreadable_rows_are_another_format():
    with pytest.raises(SourceError, match=r"3 of 23 records are not in OFAC's format \(sdn.csv\)"):
        read(sdn_csv=b"\r\n".join([*rows_of(20), *[b'1,"TOO","SHORT"'] * 3]))


def test_a_uid_twice_is_an_alarm():
    parsed = read(sdn_csv=b"\n".join([*rows_of(5), rows_of(1)[0]]))
    assert codes(parsed) == {("duplicate-id", 1)}
    assert len(parsed.entries) == 5


# An unseen snapshot


def test_an_unseen_programme_of_the_sdn_list_is_an_alarm_and_blocks_all_the_same():
    parsed = read(sdn_csv=b"\r\n".join([*rows_of(3), b'9,"NEW",-0- ,"MADE-UP-EO99999"' + b",-0- " * 8]))
    assert [alarm.text for alarm in parsed.alarms] == ["unknown programme: MADE-UP-EO99999"]
    entry = by_uid(parsed)["9"]
    assert (entry.programmes, entry.effects) == (("MADE-UP-EO99999",), ("asset_freeze",))


@pytest.mark.parametrize("name", CSV)
def test_further_columns_are_an_alarm_and_cost_nothing_else(name, from_csv):
    if name == "sdn_comments.csv":
        return  # two columns, the second free text: a third may be a comma in a broken quote
    files = {one: fixture(one) for one in CSV}
    lines = files[name].removesuffix(b"\x1a").splitlines()
    files[name] = b"\r\n".join(line + b",-0- " for line in lines)
    parsed = read_named(files)
    assert by_uid(parsed) == by_uid(from_csv)
    assert {alarm.code for alarm in parsed.alarms} == {"unknown-field"}


def test_a_header_row_is_an_alarm_and_no_entry():
    header = (
        b"ent_num,SDN_Name,SDN_Type,Program,Title,Call_Sign,Vess_type,Tonnage,GRT,Vess_flag,Owner,Remarks"
    )
    parsed = read(sdn_csv=b"\r\n".join([header, *rows_of(5)]))
    assert codes(parsed) == {("unreadable-record", 1)}
    assert len(parsed.entries) == 5


@pytest.mark.parametrize("name", [*CSV[:3], "SDN.XML"])
def test_each_file_of_the_list_can_be_read_without_the_others(name):
    assert read_named({name: fixture(name)}).entries


@pytest.mark.parametrize(
    "data", [b"", b"\x1a", b"\r\n\r\n", b"<html>Access denied</html>", b'1,"open', b"\0\1"]
)
def test_what_is_not_the_list_is_a_source_error(data):
    for name in (*CSV, "SDN.XML"):
        with pytest.raises(SourceError):
            read_named({name: data})


def test_a_list_without_entries_is_a_source_error():
    empty = re.sub(rb"<sdnEntry>.*</sdnEntry>", b"", fixture("SDN.XML"), flags=re.DOTALL)
    with pytest.raises(SourceError, match="no entry"):
        read(SDN_XML=empty)
    with pytest.raises(SourceError, match="no entry"):
        read(sdn_comments_csv=fixture("sdn_comments.csv"))


def test_a_wrong_declared_count_is_an_alarm():
    parsed = read(SDN_XML=fixture("SDN.XML").replace(b"<Record_Count>7<", b"<Record_Count>8<"))
    assert codes(parsed) == {("declared-count", 1)}


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        (b"<idType>MMSI<", b"<idType>Made-Up Number<", "unknown-value"),
        (b"<sdnType>Vessel<", b"<sdnType>Balloon<", "unknown-value"),
        (b"<category>strong<", b"<category>middling<", "unknown-value"),
        (b"<country>China<", b"<country>Atlantis<", "unknown-value"),
        (b"<idCountry>Turkey<", b"<idCountry>Atlantis<", "unknown-value"),
        (b"<dateOfBirth>1946<", b"<dateOfBirth>long ago<", "unknown-value"),
        (b"<idNumber>Male<", b"<idNumber>Unstated<", "unknown-value"),
        (b"<type>f.k.a.<", b"<type>x.k.a.<", "unknown-value"),
        (b"<sdnType>Vessel<", b"<eyes>blue</eyes><sdnType>Vessel<", "unknown-field"),
        (b"<publshInformation>", b"<news>x</news><publshInformation>", "unknown-field"),
    ],
)
def test_an_unknown_value_or_field_is_an_alarm_and_its_text_is_kept(old, new, code):
    parsed = read(SDN_XML=fixture("SDN.XML").replace(old, new, 1))
    assert {alarm.code for alarm in parsed.alarms} == {code}
    assert len(parsed.entries) == 7
    word = re.search(rb">([\w -]+)<$", new)
    if word and word[1] in (b"Atlantis", b"long ago", b"Unstated"):
        assert word[1].decode() in repr(parsed.entries)


@pytest.mark.parametrize(
    "item",
    [
        "Made-Up Number AB12345",
        "alt. Zodiac Registry No. 77-123 (Latvia)",
        "X.Y.Z. 12345678",
        "QQQ QQ0007796926",
    ],
)
def test_an_unknown_label_in_a_remark_is_an_alarm_and_its_text_is_kept(item):
    reading = read_remark(f"DOB 1950; {item}; Gender Male.", "Person", "")
    assert [code for code, _ in reading.doubts] == ["unknown-value"]
    assert reading.facts.remarks == (item,)


@pytest.mark.parametrize(
    "item",
    [
        "Member ETA",
        "Commander of the 4th Brigade",
        "Prisoner since 1979",
        "brother of PROBE, Ivan",
        "arrested 1 Apr 2003",
    ],
)
def test_a_sentence_in_a_remark_is_kept_without_an_alarm(item):
    reading = read_remark(f"DOB 1950; {item}.", "Person", "")
    assert reading.doubts == ()
    assert reading.facts.remarks == (item,)


@pytest.mark.parametrize(
    ("printed", "iso"),
    [
        ("05 May 1955", "1955-05-05"),
        ("1 Apr 2003", "2003-04-01"),
        ("May 1955", "1955-05"),
        ("1955", "1955"),
        ("circa 1951", "~1951"),
        ("circa 07 Jul 1966", "~1966-07-07"),
        ("1929 to 1930", "1929..1930"),
        ("circa 1979-1982", "~1979..1982"),
        ("Mar 1962 to Feb 1963", "1962-03-01..1963-02-28"),
        ("01 Jan 1953 to 31 Dec 1954", "1953..1954"),
    ],
)
def test_every_printed_form_of_a_date_is_read(printed, iso):
    found = partial_date(printed)
    assert (found.iso(), found.text) == (iso, printed)


@pytest.mark.parametrize(
    "printed", ["", "31 Feb 1955", "1955 to", "1956 to 1955", "5/5/1955", "0000", "May", "Foo 1955"]
)
def test_a_date_in_another_form_is_none(printed):
    assert partial_date(printed) is None


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("SAMPLE CO., LTD", "SAMPLE CO., LTD."),
        ("MUESTRA S.A", "MUESTRA S.A."),
        ("MADE-UP GROUP", "MADE-UP GROUP"),
    ],
)
def test_the_last_full_stop_is_the_names_own_only_after_an_abbreviation(name, kept):
    for remark in (f"Linked To: {name}.", f"Linked To: {name}; DOB 1950."):
        assert read_remark(remark, "Person", "").facts.relations == (Relation("linked_to", kept),)


@st.composite
def damaged(draw):
    """A fixture with a stretch of bytes dropped, repeated or overwritten."""
    name = draw(st.sampled_from([*CSV, "SDN.XML"]))
    data = fixture(name)
    at = draw(st.integers(0, len(data)))
    to = min(len(data), at + draw(st.integers(0, 400)))
    middle = draw(
        st.one_of(
            st.just(data[at:to] * 2), st.binary(max_size=20), st.sampled_from([b"<", b'"', b"; ", b"\n"])
        )
    )
    return name, data[:at] + middle + data[to:]


@given(damaged())
@settings(max_examples=300, deadline=None)
def test_damaged_bytes_give_a_list_or_a_source_error(case):
    name, data = case
    try:
        parsed = read_named({name: data})
    except SourceError:
        return
    assert isinstance(parsed, Parsed)
    assert parsed.entries


# The real lists


def manifest():
    """(path, records, DPRK records) of OFAC's files in the manifest that are files of the SDN list."""
    if not LISTS.is_dir():
        return []
    with (LISTS / "MANIFEST-west.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [
        (row["path"], int(row["records"]), int(row["dprk_records"] or 0))
        for row in rows
        if row["path"].startswith("us/") and _is_sdn(Path(row["path"]).stem)
    ]


def _is_sdn(name):
    role = AUTHORITY.recognise(name, b"")
    return role is not None and role.list_key == "us.sdn"


def real_days():
    return sorted({path.split("/")[1] for path, _, _ in manifest()})


_SNAPSHOTS = {}


def real(day):
    if day not in _SNAPSHOTS:
        paths = [path for path, _, _ in manifest() if path.split("/")[1] == day]
        _SNAPSHOTS[day] = read_named({Path(p).stem: gzip.decompress((LISTS / p).read_bytes()) for p in paths})
    return _SNAPSHOTS[day]


@pytest.mark.real
@needs_real_lists
@pytest.mark.parametrize(("path", "records", "dprk"), manifest())
def test_real_files_hold_as_many_records_as_the_manifest_says(path, records, dprk):
    name = Path(path).stem
    role = AUTHORITY.recognise(name, b"").role
    parsed = real(path.split("/")[1])
    assert parsed.records[role] == records
    if role in ("sdn", "xml"):
        tagged = [e for e in parsed.entries if any(p.startswith("DPRK") for p in e.listing.programmes)]
        assert len(tagged) == dprk


# sdn_comments.csv beside the sdn.csv of 2023-12-28 was stored eleven days later and continues the remarks
# of three entries that sdn.csv does not hold (12300, 15599, 15600); so the alarm is right.
KNOWN_ALARMS = {"2023-12-28": {("orphan-rows", 3)}}


@pytest.mark.real
@needs_real_lists
@pytest.mark.parametrize("day", real_days())
def test_real_lists_raise_no_alarm(day):
    assert codes(real(day)) == KNOWN_ALARMS.get(day, set())


@pytest.mark.real
@needs_real_lists
def test_real_rosters_are_complete_without_sdn_csv():
    for day, entries in {"2025-01-06": 16_989, "2025-12-24": 18_494, "2026-06-02": 19_014}.items():
        parsed = real(day)
        assert parsed.coverage.roster
        assert parsed.coverage.facets == ("aliases", "addresses")
        assert len(parsed.entries) == entries


@pytest.mark.real
@needs_real_lists
def test_the_three_of_1_december_2022_are_read_with_their_birth_dates_and_passport():
    listed = by_uid(real("2022-12-02"))
    assert not {"39496", "39497", "39498"} & set(by_uid(real("2022-11-30")))
    assert [listed[uid].caption for uid in ("39496", "39497", "39498")] == [
        "JON, Il Ho",
        "YU, Jin",
        "KIM, Su Gil",
    ]
    born = [listed[uid].birth_dates[0].iso() for uid in ("39496", "39497", "39498")]
    assert born == ["1956-02-20", "1960", "1950"]
    passports = [one for one in listed["39496"].identifiers if one.kind == "passport"]
    assert [(one.value, one.country) for one in passports] == [("PS463120423", "KP")]
    assert {listed[uid].programmes for uid in ("39496", "39497", "39498")} == {("DPRK2",)}


@pytest.mark.real
@needs_real_lists
def test_a_change_from_xml_to_csv_hardly_changes_an_entry():
    """What is left in six weeks: 25 entries whose legal basis was amended, 10 others, 5 cut remarks."""
    before, after = by_uid(real("2021-03-10")), by_uid(real("2021-04-25"))
    both = before.keys() & after.keys()
    assert len(both) == 8_826
    assert sum(before[uid] == after[uid] for uid in both) == 8_786
    for field, most in {
        "identifiers": 3,
        "birth_dates": 3,
        "nationalities": 2,
        "addresses": 2,
        "names": 7,
    }.items():
        changed = [uid for uid in both if getattr(before[uid], field) != getattr(after[uid], field)]
        assert len(changed) <= most, (field, changed)
