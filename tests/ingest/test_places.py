"""The raw text at a locator, in every form that `sources/contract.py` allows; what leads nowhere says so."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlock.ingest.places import Leaf, raw_text
from interlock.sources.contract import File
from interlock.sources.locators import several
from workbooks import sheet_of

ROWS = File("a.csv", b'uid,name\r\n7,"KIM, One"\r\n8,"two\r\nlines"\r\n9,last\r\n')
MORE = File("b.csv", b"7,alias\n7,other\n")
LIST = File(
    "list.xml",
    b"""<?xml version="1.0"?><LIST xmlns="urn:x"><ENTITY id="1"><DATAID>11</DATAID><NAME>ONE</NAME>
    <ALIAS><N>first</N></ALIAS><ALIAS><N kind="weak">second</N></ALIAS></ENTITY>
    <ENTITY id="2"><DATAID>12</DATAID><NAME>TWO</NAME></ENTITY></LIST>""",
)


def book(*rows):
    return File("list.xlsx", sheet_of(*rows, title="1. First  sheet"))


def texts(locator, *files):
    return [place.text for place in raw_text(locator, files)]


def test_a_line_of_a_text_file_is_the_whole_row_that_ends_there():
    (place,) = raw_text("a.csv:2", [ROWS, MORE])
    assert place.text == '7,"KIM, One"'
    assert place.leaves == (Leaf("cell 1", "7"), Leaf("cell 2", "KIM, One"))
    assert texts("a.csv:4", ROWS) == ['8,"two\nlines"']
    assert texts("a.csv:5", ROWS) == ["9,last"]


def test_several_places_and_ranges():
    assert texts("a.csv:2; b.csv:1-2", ROWS, MORE) == ['7,"KIM, One"', "7,alias", "7,other"]


def test_an_element_by_child_attribute_or_number_with_and_without_the_name_of_its_file():
    for locator in ("ENTITY[DATAID=12]", "list.xml ENTITY[DATAID=12]", "list.xml/LIST/ENTITY[@id='2']",
                    "list.xml/ENTITY[2]", "ENTITY[id=2]", "ENTITY[2] (Part 1/2)"):  # fmt: skip
        (place,) = raw_text(locator, [LIST])
        assert "<NAME>TWO</NAME>" in place.text, locator
        assert "ONE" not in place.text


def test_the_leaves_of_an_element_are_named_by_their_path():
    (place,) = raw_text("ENTITY[DATAID=11]", [LIST])
    assert Leaf("ALIAS[2]/N", "second") in place.leaves
    assert Leaf("ALIAS[2]/N/@kind", "weak") in place.leaves
    assert Leaf("@id", "1") in place.leaves


def test_an_element_below_another():
    assert "second" in texts("ENTITY[DATAID=11]/ALIAS[2]", LIST)[0]


def test_all_rows_in_which_a_column_holds_a_value():
    table = File("t.csv", b"Last Updated,1 Jan\nName,Group ID\nONE,7\nTWO,8\nUNO,7\n")
    assert texts("rows[Group ID=7]", table) == [
        "row 3, Name: ONE\nrow 3, Group ID: 7", "row 5, Name: UNO\nrow 5, Group ID: 7",
    ]  # fmt: skip
    assert texts("t.csv/Designation[GroupID=8]", table) == ["row 4, Name: TWO\nrow 4, Group ID: 8"]
    assert texts("rows[no=2]", book(("no", "name"), (2, "two"))) == ["row 2, no: 2\nrow 2, name: two"]
    assert texts("rows[Group ID=9]", table) == [""]


def test_rows_of_a_sheet_with_the_letters_of_their_columns():
    file = book(("no", "name"), (1, "one"), (None, "more of one"))
    assert texts("1. First sheet!row 2", file) == ["A2: 1\nB2: one"]
    assert texts("1. First sheet!rows 2-3", file) == ["A2: 1\nB2: one", "B3: more of one"]
    assert texts("row 2", file) == ["A2: 1\nB2: one"]
    assert texts("list.xlsx, 1. First sheet!row 2", file) == ["A2: 1\nB2: one"]


@pytest.mark.parametrize(
    "locator",
    ["a.csv:99", "ENTITY", "ENTITY[DATAID=99]", "LIST/ENTITY", "", "entry 7", "[", "Other!row 2", "b.csv:1-"],
)
def test_what_leads_nowhere_says_so(locator):
    places = raw_text(locator, [ROWS, LIST, book(("no",))])
    assert places
    assert all(not place.text and place.why for place in places)


def test_bytes_that_cannot_be_read_again_say_so():
    (place,) = raw_text("ENTITY[DATAID=11]", [File("list.xml", LIST.data[:80])])
    assert "cannot be read again" in place.why


@given(st.text(max_size=30), st.binary(max_size=60))
def test_no_locator_and_no_bytes_raise(locator, data):
    assert raw_text(locator, [File("a.csv", data), LIST])


@given(st.lists(st.tuples(st.sampled_from(["a.csv:", "S!row "]), st.integers(1, 9)), max_size=8))
def test_places_written_as_one_locator_are_the_same_places(given_places):
    places = [f"{head}{number}" for head, number in given_places]
    read = []
    for part in several(places).split("; "):
        head, _, numbers = part.rpartition(":" if ":" in part else " ")
        if part:
            first, _, last = numbers.partition("-")
            stem = "a.csv:" if head == "a.csv" else "S!row "
            read += [f"{stem}{number}" for number in range(int(first), int(last or first) + 1)]
    assert read == list(dict.fromkeys(places))
