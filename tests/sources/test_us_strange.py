"""OFAC's SDN list with rows, values and fields that the parser was not told about."""

import re

import pytest

from interlock.base.errors import SourceError
from reading import by_id, codes
from us_lists import SDN_CSV, filler, fixture, fixtures, read, read_named


@pytest.fixture(scope="module")
def from_csv():
    return read_named(fixtures(*SDN_CSV))


@pytest.mark.parametrize("bad", [b'1,"TOO","SHORT"', b'x1,"NO UID",-0- ,"CUBA"' + b",-0- " * 8])
def test_one_unreadable_row_is_an_alarm_and_skipped(bad):
    parsed = read(sdn_csv=b"\r\n".join([*filler(20), bad]))
    assert codes(parsed) == {("unreadable-record", 1)}
    assert parsed.alarms[0].where == "sdn.csv:21"
    assert (len(parsed.entries), parsed.records) == (20, {"sdn": 20})


def test_many_unreadable_rows_are_another_format():
    with pytest.raises(SourceError, match=r"3 of 23 records are not in OFAC's format \(sdn.csv\)"):
        read(sdn_csv=b"\r\n".join([*filler(20), *[b'1,"TOO","SHORT"'] * 3]))


def test_a_uid_twice_is_an_alarm():
    parsed = read(sdn_csv=b"\n".join([*filler(5), filler(1)[0]]))
    assert codes(parsed) == {("duplicate-id", 1)}
    assert len(parsed.entries) == 5


def test_an_unseen_programme_of_the_sdn_list_is_an_alarm_and_blocks_all_the_same():
    parsed = read(sdn_csv=b"\r\n".join([*filler(3), b'9,"NEW",-0- ,"MADE-UP-EO99999"' + b",-0- " * 8]))
    assert [alarm.text for alarm in parsed.alarms] == ["unknown programme: MADE-UP-EO99999"]
    entry = by_id(parsed)["9"]
    assert (entry.programmes, entry.effects) == (("MADE-UP-EO99999",), ("asset_freeze",))


@pytest.mark.parametrize("name", SDN_CSV)
def test_further_columns_are_an_alarm_and_cost_nothing_else(name, from_csv):
    if name == "sdn_comments.csv":
        return  # two columns, the second free text: a third may be a comma in a broken quote
    files = fixtures(*SDN_CSV)
    lines = files[name].removesuffix(b"\x1a").splitlines()
    files[name] = b"\r\n".join(line + b",-0- " for line in lines)
    parsed = read_named(files)
    assert by_id(parsed) == by_id(from_csv)
    assert {alarm.code for alarm in parsed.alarms} == {"unknown-field"}


def test_a_header_row_is_an_alarm_and_no_entry():
    header = (
        b"ent_num,SDN_Name,SDN_Type,Program,Title,Call_Sign,Vess_type,Tonnage,GRT,Vess_flag,Owner,Remarks"
    )
    parsed = read(sdn_csv=b"\r\n".join([header, *filler(5)]))
    assert codes(parsed) == {("unreadable-record", 1)}
    assert len(parsed.entries) == 5


@pytest.mark.parametrize("name", [*SDN_CSV[:3], "SDN.XML"])
def test_each_file_of_the_list_can_be_read_without_the_others(name):
    assert read_named(fixtures(name)).entries


@pytest.mark.parametrize(
    "data", [b"", b"\x1a", b"\r\n\r\n", b"<html>Access denied</html>", b'1,"open', b"\0\1"]
)
def test_what_is_not_the_list_is_a_source_error(data):
    for name in (*SDN_CSV, "SDN.XML"):
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
