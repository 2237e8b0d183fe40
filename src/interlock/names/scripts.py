"""The script a name is written in."""

from __future__ import annotations

import unicodedata
from collections import Counter
from functools import lru_cache
from typing import Literal

Script = Literal[
    "latin", "hangul", "han", "kana", "cyrillic", "arabic", "hebrew", "greek", "thai", "other", "none"
]

_BY_PREFIX: dict[str, Script] = {
    "LATIN": "latin",
    "HANGUL": "hangul",
    "CJK": "han",
    "IDEOGRAPHIC": "han",
    "HIRAGANA": "kana",
    "KATAKANA": "kana",
    "KATAKANA-HIRAGANA": "kana",
    "CYRILLIC": "cyrillic",
    "ARABIC": "arabic",
    "HEBREW": "hebrew",
    "GREEK": "greek",
    "THAI": "thai",
}


@lru_cache(maxsize=16_384)
def _script_of_letter(letter: str) -> Script:
    prefix = unicodedata.name(letter, "").split(" ", 1)[0]
    return _BY_PREFIX.get(prefix, "other")


@lru_cache(maxsize=262_144)
def script_of(text: str) -> Script:
    """The script of most of the letters; `none` when there are none.

    Kana wins over Han wherever both stand: that mixture is Japanese, however few the kana.
    """
    if text.isascii():
        return "latin" if any(ch.isalpha() for ch in text) else "none"
    letters = unicodedata.normalize("NFKC", text)
    counts = Counter(_script_of_letter(ch) for ch in letters if ch.isalpha())
    if not counts:
        return "none"
    if counts["kana"]:
        return "kana"
    return max(counts, key=lambda script: (counts[script], script))
