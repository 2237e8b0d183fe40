import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlock.report.text import FORMULA_STARTS, formula_safe, language_of, printable


@given(st.text())
def test_nothing_that_a_spreadsheet_runs_opens_a_cell(text: str) -> None:
    assert not formula_safe(text).startswith(FORMULA_STARTS)
    assert formula_safe(text).removeprefix("'") in (text, text.removeprefix("'"))


@given(st.text(alphabet=st.characters(exclude_categories=())))
def test_printable_text_is_one_line_without_controls_and_stays_so(text: str) -> None:
    shown = printable(text)
    assert not {unicodedata.category(ch) for ch in shown} & {"Cc", "Cs", "Zl", "Zp"}
    assert not set(shown) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    assert printable(shown) == shown
    assert len(shown) == len(text)


def test_an_escape_sequence_stays_visible_as_text() -> None:
    assert printable("RED \x1b[31mX\x07") == "RED \ufffd[31mX\ufffd"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("김수길", "ko"),
        ("KIM 수길 金秀吉", "ko"),
        ("金秀吉", "ja"),
        ("キム・スギル", "ja"),
        ("ｷﾑ", "ja"),
        ("Ким Су Гиль", "und-Cyrl"),
        ("كيم", "und-Arab"),
        ("KIM Su Gil", ""),
        ("", ""),
    ],
)
def test_the_language_tag_follows_the_script(text: str, language: str) -> None:
    assert language_of(text) == language
