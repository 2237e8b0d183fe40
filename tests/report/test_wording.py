from datetime import date
from typing import get_args

import pytest

from interlock.model.dates import ActDate, Basis
from interlock.model.gap import Cell, CellState, CoverageState, GapKind, GapStatus
from interlock.report import wording
from interlock.report.page_words import LEGEND, SECTIONS

D = date


@pytest.mark.parametrize(
    ("act", "words"),
    [
        (ActDate(D(2023, 3, 17), D(2023, 3, 17), "printed"), "2023-03-17"),
        (ActDate(D(2022, 11, 30), D(2022, 12, 2), "between snapshots"), "2022-11-30 to 2022-12-02"),
        (ActDate(D(2022, 4, 1), D(2022, 4, 30), "batch"), "2022-04"),
        (ActDate(None, D(2019, 1, 15), "between snapshots"), "by 2019-01-15"),
        (ActDate(D(2019, 1, 15), None, "between snapshots"), "from 2019-01-15"),
        (ActDate(D(2023, 3, 21), D(2023, 3, 21), "unconfirmed"), "2023-03-21 unconfirmed"),
        (ActDate(None, None, "unconfirmed"), "date not known"),
        (None, "date not known"),
    ],
)
def test_a_date_reads_as_precisely_as_it_is_known(act: ActDate | None, words: str) -> None:
    assert wording.act_date(act) == words


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "same day"),
        (1, "1 day"),
        (60, "60 days"),
        (61, "about 2 months"),
        (365, "about 1 year"),
        (820, "about 2 years 3 months"),
    ],
)
def test_an_age_is_counted_in_days_until_months_say_it_better(days: int, words: str) -> None:
    assert wording.days_in_words(days) == words


def test_a_snapshot_after_the_day_asked_says_so() -> None:
    assert wording.snapshot_age(D(2026, 9, 27), D(2026, 9, 20)) == "7 days after"
    assert wording.snapshot_age(D(2026, 9, 20), D(2026, 9, 20)) == "same day"
    assert wording.snapshot_age(None, D(2026, 9, 20)) == ""


def test_a_severity_reads_as_the_sum_it_is() -> None:
    assert wording.sum_in_words({"kind": 42.0, "far_reach": 6.25, "doubt": -5.0}) == (
        "kind 42 + far reach 6.2 - doubt 5"
    )


def test_every_value_of_the_model_has_its_words() -> None:
    assert set(wording.KINDS) == set(get_args(GapKind))
    assert set(wording.STATUSES) == set(SECTIONS) == set(get_args(GapStatus))
    assert set(wording.COVERAGE_STATES) == set(wording.COVERAGE_SYMBOLS) == set(get_args(CoverageState))
    assert set(wording.CELL_STATES) == set(get_args(CellState))
    assert set(wording.BASES) == set(get_args(Basis))
    assert set(wording.CELL_SYMBOLS) == set(LEGEND) == set(get_args(wording.CellLook))


def test_not_listed_not_known_and_not_comparable_never_look_alike() -> None:
    states: tuple[CellState, ...] = ("not_listed", "unknown", "not_comparable", "unresolved")
    cells = [Cell(state=state) for state in states]
    symbols = {wording.CELL_SYMBOLS[wording.cell_look(cell)] for cell in cells}
    assert len(symbols) == len({wording.cell_text(cell) for cell in cells}) == len(cells)
    assert not symbols & {wording.CELL_SYMBOLS["exact"], wording.CELL_SYMBOLS["interval"]}
