import os
import sys
from pathlib import Path

import openpyxl
import pytest

from interlock.base.errors import QueryError
from interlock.report import write
from interlock.report.machine import BOM
from interlock.report.write import write_all
from report.factory import make_report

NAMES = ["gaps.html", "gaps.json", "gaps.csv", "gaps.xlsx"]


def test_four_files_and_nothing_else(tmp_path: Path) -> None:
    out = tmp_path / "new" / "folder"
    assert write_all(make_report(9), out) == [out / name for name in NAMES]
    assert sorted(path.name for path in out.iterdir()) == sorted(NAMES)
    assert (out / "gaps.csv").read_bytes().startswith(BOM.encode())
    assert b'"matrix"' in (out / "gaps.json").read_bytes()


def test_every_gap_is_in_every_file(tmp_path: Path) -> None:
    report = make_report(60)
    html, json, csv, xlsx = write_all(report, tmp_path)
    sheet = openpyxl.load_workbook(xlsx)["Gaps"]
    ids = {cell.value for row in sheet.iter_rows() for cell in row}
    texts = [path.read_text("utf-8") for path in (html, json, csv)]
    assert len({gap.gap_id for gap in report.gaps}) == len(report.gaps) > 100
    for gap in report.gaps:
        assert gap.gap_id in ids
        assert all(gap.gap_id in text for text in texts)


def test_a_second_report_takes_the_place_of_the_first(tmp_path: Path) -> None:
    write_all(make_report(9), tmp_path)
    before = {name: (tmp_path / name).read_bytes() for name in NAMES}
    write_all(make_report(9, fictional=True), tmp_path)
    assert all((tmp_path / name).read_bytes() != before[name] for name in NAMES)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(NAMES)


def test_a_failure_leaves_the_last_report_and_no_litter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_all(make_report(9), tmp_path)
    before = {name: (tmp_path / name).read_bytes() for name in NAMES}

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(write, "write_xlsx", full)
    with pytest.raises(QueryError, match="No space left on device"):
        write_all(make_report(20), tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_file_in_the_place_of_the_folder_is_a_clear_error(tmp_path: Path) -> None:
    place = tmp_path / "taken"
    place.write_text("x")
    with pytest.raises(QueryError, match="--out"):
        write_all(make_report(2), place)


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_without_leave_to_write_is_a_clear_error(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(QueryError, match="cannot be written"):
        write_all(make_report(2), tmp_path)
