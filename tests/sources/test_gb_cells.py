"""Cells of the British lists, taken apart: dates, numbered values, documents, numbers in words."""

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlock.model.listing import Effect, IdentifierKind, NameKind, Quality, Schema
from interlock.sources.british.contacts import emails, phones, websites
from interlock.sources.british.dates import birth_date, day_of
from interlock.sources.british.documents import clear_number, documents, mixed_documents
from interlock.sources.british.numbered import numbered, paired, values
from interlock.sources.british.places import country, leading_country
from interlock.sources.british.registrations import registrations
from interlock.sources.british.table import TABLE
from interlock.sources.british.told import (
    is_ship_number,
    own_ship_number,
    told_identifiers,
    un_reference,
    wallets,
)


@pytest.mark.parametrize(
    ("printed", "iso"),
    [
        ("13/04/1958", "1958-04-13"),
        ("00/00/1963", "1963"),
        ("00/04/1963", "1963-04"),
        ("13/00/1963", "1963"),
        ("dd/mm/1945", "1945"),
        ("dd/03/1958", "1958-03"),
        ("1951", "1951"),
        ("05/1961", "1961-05"),
        ("circa 1960", "~1960"),
        ("Approximately 1960-1963", "~1960..1963"),
        ("between 1958 and 1960", "1958..1960"),
    ],
)
def test_a_birth_date_is_the_span_that_its_text_allows(printed, iso):
    assert birth_date(printed).iso() == iso


def test_a_masked_year_is_no_date():
    assert birth_date("15/08/19yy") is None


@pytest.mark.parametrize(
    "printed", ["31/04/1958", "the fifties", "1960-1950", "13/13/1958", "00/00/0000", ""]
)
def test_what_is_no_birth_date_is_refused(printed):
    with pytest.raises(ValueError, match=r"\w"):
        birth_date(printed)


@pytest.mark.parametrize("printed", ["13/04/2018", "13-Apr-2018", "13/04/2018 00:00:00"])
def test_days_of_acts(printed):
    assert day_of(printed).isoformat() == "2018-04-13"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Moscow", ["Moscow"]),
        ("(1) German (2) Moroccan", ["German", "Moroccan"]),
        ("a) Palaro, b) Odek", ["Palaro", "Odek"]),
        ("(A)001714467 (B)101505554", ["001714467", "101505554"]),
        ("1) Saudi Arabia 2) Qatar", ["Saudi Arabia", "Qatar"]),
        ("(1)-(2) Tunisia (3) Libya", ["Tunisia", "Libya"]),
        ("(1) A (2) - (3) B", ["A", "B"]),
        ("(217)2131445", ["(217)2131445"]),
        ("(1) +7 (495) 1234567 (2) +7 (2) 33", ["+7 (495) 1234567", "+7 (2) 33"]),
        ("Unknown", []),
        ("-", []),
    ],
)
def test_a_cell_is_cut_at_marks_that_stand_in_order(text, found):
    assert values(text) == found


def test_what_stands_before_the_first_mark_is_kept():
    assert numbered("Passport No: (a) 1 (b) 2")[0] == "Passport No"


@given(st.lists(st.from_regex(r"[A-Z][a-z]{2,8}", fullmatch=True), min_size=1, max_size=9, unique=True))
def test_numbering_values_and_cutting_them_gives_the_values(texts):
    texts = [text for text in texts if text.casefold() not in ("unknown", "none", "null")]
    cell = " ".join(f"({number}) {text}" for number, text in enumerate(texts, 1))
    assert values(cell) == texts


def test_details_go_to_the_number_with_their_place():
    assert paired("(1) A1 (2) - (3) C3", "(1) India (2) Iran (3) Iraq") == [
        ("A1", "India"),
        ("", "Iran"),
        ("C3", "Iraq"),
    ]
    assert paired("(1) A1 (2) B2", "(1)-(2) Tunisia") == [("A1", "Tunisia"), ("B2", "Tunisia")]
    assert paired("A1", "") == [("A1", "")]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("PS 472330208", "PS 472330208"),
        ("British passport no.210804241 (issued 27.07.2010)", "210804241"),
        ("645310121. Issued on 13 Sept 2005", "645310121"),
        ("TR-P 614 166 (Turkish)", "TR-P 614 166"),
        ("12/DAGANA(N)004114", "12/DAGANA(N)004114"),
        ("OA 454044(Afghan)", "OA 454044"),
        ("563410191 Secretary DPRK Embassy Luanda", "563410191"),
        ("PD836410105 Date of expiration 27.11.2021", "PD836410105"),
        ("SSN 156-92-9858 (United States of America)", "156-92-9858"),
        ("/781601153204", "781601153204"),
        ("8208 No. 555627", ""),
        ("2.81083E+11", ""),
        ("G9336_77", ""),
        ("Uganda Passport.", ""),
        ("27.11.2021", ""),
        ("", ""),
    ],
)
def test_a_number_is_taken_only_when_it_stands_clear(text, number):
    assert clear_number(text) == number


@pytest.mark.parametrize(
    ("numbers", "details", "column", "found"),
    [
        ("D9004878", "Iranian diplomatic passport", "passport", [("passport", "D9004878", "IR")]),
        ("S335026", "False Indonesian", "passport", []),
        (
            "730338534. 604751385",
            "",
            "passport",
            [("passport", "730338534", ""), ("passport", "604751385", "")],
        ),
        ("300786", "(Afghan) (tazkira)", "national_id", [("national_id", "300786", "AF")]),
        ("780602487039", "Russian Tax ID", "national_id", [("tax", "780602487039", "RU")]),
        (
            "",
            "TIN 0411004918 OGRN 1020400752558",
            "national_id",
            [("tax", "0411004918", ""), ("registration", "1020400752558", "")],
        ),
        ("", "Iranian", "passport", []),
    ],
)
def test_documents_of_two_cells(numbers, details, column, found):
    taken = documents(numbers, details, column)
    assert [(one.kind, one.value, one.country) for one in taken.identifiers] == found


@pytest.mark.parametrize(
    ("text", "column", "found"),
    [
        ("R00012098 (South Sudan)", "passport", [("passport", "R00012098", "SS")]),
        ("Libyan passport number 542858", "passport", [("passport", "542858", "LY")]),
        ("no.: 0216155930", "passport", [("passport", "0216155930", "")]),
        ("W374031, Tunisian national identity number", "passport", [("national_id", "W374031", "")]),
        ("Italian Fiscal Code SSDSBN68B10Z352F", "national_id", [("tax", "SSDSBN68B10Z352F", "IT")]),
        (
            "381420565 and 654120219",
            "passport",
            [("passport", "381420565", ""), ("passport", "654120219", "")],
        ),
    ],
)
def test_documents_of_one_cell(text, column, found):
    taken = mixed_documents(text, column)
    assert [(one.kind, one.value, one.country) for one in taken.identifiers] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1027700132195", [("registration", "1027700132195")]),
        (
            "TIN: 7703436139, Registration number: 5177746148784",
            [("tax", "7703436139"), ("registration", "5177746148784")],
        ),
        ("INN 4706036197 KPP: 470601001", [("tax", "4706036197"), ("other", "470601001")]),
        ("(1) 7725824287 (2) 772201001", [("registration", "7725824287"), ("other", "772201001")]),
        ("19036 9982 (Belarus)", []),
        ("6440020175SRN", []),
        ("dated 27/07/1992", []),
        ("253400V1H6ART1UQ0N98", [("lei", "253400V1H6ART1UQ0N98")]),
    ],
)
def test_registration_numbers_have_the_kind_that_their_label_says(text, found):
    taken, _ = registrations(text)
    assert [(one.kind, one.value) for one in taken] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("(1) (+495) 276 29 75 (2) (+495) 2762980", ["(+495) 276 29 75", "(+495) 2762980"]),
        ("00375(17)7762032. 00375(29)6480418", ["00375(17)7762032", "00375(29)6480418"]),
        ("+982122810046 (fax)", ["+982122810046"]),
        ("none", []),
    ],
)
def test_telephone_numbers(text, found):
    assert phones(text) == found


def test_addresses_on_the_net():
    assert emails("(1) a@example.org b.c@example.com") == ["a@example.org", "b.c@example.com"]
    assert websites("office@example.org") == []
    assert websites("www.example.org; https://example.com/x") == ["www.example.org", "https://example.com/x"]


@pytest.mark.parametrize(
    ("text", "schema", "reference"),
    [
        ("Annex XIII. UN Listing. UN Ref.KPI.067.", "Person", "KPI.067"),
        ("Annex XIII UN listing.  UN Reference KPi.014. Served", "Person", "KPi.014"),
        ("Member of a body (UN Ref QDe.002).", "Person", ""),
        ("UN Ref LYe.004. IMO: 8900878.", "Vessel", "LYe.004"),
        ("Listed as asset of X (OFSI ID: 13627, UN Ref KPe.056)", "Vessel", ""),
        ("UN Ref KPe.001. UN Ref KPe.002.", "Organization", ""),
        ("UN Ref QI.A.151.03.", "Person", ""),
        ("UN Ref.078.", "Person", ""),
    ],
)
def test_a_un_reference_in_a_sentence_is_the_entry_s_own(text, schema, reference):
    assert un_reference(text, schema) == reference


def test_ship_numbers_check_their_last_digit():
    assert is_ship_number("9074729")
    assert not any(map(is_ship_number, ("9074720", "5000001", "907472", "90747291", "")))


def test_a_ship_has_a_number_only_where_its_text_names_one():
    assert [one.value for one in own_ship_number("IMO 9074729 (MADE UP)")] == ["9074729"]
    assert own_ship_number("IMO 9074729 towed IMO 8900878") == []


def test_a_body_has_no_ship_s_number():
    found = told_identifiers("IMO number: 9074729. Company Number IMO 5434358", "Organization")
    assert [(one.kind, one.value) for one in found] == [("imo_company", "5434358")]
    assert told_identifiers("IMO number: 5434358", "Person") == []


def test_wallets_are_read_only_where_the_text_speaks_of_them():
    address = "0x" + "ab" * 20
    assert [one.printed for one in wallets(f"Digital Currency Address: ETH {address}")] == [address]
    assert wallets(f"File {address}") == []


@pytest.mark.parametrize(
    ("printed", "code"),
    [
        ("North Korean", "KP"),
        ("Syria (as at June 2013)", "SY"),
        ("Congo (Democratic Republic)", "CD"),
        ("Crimea", ""),
        ("UK", "GB"),
        ("Ruritania", None),
    ],
)
def test_countries_as_they_are_printed(printed, code):
    assert country(printed) == code


def test_a_country_in_front_is_an_issuer_and_two_letters_are_not():
    assert leading_country("Bosnia and Herzegovina passport number") == "BA"
    assert leading_country("no 5") == leading_country("Issued in Kabul") == ""


def test_the_table_names_only_what_the_model_has():
    effects = [one for table in ("measures", "indicators", "ofsi_further") for one in TABLE[table].values()]
    assert {effect for found in effects for effect in found} <= set(get_args(Effect))
    assert {*TABLE["document_words"], *TABLE["registration_words"]} <= set(get_args(IdentifierKind))
    assert set(TABLE["name_types"].values()) <= set(get_args(NameKind))
    assert set(TABLE["alias_strengths"].values()) <= set(get_args(Quality))
    assert set(TABLE["kinds"].values()) <= set(get_args(Schema))


def test_every_indicator_that_is_read_has_an_effect():
    assert {tag.lower() for tag in TABLE["uksl_groups"]["SanctionsImposedIndicators"]} == set(
        TABLE["indicators"]
    )
