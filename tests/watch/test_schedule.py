"""When to poll."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlock.base.errors import QueryError
from interlock.watch.schedule import seconds_of, wait_s


@pytest.mark.parametrize(("text", "seconds"), [("90s", 90), ("30m", 1800), (" 6H ", 21_600), ("1d", 86_400)])
def test_lengths_of_time(text, seconds):
    assert seconds_of(text) == seconds


@pytest.mark.parametrize("text", ["", "6", "h", "6 weeks", "-6h", "1.5h", "59s", "0d", "6h6h"])
def test_what_is_none_or_too_short_says_so(text):
    with pytest.raises(QueryError):
        seconds_of(text)


@given(st.floats(60, 1e6), st.floats(0, 1e6), st.floats(0, 1))
def test_polls_are_an_interval_apart_give_or_take_a_tenth_and_never_at_once(every, took, roll):
    pause = wait_s(every, took, roll)
    assert pause >= 1.0
    assert pause <= every * 1.1 + 1e-6
    if took == 0:
        assert pause >= every * 0.9 - 1e-6
