"""Names as they are asked: cleaned of what only deceives."""

import pytest

from interlock.base.errors import QueryError
from interlock.screen.ask import query_of
from interlock.screen.asked import clean, names_of
from screening import query


def test_look_alike_letters_become_one_alphabet():
    assert clean("Vlаdimir Рutin") == "Vladimir Putin"
    assert clean("Владимир Путин") == "Владимир Путин"
    assert clean("Вл\u0061димир") == "Владимир"


def test_invisible_marks_and_widths_are_gone():
    assert clean("Ki\u200bm\u00a0 Jong\u202e Un\x00") == "Kim Jong Un"
    assert clean("ＫＩＭ　Jong") == "KIM Jong"


def test_a_flood_is_cut():
    assert len(clean("a" * 100_000)) <= 400
    assert len(names_of(query(alias=[f"name {n}" for n in range(500)]))) <= 12


def test_a_name_is_put_together_from_its_parts():
    assert names_of(query(firstName="Ivan", lastName="Petrov")) == ("Ivan Petrov",)
    assert names_of(query("Ivan Petrov", firstName="I")) == ("Ivan Petrov",)


@pytest.mark.parametrize(
    "wrong",
    [{"name": " "}, {"name": "a", "schema": "Ship"}, {"name": "a", "birth_date": "1970-13"},
     {"name": "a", "country": "Korea"}],
)  # fmt: skip
def test_a_question_that_says_nothing_is_refused(wrong):
    with pytest.raises(QueryError):
        query_of(wrong.pop("name"), **wrong)


def test_a_query_holds_what_was_said():
    asked = query_of("Kim", schema="person", birth_date="1970-05", country="KP", identifier="PS1")
    assert asked.schema == "Person"
    assert asked.properties == {
        "name": ("Kim",), "birthDate": ("1970-05",), "country": ("kp",), "idNumber": ("PS1",)
    }  # fmt: skip
