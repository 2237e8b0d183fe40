"""The script a name is written in."""

from __future__ import annotations

import unicodedata
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


_ORDER: tuple[Script, ...] = (
    "arabic", "cyrillic", "greek", "han", "hangul", "hebrew", "kana", "latin", "other", "thai",
)  # fmt: skip


class _Codes(dict[int, str | None]):
    """The script of each letter as one character, so that a text is told letter by letter in one go."""

    def __missing__(self, code: int) -> str | None:
        letter = chr(code)
        prefix = unicodedata.name(letter, "").split(" ", 1)[0]
        self[code] = found = str(_ORDER.index(_BY_PREFIX.get(prefix, "other"))) if letter.isalpha() else None
        return found


_CODES = _Codes()
_KANA = str(_ORDER.index("kana"))


def script_of(text: str) -> Script:
    """The script of most of the letters; `none` when there are none.

    Kana wins over Han wherever both stand: that mixture is Japanese, however few the kana.
    """
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    codes = text.translate(_CODES)
    if not codes:
        return "none"
    most = codes[0]
    if codes.count(most) < len(codes):
        most = (
            _KANA if _KANA in codes else max(sorted(set(codes)), key=lambda code: (codes.count(code), code))
        )
    return _ORDER[int(most)]
