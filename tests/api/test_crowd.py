"""Processes that see how many connections each of them holds."""

from interlock.api.crowd import TAKES_NONE, Crowd


def test_a_process_that_takes_connections_and_has_fewer_is_seen(tmp_path):
    first, second, third = (Crowd(tmp_path / "crowd", 3, place) for place in range(3))
    assert not first.is_emptier_elsewhere(5)  # nobody else takes any yet
    second.holds(4)
    assert first.is_emptier_elsewhere(5)
    assert not first.is_emptier_elsewhere(4)
    assert not second.is_emptier_elsewhere(100)  # its own number does not count
    third.holds(0)
    assert second.is_emptier_elsewhere(1)
    third.holds(TAKES_NONE)
    assert not second.is_emptier_elsewhere(4)


def test_one_that_comes_in_the_place_of_a_dead_one_takes_none_until_it_says_so(tmp_path):
    first, second = (Crowd(tmp_path / "crowd", 2, place) for place in range(2))
    second.holds(0)
    assert first.is_emptier_elsewhere(1)
    Crowd(tmp_path / "crowd", 2, 1)
    assert not first.is_emptier_elsewhere(1)


def test_one_alone_has_nobody_to_leave_a_connection_to(tmp_path):
    assert not Crowd(tmp_path / "crowd", 1, 0).is_emptier_elsewhere(1000)
