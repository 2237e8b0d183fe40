"""A glance hides nothing that the careful comparison takes for one name."""

from unittest import mock

from hypothesis import given, settings
from hypothesis import strategies as st

from interlock.names import MATCH, likeness
from interlock.names.words import WEIGHTS
from interlock.screen.name_index import NameIndex
from interlock.screen.spelling import TWENTIETHS, named

WORDS = [
    "Ivan", "Jean", "Claude", "Mohammed", "Muhammad", "Abdul", "Abu", "Aleksandr", "Kim", "Li", "al", "Karim",
    "J", "M.", "jc", "AK", "Yong", "bin", "Petrov", "Mr", "Abdulkarim", "Rahman", "O'Neil",
]  # fmt: skip
NAMES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)


def test_every_weight_is_a_whole_number_of_twentieths():
    assert all(abs(weight * TWENTIETHS - round(weight * TWENTIETHS)) < 1e-9 for weight in WEIGHTS)


@settings(max_examples=300, deadline=None)
@given(st.lists(NAMES, min_size=1, max_size=30), NAMES)
def test_two_persons_with_one_word_in_common_are_told_apart_as_the_comparison_tells_them(listed, asked):
    columns = NameIndex.columns("n", "Person", [(text, n, False) for n, text in enumerate(listed)])
    index, name = NameIndex(columns, "n", "Person"), named(asked, "Person")
    with mock.patch("interlock.screen.glance._ONE_WORD", 1.0):
        every = dict(index.glance(name, MATCH))
    found = dict(index.glance(name, MATCH))
    hidden = [row for row in every if row not in found]
    assert all(likeness(name, index.prepared(row)) < MATCH for row in hidden)
