import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlock.names import equal_keys, fold, script_of, sound_keys

words = st.text(st.sampled_from("abcdefghijklmnopqrstuvwxyzéüø'- "), min_size=1, max_size=20)


def equal(a, b, schema="Person", family_a="", family_b=""):
    return bool(equal_keys(a, schema, family_a) & equal_keys(b, schema, family_b))


def alike(a, b, schema="Person"):
    return bool(sound_keys(a, schema) & sound_keys(b, schema))


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("KIM, Jong Sik", "Kim Jong-sik"),
        ("KIM, Jong Sik", "Jong Sik KIM"),
        ("Kim Jongsik", "Kim Jong Sik"),
        ("PAK, To'-Ch'un", "Pak To-Chun"),
        ("Müller, Søren", "Soren Muller"),
    ],
)
def test_personal_names_are_equal_across_order_hyphens_and_accents(a, b):
    assert equal(a, b)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("KIM, Jong Sik", "KIM, Jong Suk"),
        ("KIM, Song Un", "KIM, Un Song"),
        ("KO TAE BIN", "KO TAE HUN"),
        ("Kim", "Kim"),
        ("", ""),
    ],
)
def test_personal_names_that_differ_or_say_too_little_are_not_equal(a, b):
    assert not equal(a, b)


def test_the_marked_surname_is_the_only_surname():
    assert not equal("KIM, Song Un", "Un Song Kim", family_a="KIM")
    assert equal("KIM, Song Un", "Song Un Kim", family_a="KIM")


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Korea Kangha Trading Corp.", "KOREA KANGHA TRADING CORPORATION"),
        ("Kangha Shpg Co", "Kangha Shipping Company Limited"),
        ("Kangha Shipping & Marine", "KANGHA SHIPPING AND MARINE"),
        ("Kangha Trading, OOO", "Kangha Trading"),
        ("Grand Kangha Council of the Party", "PARTY GRAND KANGHA COUNCIL"),
    ],
)
def test_companies_are_equal_whatever_their_legal_form(a, b):
    assert equal(a, b, "Organization")


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Office 39", "Office 38"),
        ("Kangha Branch 2", "Kangha Branch 3"),
        ("Kangha Trading", "Kangha Construction"),
        ("Kangha Trading Bank", "Kangha Bank Trading"),
        ("State Grid of Chile", "State Grid of China"),
    ],
)
def test_companies_with_other_numbers_or_words_are_not_equal(a, b):
    assert not equal(a, b, "Organization")


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("RI Hong Sop", "Lee Hong-seop"),
        ("PAK Jin Hyok", "Park Jin Hyok"),
        ("CHOE Song Nam", "Choi Song-nam"),
        ("JONG Man Bok", "CHO'NG, Man-pok"),
        ("KIM Ch'o'l Su", "Gim Cheol Su"),
    ],
)
def test_romanisations_of_one_korean_name_sound_alike(a, b):
    assert alike(a, b)


@pytest.mark.parametrize(
    ("hangul", "latin"),
    [
        ("김수길", "KIM, Su Gil"),
        ("박철진", "PARK Cheol-jin"),
        ("최명혁", "CH'OE, Myo'ng-hyo'k"),
        ("리홍섭", "LEE Hong Seop"),
        ("전일호", "Jon Il Ho"),
        ("백세봉", "PAEK Se Bong"),
        ("강룡", "KANG, Ryong"),
    ],
)
def test_a_korean_name_sounds_as_its_romanisations_do(hangul, latin):
    assert alike(hangul, latin)


def test_another_hangul_name_does_not_sound_alike():
    assert not alike("김수일", "KIM, Su Gil")


def test_names_a_vowel_apart_do_not_sound_alike():
    assert not alike("KIM Chol", "KIM Chil")


def test_names_in_other_scripts_are_equal_only_when_they_are_the_same():
    assert equal("김 수길", "김수길")
    assert not equal("김수길", "김수일")
    assert not equal("김수길", "Kim Su Gil")


@pytest.mark.parametrize(
    ("text", "script"),
    [("Kim", "latin"), ("김수길", "hangul"), ("金正恩", "han"), ("キム", "kana"), ("長安ビル", "kana"),
     ("Иван", "cyrillic"), ("محمد", "arabic"), ("123", "none"), ("", "none")],
)  # fmt: skip
def test_the_script_is_that_of_most_letters(text, script):
    assert script_of(text) == script


@given(st.text())
def test_folding_is_idempotent(text):
    assert fold(fold(text)) == fold(text)


@given(words)
def test_keys_ignore_case_and_unicode_form(text):
    for schema in ("Person", "Organization"):
        assert equal_keys(text, schema) == equal_keys(text.upper(), schema)
        assert equal_keys(text, schema) == equal_keys(unicodedata.normalize("NFD", text), schema)


@given(words)
def test_names_that_are_equal_sound_alike(text):
    other = text.upper().replace("-", " ")
    for schema in ("Person", "Organization"):
        if equal_keys(text, schema) & equal_keys(other, schema):
            assert sound_keys(text, schema) == sound_keys(other, schema)


def test_a_legal_form_of_several_words_is_no_part_of_the_key():
    assert equal_keys("Anfa Trading (S) Pte. Ltd.", "Company") == equal_keys("ANFA TRADING", "Company")
    russian = equal_keys("OBSHCHESTVO S OGRANICHENNOI OTVETSTVENNOSTYU GAMMA", "Company")
    assert russian == equal_keys("OOO Gamma", "Company")


def test_general_and_its_like_stand_anywhere_in_the_name_of_a_body_and_other_words_do_not():
    assert equal("General Missile Bureau", "Missile General Bureau", "Organization")
    assert equal("Korea Ryonbong General Trading", "General Ryonbong Trading Korea", "Organization")
    assert not equal("Foreign Trade Bank", "Trade Foreign Bank", "Organization")
    assert not equal("General Missile Bureau", "General Bureau", "Organization")
