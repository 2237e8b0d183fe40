"""Words that may stand for a word: none that the careful comparison accepts is missed."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from interlock.names.align import likeness
from interlock.names.prepared import Prepared
from interlock.screen.spelling import telling_words
from interlock.screen.vocabulary import Vocabulary

SYLLABLES = st.sampled_from(
    ["mo", "ham", "med", "kh", "al", "id", "se", "rg", "ey", "iv", "an", "yu", "ss", "ef", "o"]
)
WORDS = st.lists(SYLLABLES, min_size=2, max_size=5).map("".join)


def vocabulary(words, *, persons=True):
    told = [
        one for word in words for one in telling_words(Prepared(word, "Person" if persons else "Company"))
    ]
    columns = Vocabulary.columns("v", {one.spelling: one.word for one in told}, frozenset(), persons=persons)
    return Vocabulary(columns, "v", persons=persons), sorted({one.word for one in told})


def alike(held, spelling, word, words):
    found = held.alike(spelling, word, vowelless=False)
    return {words[n]: float(s) for n, s in zip(found.numbers.tolist(), found.sims.tolist(), strict=True)}


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=12), WORDS)
def test_no_word_is_less_alike_than_the_careful_comparison_finds(words, asked):
    held, known = vocabulary(words)
    mine = Prepared(asked, "Person")
    for told in telling_words(mine):
        found = alike(held, told.spelling, told.word, known)
        for other in words:
            theirs = Prepared(other, "Person")
            if len(mine.words) == len(theirs.words) == 1:
                careful = 1.0 if told.word == theirs.words[0] else likeness(mine, 0, theirs, 0)[0]
                assert found.get(theirs.words[0], 0.0) >= careful - 0.006


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, min_size=2, max_size=12))
def test_what_is_worked_out_ahead_is_what_a_look_up_finds(words):
    held, known = vocabulary(words)
    for word in words:
        for told in telling_words(Prepared(word, "Person")):
            ahead = alike(held, told.spelling, told.word, known)
            numbers, sims = held._look_up(told.spelling, told.word, vowelless=False)
            looked_up = {}
            for n, sim in zip(numbers.tolist(), sims.tolist(), strict=True):
                looked_up[known[n]] = max(sim, looked_up.get(known[n], 0.0))
            looked_up[told.word] = 1.0
            assert ahead.keys() == looked_up.keys()
            assert np.allclose([ahead[k] for k in ahead], [looked_up[k] for k in ahead], atol=0.006)


def test_a_slip_in_one_spelling_finds_the_word_of_all_spellings():
    """`aleksyandr` is a letter from Aleksandr, and three from Alexander, by which both are known."""
    held, known = vocabulary(["Aleksandr", "Mohammed", "Sergei"])
    assert "alexander" in alike(held, "aleksyandr", "aleksyandr", known)
    assert "muhammad" in alike(held, "mohammd", "mohammd", known)


def test_a_word_like_none_finds_nothing():
    held, known = vocabulary(["Mohammed", "Sergei"])
    assert alike(held, "wxyz", "wxyz", known) == {}
