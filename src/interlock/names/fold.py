"""Folding: one form for all the ways of printing the same letters."""

from __future__ import annotations

import unicodedata

_INSIDE_A_WORD = "'’‘ʼʻ`´ʾʿ′"
"""Apostrophes of every shape: in romanised Korean and Arabic they mark sounds, never word ends."""
_EXTRA = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i", "ĸ": "k"}
)


class _Letters(dict[int, str]):
    """What each letter folds to, found out when it is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = found = _letter(chr(code))
        return found


def _letter(letter: str) -> str:
    if letter in _INSIDE_A_WORD:
        return ""
    plain = letter.casefold().translate(_EXTRA)
    bare = [ch for ch in unicodedata.normalize("NFD", plain) if not unicodedata.combining(ch)]
    return "".join(ch if ch.isalnum() else " " for ch in unicodedata.normalize("NFC", "".join(bare)))


_LETTERS = _Letters()
_ASCII = "".join(_letter(chr(code)) or "'" for code in range(128)).encode() + bytes(range(128, 256))
_ASCII_INSIDE = b"'`"
"""The same for ASCII, as a table of bytes: twice as fast."""


def fold(text: str) -> str:
    """Case, width, accents and punctuation gone; words in their order with one space between.

    Letters of other scripts stay as they are (NFKC): folding is not romanisation.
    """
    if text.isascii():
        plain = text.encode().translate(_ASCII, _ASCII_INSIDE).decode()
    else:
        plain = unicodedata.normalize("NFKC", text).translate(_LETTERS)
    return " ".join(plain.split())


def fold_tokens(text: str) -> tuple[str, ...]:
    """The words of the folded text."""
    return tuple(fold(text).split())
