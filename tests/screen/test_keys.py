"""Hashes of shortened forms: worked out from sums, the same as made letter by letter."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from interlock.screen.keys import KeyTable, distinct, hashed, shortened, shortened_of_all

WORDS = st.text(alphabet="abcdeкимйо김정은 ", max_size=24)


def left_out(word, *, two):
    """The slow, obvious way."""
    most = min(len(word), 18)
    found = {word}
    if len(word) > 2:
        found |= {word[:i] + word[i + 1 :] for i in range(most)}
        if two:
            found |= {
                word[:i] + word[i + 1 : j] + word[j + 1 :] for i in range(most) for j in range(i + 1, most)
            }
    return found


@settings(max_examples=60, deadline=None)
@given(WORDS, st.booleans())
def test_shortened_forms_are_hashed_as_if_they_were_made(word, two):
    assert shortened(word, two=two) == {hashed(form) for form in left_out(word, two=two)}


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, max_size=30))
def test_many_words_give_what_each_gives(words):
    hashes, numbers = shortened_of_all(words, two_from=9)
    for place, word in enumerate(words):
        mine = set(hashes[numbers == place].tolist())
        assert mine == shortened(word, two=len(word) >= 9)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(WORDS, st.integers(0, 50)), max_size=40), st.lists(WORDS, max_size=10))
def test_a_table_finds_every_number_of_every_key(pairs, keys):
    table = KeyTable({**KeyTable.columns_of("t", pairs)}, "t")
    for key in keys + [key for key, _ in pairs]:
        assert {number for other, number in pairs if other == key} <= set(table.find([key]))
    every = table.find([key for key, _ in pairs])
    assert set(every) == {number for _, number in pairs}


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 9)))
def test_distinct_is_the_sorted_set(values):
    assert distinct(np.array(values, dtype=np.int64)).tolist() == sorted(set(values))


def test_a_hash_never_changes():
    """Indexes on disk rest on it."""
    assert [hashed(text) for text in ("", "a", "kim jong un", "김정은")] == [
        0,
        2436667650,
        630581306,
        2500305083,
    ]
