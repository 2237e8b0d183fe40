from datetime import datetime
from pathlib import Path
from zipfile import ZipFile

import msgspec
import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from interlock.model.gap import GapReport
from interlock.report.spreadsheet import CELL_LIMIT, write_xlsx
from interlock.report.wording import FICTIONAL
from report.factory import AS_OF, FORMULA, make_report


def _sheets(report: GapReport, tmp_path: Path) -> dict[str, Worksheet]:
    path = tmp_path / "gaps.xlsx"
    write_xlsx(report, path)
    return {sheet.title: sheet for sheet in openpyxl.load_workbook(path)}


def _table(sheet: Worksheet, head: int = 1) -> list[dict[str, object]]:
    names = [cell.value for cell in sheet[head]]
    return [
        {str(name): cell.value for name, cell in zip(names, row, strict=True)}
        for row in sheet.iter_rows(min_row=head + 1)
    ]


def test_four_sheets_with_a_frozen_filtered_header(tmp_path: Path) -> None:
    report = make_report(20)
    sheets = _sheets(report, tmp_path)
    assert list(sheets) == ["Coverage", "Gaps", "Matrix", "Lags"]
    for sheet in sheets.values():
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref.startswith("A1:")
    assert sheets["Gaps"].auto_filter.ref.endswith(str(len(report.gaps) + 1))
    assert sheets["Coverage"].auto_filter.ref.endswith(str(len(report.coverage) + 1))


def test_dates_are_dates_and_numbers_are_numbers(tmp_path: Path) -> None:
    report = make_report(40)
    rows = _table(_sheets(report, tmp_path)["Gaps"])
    for row, gap in zip(rows, report.gaps, strict=True):
        assert row["Gap id"] == gap.gap_id
        assert row["Severity"] == round(gap.severity, 2)
        assert row["Since"] == (gap.since and datetime.combine(gap.since, datetime.min.time()))
        assert row["Age in days"] == gap.age_days
        assert row["Lag in days"] == gap.lag_days
        assert row["Part: reach"] == gap.components.get("reach")


def test_the_matrix_tells_its_states_in_words_and_symbols(tmp_path: Path) -> None:
    report = make_report(60)
    sheet = _sheets(report, tmp_path)["Matrix"]
    rows = _table(sheet)
    assert [row["Target id"] for row in rows] == [row.target_id for row in report.matrix]
    words = {row["Japan"] for row in rows}
    assert words == {
        "● listed", "◐ listed", "◌ listed", "× not listed", "? not known", "≠ not comparable", "≈ unresolved"
    }  # fmt: skip
    for row in rows:
        assert (
            isinstance(row["Japan: listed on"], datetime)
            or row["Japan"] != "● listed"
            or (row["Japan: listed on"] == "date not known")
        )
        if row["Japan"] == "× not listed":
            assert row["Japan: listed on"] is None
    assert len(sheet.conditional_formatting) == 5


def test_no_cell_is_a_formula_or_a_link(tmp_path: Path) -> None:
    sheets = _sheets(make_report(40), tmp_path)
    cells = [cell for sheet in sheets.values() for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    assert all(cell.hyperlink is None for cell in cells)
    assert FORMULA in {cell.value for cell in cells}
    with ZipFile(tmp_path / "gaps.xlsx") as book:
        assert not [name for name in book.namelist() if b"<f>" in book.read(name)]
        assert not [name for name in book.namelist() if "vba" in name.lower() or "external" in name.lower()]


def test_the_banner_heads_every_sheet_of_a_fictional_report(tmp_path: Path) -> None:
    for sheet in _sheets(make_report(20, fictional=True), tmp_path).values():
        assert str(sheet["A1"].value).startswith(FICTIONAL)
        assert sheet.freeze_panes == "A3"
        assert FICTIONAL in str(sheet.oddHeader.center.text)


def test_the_same_report_gives_the_same_bytes_and_carries_no_other_time(tmp_path: Path) -> None:
    report = make_report(20)
    for name in ("a.xlsx", "b.xlsx"):
        write_xlsx(report, tmp_path / name)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    assert openpyxl.load_workbook(tmp_path / "a.xlsx").properties.created == datetime.combine(
        AS_OF, datetime.min.time()
    )


def test_a_text_too_long_for_a_cell_is_cut_with_a_word(tmp_path: Path) -> None:
    report = msgspec.structs.replace(make_report(2), notes=("𐐷" * CELL_LIMIT,))
    values = [cell.value for row in _sheets(report, tmp_path)["Coverage"].iter_rows() for cell in row]
    (long,) = [value for value in values if str(value).startswith("𐐷")]
    assert str(long).endswith("[cut: longer than a cell holds]")


def test_an_empty_report_is_a_workbook_too(tmp_path: Path) -> None:
    empty = msgspec.structs.replace(make_report(2), gaps=(), matrix=(), lags=(), notes=(), coverage=())
    assert list(_sheets(empty, tmp_path)) == ["Coverage", "Gaps", "Matrix", "Lags"]


def test_a_folder_that_is_not_there_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(OSError, match=r"gaps\.xlsx"):
        write_xlsx(make_report(2), tmp_path / "none" / "gaps.xlsx")
