"""The EU's FSF export: a small invented one, the rules that date a listing, refusals, and the real files."""

import gzip
from datetime import date
from pathlib import Path
from typing import get_args

import pytest

from interlock.base.errors import SourceError
from interlock.model.dates import ActDate
from interlock.model.listing import Address, IdentifierKind, Name, Quote
from interlock.sources.authorities.eu import AUTHORITY
from interlock.sources.contract import File
from interlock.sources.fsf.dates import Act, listed_on
from interlock.sources.fsf.numbers import clean_number, is_ship_number
from interlock.sources.fsf.record import joined
from interlock.sources.fsf.table import TABLE
from reading import by_id, read_file, replaced
from real_lists import LISTS, needs_real_lists, real_snapshot

EXPORT = Path(__file__).parent / "fixtures" / "eu" / "export.xml"
NAME = "xmlFullSanctionsList_1_1.xml"


def fixture():
    return EXPORT.read_bytes()


def read(data, name=NAME):
    return read_file(AUTHORITY, data, name)


def changed(old, new):
    return read(replaced(fixture(), old, new, 1))


def exactly(day, basis="printed"):
    return ActDate(date.fromisoformat(day), date.fromisoformat(day), basis)


def by_then(day):
    return ActDate(None, date.fromisoformat(day), "printed")


@pytest.fixture(scope="module")
def listed():
    return by_id(read(fixture()))


# Reading


def test_the_fixture_raises_no_alarm():
    parsed = read(fixture())
    assert parsed.alarms == ()
    assert parsed.records == {"xml": 6}
    assert parsed.list_date == date(2024, 3, 2)
    assert parsed.coverage.roster
    assert parsed.coverage.notes == ()


def test_a_rebuilt_file_says_what_it_lacks():
    assert read(fixture(), "reconstructed_" + NAME).coverage.notes


def test_an_entity_under_two_programmes_is_one_entry(listed):
    assert len(listed) == 5
    person = listed["EU.90001.1"]
    assert person.programmes == ("PRK", "TAQA")
    assert person.names[-1] == Name("Rang, S.", "alias")


def test_two_records_join_in_either_order():
    data = fixture().decode()
    one, two = (data[a:b] for a, b in pairs_of(data)[:2])
    swapped = data.replace(one, "%%%").replace(two, one).replace("%%%", two)
    assert by_id(read(swapped.encode())) == by_id(read(fixture()))


def pairs_of(data):
    """(start, end) of each sanctionEntity."""
    found, end = [], 0
    while (start := data.find("<sanctionEntity", end)) >= 0:
        end = data.index("</sanctionEntity>", start) + len("</sanctionEntity>")
        found.append((start, end))
    return found


def test_the_name_that_carries_the_function_is_the_primary_one(listed):
    """Neither the first in the file (Hangul) nor the one with the lowest number."""
    assert listed["EU.90001.1"].names[:5] == (
        Name("Sem Mil RANG", "primary", family="RANG"),
        Name("랑셈밀", "alias"),
        Name("Lang Saimi", "alias", "weak"),
        Name("朗赛米", "alias", "weak"),
        Name("Rang the Clerk", "former"),
    )


def test_a_person_comes_out_whole(listed):
    person = listed["EU.90001.1"]
    assert person.schema == "Person"
    assert person.positions == ("Invented Bureau official",)
    assert person.titles == ("Colonel",)
    assert person.genders == ("male",)
    assert person.nationalities == ("KP",)
    assert person.effects == ("asset_freeze",)
    assert person.quotes == (Quote("un", "KPI.901", "KPi.901"),)
    assert person.birth_places == ("Nowhere, Made Province, KOREA, DEMOCRATIC PEOPLE'S REPUBLIC OF",)
    assert person.legal_basis == ("2023/9901 (OJ L1)", "2024/9902 (OJ L2)", "681/2010 (OJ L198)")


def test_birth_dates_keep_their_precision_and_no_calendar_is_guessed(listed):
    person = listed["EU.90001.1"]
    assert [known.iso() for known in person.birth_dates] == [
        "1960-01-02",
        "~1957..1959",
        "1962-09",
        "~1963",
        "1982-04-19",
    ]
    assert person.birth_dates[-1].text == "1982-04-19 (1402-6-24 ISLAMIC)"
    for kept in ("Birth: 1343 (ISLAMIC calendar)", "Birth: -1980", "Birth: middle of the 1940s"):
        assert kept in person.remarks


def test_a_false_document_and_words_are_no_identifiers(listed):
    person = listed["EU.90001.1"]
    assert [(one.kind, one.value, one.country) for one in person.identifiers] == [
        ("passport", "PS990000001", "KP"),
        ("national_id", "7788", ""),
    ]
    assert "National passport XX000: knownFalse" in person.remarks
    assert "Other identification number Ration card no. 55" in person.remarks
    passport = "National passport PS 990-000001: diplomatic; issueDate 2015-01-01; validTo 2020-01-01"
    assert passport in person.remarks


def test_a_cut_reference_of_the_un_is_no_quote(listed):
    person = listed["EU.90001.1"]
    assert "UN reference: QDi.43" in person.remarks
    assert len(person.quotes) == 1


def test_remarks_that_say_nothing_are_dropped(listed):
    assert "Runs a made-up bureau." in listed["EU.90001.1"].remarks
    assert "none" not in listed["EU.90001.1"].remarks


def test_an_enterprise_with_the_number_of_a_ship_is_a_vessel(listed):
    ship = listed["EU.90003.1"]
    assert ship.schema == "Vessel"
    assert [(one.kind, one.value) for one in ship.identifiers] == [("imo_ship", "7000009")]
    assert ship.addresses == (Address("", "KP"),)


def test_an_enterprise_with_the_number_of_a_company_is_none(listed):
    company = listed["EU.90004.1"]
    assert company.schema == "Organization"
    assert [(one.kind, one.value) for one in company.identifiers] == [
        ("imo_company", "5000001"),
        ("swift", "INVTKPPY"),
        ("phone", "850299"),
        ("phone", "850298"),
        ("email", "NOBODYINVENTEDEXAMPLE"),
    ]
    assert company.reasons == ("Moves nothing.",)
    assert company.positions == ()
    text = "1 Invented Road, PO Box 1, Nowhere, 999 (as at listing time) (former location)"
    assert company.addresses == (Address(text, ""),)


def test_without_a_reference_the_number_is_the_key(listed):
    assert listed["L90005"].caption == "Make BELIEVE"
    assert listed["L90005"].genders == ("female",)


def test_locators_name_the_element():
    assert read(fixture()).entries[0].locator == "sanctionEntity[euReferenceNumber=EU.90001.1]"


# Dates


def test_each_entry_is_dated_as_far_as_its_dates_tell(listed):
    assert listed["EU.90001.1"].listed_on == by_then("2010-07-31")  # joined: TAQA came first
    assert listed["EU.90003.1"].listed_on == exactly("2022-12-12")
    assert listed["EU.90004.1"].listed_on == by_then("2018-04-09")
    assert listed["L90005"].listed_on == exactly("2014-07-25")


def test_the_days_after_the_listing_are_amendments(listed):
    assert listed["L90005"].amended_on == (date(2020, 3, 13),)
    assert listed["EU.90003.1"].amended_on == ()


def test_what_only_announces_a_designation_of_the_un_freezes_nothing_yet(listed):
    announced = listed["EU.90006.1"]
    assert (announced.programmes, announced.effects, announced.listed_on) == (("UNLI",), (), None)


def test_a_day_of_designation_that_is_not_the_listing_is_kept_in_words(listed):
    assert "Designation date: 2018-01-02" in listed["EU.90004.1"].remarks
    assert not any(remark.startswith("Designation date") for remark in listed["L90005"].remarks)


def acts(*days, kind="amendment"):
    return [Act(date.fromisoformat(day), f"{day[:4]}/1 (OJ L1)", kind) for day in days]


@pytest.mark.parametrize(
    ("programme", "number", "designated", "cited", "expected"),
    [
        # In a batch: the day of the batch, whatever is cited now, and whatever the UN's day is.
        ("PRK", 139163, None, acts("2022-04-21", "2024-12-16"), exactly("2022-04-21")),
        ("PRK", 115137, None, acts("2022-08-01"), exactly("2018-01-22", "batch")),
        ("PRK", 116156, "2018-03-30", acts("2018-04-09"), exactly("2018-04-09")),
        ("PRK", 5812, "2016-11-30", acts("2010-12-23", "2017-08-31"), exactly("2010-12-23")),
        ("PRK", 115145, None, acts("2017-08-31", kind="repealing"), exactly("2018-01-22", "batch")),
        # The numbers are those of one programme only.
        ("TAQA", 139163, None, acts("2023-01-01"), by_then("2023-01-01")),
        # Outside of the batches: the latest possible day, unless two dates agree.
        ("PRK", 7490, "2014-07-28", acts("2014-10-08"), by_then("2014-10-08")),
        ("PRK", 125696, "2017-10-16", acts("2017-10-16"), exactly("2017-10-16")),
        ("PRK", 171080, None, acts("2024-12-16", "2025-06-01"), exactly("2024-12-16")),
        ("TAQA", 500, "2001-01-25", acts("2001-03-09"), by_then("2001-03-09")),
        # The EU's own programmes.
        ("BLR", 500, "2020-10-02", acts("2021-02-26"), exactly("2020-10-02")),
        ("UKR", 500, "2020-10-02", acts("2020-09-30"), by_then("2020-10-02")),
        # A base act counts only where nothing else does; a day before the act's own year is a slip.
        ("IRQ", 500, None, acts("2003-07-08", kind="regulation"), by_then("2003-07-08")),
        (
            "TAQA",
            500,
            None,
            [*acts("2017-08-31", kind="repealing"), *acts("2018-04-09")],
            by_then("2018-04-09"),
        ),
        (
            "TAQA",
            500,
            None,
            [Act(date(2017, 9, 14), "2018/1231 (OJ L231/11)", "amendment"), *acts("2018-04-09")],
            by_then("2018-04-09"),
        ),
        (
            "COD",
            500,
            None,
            [Act(date(2005, 12, 10), "2018/2005 (OJ L324)", "amendment")],
            by_then("2005-12-10"),
        ),
        # Made after the newest file that the table knows.
        ("BLR", 190000, None, acts("2026-05-01"), ActDate(date(2026, 2, 24), date(2026, 5, 1), "printed")),
        ("TAQA", 500, "2001-01-25", [], None),
        ("UNLI", 500, "2021-02-26", acts("2021-02-26"), None),
    ],
)
def test_a_listing_is_dated_by_batch_by_agreement_or_at_the_latest(
    programme, number, designated, cited, expected
):
    day = date.fromisoformat(designated) if designated else None
    assert listed_on(programme, number, day, cited) == expected


def test_batches_are_in_order_and_do_not_overlap():
    for rows in TABLE["batches"].values():
        ends = [number for first, last, _ in rows for number in (first, last)]
        assert ends == sorted(ends)
        assert ends[-1] <= TABLE["dates"]["newest_id"]


# Numbers


@pytest.mark.parametrize(
    ("number", "ship"),
    [("7000009", True), ("8514306", True), ("8514307", False), ("5342883", False), ("851430", False)],
)
def test_a_ships_number_begins_with_seven_or_more_and_ends_in_its_check_digit(number, ship):
    assert is_ship_number(number) is ship


@pytest.mark.parametrize(
    ("printed", "kind", "value"),
    [
        ("12/SAKHANA(N)020199", "other", "12SAKHANAN020199"),
        ("100211261(УНП)", "registration", "100211261"),
        ("ИНН 7717653542", "registration", "7717653542"),
        ("# 5478431", "registration", "5478431"),
        ("DCBK KPPY", "swift", "DCBKKPPY"),
        ("8208 No. 555627", "passport", ""),
        ("Ration Card Number 0075258", "other", ""),
        ("Nova Kakhovka", "passport", ""),
        ("-", "registration", ""),
    ],
)
def test_a_number_with_words_in_it_is_not_clean(printed, kind, value):
    assert clean_number(printed, kind) == value


def test_the_table_names_only_kinds_that_exist():
    kinds = {kind for kind, _ in TABLE["identifications"].values()}
    assert kinds | set(TABLE["contacts"].values()) | set(TABLE["other_remarks"].values()) <= set(
        get_args(IdentifierKind)
    )


def test_joining_an_entry_with_itself_changes_nothing(listed):
    for listing in listed.values():
        assert joined(listing, listing) == listing


# Refusing


@pytest.mark.parametrize(
    "data",
    [
        b"<export xmlns='http://eu.europa.ec/fpi/fsd/export'/>",
        b"<export xmlns='http://eu.europa.ec/fpi/fsd/export' generationDate='2021-01-01'/>",
        b"<export xmlns='http://eu.europa.ec/fpi/fsd/export' generationDate='today'><x/></export>",
        b"<sanctions/>",
    ],
)
def test_what_is_not_the_list_is_a_source_error(data):
    role = AUTHORITY.recognise(NAME, fixture()[:4096])
    with pytest.raises(SourceError):
        AUTHORITY.read("eu.fsf", [(role, File(NAME, data))])


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("<export ", "<export edition='2' ", "unknown-field"),
        ("</export>", "<summary/></export>", "unknown-field"),
        ("<remark>none</remark>", "<shoeSize>9</shoeSize>", "unknown-field"),
        ('strong="true"', 'strong="true" nickname="x"', "unknown-field"),
        ('code="person"', 'code="ghost"', "unknown-value"),
        ('gender="M"', 'gender="X"', "unknown-value"),
        ('calendarType="ISLAMIC"', 'calendarType="PERSIAN"', "unknown-value"),
        ('birthdate="1960-01-02"', 'birthdate="1960-13-02"', "unknown-value"),
        ('yearRangeFrom="1957"', 'yearRangeFrom="1999"', "unknown-value"),
        ('countryIso2Code="KP"', 'countryIso2Code="Korea"', "unknown-value"),
        ('identificationTypeCode="passport"', 'identificationTypeCode="library"', "unknown-value"),
        ('key="PHONE"', 'key="TELEX"', "unknown-value"),
        ('unitedNationId="KPi.901"', 'unitedNationId="KP 901"', "unknown-value"),
        ('publicationDate="2023-11-14"', 'publicationDate="14/11/2023"', "unknown-value"),
        ('programme="UKR"', 'programme=""', "missing-field"),
        ('programme="TAQA"', 'programme="PRK"', "duplicate-id"),
        ('logicalId="90006"', 'logicalId=""', "unreadable-record"),
        ('wholeName="Announced Only"', 'wholeName=""', "unreadable-record"),
    ],
)
def test_what_the_parser_was_not_told_about_is_an_alarm(old, new, code):
    assert {alarm.code for alarm in changed(old, new).alarms} == {code}


def test_an_official_file_goes_before_a_rebuilt_one():
    role = AUTHORITY.recognise(NAME, fixture()[:4096])
    rebuilt = fixture().replace(b"Paper Boat", b"Other Boat")
    files = [(role, File("reconstructed_a.xml", rebuilt)), (role, File(NAME, fixture()))]
    parsed = AUTHORITY.read("eu.fsf", files)
    assert by_id(parsed)["EU.90003.1"].caption == "Paper Boat"
    assert [alarm.code for alarm in parsed.alarms] == ["extra-file"]


# The real lists

OFFICIAL, REBUILT = "2021-03-02", "2026-02-24"


def real(day):
    return real_snapshot("eu.fsf", day)


@pytest.mark.real
@needs_real_lists
def test_the_21_entities_exported_twice_are_one_entry_each():
    parsed = real(OFFICIAL)
    assert len(parsed.entries) == 2_248
    twice = [e.listing for e in parsed.entries if len(e.listing.programmes) > 1]
    assert len(twice) == 21
    assert {listing.programmes for listing in twice} == {("AFG", "TAQA"), ("TAQA", "UNLI")}


@pytest.mark.real
@needs_real_lists
def test_the_json_copies_are_strangers():
    for path in sorted(LISTS.glob("eu/*/*.jsonl.gz")):
        with gzip.open(path) as file:
            assert AUTHORITY.recognise(path.name.removesuffix(".gz"), file.read(4096)) is None


@pytest.mark.real
@needs_real_lists
@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("Il Ho JON", "2022-04-21"),
        ("Jin YU", "2022-04-21"),
        ("Su Gil Kim", "2022-04-21"),
        ("Ministry of Rocket Industry", "2022-12-12"),
        ("Unica", "2022-12-12"),
        ("Royal Shune Lei", "2024-12-16"),
        ("KIM Chol Nam", "2018-01-22"),  # reworded whole by 2022/1331
        ("Korea Mining Development Trading Corporation", "2009-05-13"),
    ],
)
def test_known_days_of_listing_come_out_exact(name, day):
    found = [
        entry.listing
        for entry in real(REBUILT).entries
        if "PRK" in entry.listing.programmes and name in {one.text for one in entry.listing.names}
    ]
    assert [listing.listed_on.iso() for listing in found] == [day]


@pytest.mark.real
@needs_real_lists
def test_the_same_entry_is_dated_the_same_in_2021_and_2026():
    """It was not so before the batches: 43 of the 221 in both files cite only later acts by 2026."""
    before, after = by_id(real(OFFICIAL)), by_id(real(REBUILT))
    both = [key for key in before.keys() & after.keys() if "PRK" in before[key].programmes]
    assert len(both) == 221
    moved = [key for key in both if before[key].listed_on.latest != after[key].listed_on.latest]
    assert moved == []


@pytest.mark.real
@needs_real_lists
def test_hardly_a_dprk_entry_is_without_an_exact_day():
    for path, bounded in ((OFFICIAL, 6), (REBUILT, 7)):
        listed = [e.listing.listed_on for e in real(path).entries if "PRK" in e.listing.programmes]
        assert sum(act.earliest is None for act in listed) == bounded


@pytest.mark.real
@needs_real_lists
def test_entries_checked_by_hand():
    listed = by_id(real(REBUILT))
    ships = {one.caption: one.identifiers[0].value for one in listed.values() if one.schema == "Vessel"}
    assert ships == {"Unica": "8514306", "New Konk": "9036387"}
    jon = listed["EU.8113.62"]
    assert (jon.caption, jon.names[0].family, jon.genders) == ("Il Ho JON", "JON", ("male",))
    assert Name("전일호", "alias") in jon.names
    assert [known.iso() for known in jon.birth_dates] == ["1955", "1956"]
    assert listed["EU.9431.17"].caption == "Rocket Industry Department"
    quoting = [one for one in listed.values() if one.quotes]
    assert len(quoting) == 84  # of 88 references four have lost a digit
    assert {quote.authority for one in quoting for quote in one.quotes} == {"un"}
