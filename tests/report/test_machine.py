import csv
import io

import msgspec
import pytest
from syrupy.assertion import SnapshotAssertion

from interlock.report.machine import AS_PUBLISHED, BOM, COLUMNS, as_csv, as_json, json_parts
from interlock.report.text import FORMULA_STARTS
from interlock.report.wording import FICTIONAL
from report.factory import FORMULAS, make_report

REPORT_KEYS = [
    "edition", "as_of", "coalition", "references", "focus", "fictional", "coverage", "gaps", "lags", "notes",
    "known_by", "kinds", "silences",
]  # fmt: skip
GAP_KEYS = [
    "gap_id", "kind", "target_id", "target_name", "schema", "authority", "status", "listed_by", "since",
    "age_days", "lag_days", "severity", "components", "why", "lags", "native_names", "focus_by", "may_be",
    "confidence", "rests_on", "act", "act_why", "details", "closes",
]  # fmt: skip


def _rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_json_reads_as_before(snapshot: SnapshotAssertion) -> None:
    assert msgspec.json.format(as_json(make_report(5, gaps=8), include_matrix=True)).decode() == snapshot


def test_csv_reads_as_before(snapshot: SnapshotAssertion) -> None:
    assert as_csv(make_report(9, gaps=12)).replace("\r\n", "\n") == snapshot


def test_json_has_exactly_the_documented_keys() -> None:
    document = msgspec.json.decode(as_json(make_report(30)))
    assert list(document) == REPORT_KEYS
    assert {tuple(gap) for gap in document["gaps"]} == {tuple(GAP_KEYS)}
    listed = [entry for gap in document["gaps"] for entry in gap["listed_by"]]
    assert {tuple(entry) for entry in listed} == {("authority", "source_id", "name", "listed_on")}
    assert {tuple(entry["listed_on"]) for entry in listed} == {("earliest", "latest", "basis")}
    assert {tuple(row) for row in document["coverage"]} == {("authority", "role", "snapshot", "state", "why")}
    lag_keys = ("first", "second", "closed", "open", "median_days", "same_day")
    assert {tuple(lag) for lag in document["lags"]} == {lag_keys}


def test_the_matrix_comes_only_when_asked_for() -> None:
    report = make_report(3)
    assert "matrix" not in msgspec.json.decode(as_json(report))
    assert len(msgspec.json.decode(as_json(report, include_matrix=True))["matrix"]) == 3


def test_what_is_not_known_is_null_and_not_left_out() -> None:
    gaps = msgspec.json.decode(as_json(make_report(80)))["gaps"]
    assert any(gap["since"] is None and gap["age_days"] is None for gap in gaps)
    assert all(gap["lag_days"] is None for gap in gaps if gap["status"] != "closed")


def test_the_same_report_gives_the_same_bytes() -> None:
    assert as_json(make_report(20)) == as_json(make_report(20))
    assert as_csv(make_report(20)) == as_csv(make_report(20))


def test_csv_has_one_row_a_gap_and_one_cell_a_column() -> None:
    report = make_report(40)
    rows = list(csv.reader(io.StringIO(as_csv(report), newline="")))
    assert tuple(rows[0]) == COLUMNS
    assert [row[1] for row in rows[1:]] == [gap.gap_id for gap in report.gaps]
    assert {len(row) for row in rows} == {len(COLUMNS)}


def test_no_csv_cell_nor_item_in_it_opens_a_formula() -> None:
    rows = _rows(as_csv(make_report(40)))
    assert all(not cell.startswith(FORMULA_STARTS) for row in rows for cell in row.values())
    items = [item for row in rows for cell in row.values() for item in cell.split("; ")]
    assert all(not item.startswith(FORMULA_STARTS) for item in items)
    names = {row["target_name"] for row in rows}
    assert any(f"'{formula}" in names for formula in FORMULAS)


def test_a_bom_comes_only_when_asked_for() -> None:
    report = make_report(2)
    assert not as_csv(report).startswith(BOM)
    assert as_csv(report, bom=True) == BOM + as_csv(report)


def test_fictional_data_say_so_in_every_row() -> None:
    assert msgspec.json.decode(as_json(make_report(3, fictional=True)))["fictional"] is True
    assert msgspec.json.decode(as_json(make_report(3)))["fictional"] is False
    assert {row["data"] for row in _rows(as_csv(make_report(9, fictional=True)))} == {FICTIONAL}
    assert {row["data"] for row in _rows(as_csv(make_report(9)))} == {AS_PUBLISHED}


def test_rows_told_in_parts_are_all_there_and_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    report = make_report(30)
    whole = as_json(report, include_matrix=True)
    for rows in (1, 7, len(report.gaps)):
        monkeypatch.setattr("interlock.report.machine._ROWS", rows)
        assert b"".join(json_parts(report, include_matrix=True)) == whole
    empty = msgspec.structs.replace(report, gaps=())
    assert msgspec.json.decode(as_json(empty))["gaps"] == []
