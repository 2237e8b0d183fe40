"""Canada's SEMA file: one invented list under all three namings, refusals, and the real files."""

import time
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlock.base.errors import SourceError
from interlock.model.dates import ActDate
from interlock.model.listing import Name
from interlock.sources.authorities.ca import AUTHORITY
from interlock.sources.contract import File
from interlock.sources.sema.aliases import TABLE, aliases, also_known
from reading import by_id, read_file, replaced
from real_lists import needs_real_lists, real_bytes, real_snapshot

FIXTURES = Path(__file__).parent / "fixtures" / "ca"
OFFICIAL = "sema-lmes.xml"
NAMINGS = ("sema-2020.xml", "sema-2025.xml", "sema-2026.xml")
REAL = {2020: "2020-04-15", 2025: "2025-03-20"}


def fixture(name="sema-2025.xml"):
    return (FIXTURES / name).read_bytes()


def read(data):
    return read_file(AUTHORITY, data, OFFICIAL)


def changed(old, new):
    return read(replaced(fixture(), old, new))


@pytest.fixture(scope="module")
def listed():
    return by_id(read(fixture()))


# Reading


@pytest.mark.parametrize("name", NAMINGS)
def test_the_fixtures_raise_no_alarm(name):
    parsed = read(fixture(name))
    assert parsed.alarms == ()
    assert parsed.coverage.roster
    assert parsed.list_date is None


def test_the_old_and_the_new_naming_give_equal_listings(listed):
    assert by_id(read(fixture("sema-2026.xml"))) == listed


def test_the_file_of_2020_differs_only_by_the_dates_and_n_a(listed):
    old = by_id(read(fixture("sema-2020.xml")))
    assert set(old) == {"Russia/1, Part 1/1", "Iran//2"} <= set(listed)
    assert old["Iran//2"].names == listed["Iran//2"].names
    assert {one.listed_on for one in old.values()} == {None}


def test_absence_says_nothing_about_the_uns_targets():
    coverage = read(fixture()).coverage
    assert coverage.without_un
    assert any("North Korea" in note for note in coverage.notes)
    assert any("no name of North Korea" in trap for trap in AUTHORITY.lists[0].traps)


def test_a_person_comes_out_whole(listed):
    person = listed["Russia/1, Part 1/1"]
    assert person.schema == "Person"
    assert person.names == (
        Name("Ivan Ivanovich MADEUP", family="MADEUP"),
        Name("Johann Johannovich Madeup", "alias"),
        Name("Иван Иванович Выдуманный", "alias"),
    )
    assert [known.iso() for known in person.birth_dates] == ["1960-01-02", "1961-02"]
    assert person.titles == ("Colonel",)
    assert person.programmes == ("Russia / Russie",)
    assert person.legal_basis == ("Russia / Russie, Schedule 1, Part 1, item 1",)
    assert person.effects == ("asset_freeze",)
    assert person.listed_on == ActDate(date(2022, 2, 24), date(2022, 2, 24), "printed")
    assert person.remarks == ("Aliases: Johannes, Johann Johannovich Madeup; Иван Иванович Выдуманный",)
    assert person.nationalities == ()


def test_a_body_keeps_its_legal_form_and_its_other_name(listed):
    assert listed["Iran//2"].names == (
        Name("Invented Works, Ltd."),
        Name("Made-up Works", "alias"),
        Name("IWL", "alias"),
        Name("Invented Works, LLC", "alias"),
    )


def test_a_body_named_in_both_languages_has_each_of_them_as_an_alias():
    parsed = changed("<EntityOrShip>MADE-UP STAR", "<EntityOrShip>Made-up Bank/Banque inventée")
    names = by_id(parsed)["Russia/1.1/3"].names
    assert [name.text for name in names] == [
        "Made-up Bank/Banque inventée",
        "Made-up Bank",
        "Banque inventée",
    ]


def test_a_ship_has_its_number_its_type_and_no_birth(listed):
    ship = listed["Russia/1.1/3"]
    assert ship.schema == "Vessel"
    assert [(one.kind, one.value) for one in ship.identifiers] == [("imo_ship", "9000001")]
    assert ship.vessel_types == ("Oil Tanker",)
    assert ship.birth_dates == ()
    assert ship.remarks == ("Built: 1999",)
    assert ship.effects == ("vessel_measures",)


def test_schedules_of_debt_are_sectoral():
    parsed = changed("<Schedule>1.1</Schedule>", "<Schedule>2</Schedule>")
    assert by_id(parsed)["Russia/2/3"].effects == ("sectoral",)


@pytest.mark.parametrize(
    "title", ["Oil Tanker | Pétrolier", "Oil Tanker|Pétrolier", "General Cargo / Multi Purpose"]
)
def test_a_ship_without_a_number_is_known_by_its_type_in_both_languages(title):
    data = (
        fixture().decode().replace("<ShipIMONumber>9000001</ShipIMONumber>", "").replace("Oil Tanker", title)
    )
    parsed = read(data.encode())
    assert by_id(parsed)["Russia/1.1/3"].schema == "Vessel"
    assert parsed.alarms == ()


@pytest.mark.parametrize(
    ("printed", "person", "names", "whole"),
    [
        ("Bank Rossiya", False, ["Bank Rossiya"], True),
        ("Legmash, Legmash Plant", False, ["Legmash", "Legmash Plant"], False),
        ("Авиакон Цитотранс АК, АО", False, ["Авиакон Цитотранс АК, АО"], True),
        ("OJSC “A Works”, OJSC “B Works”", False, ["OJSC “A Works”", "OJSC “B Works”"], False),
        ("King Co. Ltd.,\nKing Ltd.", False, ["King Co. Ltd.", "King Ltd."], False),
        ('Russian: МИЦ "Известия", ООО', False, ['МИЦ "Известия", ООО'], False),
        ("Aleksei, Oleksii SALYAYEV, SALIAIEV", True, ["Oleksii SALYAYEV"], False),
        ("Alexander", True, [], False),
        ("Aleksandr Evgenyevich or Evgenievich Konkov", True, [], False),
        ("Один Два Три and Раз Два Три", True, ["Один Два Три", "Раз Два Три"], False),
        ("Святлана Б, Russian: Светлана Б", True, ["Святлана Б", "Светлана Б"], False),
        ("Один Два/ Раз Два", True, ["Один Два", "Раз Два"], False),
        (" ; , ", True, [], False),
    ],
)
def test_aliases_are_cut_only_where_it_is_certain(printed, person, names, whole):
    assert aliases(printed, person=person) == (names, whole)


def test_also_known_as_is_another_name():
    assert also_known("Dux JSC (also known\nas Duks)") == ("Dux JSC", ["Duks"])
    assert also_known("(also known as Duks)") == ("(also known as Duks)", [])


def test_no_element_has_two_meanings():
    names = [name for printed in TABLE["elements"].values() for name in printed]
    assert len(set(names)) == len(names)


# Alarms and refusals


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("<Item>1</Item>", "<Item>1</Item><ShoeSize>9</ShoeSize>", "unknown-field"),
        ("</record>\n</data-set>", "</record><note>x</note></data-set>", "unknown-field"),
        ("<Country>Iran</Country>", "<Country>Ruritania</Country>", "unknown-value"),
        ("1960-01-02 or", "the fifties or", "unknown-value"),
        ("2022-02-24", "24/02/2022", "unknown-value"),
        ("2022-02-24", "2022-02-31", "unknown-value"),
        ("9000001", "Star", "unknown-value"),
        (
            "<Aliases>IWL, Invented",
            "<TitleOrShip>Submarine</TitleOrShip><Aliases>IWL, Invented",
            "unknown-value",
        ),
        ("<Item>2</Item>", "", "unreadable-record"),
        ("<EntityOrShip>MADE-UP STAR</EntityOrShip>", "", "unreadable-record"),
        ("<Item>1</Item>", "<Item>1</Item><Item-NumeroDarticle>5</Item-NumeroDarticle>", "repeated-field"),
        ("<EntityOrShip>MADE-UP STAR", "<LastName>Man</LastName><EntityOrShip>MADE-UP STAR", "two-names"),
    ],
)
def test_what_the_parser_was_not_told_about_is_an_alarm(old, new, code):
    assert {alarm.code for alarm in changed(old, new).alarms} == {code}


def test_a_key_that_stands_twice_is_an_alarm():
    data = fixture().decode().replace("<Schedule>1.1</Schedule>", "<Schedule>1, Part 1</Schedule>")
    parsed = read(data.replace("<Item>3</Item>", "<Item>1</Item>").encode())
    assert [alarm.code for alarm in parsed.alarms] == ["duplicate-id"]
    assert len(parsed.entries) == 2


@pytest.mark.parametrize(
    "data",
    [b"<data-set/>", b"<html/>"],
)
def test_what_is_not_the_list_is_a_source_error(data):
    role = AUTHORITY.recognise(OFFICIAL, fixture()[:4096])
    with pytest.raises(SourceError):
        AUTHORITY.read("ca.sema", [(role, File(OFFICIAL, data))])


@given(st.text(max_size=80), st.booleans())
def test_no_alias_is_made_up(printed, person):
    """Every name that comes out is a piece of what is printed."""
    flat = " ".join(printed.split())
    for name in aliases(printed, person=person)[0]:
        assert name in flat


# The real lists


def real(year):
    return real_snapshot("ca.sema", REAL[year])


@pytest.mark.real
@needs_real_lists
@pytest.mark.parametrize("day", REAL.values())
def test_a_real_file_is_read_within_twenty_seconds_of_processor_time(day):
    data = real_bytes(f"ca/{day}/{OFFICIAL}.gz")
    begun = time.process_time()
    read(data)
    assert time.process_time() - begun < 20


@pytest.mark.real
@needs_real_lists
def test_no_regulation_is_about_north_korea():
    for year in REAL:
        programmes = {code for entry in real(year).entries for code in entry.listing.programmes}
        assert not {code for code in programmes if "Korea" in code}


@pytest.mark.real
@needs_real_lists
def test_a_key_that_stays_is_of_the_same_target_but_for_two_that_changed_places():
    """258 keys stand in both files; South Sudan's two persons swapped their items."""
    old, new = by_id(real(2020)), by_id(real(2025))
    same = old.keys() & new.keys()
    assert len(same) == 258
    swapped = {key for key in same if _flat(old[key].caption) != _flat(new[key].caption)}
    assert swapped == {"South Sudan//1", "South Sudan//2"}


def _flat(text):
    return "".join(ch for ch in text.lower() if ch.isalnum())


@pytest.mark.real
@needs_real_lists
def test_entries_checked_by_hand():
    listed = by_id(real(2025))
    assert Counter(one.schema for one in listed.values()) == {
        "Person": 3334,
        "Organization": 1316,
        "Vessel": 109,
    }
    ship = listed["Russia/1.1/1"]
    assert (ship.caption, ship.identifiers[0].value) == ("Balitiyskiy III", "7612448")
    minister = listed["Iran/1, Part 2.1/11"]
    assert [name.text for name in minister.names] == ["Saeed Mortazavi", "سعید مرتضوی"]
    assert listed["Russia/3/2"].effects == ("sectoral",)
    works = listed["Belarus/1, Part 2/48"]
    assert works.names[1:] == (
        Name('Открытое акционерное общество "ВОЛАТАВТО"', "alias"),
        Name('ОАО "ВОЛАТАВТО"', "alias"),
    )
    assert all(one.listed_on is not None for one in listed.values())
