"""Words that may stand for a word: none that the careful comparison accepts is missed."""

from hypothesis import given, settings
from hypothesis import strategies as st

from interlock.names.align import likeness
from interlock.names.prepared import Prepared
from interlock.screen.spelling import telling_words
from interlock.screen.vocabulary import Sought, Vocabulary

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
    _, numbers, sims = held.alike_to_each([Sought(spelling, word, vowelless=False)])
    return best(numbers, sims, words)


def best(numbers, sims, words):
    found = {}
    for n, sim in zip(numbers.tolist(), sims.tolist(), strict=True):
        found[words[n]] = max(sim / 100, found.get(words[n], 0.0))
    return found


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
            _, *found = held._look_up([Sought(told.spelling, told.word, vowelless=False)])
            assert ahead == best(*found, known)


@settings(max_examples=100, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=12), st.lists(WORDS, min_size=1, max_size=8), st.booleans())
def test_many_words_find_what_each_finds(words, asked, vowelless):
    held, known = vocabulary(words)
    sought = [
        Sought(told.spelling, told.word, vowelless)
        for word in [*asked, words[0]]
        for told in telling_words(Prepared(word, "Person"))
    ]
    of, numbers, sims = held.alike_to_each(sought)
    for place, one in enumerate(sought):
        mine = of == place
        assert best(numbers[mine], sims[mine], known) == best(*held.alike_to_each([one])[1:], known)


def test_a_slip_in_one_spelling_finds_the_word_of_all_spellings():
    """`aleksyandr` is a letter from Aleksandr, and three from Alexander, by which both are known."""
    held, known = vocabulary(["Aleksandr", "Mohammed", "Sergei"])
    assert "alexander" in alike(held, "aleksyandr", "aleksyandr", known)
    assert "muhammad" in alike(held, "mohammd", "mohammd", known)


def test_a_word_like_none_finds_nothing():
    held, known = vocabulary(["Mohammed", "Sergei"])
    assert alike(held, "wxyz", "wxyz", known) == {}
