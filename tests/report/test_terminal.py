import io
import unicodedata

import msgspec
import pytest
from rich.cells import cell_len
from rich.console import Console
from syrupy.assertion import SnapshotAssertion

from interlock.model.gap import GapReport
from interlock.report.terminal import print_report
from interlock.report.wording import FICTIONAL
from report.factory import CONSOLE_MARKUP, make_report

WIDTHS = (80, 120, 200)


def _printed(report: GapReport, width: int, limit: int | None = 20, *, colour: bool = False) -> str:
    out = io.StringIO()
    system = "truecolor" if colour else None
    print_report(report, Console(file=out, width=width, force_terminal=colour, color_system=system), limit)
    return out.getvalue()


@pytest.mark.parametrize("width", WIDTHS)
def test_the_terminal_reads_as_before(width: int, snapshot: SnapshotAssertion) -> None:
    text = _printed(make_report(14, fictional=width == 80), width, limit=4)
    assert "\n".join(line.rstrip() for line in text.splitlines()) == snapshot


@pytest.mark.parametrize("width", [60, *WIDTHS])
def test_no_line_is_wider_than_the_screen(width: int) -> None:
    text = _printed(make_report(40, fictional=True), width, limit=None)
    assert max(cell_len(line) for line in text.splitlines()) <= width


def test_a_pipe_gets_no_control_character_whatever_the_names_hold() -> None:
    text = _printed(make_report(40), 120, limit=None)
    assert not {ch for ch in text if unicodedata.category(ch) == "Cc"} - {"\n"}


def test_a_colour_terminal_gets_escapes_from_us_alone() -> None:
    text = _printed(make_report(40), 120, limit=None, colour=True)
    assert "\x1b[" in text
    assert "\x1b[31mBANNER" not in text
    assert "\x07" not in text
    assert "\u202e" not in text


def test_console_markup_in_a_name_is_a_name() -> None:
    assert CONSOLE_MARKUP in _printed(make_report(40), 200, limit=None)


def test_coverage_comes_before_any_gap() -> None:
    text = _printed(make_report(14), 120)
    assert text.index("What this report rests on") < text.index("Gaps by authority") < text.index("Open:")
    for state in ("current", "stale", "partial", "later only", "missing", "quarantined"):
        assert state in text


def test_what_the_limit_leaves_out_is_counted() -> None:
    report = make_report(60)
    left = sum(gap.status == "open" for gap in report.gaps) - 5
    assert f"{left} gaps not shown" in _printed(report, 120, limit=5)


def test_the_banner_stands_first_and_last() -> None:
    text = _printed(make_report(14, fictional=True), 80)
    assert FICTIONAL in text[:600]
    assert FICTIONAL in text[-600:]
    assert FICTIONAL not in _printed(make_report(14), 80)


def test_nothing_found_is_said_in_words() -> None:
    empty = msgspec.structs.replace(make_report(3), gaps=(), matrix=(), lags=(), notes=())
    assert "No gap of any kind was found" in _printed(empty, 80)
    closed = tuple(gap for gap in make_report(60).gaps if gap.status == "closed")
    assert "No open gap was found" in _printed(msgspec.structs.replace(empty, gaps=closed), 80)
