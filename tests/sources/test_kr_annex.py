"""South Korea's annex as the law service's XML: an invented notice and its oddities.

No official file was at hand: the parser is written from the description of the service and of the text.
"""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interlock.base.errors import SourceError
from interlock.focus import load_focus
from interlock.model.dates import PartialDate
from interlock.model.listing import Address, Identifier, Name, Relation
from interlock.model.snapshot import Removal
from interlock.sources.annex.pieces import pieces
from interlock.sources.authorities.kr import AUTHORITY, LIST_KEY
from interlock.sources.contract import File, FileRole
from reading import by_id

FIXTURE = (Path(__file__).parent / "fixtures" / "kr" / "admrul.xml").read_bytes()
ROLE = FileRole(LIST_KEY, "annex")


def read(data):
    return AUTHORITY.read(LIST_KEY, [(ROLE, File("admrul.xml", data))])


def notice(text, count=None):
    """The fixture with another annex; `count` entries are declared, else as many as there are lines."""
    start = FIXTURE.index("(16명)".encode())
    end = FIXTURE.index("◇ 참고".encode())
    declared = len(text.strip().split("\n")) if count is None else count
    return FIXTURE[:start] + f"({declared}명)\n{text}\n".encode() + FIXTURE[end:]


def one(text):
    """The listing of an annex of one entry, which may raise no alarm."""
    parsed = read(notice(f"1. {text}"))
    assert parsed.alarms == ()
    return parsed.entries[0].listing


def texts(listing):
    return [name.text for name in listing.names]


@pytest.fixture(scope="module")
def listings():
    return by_id(read(FIXTURE))


# --- the file


def test_the_notice_reads_without_an_alarm_and_holds_what_it_declares():
    parsed = read(FIXTURE)
    assert parsed.alarms == ()
    assert parsed.records == {"annex": 16}
    assert [entry.listing.source_id for entry in parsed.entries] == [str(n) for n in range(1, 17)]
    assert parsed.list_date == date(2099, 1, 9)
    assert parsed.coverage.roster
    assert parsed.coverage.without_un
    assert parsed.coverage.notes[-1] == "annex of the notice 2099-1"


def test_another_number_of_entries_than_declared_is_an_alarm():
    parsed = read(notice("1. A\n2. B", count=3))
    assert [(alarm.code, alarm.text) for alarm in parsed.alarms] == [
        ("declared-count", "the annex declares 3 entries and has 2")
    ]


def test_a_number_inside_an_entry_begins_none_and_a_missing_one_is_said():
    parsed = read(notice("1. EXAMPLE FRONT, Street\n7. Example, Moscow, Russia\n2. B\n4. D", count=3))
    assert [entry.listing.source_id for entry in parsed.entries] == ["1", "2", "4"]
    assert [alarm.code for alarm in parsed.alarms] == ["missing-number"]


def test_entries_on_one_line_come_apart_after_the_order():
    parsed = read(notice("1. A CO [E.O.13382] 2. B CO [E.O.13382]", count=2))
    assert [entry.listing.caption for entry in parsed.entries] == ["A CO", "B CO"]


def test_a_number_that_was_taken_off_is_a_removal():
    parsed = read(notice("1. A\n2. <삭 제>\n3. C", count=2))
    assert parsed.removals == (Removal("2"),)
    assert [entry.listing.source_id for entry in parsed.entries] == ["1", "3"]
    assert parsed.alarms == ()


@pytest.mark.parametrize(
    "data",
    [
        b"<AdmRulService/>",
        FIXTURE.replace("금융거래등제한대상자 지정".encode(), "다른 규정".encode()),
        FIXTURE.replace(b"<![CDATA[[", b"<![CDATA[").replace(b". ", b", "),
        b"<!DOCTYPE x>" + FIXTURE,
    ],
)
def test_another_rule_or_no_list_is_refused(data):
    with pytest.raises(SourceError):
        read(data)


def test_an_unknown_element_is_an_alarm():
    data = FIXTURE.replace("<발령번호>".encode(), "<새것>1</새것><발령번호>".encode())
    data = data.replace("<조문내용>".encode(), "<다른것>x</다른것><조문내용>".encode())
    assert [alarm.code for alarm in read(data).alarms] == ["unknown-field", "unknown-field"]


# --- entries


def test_a_person_with_everything(listings):
    person = listings["2"]
    assert person.schema == "Person"
    assert person.names == (
        Name("HONG, Gil Dong", "primary", family="HONG"),
        Name("홍길동", "primary"),
        Name("HONG, Kil Tong", "alias", family="HONG"),
        Name("HGD", "alias"),
    )
    assert person.birth_dates == (
        PartialDate.of_day(date(1956, 1, 3), text="03 Jan 1956"),
        PartialDate.of_month(1957, 5, text="May 1957"),
    )
    assert person.birth_places == ("Pyongyang, North Korea",)
    assert person.identifiers == (Identifier("passport", "100000001", "100000001", "KP"),)
    assert person.nationalities == ("KP",)
    assert person.genders == ("male",)
    assert person.relations == (Relation("linked_to", "EXAMPLE BANK"),)
    assert person.remarks == ("Passport 100000001 (Korea, North) expires 11 Mar 2030",)


def test_an_employer_in_hangul_is_no_name(listings):
    assert texts(listings["4"]) == ["IM, Kkok Jong", "임꺽정"]
    assert listings["4"].positions == ("Example Rocket Department (보기로케트총국)",)


def test_an_employer_where_the_name_should_stand_is_a_remark():
    listing = one("KIM, Example (보기과학연구원); DOB 1960; nationality Korea, North (individual)")
    assert texts(listing) == ["KIM, Example"]
    assert listing.remarks == ("other string in the source: 보기과학연구원",)


def test_labels_that_lost_their_semicolon(listings):
    assert texts(listings["6"]) == ["Jon U Chi", "전우치"]
    assert listings["6"].birth_dates[0].iso() == "1966-01-03"
    assert texts(listings["7"]) == ["장길산"]
    assert listings["7"].relations == (Relation("linked_to", "Example Bank"),)
    assert texts(listings["8"]) == ["성춘향"]
    assert [one.value for one in listings["14"].identifiers[:2]] == ["200000002", "200000003"]


def test_a_bracket_in_a_name_stays_and_one_after_it_is_a_name(listings):
    assert texts(listings["5"]) == ["EXAMPLE (HONG KONG) SHIPPING CO., LTD", "보기해운회사"]
    assert texts(listings["15"]) == ["EXAMPLE LLC", "ООО ПРИМЕР"]
    assert texts(one("EXAMPLE BANK (EB) (보기은행)")) == ["EXAMPLE BANK", "보기은행", "EB"]


def test_a_bracket_that_is_never_closed_loses_nothing():
    listing = one("EXAMPLE CORP (a.k.a. SAMPLE; DOB 1960")
    assert "SAMPLE" in texts(listing)


def test_former_names_are_former():
    listing = one("EXAMPLE CORP (f.k.a. OLD CORP; a.k.a. NEW CORP (새회사))")
    assert [(name.text, name.kind) for name in listing.names] == [
        ("EXAMPLE CORP", "primary"),
        ("새회사", "primary"),
        ("OLD CORP", "former"),
        ("NEW CORP", "alias"),
    ]


@pytest.mark.parametrize(
    ("key", "schema"),
    [("1", "Organization"), ("3", "Company"), ("5", "Company"), ("6", "Person"), ("9", "LegalEntity"),
     ("10", "Organization"), ("11", "Person"), ("12", "Person")],
)  # fmt: skip
def test_who_is_a_person_is_said_by_the_marker_or_by_what_only_persons_have(listings, key, schema):
    """A Hangul name alone is a person or a body: not known which."""
    assert listings[key].schema == schema


def test_a_ship_is_an_alarm():
    parsed = read(notice("1. EXAMPLE STAR (vessel)"))
    assert [alarm.code for alarm in parsed.alarms] == ["unknown-value"]
    assert parsed.entries[0].listing.schema == "Vessel"


def test_addresses_and_the_company_number(listings):
    assert listings["3"].addresses == (Address("Pyongyang, Korea, North", "KP"),)
    assert listings["5"].addresses == (Address("Room 1, 2 Example Road, Hong Kong", "HK"),)
    assert listings["5"].identifiers == (Identifier("imo_company", "5999999", "5999999"),)
    assert listings["12"].addresses == (Address("Taipei, Taiwan", "TW"),)


@pytest.mark.parametrize(
    ("key", "programmes"),
    [
        ("1", ("E.O.13224",)),
        ("2", ("DPRK", "E.O.13382")),
        ("3", ("DPRK", "E.O.13382")),
        ("5", ("DPRK",)),
        ("6", ("DPRK",)),
        ("8", ()),
        ("12", ()),
        ("13", ("E.O.13382",)),
        ("14", ("DPRK",)),
        ("16", ("E.O.13224",)),
    ],
)
def test_the_programme_is_told_only_where_it_is_certain(listings, key, programmes):
    """Four orders are about North Korea alone; another needs a nationality or an address there."""
    assert listings[key].programmes == programmes
    assert bool(load_focus("dprk").mark(listings[key])) == ("DPRK" in programmes)


@pytest.mark.parametrize(
    ("item", "doubt"),
    [
        ("DOB 3 Foo 1956", "a date of birth has a form that is not known"),
        ("nationality Mars", "a nationality is not the name of a country"),
        ("Gender X", "a gender is not male or female"),
        ("Driver's License No. 1234567", "an item begins with an unknown label: Driver's License No."),
        ("Identification Number IMO 12", "an IMO number is not of seven digits"),
    ],
)
def test_what_cannot_be_read_is_kept_and_said(item, doubt):
    parsed = read(notice(f"1. KIM, Example; {item} (individual)"))
    assert [alarm.text for alarm in parsed.alarms] == [doubt]
    assert item in parsed.entries[0].listing.remarks


_PIECE = st.text(alphabet="AB ab,;()[]\"'.가나다:홍길동0123456789", max_size=40) | st.sampled_from(
    ["DOB 1960", "a.k.a. ", "(individual)", "[E.O.13382]", "link to ", "; "]
)


@settings(deadline=None)
@given(st.lists(_PIECE, max_size=12).map("".join))
def test_whatever_the_text_names_are_clean(text):
    found = pieces(text)
    assert all(called.text.strip() for called in found.called)
    assert all(item.strip() == item != "" for item in found.items)
    try:
        parsed = read(notice(f"1. {text}\n2. EXAMPLE"))
    except SourceError:
        return
    for entry in parsed.entries:
        for name in entry.listing.names:
            assert name.text == " ".join(name.text.split()) != ""


def test_a_thousand_entries_are_read_in_order():
    lines = "\n".join(
        f'{n}. KIM, Number{n} (a.k.a. "K {n}"); DOB 1960; nationality Korea, North' for n in range(1, 1067)
    )
    parsed = read(notice(lines))
    assert parsed.alarms == ()
    assert len(parsed.entries) == 1066
    assert Counter(entry.listing.schema for entry in parsed.entries) == {"Person": 1066}
