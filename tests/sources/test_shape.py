"""The names that a file's format uses."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlock.sources import shape
from interlock.sources.contract import File, FileRole
from interlock.sources.shape import shape_of

XML = FileRole("un.x", "xml")
CSV = FileRole("us.sdn", "sdn")


def names(role, name, data):
    return shape_of([(role, File(name, data))]).split("\n")


def test_elements_of_xml_without_namespaces_attributes_and_closing_tags():
    data = b'<?xml version="1.0"?><a:LIST x="1"><ONE/><TWO z="<">t</TWO><!-- <NOT> is seen too --></a:LIST>'
    assert names(XML, "list.xml", data) == ["xml:LIST", "xml:NOT", "xml:ONE", "xml:TWO"]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"\xef\xbb\xbfName,Date of  birth\r\nKIM,1970\r\n", ["sdn:Date of birth", "sdn:Name"]),
        ("氏名,生年月日\n".encode(), ["sdn:氏名", "sdn:生年月日"]),
        (b'36,"AEROCARIBBEAN AIRLINES",-0- \n', ["sdn:3 columns"]),
        (b'"broken', ["sdn:broken"]),
        (b"", ["sdn:0 columns"]),
    ],
)
def test_columns_of_csv_by_their_header_or_number(data, expected):
    assert names(CSV, "sdn.csv", data) == expected


def test_the_order_of_files_is_of_no_matter_and_workbooks_say_nothing():
    files = [(CSV, File("sdn.csv", b"a,b\n")), (XML, File("x.xml", b"<a/>"))]
    assert shape_of(files) == shape_of(files[::-1])
    assert shape_of([(XML, File("x.xlsx", b"PK\x03\x04"))]) == ""


@given(st.lists(st.sampled_from([b"<a>", b"<bb>", b"<c:d>", b"text ", b"<e", b" f=''>", b"\n"]), max_size=40))
def test_reading_in_blocks_finds_what_reading_at_once_finds(parts):
    """A tag on the border of two blocks is neither lost nor cut."""
    data = b"<root>" + b"".join(parts)
    plain = sorted({m.decode() for m in re.findall(rb"<(?:[A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)", data)})
    for block in (8, 13, 64):
        old, shape._BLOCK = shape._BLOCK, block
        try:
            assert names(XML, "x.xml", data) == [f"xml:{name}" for name in plain]
        finally:
            shape._BLOCK = old


@given(st.binary(max_size=300), st.sampled_from(["x.csv", "x.xml", "x.xlsx"]))
def test_no_bytes_are_a_fault(data, name):
    assert isinstance(shape_of([(XML, File(name, data))]), str)


@pytest.mark.parametrize(
    "first", [b"Last Updated,05/06/2023", b"Last Updated,13/04/2018,,,,", b"Date: 1 May"]
)
def test_a_date_line_above_the_header_is_not_the_header(first):
    data = first + b"\nName 6,Name 1,Group ID,Regime\nREI,Jin,1,Sample\n"
    assert shape_of([(FileRole("x.y", "csv"), File("list.csv", data))]).split("\n") == [
        "csv:Group ID", "csv:Name 1", "csv:Name 6", "csv:Regime",
    ]  # fmt: skip
