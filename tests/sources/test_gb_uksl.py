"""The UK Sanctions List: what its XML and its CSV print, and what becomes of it."""

from datetime import date

import pytest

from gb_lists import changed, fixture, read
from interlock.model.dates import ActDate
from interlock.model.listing import Address, Identifier, Name, Quote, Relation
from reading import by_id
from real_lists import needs_real_lists, real_snapshot

XML, CSV = "UK-Sanctions-List.xml", "UK-Sanctions-List.csv"
DPRK = "The Democratic People's Republic of Korea (Sanctions) (EU Exit) Regulations 2019"


@pytest.fixture(scope="module")
def listed():
    return by_id(read(fixture(XML), XML))


def test_xml_and_csv_give_equal_listings(listed):
    assert by_id(read(fixture(CSV), CSV)) == listed


def test_the_csv_is_dated_by_its_report_line():
    parsed = read(fixture(CSV), CSV)
    assert parsed.list_date == date(2026, 3, 2)
    assert parsed.records == {"csv": 9}


def test_a_person_keeps_every_name_with_its_kind_and_strength(listed):
    assert listed["DPR9001"].names == (
        Name("Made Up MAN", "primary"),
        Name("Maid-Up MAN", "alias"),
        Name("The Inventor", "alias", "weak"),
        Name("Fic Ti Tious", "alias", "strong"),
        Name("만들어진 사람", "alias"),
    )


def test_a_masked_day_or_month_widens_the_birth_date_and_a_masked_year_is_a_remark(listed):
    person = listed["DPR9001"]
    assert [known.iso() for known in person.birth_dates] == ["1957", "1958-03", "1959-04-01"]
    assert "Date of birth: 15/08/19yy" in person.remarks


def test_documents_have_their_kind_and_issuer_and_a_false_one_identifies_nobody(listed):
    numbers = [(one.kind, one.value, one.country) for one in listed["DPR9001"].identifiers]
    assert ("passport", "PS990000001", "KP") in numbers
    assert ("tax", "990077", "") in numbers
    assert not [one for one in numbers if one[1] == "990000002"]
    assert "Passport 990000002: False Malaysian passport" in listed["DPR9001"].remarks


def test_the_group_id_is_a_quote_and_an_identifier(listed):
    person = listed["DPR9001"]
    assert Identifier("other", "99001", "99001", "GB", "OFSI Group ID") in person.identifiers
    assert person.quotes[0] == Quote("gb", "99001", "99001")


def test_two_entries_with_one_group_id_quote_each_other(listed):
    assert Quote("gb", "CYB9004", "same 99001") in listed["DPR9001"].quotes
    assert Quote("gb", "DPR9001", "same 99001") in listed["CYB9004"].quotes


def test_a_reference_that_many_entries_share_ties_nobody_and_is_an_alarm():
    text = fixture(XML).decode()
    start = text.rindex("  <Designation>")
    last = text[start:].removesuffix("</Designations>\n")
    more = "".join(last.replace("CYB9004", f"CYB9{number}00") for number in range(10, 20))
    parsed = read((text[:start] + last + more + "</Designations>\n").encode(), XML)
    assert [alarm.code for alarm in parsed.alarms] == ["shared-reference"]
    assert by_id(parsed)["CYB9004"].quotes == (Quote("gb", "99001", "99001"),)


def test_the_un_reference_is_a_quote_in_the_one_form(listed):
    assert listed["DPR9002"].quotes[-1] == Quote("un", "KPE.901", "KPe.901")


def test_a_designation_of_the_un_says_so_first(listed):
    assert listed["DPR9001"].legal_basis == (DPRK,)
    assert listed["DPR9002"].legal_basis == listed["DPR9003"].legal_basis == ("un-listed", DPRK)


def test_measures_are_effects(listed):
    assert listed["DPR9001"].effects == ("asset_freeze", "travel_ban", "sectoral")
    assert listed["DPR9002"].effects == ("asset_freeze", "vessel_measures", "sectoral")
    assert listed["DPR9003"].effects == ("vessel_measures",)


def test_dates_of_acts_are_printed():
    own = by_id(changed(XML, "<DateDesignated>31/12/2020", "<DateDesignated>29/09/2020"))["DPR9001"]
    day = date(2020, 9, 29)
    assert own.listed_on == ActDate(day, day, "printed")
    assert own.amended_on == (date(2025, 4, 9),)
    later = by_id(changed(XML, "30/03/2018", "01/02/2023"))["DPR9002"]
    assert later.listed_on == ActDate(date(2023, 2, 1), date(2023, 2, 1), "printed")


@pytest.mark.parametrize(
    ("source_id", "printed"),
    [("DPR9001", "2020-12-31"), ("DPR9002", "2018-03-30"), ("DPR9003", "2017-10-03")],
)
def test_the_day_of_taking_over_and_the_un_s_own_day_say_only_by_when(listed, source_id, printed):
    assert listed[source_id].listed_on == ActDate(None, date(2020, 12, 31), "printed")
    assert f"Date designated: {printed}" in listed[source_id].remarks


def test_a_company_has_its_numbers_by_their_labels_and_not_its_ships(listed):
    company = listed["DPR9002"]
    assert company.schema == "Company"
    numbers = [(one.kind, one.value) for one in company.identifiers[1:]]
    assert numbers == [
        ("registration", "9900000000001"),
        ("other", "990601001"),
        ("tax", "9900000028"),
        ("website", "HTTPWWWEXAMPLEORGSHIP"),
        ("imo_company", "5000001"),
        ("swift", "INVTKPPY"),
    ]
    assert company.relations == (
        Relation("parent", "Ministry of Paper"),
        Relation("subsidiary", "Invented Crewing"),
    )


def test_a_ship_has_its_number_flag_type_and_owners(listed):
    ship = listed["DPR9003"]
    assert (ship.schema, ship.countries, ship.vessel_types) == ("Vessel", ("KM",), ("Oil tanker",))
    assert ship.identifiers[0] == Identifier("imo_ship", "9074729", "IMO9074729", label="IMO number")
    assert [one.kind for one in ship.relations] == ["owner or operator", "previous owner or operator"]
    assert {"Previous flag: India", "Tonnage: 7078", "Length: 110", "Year built: 2011"} <= set(ship.remarks)


def test_a_note_on_a_country_stays_in_the_address(listed):
    assert listed["DPR9001"].addresses == (
        Address("1 Paper Street, Pyongyang, 99", "KP"),
        Address("Nowhere, Syria (as at June 2013)", "SY"),
    )


def test_a_wallet_in_the_text_is_an_identifier(listed):
    wallets = [one.value for one in listed["DPR9001"].identifiers if one.kind == "wallet"]
    assert wallets == ["0X00000000000000000000000000000000000000AA"]


def test_a_rebuilt_file_says_what_it_lacks():
    assert "birth dates" in read(fixture(XML), f"reconstructed_{XML}").coverage.notes[0]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("<UniqueID>CYB9004<", "<ShoeSize>9</ShoeSize><UniqueID>CYB9004<", "unknown-field"),
        ("<Gender>Male<", "<Gender lang='en'>Male<", "unknown-field"),
        ("<Gender>Male</Gender>", "<Gender><b>Male</b></Gender>", "unknown-field"),
        ("<Name1>Made Up</Name1><Name6>MAN", "<Name9>x</Name9><Name6>MAN", "unknown-field"),
        ("<Individual>", "<Individual>Hm<!-- --> ", "unknown-field"),
        ("<Designations ", "<Designations edition='2' ", "unknown-field"),
        ("<DateGenerated>", "<Summary>all</Summary><DateGenerated>", "unknown-field"),
        ("<Deflag>false", "<Defenestrate>true</Defenestrate><Deflag>false", "unknown-field"),
        ("<Deflag>false", "<Deflag>perhaps", "unknown-value"),
        ("|Travel Ban|", "|Travel Bun|", "unknown-value"),
        ("<Gender>Male", "<Gender>X", "unknown-value"),
        ("Low quality a.k.a", "Fair quality a.k.a", "unknown-value"),
        ("Primary name variation", "Pen name", "unknown-value"),
        ("<DesignationSource>UK|UN", "<DesignationSource>EU", "unknown-value"),
        ("The Cyber (Sanctions)", "The Moon (Sanctions)", "unknown-value"),
        (">Ship<", ">Balloon<", "unknown-value"),
        ("<OFSIGroupID>99002", "<OFSIGroupID>soon", "unknown-value"),
        ("KPe.901", "KP-901", "unknown-value"),
        ("IMO9074729", "IMO9074720", "unknown-value"),
        ("<Nationality>North Korea", "<Nationality>Ruritania", "unknown-value"),
        ("dd/mm/1957", "the fifties", "unknown-value"),
        ("01/04/1959", "31/04/1959", "unknown-value"),
        ("<DateDesignated>30/03/2018", "<DateDesignated>2018", "unknown-value"),
        ("<UniqueID>CYB9004", "<UniqueID>DPR9001", "duplicate-id"),
        ("<UniqueID>CYB9004", "<UniqueID>", "unreadable-record"),
        ("<Name6>INVENTED SHIPPING CO</Name6>", "", "unreadable-record"),
        ("<LastUpdated>02/08/2022</LastUpdated>", "<LastUpdated>1</LastUpdated>", "unknown-value"),
    ],
)
def test_what_the_parser_was_not_told_about_is_an_alarm(old, new, code):
    assert code in {alarm.code for alarm in changed(XML, old, new).alarms}


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        (",Gender,", ",Gender or sex,", "unknown-field"),
        ("09/04/2025,DPR9001", "09/04/2025,", "unreadable-record"),
        ("18/12/2021,DPR9003", "19/12/2021,DPR9003", ""),
    ],
)
def test_the_csv_is_read_as_strictly(old, new, code):
    assert {alarm.code for alarm in changed(CSV, old, new).alarms} == ({code} if code else set())


@pytest.mark.real
@needs_real_lists
def test_entries_checked_by_hand():
    listed = by_id(real_snapshot("gb.uksl", "2026-08-22"))
    an = listed["DPR0001"]
    assert (an.caption, an.listed_on.iso(), an.quotes[0].source_id) == (
        "Jong Hyuk An",
        "..2020-12-31",
        "13590",
    )
    assert listed["DPR0219"].quotes == (Quote("gb", "13419", "13419"), Quote("un", "KPI.034", "KPi.034"))
    assert listed["DPR0157"].names[-1].text == "KOMID"
    assert [one.value for one in listed["RUS3350"].identifiers] == ["9503304"]
    assert listed["AQD0194"].quotes[-1] == Quote("gb", "SOM0003", "same 6995")


@pytest.mark.real
@needs_real_lists
def test_eleven_group_ids_stand_on_two_entries_which_quote_each_other():
    listed = by_id(real_snapshot("gb.uksl", "2026-08-22"))
    tied = [key for key, one in listed.items() if any(quote.source_id in listed for quote in one.quotes)]
    assert len(tied) == 22


@pytest.mark.real
@needs_real_lists
def test_a_ship_without_details_has_the_one_number_that_its_reasons_name():
    ships = [one for one in by_id(real_snapshot("gb.uksl", "2026-08-22")).values() if one.schema == "Vessel"]
    numbers = [id.value for one in ships for id in one.identifiers if id.kind == "imo_ship"]
    assert (len(ships), len(numbers), len(set(numbers))) == (666, 629, 629)
