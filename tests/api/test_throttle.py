"""How much a client may ask for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlock.api.throttle import Throttle


@given(st.lists(st.tuples(st.floats(0, 5), st.integers(1, 120)), max_size=60))
def test_over_any_time_no_more_is_granted_than_the_bucket_and_what_flows_in(calls):
    throttle, now, granted = Throttle(10, 100), 0.0, 0.0
    for pause, cost in calls:
        now += pause
        if throttle.wait_s("a", cost, now) == 0.0:
            granted += cost
    assert granted <= 100 + now * 10 + 20 + 1e-6  # the last may overdraw: what costs more than a bucket


@given(st.lists(st.floats(0.001, 3), min_size=1, max_size=30))
def test_whoever_waits_as_long_as_told_goes_on(pauses):
    throttle, now = Throttle(5, 10), 0.0
    for pause in pauses:
        now += pause / 10
        wait = throttle.wait_s("a", 3, now)
        if wait:
            now += wait + 1e-9
            assert throttle.wait_s("a", 3, now) == 0.0


def test_clients_have_buckets_of_their_own_and_a_key_may_have_its_own_rate():
    throttle = Throttle(1, 1)
    assert throttle.wait_s("a", 1, 0.0) == 0.0
    assert throttle.wait_s("a", 1, 0.0) == pytest.approx(1.0)
    assert throttle.wait_s("b", 1, 0.0) == 0.0
    assert throttle.wait_s("c", 50, 0.0, rate=100) == 0.0
    assert throttle.wait_s("c", 50, 0.0, rate=100) == 0.0
    assert throttle.wait_s("c", 50, 0.0, rate=100) == pytest.approx(0.5)


def test_no_rate_is_no_limit():
    throttle = Throttle(0, 1)
    assert all(throttle.wait_s("a", 1000, 0.0) == 0.0 for _ in range(1000))


def test_many_clients_are_forgotten_when_their_buckets_are_full_again():
    throttle = Throttle(10, 10)
    for number in range(10_000):
        throttle.wait_s(str(number), 10, 0.0)
    throttle.wait_s("debtor", 10, 5.0)
    assert len(throttle._buckets) == 1
    assert throttle.wait_s("debtor", 10, 5.0) > 0
