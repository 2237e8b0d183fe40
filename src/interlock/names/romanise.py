"""Any script to Latin words, for comparison only: the name as printed is kept and shown.

Hangul, kana and Han have modules of their own that know the language; the rest goes letter by letter.
Arabic and Hebrew write few vowels, and so does what comes out: `consonants` compares such words.
"""

from __future__ import annotations

import re
from functools import lru_cache

from interlock.names import japanese, korean
from interlock.names.hangul import romanised
from interlock.names.scripts import script_of
from interlock.names.tables import table

_NATIVE_SCRIPTS = frozenset({"hangul", "han", "kana"})
VOWELLESS = frozenset({"arabic", "hebrew"})
_SPLIT = re.compile(r"([\uac00-\ud7a3]+|[\u3040-\u30ff]+|[\u3400-\u9fff]+)")


@lru_cache(maxsize=65_536)
def latin(text: str) -> str:
    """The text in Latin letters, words in their order; Latin text comes back as it is."""
    if text.isascii():
        return text
    return "".join(_piece(piece) for piece in _SPLIT.split(text))


def _piece(piece: str) -> str:
    if not piece or piece.isascii():
        return piece
    script = script_of(piece)
    if script == "hangul":
        return " ".join(romanised(piece)) + " "
    if script == "kana":
        return japanese.from_kana(piece)
    if script == "latin":
        return piece
    from anyascii import anyascii  # 40 ms, and most names never need it

    if script == "han":
        return " ".join(anyascii(letter).lower() for letter in piece) + " "
    return str(anyascii(piece))


@lru_cache(maxsize=65_536)
def translated(text: str) -> str:
    """A body's name with the words of business in English, and what is left of it romanised, joined.

    `남강무역회사` is `namgang trading corporation`: lists translate the one and romanise the other.
    """
    if text.isascii() or script_of(text) not in _NATIVE_SCRIPTS:
        return latin(text)
    native = table("words")["native"]
    for pattern, english in _NUMBERED:
        text = pattern.sub(english, text)
    text = _SHIP.sub("", text)
    words: list[str] = []
    rest = ""
    place = 0
    while place < len(text):
        word = next((w for w in _longest_first() if text.startswith(w, place)), "")
        if word:
            words += [_telling(rest), native[word]]
            rest, place = "", place + len(word)
        else:
            rest, place = rest + text[place], place + 1
    return " ".join(" ".join((*words, _telling(rest))).split())


def _telling(rest: str) -> str:
    rest = rest.strip()
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


@lru_cache(maxsize=1)
def _longest_first() -> tuple[str, ...]:
    return tuple(sorted(table("words")["native"], key=lambda word: (-len(word), word)))


_VOWELS = re.compile(r"[aeiouwy]+")
_DOUBLED = re.compile(r"(.)\1+")


@lru_cache(maxsize=65_536)
def consonants(word: str) -> str:
    """The word without vowels and half-vowels, doubled letters single: how Arabic writes it, nearly."""
    return _DOUBLED.sub(r"\1", _VOWELS.sub("", word)) or word
