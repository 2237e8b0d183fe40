"""The guard: what shrinks too much waits for a person, and only like is compared with like."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

import fake_lists
from interlock.ingest.guard import Measured, judge
from interlock.model.snapshot import Coverage

SPEC = fake_lists.spec(max_shrink=0.1, max_shrink_reason="the largest real fall is 9%")
START = date(2026, 1, 1)


def shots(*counts, coverages=()):
    return [
        Measured(START + timedelta(days=number), count, coverages[number] if coverages else Coverage())
        for number, count in enumerate(counts)
    ]


def states(*counts, accepted=(), coverages=()):
    return [judged.state for judged in judge(SPEC, shots(*counts, coverages=coverages), accepted)]


def test_a_fall_beyond_the_limit_is_quarantined_and_one_at_the_limit_is_not():
    """Ten percent of a hundred is ten."""
    assert states(100, 90) == ["good", "good"]
    assert states(100, 89) == ["good", "quarantined"]


def test_growth_is_no_fall():
    """However large; a ceiling is another guard."""
    assert states(100, 1000) == ["good", "good"]


def test_later_snapshots_are_measured_by_the_last_good_one():
    """A list that stays small stays shut; one that recovers is good again."""
    assert states(100, 50, 50, 95) == ["good", "quarantined", "quarantined", "good"]


def test_a_person_accepts_a_real_fall_and_what_follows_is_measured_by_it():
    """The UN took 85 entries off in October 2023."""
    accepted = {("fake.main", START + timedelta(days=1))}
    assert states(100, 50, 48, 20, accepted=accepted) == ["good", "good", "good", "quarantined"]


def test_only_rosters_of_one_focus_are_compared():
    """A copy of 60 entries of one focus is no fall of a list of 1,000."""
    whole, focus, part = Coverage(), Coverage(focus="dprk"), Coverage(roster=False)
    coverages = [whole, focus, part, whole, focus]
    assert states(1000, 60, 3, 990, 20, coverages=coverages) == ["good"] * 4 + ["quarantined"]


def test_the_sentence_says_what_changed_and_what_stays_in_use():
    """Counts, days, the limit and its reason."""
    _, judged = judge(SPEC, shots(1000, 700))
    assert judged.why == (
        "the fake.main snapshot of 2026-01-02 has 700 entries, 300 fewer (30%) than the last good one of"
        " 2026-01-01 (limit 10%: the largest real fall is 9%); that one stays in use"
    )


@given(st.lists(st.integers(1, 50), min_size=1, max_size=12), st.randoms(use_true_random=False))
def test_the_judgement_does_not_depend_on_the_order_of_arrival(counts, random):
    """It goes by the days of the lists."""
    series = shots(*counts)
    assert judge(SPEC, random.sample(series, len(series))) == judge(SPEC, series)
