"""The guards: what is not a whole list, or not like the last one, waits for a person."""

from datetime import date, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

import fake_lists
from interlock.ingest.guard import MAX_NEW_FIELDS, Measured, judge
from interlock.ingest.parsers import installed
from interlock.model.fill import FIELDS
from interlock.model.guarding import Ruling
from interlock.model.lists import Fill
from interlock.model.snapshot import Alarm, Coverage

SPEC = fake_lists.spec(max_shrink=0.1, max_shrink_reason="the largest real fall is 9%")
START = date(2026, 1, 1)
YES = Ruling("accepted", "Ann", "the notice says so")
NO = Ruling("rejected", "Ann", "a test file")


def shots(*counts, coverages=(), rulings=None):
    return [
        Measured(
            START + timedelta(days=number),
            count,
            coverages[number] if coverages else Coverage(),
            ruling=(rulings or {}).get(number),
        )
        for number, count in enumerate(counts)
    ]


def states(*counts, spec=SPEC, **more):
    return [judged.state for judged in judge(spec, shots(*counts, **more))]


def guards(spec, *series):
    return [[breach.guard for breach in judged.breaches] for judged in judge(spec, series)]


def test_a_fall_beyond_the_limit_is_quarantined_and_one_at_the_limit_is_not():
    """Ten percent of a hundred is ten."""
    assert states(100, 90) == ["good", "good"]
    assert states(100, 89) == ["good", "quarantined"]


def test_a_list_that_more_than_doubles_at_once_is_quarantined():
    """Two lists in one, or a cross product; beside the slack that small lists have."""
    assert states(1000, 2050) == ["good", "good"]
    assert states(1000, 2051) == ["good", "quarantined"]
    assert states(5, 55) == ["good", "good"]


def test_growth_is_measured_by_the_year():
    """Canada's list tripled between the files of 2020-04-15 and 2025-03-20."""
    first, last = (Measured(date.fromisoformat(d), n, Coverage()) for d, n in
                   (("2020-04-15", 1369), ("2025-03-20", 4759)))  # fmt: skip
    assert guards(SPEC, first, last) == [[], []]
    assert guards(SPEC, first, msgspec.structs.replace(last, day=date(2020, 4, 16))) == [[], ["grow"]]


def test_later_snapshots_are_measured_by_the_last_good_one():
    """A list that stays small stays shut; one that recovers is good again."""
    assert states(100, 50, 50, 95) == ["good", "quarantined", "quarantined", "good"]
    assert [judged.against for judged in judge(SPEC, shots(100, 50, 50, 95))] == [None, START, START, START]


def test_a_person_accepts_a_real_fall_and_what_follows_is_measured_by_it():
    """The UN took 85 entries off in October 2023."""
    assert states(100, 50, 48, 20, rulings={1: YES}) == ["good", "good", "good", "quarantined"]


def test_what_a_person_rejected_is_never_used_whatever_the_guards_say():
    """And is nothing to compare with."""
    assert states(100, 95, 89, rulings={1: NO}) == ["good", "quarantined", "quarantined"]
    assert "rejected by Ann: a test file" in judge(SPEC, shots(100, 95, rulings={1: NO}))[1].why


def test_only_rosters_of_one_focus_are_compared():
    """A copy of 60 entries of one focus is no fall of a list of 1,000."""
    whole, focus, part = Coverage(), Coverage(focus="dprk"), Coverage(roster=False)
    coverages = [whole, focus, part, whole, focus]
    assert states(1000, 60, 3, 990, 20, coverages=coverages) == ["good"] * 4 + ["quarantined"]


def test_a_first_snapshot_has_its_floor_and_ceiling_with_their_reason():
    """Half a list is not the first good one."""
    spec = fake_lists.spec(count_floor=800, count_ceiling=2000, count_reason="865 to 1,004 were seen")
    assert states(500, 900, 3000, spec=spec) == ["quarantined", "good", "quarantined"]
    first, _, last = judge(spec, shots(500, 900, 3000))
    assert first.why == (
        "the fake.main snapshot of 2026-01-01 has 500 entries, under the floor of 800: 865 to 1,004 were"
        " seen; no good one is here"
    )
    assert [breach.guard for breach in last.breaches] == ["ceiling", "grow"]


def test_bounds_hold_for_whole_real_rosters_only():
    """A focus, a part and a sample world are smaller by design."""
    spec = fake_lists.spec(count_floor=800)
    for coverage in (Coverage(focus="dprk"), Coverage(roster=False)):
        assert guards(spec, Measured(START, 5, coverage)) == [[]]
    assert guards(spec, Measured(START, 5, Coverage(), fictional=True)) == [[]]
    assert guards(spec, Measured(START, 5, Coverage())) == [["floor"]]


BORN = Fill("Person", "birth_dates", 0.6, "between 70% and 74% on every file")


@pytest.mark.parametrize(
    ("filled", "coverage", "broken"),
    [
        ((60, 100), Coverage(), []),
        ((59, 100), Coverage(), ["fill"]),
        ((0, 19), Coverage(), []),  # too few to speak of a rate
        ((0, 100), Coverage(facets=("addresses",)), []),  # an address file alone says nothing about births
        ((0, 100), Coverage(lacks=("birth_dates",)), []),  # a reconstruction that does not carry them
        ((0, 100), Coverage(focus="dprk"), []),
    ],
)
def test_a_key_field_that_empties_is_quarantined(filled, coverage, broken):
    spec = fake_lists.spec(fills=(BORN,))
    shot = Measured(START, 100, coverage, fills={"Person.birth_dates": filled})
    assert guards(spec, shot) == [broken]


def test_the_sentence_of_a_fill_rate_says_both_numbers_and_the_reason():
    """A reader needs no code."""
    shot = Measured(START, 100, Coverage(), fills={"Person.birth_dates": (12, 100)})
    (judged,) = judge(fake_lists.spec(fills=(BORN,)), [shot])
    expected = "birth_dates in 12.0% of its Person entries, under 60%: between 70% and 74% on every file"
    assert expected in judged.why


def alarms(count):
    return tuple(Alarm("unknown-field", f"<x{number}> is not known") for number in range(count))


def test_one_new_field_is_an_alarm_and_a_renamed_format_is_quarantined():
    """Measured by what is new since the last good one."""
    shot = Measured(START, 100, Coverage())
    later = START + timedelta(days=1)
    few = msgspec.structs.replace(shot, day=later, alarms=alarms(MAX_NEW_FIELDS))
    many = msgspec.structs.replace(shot, day=later, alarms=alarms(MAX_NEW_FIELDS + 1))
    assert guards(SPEC, shot, few) == [[], []]
    assert guards(SPEC, shot, many) == [[], ["fields"]]
    assert guards(SPEC, msgspec.structs.replace(shot, alarms=alarms(20)), many) == [[], []]


def test_a_file_that_lost_most_of_its_field_names_is_quarantined():
    """Only against a file of the same kind."""
    shot = Measured(START, 100, Coverage(), fingerprint="a\nb\nc\nd", parts=("xml",))
    thin = msgspec.structs.replace(shot, day=START + timedelta(days=1), fingerprint="a\nnew")
    assert guards(SPEC, shot, thin) == [[], ["fields"]]
    assert guards(SPEC, shot, msgspec.structs.replace(thin, fingerprint="a\nb")) == [[], []]
    assert guards(SPEC, shot, msgspec.structs.replace(thin, parts=("csv",))) == [[], []]


def test_the_sentence_says_what_changed_and_what_stays_in_use():
    """Counts, days, the limit and its reason."""
    _, judged = judge(SPEC, shots(1000, 700))
    assert judged.why == (
        "the fake.main snapshot of 2026-01-02 has 700 entries, 300 fewer (30%) than the last good one of"
        " 2026-01-01 (limit 10%: the largest real fall is 9%); that of 2026-01-01 stays in use"
    )


series = st.lists(
    st.tuples(st.integers(1, 500), st.sampled_from([None, None, None, YES, NO])), min_size=1, max_size=12
)


@given(series, st.randoms(use_true_random=False))
def test_the_judgement_does_not_depend_on_the_order_of_arrival(items, random):
    """It goes by the days of the lists, and by the rulings."""
    rulings = {number: ruling for number, (_, ruling) in enumerate(items) if ruling}
    given_shots = shots(*(count for count, _ in items), rulings=rulings)
    assert judge(SPEC, random.sample(given_shots, len(given_shots))) == judge(SPEC, given_shots)


def test_the_guards_of_every_list_are_possible():
    """A floor under the ceiling, and fields that a listing has."""
    parsers = installed()
    for spec in (spec for key in parsers.keys() for spec in parsers.authority_of(key).lists):  # noqa: SIM118
        assert 0 < spec.count_floor < spec.count_ceiling
        assert 0 < spec.max_shrink < 1 <= spec.max_grow
        assert {fill.field for fill in spec.fills} <= set(FIELDS)
        assert all(0 < fill.at_least <= 1 and fill.reason for fill in spec.fills)
