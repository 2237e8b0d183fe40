"""Each rule of the lag figures, on the smallest world that shows it."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interlock.analytics.lag import LEAST_FOLLOWED, lag_answer
from interlock.analytics.positions import standing
from interlock.focus import load_focus
from interlock.gaps.question import ask
from interlock.model.edition import Edition, EditionContent
from interlock.resolve import resolve
from made import between, claimed, record
from world import FRESH, HOLDS, shot, specs

NAMES = ("THAE, Gyok Ryul", "MUN, Hwa Sop", "PYO, Nam Chol", "SON, Il Gwang", "CHA, Tok Hun", "OK, Myong Su")


def edition_of(records, snapshots=FRESH):
    content = EditionContent(
        code_version="test", lists=tuple(specs()), snapshots=tuple(snapshots), records=tuple(records),
        targets=tuple(resolve(records)),
    )  # fmt: skip
    return Edition.of(content)


def asked(records, as_of="2026-03-10", snapshots=FRESH, coalition=("us", "jp", "kr"), **more):
    edition = edition_of(records, snapshots)
    question = ask(date.fromisoformat(as_of), coalition, load_focus("dprk"), tuple(HOLDS))
    return lag_answer(edition, standing(edition, question), **more)


def pair(answer, first="us", second="jp"):
    (found,) = [one for one in answer.pairs if (one.first, one.second) == (first, second)] or [None]
    return found


def listed(number, **on):
    """One target; `us="2022-12-01"` is the day, or the act, of that authority."""
    return [
        record(
            f"{key}:{number}", f"{NAMES[number % 6]} {'AB'[number // 6]}", on=act,
            births=(f"19{60 + number}-01-02",), passports=(f"P{number:08d}",),
        )
        for key, act in on.items()
    ]  # fmt: skip


def test_the_known_case_of_december_2022():
    """DOMAIN: US between 11-30 and 12-02, Japan 2023-03-17, South Korea 2023-03-21."""
    answer = asked(listed(1, us=between("2022-11-30", "2022-12-02"), jp="2023-03-17", kr="2023-03-21"))
    found = pair(answer)
    assert (found.closed, found.open, found.same_day, found.median_days) == (1, 0, 0, 106.0)
    assert (found.median_at_least, found.median_at_most) == (105.0, 107.0)
    assert pair(answer, "jp", "kr").median_days == 4.0
    assert pair(answer, "jp", "us") is None


def test_the_same_day_counts_in_both_directions_and_as_no_days():
    answer = asked(listed(1, us="2023-04-24", kr="2023-04-24"))
    for one in (pair(answer, "us", "kr"), pair(answer, "kr", "us")):
        assert (one.closed, one.same_day, one.same_day_share, one.median_days) == (0, 1, 1.0, 0.0)


def test_open_cases_are_censored_and_leave_no_median_with_a_reason():
    records = [
        *listed(1, us="2022-12-01", jp="2022-12-11"),
        *listed(2, us="2022-12-01"),
        *listed(3, us="2022-12-01"),
    ]
    found = pair(asked(records))
    assert (found.closed, found.open, found.median_days, found.closed_median_days) == (1, 2, None, 10.0)
    assert found.why == "no median: 33% had followed after 10 days, by Kaplan-Meier, and none later"


def test_nobody_waited_longer_than_the_second_list_was_read():
    """A list last read in January says nothing of March."""
    records = [*listed(1, us="2022-12-01", jp="2023-06-01"), *listed(2, us="2022-12-01")]
    old = (*[one for one in FRESH if one.authority != "jp"], shot("jp", "2022-12-20"))
    assert pair(asked(records, snapshots=old)).median_days == 182.0
    assert pair(asked(records)).median_days == 182.0
    assert pair(asked(records)).p75_days is None
    assert pair(asked(records, snapshots=old)).p75_days == 182.0


def test_unconfirmed_dates_never_conclude():
    found = pair(asked(listed(1, us="2022-12-01", kr=claimed("2023-03-21"))), "us", "kr")
    assert (found.closed, found.same_day, found.undated, found.median_days) == (0, 0, 1, None)


def test_an_entry_that_was_there_when_first_looked_has_no_lag():
    found = pair(asked(listed(1, us=between(None, "2019-01-15"), jp="2023-03-17")))
    assert (found.closed, found.undated) == (0, 1)


def test_dates_too_wide_to_say_who_came_first_are_counted_apart():
    found = pair(asked(listed(1, us=between("2022-10-01", "2022-12-02"), jp="2022-11-01")))
    assert (found.closed, found.unclear) == (0, 1)
    may_be_same_day = pair(asked(listed(1, us=between("2022-10-01", "2022-12-02"), jp="2022-12-02")))
    assert (may_be_same_day.closed, may_be_same_day.unclear) == (0, 1)
    late = pair(asked(listed(1, us=between("2022-10-01", "2022-12-02"), jp="2023-03-17")))
    assert (late.closed, late.wide, late.median_at_least, late.median_at_most) == (1, 1, 105.0, 167.0)


def test_where_most_answers_have_no_date_the_rest_is_no_picture_of_them():
    records = [
        *listed(1, us="2022-12-01", kr="2022-12-11"),
        *listed(2, us="2022-12-01", kr=claimed("2023-03-21")),
        *listed(3, us="2022-12-01", kr=claimed("2023-03-21")),
    ]
    found = pair(asked(records), "us", "kr")
    assert (found.closed, found.median_days) == (1, None)
    assert found.why.startswith("of 3 answers to a dated listing, 2 have a date that is unconfirmed")


def test_what_the_first_took_off_before_it_was_followed_is_censored_there():
    records = [
        record("us:1", NAMES[0], on="2022-01-01", off="2022-04-01", births=("1960-01-02",)),
        *listed(2, us="2022-01-01", jp="2023-01-01"),
    ]
    found = pair(asked(records))
    assert (found.closed, found.open, found.ended, found.median_days) == (1, 0, 1, 365.0)


def test_before_the_second_listed_it_the_case_was_open():
    records = listed(1, us="2022-12-01", jp="2023-03-17")
    found = pair(asked(records, as_of="2023-03-16", snapshots=[shot(key, "2023-03-16") for key in HOLDS]))
    assert (found.closed, found.open, found.median_days) == (0, 1, None)


def test_groups_are_by_the_year_and_the_programme_of_the_first_listing():
    records = [*listed(1, us="2021-12-01", jp="2022-01-01"), *listed(2, us="2022-12-01", jp="2022-12-21")]
    years = asked(records, by="year").groups
    assert {group.group: pair(group).median_days for group in years} == {"2021": 31.0, "2022": 20.0}
    (programme,) = [one for one in asked(records, by="programme").groups if pair(one)]
    assert (programme.group, pair(programme).closed) == ("us DPRK2", 2)


def test_are_we_faster_is_answered_only_when_it_is_sure():
    turn = date(2022, 12, 13)

    def world(before, after):
        found = []
        for number in range(12):
            day = turn + timedelta(days=-400 if number < 6 else 10)
            late = day + timedelta(days=(before if number < 6 else after) + number % 6)
            found += listed(number, us=day.isoformat(), jp=late.isoformat())
        return asked(found, turn=turn)

    def pace(answer):
        return next(one for one in answer.comparisons if (one.first, one.second) == ("us", "jp"))

    faster = pace(world(200, 10))
    assert faster.pace == "faster"
    assert faster.p_value < 0.05
    assert pace(world(10, 200)).pace == "slower"
    assert pace(world(30, 29)).pace == "no clear difference"
    few = pace(asked(listed(1, us="2021-01-01", jp="2021-02-01"), turn=turn))
    assert (few.pace, few.p_value) == ("cannot be told", None)
    assert LEAST_FOLLOWED <= 6
    groups = {group.group: pair(group).closed for group in world(200, 10).groups}
    assert groups == {"before 2022-12-13": 6, "from 2022-12-13": 6}


DAYS = st.one_of(st.none(), st.integers(0, 1500))


@settings(max_examples=30, deadline=None)
@given(days=st.lists(st.tuples(DAYS, DAYS), min_size=1, max_size=5))
def test_every_target_of_a_pair_is_counted_once(days):
    start = date(2020, 1, 1)
    records = []
    for number, both in enumerate(days):
        on = {
            key: (start + timedelta(days=day)).isoformat()
            for key, day in zip(("us", "jp"), both, strict=True)
            if day is not None
        }
        records += listed(number, **on)
    if not records:
        return
    counted = 0
    answer = asked(records)
    for first, second in (("us", "jp"), ("jp", "us")):
        if found := pair(answer, first, second):
            counted += (
                found.closed + found.open + found.same_day + found.unclear + found.undated + found.unknown
            )
    same = sum(1 for us, jp in days if us is not None and us == jp)
    assert counted == sum(1 for us, jp in days if us is not None or jp is not None) + same


@pytest.mark.parametrize("by", ["", "year", "programme"])
def test_the_order_of_records_does_not_matter(by):
    records = [*listed(1, us="2021-12-01", jp="2022-01-01"), *listed(2, us="2022-12-01", jp="2022-12-21")]
    assert asked(records, by=by) == asked(records[::-1], by=by)
