"""What is known beside the name: agreement lifts, contradiction lowers, and both say why."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interlock.screen.evidence import Evidence, normal_number, numbers_in, weigh


def one(feature, asked, held):
    return next((e for e in weigh(asked, held) if e.feature == feature), None)


@settings(max_examples=60, deadline=None)
@given(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1), st.floats(0, 3))
def test_no_evidence_leaves_the_range(score, towards, kept, weight):
    assert score <= Evidence("f", towards, 1.0, "").moved(score, weight) <= 1.0 or towards == 0
    assert 0.0 <= Evidence("f", 0.0, kept, "").moved(score, weight) <= score


@pytest.mark.parametrize(
    ("x", "y", "better"),
    [
        ("1970-05-06", "1970-05-06", True),
        ("1970", "1970-05-06", True),
        ("1970-05-06", "1970-06-05", True),
        ("1970-05-06", "1970-05-07", False),
        ("1970", "1971", False),
        ("1970-05-06", "1990-05-06", False),
    ],
)
def test_birth_dates_agree_or_contradict(x, y, better):
    told = one("birth_date", {"birthDate": (x,)}, {"birthDate": (y,)})
    assert (told.moved(0.8, 1.0) > 0.8) is better
    assert told.query == x and told.candidate == y


def test_the_further_apart_the_births_the_less_is_left():
    left = [one("birth_date", {"birthDate": ("1970-01-01",)}, {"birthDate": (y,)}).moved(0.95, 1.0)
            for y in ("1970-01-02", "1971-03-04", "1975-03-04", "1995-03-04")]  # fmt: skip
    assert left == sorted(left, reverse=True)
    assert left[0] > 0.7 > left[2]


def test_of_several_printed_births_the_best_counts():
    assert one("birth_date", {"birthDate": ("1970",)}, {"birthDate": ("1950", "1970")}).towards_one > 0


def test_a_date_that_is_none_says_nothing():
    assert one("birth_date", {"birthDate": ("unknown",)}, {"birthDate": ("1970",)}) is None


def test_countries_compare_whatever_property_holds_them():
    assert one("country", {"country": ("KP",)}, {"nationality": ("kp",)}).towards_one > 0
    assert one("country", {"country": ("fr",)}, {"nationality": ("kp",)}).kept < 1
    assert one("country", {}, {"nationality": ("kp",)}) is None


def test_a_number_is_one_however_it_is_written_and_whatever_it_is_called():
    assert normal_number("IMO 907-4729") == normal_number("9074729") == "9074729"
    told = one("identifier", {"idNumber": ("ps 123456",)}, {"passportNumber": ("PS123456",)})
    assert told.is_strong and told.candidate == "PS123456"


def test_short_numbers_and_words_are_no_numbers():
    assert numbers_in({"idNumber": ("123", "unknown", "A1")}) == {}


def test_another_imo_number_is_another_hull():
    told = one("identifier", {"imoNumber": ("9074729",)}, {"imoNumber": ("9314234",)})
    assert told.moved(0.95, 1.0) < 0.7


def test_a_weight_of_nothing_silences_a_feature():
    told = one("birth_date", {"birthDate": ("1970",)}, {"birthDate": ("1990",)})
    assert told.moved(0.9, 0.0) == 0.9
