"""How long to wait before asking again."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlock.ingest.backoff import MAX_WAIT_S, backoff_s, retry_after_s

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def test_waits_double_up_to_a_minute():
    assert [backoff_s(attempt, lambda: 1.0) for attempt in (1, 2, 3, 4, 20)] == [1.0, 2.0, 4.0, 8.0, 60.0]


@given(st.integers(1, 1000), st.floats(0, 1))
def test_chance_takes_off_at_most_half(attempt, roll):
    whole = backoff_s(attempt, lambda: 1.0)
    assert whole / 2 <= backoff_s(attempt, lambda: roll) <= whole <= MAX_WAIT_S


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("120", 120.0),
        (" 0 ", 0.0),
        ("Sun, 01 Mar 2026 12:01:00 GMT", 60.0),
        ("Sun, 01 Mar 2026 11:00:00 GMT", 0.0),
        ("-5", None),
        ("", None),
        ("٣", None),
        ("9" * 30, None),
        ("tomorrow", None),
    ],
)
def test_what_a_site_asks_for(header, seconds):
    assert retry_after_s(header, NOON) == seconds


@given(st.text(max_size=60))
def test_no_header_is_a_fault(header):
    wait = retry_after_s(header, NOON)
    assert wait is None or wait >= 0
