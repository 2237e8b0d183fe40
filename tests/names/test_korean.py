"""Syllables: every romanisation of a syllable leads back to it, and different syllables stay apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlock.names import korean

COMMON = (
    "가강건경계고곽관광구국권규균근금기길김나남노다대덕도동두란량려련렬례룡류리림마만명모무문미"
    "민박반방배백범변병보복봉부빈사산상서석선설섭성세소손송수숙순승식신심아안양어엄여연영오옥왕"
    "용우욱운웅원유윤은의이인일임자장재전정제조종주준중지진차찬창채천철초최춘충치칠태택평표필하"
    "학한함해행허혁현형호홍화환황회효훈휘희"
)


@pytest.mark.parametrize(
    ("spelling", "hangul"),
    [
        ("chol", "철"),
        ("cheol", "철"),
        ("chul", "철"),
        ("hyok", "혁"),
        ("hyeok", "혁"),
        ("hyuk", "혁"),
        ("yong", "영"),
        ("young", "영"),
        ("yeong", "영"),
        ("un", "은"),
        ("eun", "은"),
        ("joon", "준"),
        ("jun", "준"),
        ("hui", "희"),
        ("hee", "희"),
        ("sop", "섭"),
        ("seop", "섭"),
        ("thae", "태"),
        ("gwang", "광"),
        ("kwang", "광"),
    ],
)
def test_a_spelling_of_any_usage_leads_to_its_syllable(spelling, hangul):
    assert hangul in korean.syllables_of(spelling)


@pytest.mark.parametrize(
    ("spelling", "surname"),
    [
        ("lee", "이"),
        ("ri", "리"),
        ("rhee", "이"),
        ("park", "박"),
        ("pak", "박"),
        ("choi", "최"),
        ("choe", "최"),
        ("jung", "정"),
        ("chung", "정"),
        ("jeong", "정"),
        ("jong", "정"),
        ("yoon", "윤"),
        ("moon", "문"),
        ("shin", "신"),
    ],
)
def test_a_surname_is_known_by_the_spellings_of_the_press(spelling, surname):
    readings = korean.latin_readings((spelling, "chol", "su"))
    assert any(surname in reading[0] for reading in readings)


@given(st.lists(st.sampled_from(COMMON), min_size=3, max_size=3))
def test_two_names_meet_only_where_every_syllable_may_be_one(syllables):
    reading = tuple(frozenset({s}) for s in syllables)
    assert all(korean.meet(s, s) == 1.0 for s in reading)


@given(st.sampled_from(COMMON), st.sampled_from(COMMON))
def test_different_syllables_of_hangul_meet_only_across_north_and_south(a, b):
    likeness = korean.meet(frozenset({a}), frozenset({b}))
    if a == b:
        assert likeness == 1.0
    elif korean.southern(a) == korean.southern(b):
        assert likeness == 0.85
    else:
        assert likeness == 0.0


@pytest.mark.parametrize(
    ("north", "south"), [("리", "이"), ("류", "유"), ("량", "양"), ("로", "노"), ("련", "연"), ("룡", "용")]
)
def test_the_initial_that_the_south_drops_is_known(north, south):
    assert korean.southern(north) == south


def test_joined_given_names_are_cut_every_way_they_can_be():
    cuts = korean.segmented("yongil", 2)
    shown = {tuple("".join(sorted(s & set(COMMON))) for s in cut) for cut in cuts}
    assert any("영" in first and "일" in second for first, second in shown)
    assert any("길" in second for _, second in shown)


@pytest.mark.parametrize(
    "words", [("tim", "cook"), ("barack", "obama"), ("vladimir", "putin"), ("kim",), ("kim", "x")]
)
def test_a_name_that_cannot_be_korean_has_no_reading(words):
    assert korean.latin_readings(words) == ()


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", max_size=30))
def test_cutting_any_text_ends_soon_and_covers_all_of_it(text):
    for cut in korean.segmented(text):
        assert 1 <= len(cut) <= 4
        assert all(cut)
