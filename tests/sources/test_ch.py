"""Switzerland's SECO list: an invented file in its published structure, refusals. There is no real one."""

from datetime import date
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlock.base.errors import SourceError
from interlock.model.dates import ActDate
from interlock.model.listing import Address, Effect, IdentifierKind, Name, Quote, Relation, Schema
from interlock.model.snapshot import Removal
from interlock.sources.authorities.ch import AUTHORITY
from interlock.sources.contract import File
from interlock.sources.seco.lookups import TABLE
from interlock.sources.seco.texts import numbers, quotes
from reading import by_id, read_file, replaced

FIXTURE = Path(__file__).parent / "fixtures" / "ch" / "consolidated-list.xml"


def fixture():
    return FIXTURE.read_bytes()


def read(data):
    return read_file(AUTHORITY, data, "downloadXmlGesamtliste.xml")


def changed(old, new):
    return read(replaced(fixture(), old, new))


@pytest.fixture(scope="module")
def listed():
    return by_id(read(fixture()))


def test_the_fixture_raises_no_alarm_and_the_list_says_that_no_real_file_was_read():
    parsed = read(fixture())
    assert parsed.alarms == ()
    assert parsed.records == {"xml": 4}
    assert parsed.list_date == date(2026, 3, 4)
    assert parsed.coverage.roster
    assert any("no official file" in note for note in parsed.coverage.notes)
    assert "no official file" in AUTHORITY.lists[0].traps[0]


def test_a_target_that_was_taken_off_is_a_removal_and_no_entry(listed):
    """The act of 20 June decides, although one of 3 June stands before it."""
    assert "9004" not in listed
    assert read(fixture()).removals == (Removal("9004", date(2025, 6, 20)),)
    assert AUTHORITY.lists[0].shows_removals


def test_a_target_that_came_back_is_listed_since_then(listed):
    assert listed["9002"].listed_on == ActDate(date(2022, 3, 16), date(2022, 3, 16), "printed")


def test_what_a_modification_repeats_is_not_read(listed):
    assert listed["9001"].listed_on.iso() == "2016-05-02"
    assert listed["9001"].amended_on == (date(2020, 2, 2),)


def test_names_follow_the_order_of_their_parts_and_their_spellings(listed):
    assert listed["9001"].names == (
        Name("Hong Gil Dong", "primary", "strong", family="Hong"),
        Name("Hong Kil Tong", "alias", "strong"),
        Name("홍 길동", "alias", "strong"),
        Name("The Clerk", "alias", "weak"),
        Name("Hongov Gil", "former", "strong", family="Hongov"),
        Name("Hong the Other", "alias", "strong"),
    )
    assert listed["9001"].titles == ("Colonel",)


def test_a_spelling_of_one_part_alone_is_a_remark(listed):
    assert "Spelling of Hongov Gil: Хонгов" in listed["9001"].remarks


def test_a_person_comes_out_whole(listed):
    person = listed["9001"]
    assert person.genders == ("male",)
    assert [known.iso() for known in person.birth_dates] == ["1960-04-03", "~1961"]
    assert person.birth_places == ("Nowhere, Made Province, Korea (Nirgends)",)
    assert person.nationalities == ("KP", "SU")
    assert person.addresses == (
        Address(
            "Invented Bureau, 1 Made-up Road, 999, Nowhere, Made Province, Korea (Nirgends)"
            " (not current; as of 2020)",
            "KP",
        ),
    )
    assert [(one.kind, one.value, one.country) for one in person.identifiers] == [
        ("passport", "990000001", "KP"),
        ("passport", "PS9900002", ""),
    ]
    assert person.quotes == (Quote("un", "KPI.901", "KPi.901"), Quote("eu", "EU.9999.99", "EU.9999.99"))
    assert person.relations == (Relation("related_to", "Invented Shipping Co", "9002"),)
    assert person.reasons == ("Runs an invented bureau.",)
    assert person.programmes == ("Invented Republic",)
    assert person.legal_basis == (
        "Ordinance of 1 May 2016 on measures against the Invented Republic: article 9 -- Restrictions on"
        " named individuals and entities",
    )


def test_a_body_and_a_ship_come_out_whole(listed):
    body, ship = listed["9002"], listed["9003"]
    assert (body.schema, ship.schema) == ("Organization", "Vessel")
    assert [one.iso() for one in body.incorporation_dates] == ["1999-06"]
    assert body.countries == ("KP",)
    assert body.addresses == (Address("China", "CN"),)
    assert [(one.kind, one.value) for one in body.identifiers] == [
        ("imo_company", "5000001"),
        ("swift", "INVTKPPY"),
    ]
    assert body.quotes == (Quote("un", "KPE.901", "KPe.901"),)
    assert "foreign-identifier: 77" in body.remarks
    assert "note: kept" in body.remarks
    assert [(one.kind, one.value) for one in ship.identifiers] == [("imo_ship", "9000001")]
    assert (body.effects, ship.effects) == (("asset_freeze",), ("vessel_measures",))


def test_a_part_of_the_list_is_no_roster():
    parsed = changed('list-type="whole-list"', 'list-type="search-result"')
    assert not parsed.coverage.roster
    assert [alarm.code for alarm in parsed.alarms] == ["unknown-value"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("UN reference: KPi.033", [Quote("un", "KPI.033", "KPi.033")]),
        ("Permanent reference number: QDe.004.", [Quote("un", "QDE.004", "QDe.004")]),
        ("OFSI Group ID: 12345", [Quote("gb", "12345", "12345")]),
        ("Associate of QDe.004", []),
    ],
)
def test_a_reference_counts_behind_its_label_only(text, found):
    assert quotes(text) == found


def test_a_companys_word_swift_is_no_code():
    assert numbers("Swift Investments (PVT) Ltd", "Organization") == []
    assert [one.value for one in numbers("SWIFT codes: INVTKPPY", "Organization")] == ["INVTKPPY"]


def test_the_table_names_only_what_exists():
    assert set(TABLE["documents"].values()) <= set(get_args(IdentifierKind))
    assert {*TABLE["bodies"].values(), *TABLE["objects"].values()} <= set(get_args(Schema))
    assert {one for row in TABLE["measures"] for one in (*row["person"], *row["other"])} <= set(
        get_args(Effect)
    )


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("<foreign-identifier>77<", "<shoe-size>9</shoe-size><foreign-identifier>77<", "unknown-field"),
        ('list-type="whole-list"', 'list-type="whole-list" edition="2"', "unknown-field"),
        ('sex="male"', 'sex="X"', "unknown-value"),
        ('name-type="alias" quality="low"', 'name-type="nickname" quality="low"', "unknown-value"),
        ('quality="low" lang="eng"', 'quality="fair" lang="eng"', "unknown-value"),
        ('name-part-type="title"', 'name-part-type="rank"', "unknown-value"),
        ('year="1960"', 'year="0"', "unknown-value"),
        ('document-type="passport"', 'document-type="library-card"', "unknown-value"),
        ('relation-type="related-to"', 'relation-type="enemy-of"', "unknown-value"),
        ('place-id="901"', 'place-id="902"', "unknown-value"),
        (
            "<sanctions-set-id>11</sanctions-set-id>\n    <foreign-identifier>77",
            "<sanctions-set-id>13</sanctions-set-id>\n    <foreign-identifier>77",
            "unknown-value",
        ),
        ("Vessel-related measures", "Annex 7", "unknown-value"),
        ('modification-type="amended" enactment', 'modification-type="polished" enactment', "unknown-value"),
        ('effective-date="2018-05-18"', 'effective-date="18.05.2018"', "unknown-value"),
        ('object-type="vessel"', 'object-type="horse"', "unknown-value"),
        ('ssid="9003"', 'ssid="9002"', "duplicate-id"),
        ("<value>Made-up Star</value>", "", "unreadable-record"),
    ],
)
def test_what_the_parser_was_not_told_about_is_an_alarm(old, new, code):
    assert code in {alarm.code for alarm in changed(old, new).alarms}


def test_a_date_of_another_calendar_is_no_birth_date():
    parsed = changed('year="1960" calendar="Gregorian"', 'year="1339" calendar="Persian"')
    person = by_id(parsed)["9001"]
    assert [known.iso() for known in person.birth_dates] == ["~1961"]
    assert "Date: 1339-4-3 Persian" in person.remarks


@pytest.mark.parametrize(
    "data",
    [
        b"<swiss-sanctions-list/>",
        b"<swiss-sanctions-list date='2026-01-01' list-type='whole-list'/>",
        b"<html/>",
        fixture().replace(b'date="2026-03-04"', b'date="soon"', 1),
    ],
)
def test_what_is_not_the_list_is_a_source_error(data):
    role = AUTHORITY.recognise("x.xml", fixture()[:4096])
    with pytest.raises(SourceError):
        AUTHORITY.read("ch.seco", [(role, File("x.xml", data))])


_KINDS = st.sampled_from(["listed", "amended", "de-listed"])
_ACTS = st.lists(
    st.tuples(_KINDS, st.dates(date(2000, 1, 1), date(2026, 1, 1))), max_size=6, unique_by=lambda a: a[1]
)


@given(_ACTS, st.randoms())
def test_the_last_act_decides_whatever_the_order_in_the_file(acts, random):
    shuffled = list(acts)
    random.shuffle(shuffled)
    marks = "".join(
        f'<modification modification-type="{kind}" effective-date="{day}"/>' for kind, day in shuffled
    )
    data = fixture().decode()
    start = data.index("    <modification", data.index("<object"))
    end = data.index("  </target>", start)
    parsed = read((data[:start] + marks + data[end:]).encode())
    last = max(acts, key=lambda act: act[1], default=None)
    assert ("9003" in by_id(parsed)) == (last is None or last[0] != "de-listed")
