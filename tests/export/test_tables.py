import csv
import io
import json
from datetime import date, datetime

import openpyxl
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings

from interlock.export.rows import target_rows, tie_rows
from interlock.export.tables import csv_lines, json_lines, write_parquet, write_workbook
from interlock.report.text import FORMULA_STARTS
from interlock.report.wording import FICTIONAL
from made import record
from made_editions import DAY, HOSTILE, edition_of, editions, shown, world


def csv_of(table):
    text = b"".join(csv_lines(table)).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_the_csv_of_a_small_world(snapshot):
    found = shown(edition_of(world()))
    assert b"".join(csv_lines(target_rows(found))).decode() == snapshot(name="targets")
    assert b"".join(csv_lines(tie_rows(found))).decode() == snapshot(name="graph")


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(edition=editions())
def test_no_cell_of_any_csv_is_a_formula_and_every_entry_is_a_row(edition):
    found = shown(edition)
    for table in (target_rows(found), tie_rows(found)):
        rows = csv_of(table)
        assert len(rows) == table.total
        for row in rows:
            for cell in row.values():
                assert not cell.startswith(FORMULA_STARTS)
                assert all(not item.startswith(FORMULA_STARTS) for item in cell.split("; "))
    keys = {(row["list_key"], row["source_id"]) for row in csv_of(target_rows(found))}
    assert keys == {(e.listing.list_key, e.listing.source_id) for c in found.cards for e in c.entries}


def test_the_json_names_what_was_asked():
    found = json.loads(b"".join(json_lines(target_rows(shown(edition_of(world()))))))
    assert (found["edition"], found["as_of"], found["count"]) == ("0123456789abcdef", DAY.isoformat(), 5)
    row = next(row for row in found["rows"] if row["source_id"] == "1")
    assert (row["list_key"], row["identifiers"]) == ("us.sdn", ["passport 100000001"])


def test_parquet_columns_have_their_types(tmp_path):
    write_parquet(target_rows(shown(edition_of(world()))), tmp_path / "t.parquet")
    table = pq.read_table(tmp_path / "t.parquet")
    types = {field.name: str(field.type) for field in table.schema}
    assert (types["names"], types["snapshot"], types["target_id"]) == (
        "list<element: string>", "date32[day]", "string",
    )  # fmt: skip
    assert table.schema.metadata[b"edition"] == b"0123456789abcdef"
    assert table.column("listed_latest").to_pylist().count(date(2020, 5, 1)) == 3


def test_an_empty_table_is_a_file_of_no_rows(tmp_path):
    nobody = shown(edition_of(world()), coalition=("eu",))
    write_parquet(target_rows(nobody), tmp_path / "t.parquet")
    assert pq.read_table(tmp_path / "t.parquet").num_rows == 0
    write_workbook(target_rows(nobody), tmp_path / "t.xlsx")
    assert openpyxl.load_workbook(tmp_path / "t.xlsx")["Targets"].max_row == 1


@pytest.mark.parametrize("fictional", [True, False])
def test_a_workbook_is_typed_filterable_and_says_what_it_is(tmp_path, fictional):
    records = [*world(), *(record(f"jp:{n}", text) for n, text in enumerate(HOSTILE))]
    table = target_rows(shown(edition_of(records, fictional=fictional)))
    write_workbook(table, tmp_path / "t.xlsx")
    book = openpyxl.load_workbook(tmp_path / "t.xlsx")
    sheet = book["Targets"]
    top = 2 if fictional else 1
    assert sheet.freeze_panes == f"A{top + 1}"
    assert sheet.auto_filter.ref.startswith(f"A{top}:")
    assert (FICTIONAL in str(sheet["A1"].value)) is fictional
    rows = list(sheet.iter_rows(min_row=top + 1))
    assert len(rows) == table.total
    heads = [cell.value for cell in sheet[top]]
    assert isinstance(rows[0][heads.index("snapshot")].value, datetime)
    assert all(cell.data_type != "f" for row in rows for cell in row)
    facts = dict(book["About"].iter_rows(values_only=True))
    assert facts["edition"] == "0123456789abcdef"
