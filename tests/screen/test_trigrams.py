"""Runs of three letters: the index counts what the letters say."""

from hypothesis import given, settings
from hypothesis import strategies as st

from interlock.screen.trigrams import Trigrams, grams_of

NAMES = st.lists(st.text(alphabet="abcde1é", max_size=9), min_size=1, max_size=12)


@settings(max_examples=60, deadline=None)
@given(NAMES)
def test_every_name_is_under_each_of_its_runs_and_no_other(names):
    columns = Trigrams.columns("t", names)
    starts, rows = columns["t.gram_starts"], columns["t.gram_rows"]
    filled = [gram for gram in range(len(starts) - 1) if starts[gram] < starts[gram + 1]]
    for row, name in enumerate(names):
        mine = set(grams_of(name).tolist())
        assert {gram for gram in filled if row in rows[starts[gram] : starts[gram + 1]]} == mine
        assert columns["t.gram_sizes"][row] == len(mine)


def test_the_closest_name_comes_first():
    names = ["vladimirputin", "vladimirpopov", "kimjongun", "putinvladimir"]
    index = Trigrams(Trigrams.columns("t", names), "t")
    assert index.closest("vladimirptin", 2).tolist()[0] == 0
    assert index.closest("xyz", 2).tolist() == []
