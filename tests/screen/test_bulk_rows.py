"""Rows of customers: what they ask, and what becomes of bad ones."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlock.base.errors import QueryError
from interlock.screen.bulk_rows import FIELDS, Row, asked_by, mapping_of, places_of


def row(name="Bardul Fengom", ours="c1", schema="", birth_date="", country="", identifier=""):
    return Row(7, "8", (ours, name, schema, birth_date, country, identifier))


def test_a_row_asks_for_everything_that_its_cells_say():
    query, reject = asked_by(
        row("A B; C D", schema="person", birth_date="1962-05-07", country="KP;ru", identifier="P1")
    )
    assert reject is None
    assert query.schema == "Person"
    assert query.id == "c1"
    assert query.properties == {
        "name": ("A B", "C D"),
        "idNumber": ("P1",),
        "birthDate": ("1962-05-07",),
        "country": ("kp", "ru"),
    }


def test_a_cell_that_cannot_be_read_is_left_out_and_named():
    query, reject = asked_by(row(birth_date="07/05/1962", country="Atlantis", schema="Robot"))
    assert query.properties == {"name": ("Bardul Fengom",)}
    assert query.schema == "Thing"
    assert reject.screened == "without birth_date country schema"
    assert (reject.row, reject.line, reject.id) == (7, "8", "c1")
    assert "'07/05/1962' is not a birth date" in reject.what
    assert "'Robot'" in reject.what


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        (row(name=" ", identifier=""), "neither a name nor an identifier"),
        (row(ours=" "), "no id"),
        (row(name="B\ufffdrdul"), "no UTF-8"),
        (Row(7, "8", ("c1",), "the row has 1 cells and the header 2"), "1 cells"),
    ],
)
def test_a_row_that_cannot_be_screened_is_named(bad, why):
    query, reject = asked_by(bad)
    assert query is None
    assert reject.screened == "no"
    assert why in reject.what


def test_an_identifier_alone_is_a_question():
    query, reject = asked_by(row(name="", identifier="P0000003"))
    assert reject is None
    assert query.properties == {"idNumber": ("P0000003",)}


@given(st.tuples(*[st.text(max_size=30)] * len(FIELDS)))
def test_every_row_is_screened_or_named(cells):
    """Whatever the cells hold: no error, and nothing lost."""
    query, reject = asked_by(Row(1, "2", cells))
    assert query is not None or reject.screened == "no"
    if query is not None:
        assert query.id == cells[0]
        assert all(values for values in query.properties.values())


def test_columns_may_have_other_names():
    header = ["customer", "no", "born"]
    names = {"name": "customer", "id": "no", "birth_date": "born"}
    assert places_of(header, names, "x.csv") == (1, 0, None, 2, None, None)


@pytest.mark.parametrize(
    ("header", "names", "says"),
    [
        (["id"], {}, "no column 'name'"),
        (["id", "name"], {"country": "land"}, "no column 'land'"),
        (["id", "name"], {"nom": "name"}, "unknown field nom"),
        (["id", "name", "name"], {}, "two columns are named 'name'"),
    ],
)
def test_a_header_that_does_not_suit_is_refused(header, names, says):
    with pytest.raises(QueryError, match=says):
        places_of(header, names, "x.csv")


@pytest.mark.parametrize("texts", [["name"], ["name="], ["name=a", "name=b"]])
def test_a_mapping_is_field_and_column_once(texts):
    with pytest.raises(QueryError, match="maps no column"):
        mapping_of(texts)
