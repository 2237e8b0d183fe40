"""A client's query in the terms of the entities."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlock.api.cleaning import changed_since, cleaned, date_of, value_of
from interlock.api.countries import country_code, country_name
from interlock.base.errors import QueryError
from interlock.screen.ftm import is_matchable, property_types, schema_names

MATCHABLE = [name for name in schema_names() if is_matchable(name)]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("1965", "1965"), ("1965-5", "1965-05"), ("1965-5-3", "1965-05-03"), ("1965-05-03", "1965-05-03"),
        ("1965-05-03T10:00:00Z", "1965-05-03"), ("19650503", "1965-05-03"), ("1965/05/03", "1965-05-03"),
        ("1965-00-00", "1965"), ("1965-05-00", "1965-05"), ("1965-13-01", ""), ("1965-02-30", ""),
        ("12/05/1965", ""), ("3 May 1965", ""), ("65", ""), ("0000", ""), ("1965-05/03", ""), ("", ""),
    ],
)  # fmt: skip
def test_dates_that_begin_with_the_year_are_read_and_no_other_is_guessed(text, date):
    assert date_of(text) == date


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Russia", "ru"), ("RU", "ru"), ("RUS", "ru"), ("Russian Federation", "ru"), ("Россия", "ru"),
        ("North Korea", "kp"), ("DPRK", "kp"), ("Democratic People's Republic of Korea", "kp"),
        ("北朝鮮", "kp"), ("Iran (Islamic Republic of)", "ir"), ("USA", "us"), ("U.S.A.", "us"), ("UK", "gb"),
        ("us-ca", "us"), ("EU", "eu"), ("Kosovo", "xk"), ("Soviet Union", "suhh"), ("Atlantis", ""), ("", ""),
        ("Côte d’Ivoire", "ci"), ("Crimea", "ua-cri"), ("Korea", ""), ("ZZ", "zz"),
    ],
)  # fmt: skip
def test_countries_become_codes_and_no_country_is_guessed(text, code):
    assert country_code(text) == code


def test_codes_become_names():
    assert (country_name("ru"), country_name("suhh")) == ("Russia", "suhh")


def test_values_keep_their_meaning():
    found = cleaned(
        "Person",
        {
            "name": ["  Kim   Yong-chol ", "Kim Yong-chol", "", "---", None, True, {"a": 1}],
            "alias": "می\u200cخواهم",
            "gender": ["M", "unheard of"],
            "email": ["A@B.Example", "nonsense"],
            "topics": "SANCTION",
            "idNumber": 123,
            "birthDate": 1965,
            "sanctions": ["x"],
            "unheardOf": "x",
        },
        "mine",
    )
    assert found.query.id == "mine"
    assert found.query.properties == {
        "name": ("Kim Yong-chol",),
        "alias": ("می\u200cخواهم",),
        "gender": ("male",),
        "email": ("A@b.example",),
        "topics": ("sanction",),
        "idNumber": ("123",),
        "birthDate": ("1965",),
    }
    assert found.ignored == ("sanctions", "unheardOf")


def test_a_name_is_made_of_its_parts_where_no_name_is_given():
    parts = {"firstName": ["Ann", "Anna"], "lastName": "Owner", "nationality": "ru"}
    assert cleaned("Person", parts).query.properties["name"] == ("Ann Owner", "Anna Owner")
    assert "name" not in cleaned("Person", {**parts, "alias": "Annie"}).query.properties


@pytest.mark.parametrize("schema", ["Banana", "", "person", "Ownership", "Sanction"])
def test_a_schema_that_nobody_is_compared_by_is_refused(schema):
    with pytest.raises(QueryError, match=schema or "Unknown"):
        cleaned(schema, {})


@pytest.mark.parametrize("text", ["2020-02-30", "2020-13-01", "2020-01-01T25", "2020-01-01T10:61"])
def test_a_day_that_never_was_is_refused(text):
    with pytest.raises(QueryError):
        changed_since(text)
    assert changed_since("2020-02-29T23:59") == "2020-02-29T23:59"


@given(
    st.sampled_from(MATCHABLE),
    st.dictionaries(
        st.text(max_size=8) | st.sampled_from(["name", "birthDate", "country", "email", "topics", "gender"]),
        JSON,
        max_size=6,
    ),
)
def test_whatever_is_sent_becomes_a_query_and_cleaning_again_changes_nothing(schema, properties):
    once = cleaned(schema, properties)
    types = property_types(schema)
    assert set(once.query.properties) <= set(types)
    assert all(value and value == value.strip() for row in once.query.properties.values() for value in row)
    again = cleaned(schema, {name: list(values) for name, values in once.query.properties.items()})
    assert again.query == once.query
    assert again.ignored == ()


@given(st.sampled_from(["country", "date", "gender", "topic", "email", "name"]), st.text())
def test_a_clean_value_is_its_own_clean_value(kind, text):
    once = value_of(kind, text)
    assert value_of(kind, once) == once
