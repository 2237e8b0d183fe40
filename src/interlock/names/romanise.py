"""Any script to Latin words, for comparison only: the name as printed is kept and shown.

Hangul, kana and Han have modules of their own that know the language; the rest goes letter by letter.
Arabic and Hebrew write few vowels, and so does what comes out: `consonants` compares such words.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from interlock.names import japanese, korean
from interlock.names.hangul import romanised
from interlock.names.scripts import script_of
from interlock.names.tables import table

_NATIVE_SCRIPTS = frozenset({"hangul", "han", "kana"})
VOWELLESS = frozenset({"arabic", "hebrew"})
_PIECES = re.compile(r"[\uac00-\ud7a3]+|[\u3040-\u30ff]+|[\u3400-\u9fff]+")
"""Hangul, kana, Han."""


class _Letters(dict[int, str]):
    """The Latin letters of a letter, found out when first met; those of Han apart, one syllable each."""

    def __missing__(self, code: int) -> str:
        from anyascii import anyascii  # 40 ms, and most names never need it

        letter = chr(code)
        if script_of(letter) == "latin":
            found = letter
        else:
            found = str(anyascii(letter))
            if _IS_HAN.match(letter):
                found = f" {found.lower()} "
        self[code] = found
        return found


_LETTERS = _Letters()
_IS_HAN = re.compile(r"[\u3400-\u9fff]")


@lru_cache(maxsize=65_536)
def latin(text: str) -> str:
    """The text in Latin letters, words in their order; Latin text comes back as it is."""
    if text.isascii():
        return text
    return _PIECES.sub(_piece, text).translate(_LETTERS)


def _piece(match: re.Match[str]) -> str:
    piece = match.group()
    if piece[0] >= "\uac00":
        return " ".join(romanised(piece)) + " "
    if piece[0] <= "\u30ff":
        return japanese.from_kana(piece)
    return piece


@cache
def _native_words() -> re.Pattern[str]:
    longest_first = sorted(table("words")["native"], key=lambda word: (-len(word), word))
    return re.compile("|".join(map(re.escape, longest_first)))


@lru_cache(maxsize=65_536)
def translated(text: str) -> str:
    """A body's name with the words of business in English, and what is left of it romanised, joined.

    `남강무역회사` is `namgang trading corporation`: lists translate the one and romanise the other.
    """
    if text.isascii() or script_of(text) not in _NATIVE_SCRIPTS:
        return latin(text)
    native = table("words")["native"]
    is_japanese = bool(_JAPANESE.search(text))
    for pattern, english in _NUMBERED:
        text = pattern.sub(english, text)
    text = _SHIP.sub("", text)
    words: list[str] = []
    place = 0
    for match in _native_words().finditer(text):
        words += [_telling(text[place : match.start()], is_japanese=is_japanese), native[match.group()]]
        place = match.end()
    return " ".join(" ".join((*words, _telling(text[place:], is_japanese=is_japanese))).split())


_JAPANESE = re.compile("会社|㈱|㈲|商事|物産|産業|商会|[\u3040-\u30ff]")
"""What only a Japanese company's name holds: its characters have Japanese readings."""


def _telling(rest: str, *, is_japanese: bool) -> str:
    rest = rest.strip()
    if is_japanese and (readings := japanese.surname_readings(rest)):
        return readings[0]  # houses are called by a family's name, which is usually read in one way
    letters = [letter for letter in rest if not letter.isspace()]
    if letters and all(korean.is_syllable(letter) for letter in letters):
        return " ".join("".join(romanised(word)) for word in rest.split())
    if letters and all("\u3400" <= letter <= "\u9fff" for letter in letters):
        return "".join(latin(rest).split())
    return latin(rest)


_NUMBERED = tuple(
    (re.compile(r"(\d+)\s*" + native), rf" {english} \1 ")
    for native, english in (
        ("호실", "office"),
        ("호", ""),
        ("국", "bureau"),
        ("부", "department"),
        ("号", ""),
        ("號", ""),
    )
)
"""A unit known by its number: 39호실 is Office 39."""
_SHIP = re.compile(r"(?<=[\uac00-\ud7a3]{2})호(?=\s*\d*\s*$)|(?<=[\u3400-\u9fff]{2})[号號](?=\s*\d*\s*$)")
"""호 after a ship's name says that it is a ship."""


_VOWELS = re.compile(r"[aeiouwy]+")
_DOUBLED = re.compile(r"(.)\1+")


@lru_cache(maxsize=65_536)
def consonants(word: str) -> str:
    """The word without vowels and half-vowels, doubled letters single: how Arabic writes it, nearly."""
    return _DOUBLED.sub(r"\1", _VOWELS.sub("", word)) or word
