"""What text that comes from a list may do on a page, in a terminal and in a spreadsheet: nothing.

Names on lists are foreign input. They may hold markup, formulas, escape sequences and characters that
reverse the reading direction of all that follows.
"""

from __future__ import annotations

import unicodedata

REPLACED = "\N{REPLACEMENT CHARACTER}"

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What makes a spreadsheet read a cell as a formula; the full-width forms do so in East Asian editions.

Source: OWASP, CSV Injection, seen 2025-11.
"""


def _table() -> dict[int, str]:
    codes: dict[int, str] = dict.fromkeys([*range(0x20), *range(0x7F, 0xA0)], REPLACED)
    codes.update(dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)], REPLACED))
    codes.update(dict.fromkeys(range(0xD800, 0xE000), REPLACED))
    codes.update(dict.fromkeys([0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029], " "))
    return codes


_INERT = _table()


def printable(text: str) -> str:
    """The text on one line, with control, bidi-override and surrogate characters made visible."""
    return text if text.isascii() and text.isprintable() else text.translate(_INERT)


def formula_safe(text: str) -> str:
    """The text, with an apostrophe in front where a spreadsheet would take it for a formula."""
    return "'" + text if text.startswith(FORMULA_STARTS) else text


def language_of(text: str) -> str:
    """A BCP 47 tag that picks the right glyphs: `ko`, `ja`, `ar`...; empty for Latin and the rest.

    Characters tell the script and not the language: Chinese characters alone are taken as Japanese,
    since that is who prints them on the lists read here.
    """
    found = {_SCRIPT_LANGUAGE.get(unicodedata.name(ch, "").split(" ")[0].split("-")[0]) for ch in text}
    return next((tag for tag in _PRECEDENCE if tag in found), "")


_SCRIPT_LANGUAGE = {
    "HANGUL": "ko",
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
    "HALFWIDTH": "ja",
    "CJK": "ja",
    "CYRILLIC": "und-Cyrl",
    "ARABIC": "und-Arab",
    "HEBREW": "he",
    "THAI": "th",
}
_PRECEDENCE = ("ko", "ja", "und-Arab", "und-Cyrl", "he", "th")
