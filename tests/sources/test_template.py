"""The template: every column, every form of date, the scope in the file name, and damaged files."""

import csv
import io
import re
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interlock.base.errors import SourceError
from interlock.model.dates import ActDate, PartialDate
from interlock.model.listing import Address, Identifier, Name, Quote
from interlock.model.snapshot import Parsed, Removal
from interlock.sources.contract import File
from interlock.sources.readers import only_source_errors
from interlock.sources.template import COLUMNS, TemplateRules, is_template, read_template
from interlock.sources.template_names import BODY_WORDS, NameRules, birth_date, family_of, span
from workbooks import sheet_of

DOCUMENT = Path(__file__).parents[2] / "docs" / "template.md"
RULES = TemplateRules(
    list_key="xx.list",
    authority="xx",
    effects=("asset_freeze",),
    names=NameRules(body_words=BODY_WORDS),
    focuses={"dprk": ("DPRK",)},
    notes=("a note of the list",),
)
LEAST = {"entry_no": "1", "type": "person", "primary_name": "HONG, Gil Dong"}


def text(*rows):
    """A CSV of rows that are dicts; the header has every column that any of them has."""
    columns = list(dict.fromkeys(column for row in rows for column in row))
    out = io.StringIO()
    writer = csv.DictWriter(out, columns)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def read(data, name="notice.csv", rules=RULES):
    return only_source_errors(read_template)(File(name, data), rules)


def one(**cells):
    """The listing of a file of one row, which may raise no alarm."""
    parsed = read(text(LEAST | cells))
    assert parsed.alarms == ()
    return parsed.entries[0].listing


def alarmed(**cells):
    """The listing and the codes of the alarms of one row."""
    parsed = read(text(LEAST | cells, LEAST | {"entry_no": "2"}))
    return next((e.listing for e in parsed.entries if e.listing.source_id == "1"), None), [
        alarm.code for alarm in parsed.alarms
    ]


# --- columns


@pytest.mark.parametrize(
    ("header", "known"),
    [
        (["entry_no", "type", "name"], True),
        (["Entry No", " TYPE ", "Names Hangul"], True),
        (["entry_no", "type"], False),
        (["type", "primary_name"], False),
        ([], False),
    ],
)
def test_the_header_tells_a_template(header, known):
    assert is_template(header) is known


def test_every_column_is_documented():
    words = set(re.findall(r"`([a-z_]+)`", DOCUMENT.read_text(encoding="utf-8")))
    assert set(COLUMNS) <= words


def test_the_documented_example_reads_without_an_alarm():
    example = re.search(r"```csv\n(.*?)```", DOCUMENT.read_text(encoding="utf-8"), re.DOTALL)
    parsed = read(example[1].encode(), "example-dprk.csv")
    assert parsed.alarms == ()
    assert [entry.listing.schema for entry in parsed.entries] == ["Person", "Company", "Vessel"]
    assert [entry.listing.listed_on.iso() for entry in parsed.entries] == ["2024-05-24", "2024-05", "2024?"]


def test_a_person_with_every_column_filled():
    listing = one(
        primary_name="",
        names_latin="HONG, Gil Dong; HONG, Kil Tong",
        names_native="홍길동",
        aliases="The Bandit; the bandit of Example",
        weak_aliases="GD",
        former_names="HONG, Old",
        dob="1970-03-01; circa 1971",
        pob="Example; Sample, North Korea",
        gender="Male",
        nationality="North Korea; RU",
        passport_no="100 000-001 (North Korea); 100000002",
        national_id="7",
        wallet="0xAbc",
        address="1 Example Street, Pyongyang, North Korea; Sample",
        role="Director; Chief",
        reason="Sold examples",
        programme="P1; P2",
        legal_basis="Act 1",
        un_ref="KPi.900",
        remarks="seen",
        designation_date="2024-05-24",
        date_basis="printed",
        authority="XX",
    )
    assert listing.names == (
        Name("HONG, Gil Dong", "primary", family="HONG"),
        Name("HONG, Kil Tong", "alias", family="HONG"),
        Name("홍길동", "primary"),
        Name("The Bandit", "alias"),
        Name("the bandit of Example", "alias"),
        Name("GD", "alias", "weak"),
        Name("HONG, Old", "former", family="HONG"),
    )
    assert [birth.iso() for birth in listing.birth_dates] == ["1970-03-01", "~1971"]
    assert listing.birth_places == ("Example", "Sample, North Korea")
    assert listing.genders == ("male",)
    assert (listing.nationalities, listing.countries) == (("KP", "RU"), ())
    assert listing.identifiers == (
        Identifier("passport", "100000001", "100 000-001", "KP"),
        Identifier("passport", "100000002", "100000002"),
        Identifier("national_id", "7", "7"),
        Identifier("wallet", "0XABC", "0xAbc"),
    )
    assert listing.addresses == (
        Address("1 Example Street, Pyongyang, North Korea", "KP"),
        Address("Sample"),
    )
    assert listing.positions == ("Director", "Chief")
    assert listing.reasons == ("Sold examples",)
    assert (listing.programmes, listing.legal_basis) == (("P1", "P2"), ("Act 1",))
    assert listing.quotes == (Quote("un", "KPI.900", "KPi.900"),)
    assert listing.remarks == ("seen",)
    assert listing.effects == ("asset_freeze",)
    assert listing.listed_on == ActDate(date(2024, 5, 24), date(2024, 5, 24), "printed")


@pytest.mark.parametrize(
    ("cells", "schema", "identifier"),
    [
        (
            {"type": "Vessel", "imo": "IMO 9999999"},
            "Vessel",
            Identifier("imo_ship", "9999999", "IMO 9999999"),
        ),
        (
            {"type": "단체", "primary_name": "EXAMPLE CO., LTD", "imo": "5999999"},
            "Company",
            Identifier("imo_company", "5999999", "5999999"),
        ),
        (
            {"type": "entity", "primary_name": "Bureau of Examples", "registration_no": "A 1"},
            "Organization",
            Identifier("registration", "A1", "A 1"),
        ),
    ],
)
def test_the_type_column_decides_what_an_entry_is(cells, schema, identifier):
    listing = one(nationality="RU", **cells)
    assert (listing.schema, listing.identifiers) == (schema, (identifier,))
    assert (listing.nationalities, listing.countries) == ((), ("RU",))


def test_countries_and_orders_that_share_a_column_are_told_apart():
    listing = one(country_or_program_raw="E.O.13382; Korea, North; E.O.13687")
    assert (listing.nationalities, listing.legal_basis) == (("KP",), ("E.O.13382", "E.O.13687"))


@pytest.mark.parametrize(
    ("cells", "codes"),
    [
        ({"type": "robot"}, ["unreadable-record"]),
        ({"primary_name": ""}, ["unreadable-record"]),
        ({"authority": "yy"}, ["unreadable-record"]),
        ({"entry_no": ""}, ["unreadable-record"]),
    ],
)
def test_a_row_that_cannot_be_an_entry_is_an_alarm_and_no_entry(cells, codes):
    assert alarmed(**cells) == (None, codes)


@pytest.mark.parametrize(
    ("cells", "remark"),
    [
        ({"nationality": "Atlantis"}, "Atlantis"),
        ({"dob": "May 7"}, "DOB May 7"),
        ({"gender": "x"}, None),
        ({"designation_date": "soon"}, None),
    ],
)
def test_a_value_that_cannot_be_read_is_an_alarm_and_the_entry_stays(cells, remark):
    listing, codes = alarmed(**cells)
    assert codes == ["unknown-value"]
    assert listing.remarks == ((remark,) if remark else ())


def test_a_column_that_is_not_in_the_template_is_an_alarm():
    parsed = read(text(LEAST | {"colour": "red"}))
    assert [(alarm.code, alarm.text) for alarm in parsed.alarms] == [
        ("unknown-field", "the column colour is not in the template")
    ]
    assert len(parsed.entries) == 1


def test_a_row_with_more_cells_than_the_header_is_an_alarm():
    parsed = read(b"entry_no,type,name\n1,person,A B\n2,person,HONG, Gil Dong\n")
    assert [(alarm.code, alarm.where) for alarm in parsed.alarms] == [("unreadable-record", "notice.csv:3")]
    assert len(parsed.entries) == 1


def test_a_number_used_twice_is_an_alarm_and_the_first_stays():
    parsed = read(text(LEAST, LEAST | {"primary_name": "Other"}))
    assert [alarm.code for alarm in parsed.alarms] == ["duplicate-id"]
    assert [entry.listing.caption for entry in parsed.entries] == ["HONG, Gil Dong"]


def test_a_row_with_a_removal_date_is_a_removal():
    parsed = read(text(LEAST, LEAST | {"entry_no": "2", "removal_date": "2024-01-02"}))
    assert parsed.removals == (Removal("2", date(2024, 1, 2)),)
    assert [entry.listing.source_id for entry in parsed.entries] == ["1"]
    assert parsed.records == {"template": 2}


# --- dates


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("1956-01-03", date(1956, 1, 3), date(1956, 1, 3)),
        ("1956.1.3.", date(1956, 1, 3), date(1956, 1, 3)),
        ("1956-02", date(1956, 2, 1), date(1956, 2, 29)),
        ("1956", date(1956, 1, 1), date(1956, 12, 31)),
        ("Jan 3, 1956", date(1956, 1, 3), date(1956, 1, 3)),
        ("January 3 1956", date(1956, 1, 3), date(1956, 1, 3)),
        ("3 Jan. 1956", date(1956, 1, 3), date(1956, 1, 3)),
    ],
)
def test_dates_are_read_in_the_documented_forms(typed, first, last):
    assert span(typed) == (first, last)


@pytest.mark.parametrize("typed", ["", "May 7", "1956-13", "1956-02-30", "3 Foo 1956", "56", "1990 to 1980"])
def test_other_dates_are_refused(typed):
    with pytest.raises(ValueError):
        birth_date(typed)


@pytest.mark.parametrize(
    ("typed", "iso"),
    [("circa 1956", "~1956"), ("1958 to 1961", "1958..1961"), ("c. 1958 to 1961", "~1958..1961")],
)
def test_births_may_be_vague(typed, iso):
    made = birth_date(typed)
    assert (made.iso(), made.text) == (iso, typed)


@given(day=st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_a_day_is_read_back_from_each_form(day):
    for form in ("%Y-%m-%d", "%Y.%m.%d", "%b %d, %Y", "%d %B %Y"):
        assert birth_date(day.strftime(form)) == PartialDate.of_day(day, text=day.strftime(form))


@pytest.mark.parametrize(
    ("typed", "basis", "iso"),
    [
        ("2024-05-24", "", "2024-05-24"),
        ("2024-05-24", "Printed in the annex", "2024-05-24"),
        ("2024-05", "batch: press release", "2024-05"),
        ("2024", "unconfirmed", "2024?"),
    ],
)
def test_the_basis_of_a_date_is_kept(typed, basis, iso):
    assert one(designation_date=typed, date_basis=basis).listed_on.iso() == iso


def test_a_basis_that_is_not_known_makes_the_date_unconfirmed():
    listing, codes = alarmed(designation_date="2024-05-24", date_basis="rumour")
    assert codes == ["unknown-value"]
    assert listing.listed_on.basis == "unconfirmed"


def test_an_entry_without_a_date_has_none():
    assert one().listed_on is None


def test_the_date_of_the_list_is_that_of_the_notice():
    rows = [
        LEAST | {"entry_no": key, "notice_date": "2026-01-14", "effective_date": "2026-01-22"}
        for key in ("1", "2")
    ]
    assert read(text(*rows)).list_date == date(2026, 1, 22)
    rows[1]["effective_date"] = "2026-01-23"
    parsed = read(text(*rows))
    assert parsed.list_date == date(2026, 1, 23)
    assert [alarm.code for alarm in parsed.alarms] == ["unknown-value"]
    assert read(text(LEAST)).list_date is None


# --- names


def test_family_names_are_taken_where_the_print_marks_them():
    assert family_of("HONG, Gil Dong") == "HONG"
    assert family_of("Hong Gil Dong") == ""
    assert family_of("EXAMPLE,") == ""


def test_a_name_and_what_was_left_in_it_come_apart():
    listing = one(
        primary_name="Hong Gil Dong 홍길동, DOB Jan 3, 1956",
        names_latin='"HONG, Gil Dong"',
        names_native="홍길동 linked to Example Bank",
    )
    assert [name.text for name in listing.names] == ["Hong Gil Dong", "HONG, Gil Dong", "홍길동"]
    assert [birth.iso() for birth in listing.birth_dates] == ["1956-01-03"]
    assert [(tie.kind, tie.name) for tie in listing.relations] == [("linked_to", "Example Bank")]


# --- scope and form of the file


@pytest.mark.parametrize(
    ("name", "focus", "roster", "codes"),
    [
        ("notice-2026-2-dprk.csv", "dprk", True, []),
        ("NOTICE-DPRK.CSV", "dprk", True, []),
        ("notice-2026-2.csv", "", True, []),
        ("notice.csv", "", True, []),
        ("notice-mars.csv", "", False, ["unknown-value"]),
    ],
)
def test_the_name_of_the_file_tells_its_scope(name, focus, roster, codes):
    parsed = read(text(LEAST), name)
    assert (parsed.coverage.focus, parsed.coverage.roster) == (focus, roster)
    assert [alarm.code for alarm in parsed.alarms] == codes
    assert parsed.entries[0].listing.programmes == (("DPRK",) if focus else ())


@pytest.mark.parametrize(
    ("keys", "notes"),
    [
        (("1", "2", "3"), []),
        (("3", "4", "7", "9"), ["not in this copy: the entries numbered 1-2, 5-6, 8"]),
        (("2", "A-9"), []),
    ],
)
def test_running_numbers_that_are_missing_are_said(keys, notes):
    parsed = read(text(*(LEAST | {"entry_no": key} for key in keys)))
    assert parsed.coverage.notes == ("a note of the list", *notes)


def test_a_workbook_reads_like_the_text():
    header = ["entry_no", "type", "name", "dob", "passport_no"]
    data = sheet_of(header, [], [1.0, "person", "HONG, Gil Dong", date(1970, 3, 1), 100000001])
    parsed = read(data, "notice.xlsx")
    listing = parsed.entries[0].listing
    assert parsed.alarms == ()
    assert parsed.entries[0].locator == "Sheet!row 3"
    assert (listing.source_id, listing.birth_dates[0].iso()) == ("1", "1970-03-01")
    assert listing.identifiers[0].value == "100000001"


def test_a_text_with_a_byte_order_mark_reads():
    assert len(read(b"\xef\xbb\xbf" + text(LEAST)).entries) == 1


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"a,b,c\n1,2,3\n",
        b"entry_no,type,name\n",
        b"entry_no,type,name,primary_name\n1,person,A,B\n",
        b"\xff\xfe\x00",
        b"PK\x03\x04broken",
        sheet_of(["a", "b"], [1, 2]),
        sheet_of(),
    ],
)
def test_what_is_no_template_is_refused_with_a_remedy(data):
    with pytest.raises(SourceError) as caught:
        read(data)
    assert caught.value.remedy


VALID = text(
    LEAST | {"dob": "1970-03-01", "designation_date": "2024", "date_basis": "batch", "imo": "5999999"},
    LEAST | {"entry_no": "2", "type": "entity", "names_native": "보기군", "removal_date": "2024"},
)
PACKED = sheet_of(["entry_no", "type", "name"], [1, "person", "HONG, Gil Dong"])


@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_damaged_bytes_give_a_source_error_or_a_list(data):
    source = bytearray(data.draw(st.sampled_from([VALID, PACKED])))
    for _ in range(data.draw(st.integers(1, 6))):
        source[data.draw(st.integers(0, len(source) - 1))] = data.draw(st.integers(0, 255))
    with suppress(SourceError):
        assert isinstance(read(bytes(source)), Parsed)


@settings(max_examples=100, deadline=None)
@given(
    cells=st.dictionaries(st.sampled_from(sorted(COLUMNS)), st.text(max_size=30), max_size=12),
)
def test_whatever_is_typed_gives_a_source_error_or_a_list(cells):
    with suppress(SourceError):
        parsed = read(text(LEAST | cells, LEAST | {"entry_no": "sure"}))
        assert all(entry.listing.caption for entry in parsed.entries)
