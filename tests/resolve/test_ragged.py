"""Rows of any length, against lists of lists."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from interlock.resolve.ragged import Ragged, distinct, numbers
from interlock.resolve.reach import flagged, reached

values = st.integers(-(2**62), 2**62) | st.integers(0, 3)
rows = st.lists(st.lists(values, max_size=4), max_size=6)


@given(rows, rows)
def test_rows_stay_what_they_are(some, others):
    both = Ragged.of(some).followed_by(Ragged.of(others))
    assert both.rows() == some + others
    assert both.owners.tolist() == [place for place, row in enumerate(some + others) for _ in row]


@given(rows.filter(bool), st.data())
def test_rows_are_taken_in_the_order_asked(given_rows, data):
    order = data.draw(st.lists(st.integers(0, len(given_rows) - 1)))
    taken = Ragged.of(given_rows).take(numbers(order))
    assert taken.rows() == [given_rows[place] for place in order]


@given(rows, st.lists(values, max_size=4))
def test_a_row_has_any_of_the_values(given_rows, wanted):
    found = Ragged.of(given_rows).has_any(numbers(wanted))
    assert found.tolist() == [bool(set(row) & set(wanted)) for row in given_rows]


@given(rows.filter(bool), st.data())
def test_two_rows_share_a_value(given_rows, data):
    place = st.integers(0, len(given_rows) - 1)
    pairs = data.draw(st.lists(st.tuples(place, place)))
    left, right = numbers([a for a, _ in pairs]), numbers([b for _, b in pairs])
    ragged = Ragged.of(given_rows)
    sets = [set(row) for row in given_rows]
    assert ragged.share(left, right).tolist() == [bool(sets[a] & sets[b]) for a, b in pairs]
    crossed = [(n, x, y) for n, (a, b) in enumerate(pairs) for x in given_rows[a] for y in given_rows[b]]
    assert list(zip(*(part.tolist() for part in ragged.crossed(left, right)), strict=True)) == crossed


@given(st.lists(values))
def test_distinct_is_a_sorted_set(given_values):
    assert distinct(numbers(given_values)).tolist() == sorted(set(given_values))


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9))), st.sets(st.integers(0, 9)))
def test_what_hangs_together_with_a_seed_is_reached(pairs, seeds):
    known, grown = set(), set(seeds)
    while known != grown:
        known = set(grown)
        grown |= {end for pair in pairs if known & set(pair) for end in pair}
    found = reached(flagged(10, seeds), numbers([a for a, _ in pairs]), numbers([b for _, b in pairs]))
    assert set(np.flatnonzero(found).tolist()) == known
