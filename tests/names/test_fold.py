"""Folding goes by a table of letters; here it is told against the obvious way, step by step over the text."""

import re
import unicodedata
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlock.names import fold, script_of

EXTRA = {
    "ß": "ss",
    "æ": "ae",
    "œ": "oe",
    "ø": "o",
    "đ": "d",
    "ð": "d",
    "þ": "th",
    "ł": "l",
    "ı": "i",
    "ĸ": "k",
}
KINDS = {
    "LATIN": "latin", "HANGUL": "hangul", "CJK": "han", "IDEOGRAPHIC": "han", "HIRAGANA": "kana",
    "KATAKANA": "kana", "KATAKANA-HIRAGANA": "kana", "CYRILLIC": "cyrillic", "ARABIC": "arabic",
    "HEBREW": "hebrew", "GREEK": "greek", "THAI": "thai",
}  # fmt: skip


def slow_fold(text):
    flat = unicodedata.normalize("NFKC", text).casefold()
    flat = re.sub("['’‘ʼʻ`´ʾʿ′]", "", flat)
    for letter, plain in EXTRA.items():
        flat = flat.replace(letter, plain)
    bare = "".join(ch for ch in unicodedata.normalize("NFD", flat) if not unicodedata.combining(ch))
    return re.sub(r"[\W_]+", " ", unicodedata.normalize("NFC", bare)).strip()


def slow_script(text):
    letters = [ch for ch in unicodedata.normalize("NFKC", text) if ch.isalpha()]
    counts = Counter(KINDS.get(unicodedata.name(ch, "").split(" ")[0], "other") for ch in letters)
    if not counts:
        return "none"
    return "kana" if counts["kana"] else max(counts, key=lambda script: (counts[script], script))


PRINTED = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Z", "S")), max_size=20)


@given(PRINTED)
def test_folding_by_letter_is_folding_the_text(text):
    assert fold(text) == slow_fold(text)


@given(PRINTED)
def test_the_script_told_in_one_go_is_the_script_told_letter_by_letter(text):
    assert script_of(text) == slow_script(text)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("O'Brien-Müller,  J.", "obrien muller j"),
        ("Ri Hŏng-sŏp", "ri hong sop"),
        ("ＭＶ　ＫＵＭ", "mv kum"),
        ("김정은", "김정은"),
        ("Ελλάς", "ελλασ"),
    ],
)
def test_folding_keeps_letters_and_drops_what_carries_no_meaning(text, folded):
    assert fold(text) == folded


@given(PRINTED)
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)
