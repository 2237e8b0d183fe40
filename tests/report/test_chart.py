from datetime import date, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlock.model.dates import ActDate
from interlock.model.gap import Cell, LagSummary, MatrixRow
from interlock.report.chart import STRIP_WIDTH, lag_chart, severity_bar
from report.factory import make_report

US = date(2022, 12, 1)


def _row(name: str, second: ActDate) -> MatrixRow:
    cells = {
        "us": Cell(state="listed", listed_on=ActDate(US, US, "printed")),
        "jp": Cell(state="listed", listed_on=second),
    }
    return MatrixRow(target_id=name, target_name=name, schema="Person", native_names=(), cells=cells)


def _after(days: int, *, until: int | None = None, basis: str = "printed") -> ActDate:
    last = days if until is None else until
    return ActDate(US + timedelta(days), US + timedelta(last), basis)  # type: ignore[arg-type]


def _chart(*rows: MatrixRow):  # type: ignore[no-untyped-def]
    lag = LagSummary(first="us", second="jp", closed=len(rows), open=0, median_days=106.0, same_day=0)
    return lag_chart(msgspec.structs.replace(make_report(1), matrix=rows, lags=(lag,)))


def test_one_dot_a_target_with_its_days_in_words() -> None:
    (strip,) = _chart(
        _row("A", _after(106)), _row("B", _after(200, until=204, basis="between snapshots"))
    ).strips
    assert [(dot.target, dot.days, dot.confirmed) for dot in strip.dots] == [
        ("A", "106 days", True),
        ("B", "202 days (200 to 204)", True),
    ]
    assert strip.dots[0].x == strip.median_x


def test_a_listing_before_the_first_has_no_dot_and_an_unconfirmed_one_a_hollow_one() -> None:
    (strip,) = _chart(_row("A", _after(-5)), _row("B", _after(9, basis="unconfirmed"))).strips
    assert [(dot.target, dot.confirmed) for dot in strip.dots] == [("B", False)]


def test_an_open_ended_date_has_no_dot() -> None:
    (strip,) = _chart(_row("A", ActDate(None, US, "between snapshots"))).strips
    assert strip.dots == ()


@given(st.lists(st.integers(0, 9000), min_size=1, max_size=300))
def test_dots_stay_inside_their_strip_and_in_the_order_of_their_days(days: list[int]) -> None:
    chart = _chart(*(_row(f"T{place:04}", _after(day)) for place, day in enumerate(days)))
    (strip,) = chart.strips
    assert len(strip.dots) == len(days)
    assert [dot.x for dot in strip.dots] == sorted(dot.x for dot in strip.dots)
    assert all(0 < dot.x < STRIP_WIDTH and 0 < dot.y < strip.height for dot in strip.dots)


@given(st.dictionaries(st.sampled_from("abcdef"), st.floats(-20, 60), min_size=1))
def test_the_bar_never_leaves_its_hundred_units(components: dict[str, float]) -> None:
    colours = {name: place for place, name in enumerate(components)}
    bar = severity_bar(components, colours)
    assert [segment.name for segment in bar] == list(components)
    assert all(segment.width >= 0 and segment.x + segment.width <= 100.05 for segment in bar)


def test_a_bar_lays_its_parts_end_to_end() -> None:
    bar = severity_bar({"kind": 60.0, "reach": 12.0, "age": 7.5}, {"kind": 0, "reach": 1, "age": 2})
    assert [(segment.x, segment.width) for segment in bar] == [(0.0, 60.0), (60.0, 12.0), (72.0, 7.5)]
    assert sum(segment.value for segment in bar) == pytest.approx(79.5)
