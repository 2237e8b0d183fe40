"""Files of customers as streams of rows."""

from datetime import date, datetime

import pyarrow
import pytest
from pyarrow import parquet

from interlock.base.errors import QueryError
from interlock.screen import bulk_input
from interlock.screen.bulk_input import Layout, chunks_of, form_of, input_file, rows_of

PLAIN = Layout()


def read(path, data, layout=PLAIN):
    path.write_bytes(data)
    return list(rows_of(path, layout))


def test_rows_keep_their_number_and_their_lines(tmp_path):
    rows = read(tmp_path / "c.csv", b'\xef\xbb\xbfid,name\r\n1,Ann\r\n\r\n2,"Bo\r\nCo"\r\n3,Di\r\n')
    assert [(row.number, row.line, row.cells[:2]) for row in rows] == [
        (1, "2", ("1", "Ann")),
        (2, "4-5", ("2", "Bo\r\nCo")),
        (3, "6", ("3", "Di")),
    ]


def test_rows_of_another_width_and_bad_bytes_come_as_faults(tmp_path):
    rows = read(tmp_path / "c.csv", b"id,name\n1,Ann,x\n2\n3,B\xe9\n4,Di\n")
    assert [row.fault for row in rows] == [
        "the row has 3 cells and the header 2",
        "the row has 1 cells and the header 2",
        "",
        "",
    ]
    assert "\ufffd" in rows[2].cells[1]


def test_a_quotation_mark_left_open_swallows_no_other_row(tmp_path):
    rows = read(tmp_path / "c.csv", b'id,name\n1,"Ann\n2,Bo\n3,"Di"\n4,"Ed\nward"\n5,"Flo\n')
    assert [(row.number, row.line, row.cells[:2]) for row in rows if not row.fault] == [
        (2, "3", ("2", "Bo")),
        (3, "4", ("3", "Di")),
        (4, "5-6", ("4", "Ed\nward")),
    ]
    assert [(row.number, row.line, row.cells) for row in rows if row.fault] == [
        (1, "2", ('1,"Ann',)),
        (5, "7", ('5,"Flo',)),
    ]


def test_an_open_quotation_mark_far_from_the_end_costs_one_row(tmp_path):
    """The reader gives up after 128 KiB, in the middle of the file."""
    lines = [b'0,"Open'] + [b"%d,Name of some length" % n for n in range(1, 20_000)]
    rows = read(tmp_path / "c.csv", b"id,name\n" + b"\n".join(lines))
    assert [row.number for row in rows] == list(range(1, 20_001))
    assert [row.number for row in rows if row.fault] == [1]


def test_a_cell_too_long_is_a_fault_and_the_next_row_is_read(tmp_path):
    rows = read(tmp_path / "c.csv", b"id,name\n1," + b"x" * 200_000 + b"\n2,Bo\n")
    assert "no CSV" in rows[0].fault
    assert rows[-1].cells[:2] == ("2", "Bo")


def test_another_delimiter_and_other_column_names(tmp_path):
    layout = Layout({"name": "kunde", "id": "nr"}, ";")
    rows = read(tmp_path / "c.csv", b"kunde;nr\nAnn;1\n", layout)
    assert rows[0].cells[:2] == ("1", "Ann")


def test_parquet_gives_the_same_rows_as_csv(tmp_path):
    born = [date(1962, 5, 7), None, None]
    table = pyarrow.table({"id": [1, 2, 3], "name": ["Ann", "Bo", None], "birth_date": born})
    parquet.write_table(table, tmp_path / "c.parquet")
    from_parquet = [row.cells for row in rows_of(tmp_path / "c.parquet", Layout())]
    from_csv = read(tmp_path / "c.csv", b"id,name,birth_date\n1,Ann,1962-05-07\n2,Bo,\n3,,\n")
    assert from_parquet == [row.cells for row in from_csv]


def test_typed_cells_become_the_text_a_csv_would_hold():
    assert bulk_input.text_of(datetime(1962, 5, 7)) == "1962-05-07"  # noqa: DTZ001  # as files hold them
    assert bulk_input.text_of(datetime(1962, 5, 7, 1)) == "1962-05-07 01:00:00"  # noqa: DTZ001
    assert bulk_input.text_of(["kp", "ru"]) == "kp;ru"
    assert bulk_input.text_of(None) == ""


def test_chunks_skip_what_is_done_and_lose_nothing(tmp_path):
    rows = read(tmp_path / "c.csv", b"id,name\n" + b"".join(b"%d,Ann\n" % n for n in range(25)))
    chunks = list(chunks_of(iter(rows), 5, skip=7))
    assert [row.number for chunk in chunks for row in chunk] == list(range(8, 26))
    assert max(map(len, chunks)) == 5


@pytest.mark.parametrize("data", [b"", b"\n"])
def test_a_file_without_a_header_is_refused(tmp_path, data):
    with pytest.raises(QueryError):
        read(tmp_path / "c.csv", data)


def test_what_is_no_parquet_is_refused(tmp_path):
    (tmp_path / "c.parquet").write_bytes(b"id,name\n")
    with pytest.raises(QueryError, match="cannot be read"):
        list(rows_of(tmp_path / "c.parquet", Layout()))


def test_the_name_tells_the_form(tmp_path):
    assert form_of(tmp_path / "x.CSV", "--in", ("csv",)) == "csv"
    with pytest.raises(QueryError, match="what form"):
        form_of(tmp_path / "x.txt", "--out", ("csv", "jsonl"))


def test_a_file_is_known_by_its_bytes(tmp_path):
    one, two = tmp_path / "a.csv", tmp_path / "b.csv"
    for path in (one, two):
        path.write_bytes(b"id,name\n1,Ann\n")
    assert input_file(one).sha256 == input_file(two).sha256
    assert input_file(one).lines == 2
    with pytest.raises(QueryError):
        input_file(tmp_path / "absent.csv")
