"""Slips of the keyboard over a whole name: the same name, or a possibility below any match."""

import pytest

from interlock.names import MATCH
from interlock.names.prepared import Prepared
from interlock.screen.slips import POSSIBLE, possible, slipped


def slip(a, b, schema="Person"):
    return slipped(Prepared(a, schema), Prepared(b, schema))[0]


@pytest.mark.parametrize(
    ("a", "b", "schema"),
    [
        ("LOSYAKIN Aleksyandr", "LOSYAKIN Aleksandr", "Person"),
        ("RICARDc PEREZ AYERAS", "RICARDO PEREZ AYERAS", "Person"),
        ("MEGASTROYINVESTltd", "MEGASTROYINVEST LTD", "Company"),
        ("Fourtharmoured Division", "Fourth Armoured Division", "Organization"),
        ("Volgotanker Company Joint Stock", "Volgotanker Joint Stock Company", "Company"),
        ("RAPIRAgroup Volga", "Volga RAPIRA group", "Company"),
    ],
)
def test_one_slip_a_lost_space_or_another_order_is_the_same_name(a, b, schema):
    assert slip(a, b, schema) >= MATCH
    assert slip(b, a, schema) >= MATCH


def test_two_letters_of_one_short_word_make_another_name():
    assert slip("Mohammed Hasan", "Mohammed Hakim") <= POSSIBLE < MATCH


def test_a_letter_between_two_korean_names_is_no_slip():
    assert slip("Kim Song Chol", "Kim Song Chil") < MATCH
    assert slip("Kim Song Chol", "Kim Sung Chil") == 0.0


def test_another_number_is_another_body():
    assert slip("Office 39", "Office 38", "Organization") == 0.0


def test_a_possibility_is_never_a_match():
    for a, b in (("Andrei Petrenko", "Andrei Petrovko"), ("Ivan Sergeevich", "Ivan Sergeevich Petrov")):
        score, why = possible(Prepared(a, "Person"), Prepared(b, "Person"))
        assert 0.5 <= score < MATCH
        assert why
