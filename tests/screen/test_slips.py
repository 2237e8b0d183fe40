"""Slips of the keyboard over a whole name: the same name, or a possibility below any match."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlock.names import MATCH
from interlock.names.prepared import Prepared
from interlock.screen.slips import POSSIBLE, perhaps, possible, slipped
from interlock.screen.spelling import unabridged


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


PARTS = st.sampled_from(
    ["kim", "kimm", "al", "Hassan", "Hasan", "Petrov", "Petrova", "Iv", "39", "Li", "Ltd", "LLC", "Liability"]
)
NAMES = st.lists(PARTS, min_size=1, max_size=5).map(" ".join)


@given(
    NAMES,
    st.lists(NAMES, max_size=6),
    st.sampled_from(["Person", "Organization"]),
    st.sampled_from([0.3, 0.45, 0.5, 0.6, 0.65, 0.69, 0.9]),
)
def test_whatever_is_possible_is_looked_at(asked, listed, schema, least):
    """The letters of many names at once tell of none that it is no possibility where it is one."""
    name = Prepared(asked, schema)
    held = [Prepared(text, schema) for text in listed]
    places = looked_at(name, held, least)
    for place, one in enumerate(held):
        if min(possible(name, one)[0], POSSIBLE) >= least:
            assert place in places


def looked_at(name, held, least=0.5):
    spelled, letters = [" ".join(one.raws) for one in held], [unabridged(one) for one in held]
    return perhaps(name, spelled, letters, least)


def test_a_slip_in_a_legal_form_and_one_in_the_name_are_looked_at():
    asked = Prepared("LIMITED LIABILTY COMPANY ATMOAYZ", "Organization")
    assert looked_at(asked, [Prepared("LIMITED LIABILITY COMPANY ATOMAYZ", "Organization")]) == [0]


def test_strangers_are_not_looked_at():
    held = [Prepared(text, "Person") for text in ("Hassan Petrova", "George Washington", "Petrov Hassan")]
    assert looked_at(Prepared("Hassan Petrov", "Person"), held) == [0, 2]
