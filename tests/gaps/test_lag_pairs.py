"""The sums of pairs are those of looking at each pair of authorities for each target."""

from datetime import date
from statistics import median

from hypothesis import given, settings
from hypothesis import strategies as st

from interlock.gaps.place import UNDATED
from interlock.model.gap import LagSummary
from made import record
from world import gaps_of

COALITION, REFERENCES = ("us", "jp", "kr"), ("un", "eu")
DAYS = st.sampled_from(("2019-01-01", "2019-01-02", "2020-05-05", "2021-12-31"))
LISTED = st.dictionaries(st.sampled_from((*COALITION, *REFERENCES)), DAYS, min_size=1)


def records_of(targets):
    return [
        record(f"{key}:{place}", f"THAE, Gyok{'abcd'[place]}", births=(f"196{place}-01-02",), on=day,
               seen=("2022-01-01", "2026-01-01"))
        for place, listed in enumerate(targets)
        for key, day in listed.items()
    ]  # fmt: skip


def one_by_one(rows, first, second):
    days, still_open = [], 0
    for row in rows:
        one, other = row.cells[first], row.cells[second]
        if one.state != "listed":
            continue
        still_open += other.state == "not_listed"
        acts = [cell.listed_on or UNDATED for cell in (one, other)]
        middles = [act.midpoint() if act.is_confirmed else None for act in acts]
        if other.state == "listed" and None not in middles:
            days.append((middles[1] - middles[0]).days)
    closed = [lag for lag in days if lag > 0]
    return LagSummary(
        first=first,
        second=second,
        closed=len(closed),
        open=still_open,
        median_days=float(median(closed)) if closed else None,
        same_day=days.count(0),
    )


@settings(max_examples=40, deadline=None)
@given(st.lists(LISTED, min_size=1, max_size=4), st.dates(date(2019, 1, 1), date(2026, 1, 1)))
def test_the_sums_are_those_of_each_pair_and_target_alone(targets, day):
    report = gaps_of(records_of(targets), as_of=day.isoformat(), coalition=COALITION)
    expected = [
        one_by_one(report.matrix, first, second)
        for first in (*COALITION, *REFERENCES)
        for second in COALITION
        if first != second
    ]
    assert report.lags == tuple(pair for pair in expected if pair.closed or pair.open or pair.same_day)
