"""Kaplan-Meier against a slow, obvious one."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interlock.analytics.survival import HORIZONS_DAYS, Times, curve, log_rank

DAYS = st.lists(st.integers(0, 900), max_size=12)


def slow(times):
    """Days on which somebody followed, with the share that had not, step by step."""
    left, steps = 1.0, []
    for day in sorted(set(times.followed)):
        at_risk = sum(1 for other in (*times.followed, *times.waiting) if other >= day)
        left *= 1 - list(times.followed).count(day) / at_risk
        steps.append((day, left))
    return steps


@settings(max_examples=200, deadline=None)
@given(followed=DAYS, waiting=DAYS)
def test_the_quartiles_are_those_of_the_product_limit(followed, waiting):
    times = Times(followed, waiting)
    drawn, steps = curve(times), slow(times)
    for share, told in ((0.75, drawn.p25_days), (0.5, drawn.median_days), (0.25, drawn.p75_days)):
        assert told == next((day for day, left in steps if left <= share + 1e-9), None)
    assert drawn.reached == pytest.approx(1 - steps[-1][1] if steps else 0.0, abs=1e-3)


@settings(max_examples=100, deadline=None)
@given(followed=st.lists(st.integers(0, 900), min_size=1, max_size=12), waiting=DAYS)
def test_waiting_longer_never_makes_them_look_faster(followed, waiting):
    late = max((*followed, *waiting)) + 1
    shorter, longer = curve(Times(followed, waiting)), curve(Times(followed, [*waiting, late]))
    if longer.median_days is not None:
        assert shorter.median_days is not None
        assert longer.median_days >= shorter.median_days
    assert longer.reached <= shorter.reached


def test_without_a_half_that_followed_there_is_no_median():
    drawn = curve(Times([10, 20], [900] * 8))
    assert (drawn.p25_days, drawn.median_days, drawn.p75_days) == (None, None, None)
    assert (drawn.reached, drawn.reached_at) == (0.2, 20)
    assert drawn.within == {"30": 0.2, "90": 0.2, "180": 0.2, "365": 0.2, "730": 0.2}


def test_beyond_what_was_observed_nothing_is_said_unless_all_had_followed():
    assert curve(Times([10, 20], [40])).within["90"] is None
    assert curve(Times([10, 20], [])).within == dict.fromkeys(map(str, HORIZONS_DAYS), 1.0)


def test_nobody_followed():
    drawn = curve(Times([], [100, 200]))
    assert drawn.median_days is None
    assert drawn.reached_at is None


def test_the_log_rank_test_tells_two_paces_apart_and_not_one_from_itself():
    slow_side, fast_side = Times([200, 210, 220, 230, 240], []), Times([5, 6, 7, 8, 9], [])
    assert log_rank(slow_side, fast_side) < 0.01
    assert log_rank(slow_side, slow_side) == pytest.approx(1.0)
    assert log_rank(slow_side, Times([], [10])) is None
