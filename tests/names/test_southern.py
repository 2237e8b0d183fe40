"""Cantonese and Hokkien spellings: the whole name in one language, or nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlock.names import southern
from interlock.names.han import simplified
from interlock.names.tables import table

LANGUAGES = ("cantonese", "hokkien")
GIVEN = [
    (language, character, spelling)
    for language in LANGUAGES
    for spelling, characters in table("southern")[language]["given"].items()
    for character in characters
]


@given(st.sampled_from(GIVEN), st.sampled_from(GIVEN))
def test_a_name_spelled_by_the_table_is_read_back_in_its_language(first, second):
    if first[0] != second[0]:
        return
    surname, spelled = ("陳", "chan") if first[0] == "cantonese" else ("林", "lim")
    name = surname + first[1] + second[1]
    assert southern.language_of(name, (spelled, first[2], second[2])) in LANGUAGES
    assert southern.language_of(simplified(name), (first[2] + second[2], spelled)) in LANGUAGES


@pytest.mark.parametrize("name", ["陳", "陳龘龘", "陳國強志明", ""])
def test_a_name_with_an_unknown_character_is_read_in_no_language(name):
    assert southern.spellings(name) == ()
    assert southern.language_of(name, ("chan", "kwok")) == ""


def test_one_word_is_no_name():
    assert southern.language_of("陳國強", ("chankwokkeung",)) == ""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("part", ["given", "surnames"])
def test_the_tables_hold_folded_spellings_of_han_characters(language, part):
    for spelling, characters in table("southern")[language][part].items():
        assert spelling.isascii() and spelling.islower()
        assert characters and all("\u4e00" <= one <= "\u9fff" for one in characters)
        assert len(set(characters)) == len(characters)
