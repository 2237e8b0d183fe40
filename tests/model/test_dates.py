from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlock.model.dates import ActDate, PartialDate

days = st.dates(date(1900, 1, 1), date(2030, 12, 31))


@pytest.mark.parametrize(
    ("made", "text"),
    [
        (PartialDate.of_day(date(1938, 4, 1)), "1938-04-01"),
        (PartialDate.of_month(1938, 2), "1938-02"),
        (PartialDate.of_years(1938), "1938"),
        (PartialDate.of_years(1938, circa=True), "~1938"),
        (PartialDate.of_years(1958, 1961), "1958..1961"),
    ],
)
def test_a_partial_date_prints_as_precisely_as_it_is_known(made, text):
    assert made.iso() == text


def test_reversed_years_are_refused():
    with pytest.raises(ValueError, match="reversed"):
        PartialDate.of_years(1961, 1958)


@given(days, days)
def test_days_agree_only_with_themselves(x, y):
    assert PartialDate.of_day(x).agrees_with(PartialDate.of_day(y)) == (x == y)


@given(days)
def test_a_day_agrees_with_its_month_and_its_year(day):
    exact = PartialDate.of_day(day)
    for wider in (PartialDate.of_month(day.year, day.month), PartialDate.of_years(day.year)):
        assert exact.agrees_with(wider)
        assert wider.agrees_with(exact)


@given(days, st.integers(0, 400))
def test_the_midpoint_of_an_act_lies_inside_its_span(first, length):
    last = first + timedelta(days=length)
    assert first <= ActDate(first, last, "between snapshots").midpoint() <= last


@pytest.mark.parametrize(
    ("act", "text"),
    [
        (ActDate(date(2023, 3, 17), date(2023, 3, 17), "printed"), "2023-03-17"),
        (ActDate(date(2022, 11, 30), date(2022, 12, 2), "between snapshots"), "2022-11-30..2022-12-02"),
        (ActDate(None, date(2019, 1, 15), "between snapshots"), "..2019-01-15"),
        (ActDate(date(2023, 3, 21), date(2023, 3, 21), "unconfirmed"), "2023-03-21?"),
    ],
)
def test_an_act_shows_its_interval_as_one_and_its_doubt_as_a_mark(act, text):
    assert act.iso() == text


@pytest.mark.parametrize(
    ("act", "words"),
    [
        (ActDate(date(2023, 3, 17), date(2023, 3, 17), "printed"), "on 2023-03-17"),
        (
            ActDate(date(2022, 11, 30), date(2022, 12, 2), "between snapshots"),
            "between 2022-11-30 and 2022-12-02",
        ),
        (ActDate(None, date(2019, 1, 15), "between snapshots"), "by 2019-01-15"),
        (ActDate(date(2023, 6, 1), date(2023, 6, 30), "batch"), "in 2023-06"),
        (ActDate(date(2025, 1, 1), date(2025, 12, 31), "unconfirmed"), "in 2025 (unconfirmed)"),
    ],
)
def test_an_act_reads_as_a_part_of_a_sentence(act, words):
    assert act.words() == words
