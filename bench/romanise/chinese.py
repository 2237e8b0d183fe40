"""Chinese names in pinyin, Wade-Giles and the southern spellings that lists print.

Sources: pinyin ISO 7098:2015 and GB/T 28039-2011; Wade-Giles from Giles, A Chinese-English Dictionary (1912),
the table of syllables. Cantonese and Hokkien forms are usage, not a standard: see the table.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import NamedTuple

from bench.romanise.korean import fold

TABLE = tomllib.loads((Path(__file__).parent / "chinese.toml").read_text(encoding="utf-8"))


class Character(NamedTuple):
    """One character of a name in its writings and readings."""

    simplified: str
    traditional: str
    pinyin: str
    cantonese: str
    hokkien: str


SURNAMES = [Character(*row) for row in TABLE["surnames"]]
GIVEN = [Character(*row) for row in TABLE["given"]]
PLACES: list[list[str]] = TABLE["places"]
TRADES: list[list[str]] = TABLE["trades"]

WHOLE = {
    "zi": "tzu", "ci": "tz'u", "si": "ssu", "zhi": "chih", "chi": "ch'ih", "shi": "shih", "ri": "jih",
    "yi": "i", "ye": "yeh", "you": "yu", "yan": "yen", "yu": "yü", "yue": "yüeh", "yuan": "yüan",
    "yun": "yün", "yong": "yung", "ge": "ko", "ke": "k'o", "he": "ho", "er": "erh", "wen": "wen",
    "guo": "kuo", "kuo": "k'uo", "huo": "huo", "shuo": "shuo", "gui": "kuei", "kui": "k'uei",
}  # fmt: skip
HEADS = [
    ("zh", "ch"), ("ch", "ch'"), ("sh", "sh"), ("b", "p"), ("p", "p'"), ("d", "t"), ("t", "t'"), ("g", "k"),
    ("k", "k'"), ("j", "ch"), ("q", "ch'"), ("x", "hs"), ("z", "ts"), ("c", "ts'"), ("r", "j"), ("s", "s"),
    ("l", "l"), ("m", "m"), ("n", "n"), ("f", "f"), ("h", "h"), ("w", "w"), ("y", "y"),
]  # fmt: skip
TAILS = {"ian": "ien", "ie": "ieh", "iong": "iung", "ong": "ung", "uo": "o"}


def wade_giles(pinyin: str) -> str:
    """One toneless pinyin syllable in Wade-Giles."""
    if pinyin in WHOLE:
        return WHOLE[pinyin]
    for head, written in HEADS:
        if pinyin.startswith(head):
            tail = pinyin[len(head) :]
            if head in "jqx" and tail.startswith("u"):
                tail = {"u": "ü", "ue": "üeh", "uan": "üan", "un": "ün"}[tail]
            return written + TAILS.get(tail, tail)
    return pinyin


@cache
def forms(character: Character) -> frozenset[str]:
    """Every folded Latin form of the character."""
    found = {character.pinyin, wade_giles(character.pinyin), character.cantonese, character.hokkien}
    return frozenset(fold(form) for form in found if form)


def may_be_one(a: Character, b: Character, pool: list[Character]) -> bool:
    """Could the two share a Latin form, or be read for one another through a third of the pool?"""
    readers_a = {c for c in pool if forms(c) & forms(a)}
    readers_b = {c for c in pool if forms(c) & forms(b)}
    return bool(readers_a & readers_b)


def person(surname: Character, given: list[Character], system: str) -> str:
    """A name, surname first, in pinyin (joined), wade-giles (hyphen), cantonese or hokkien (apart)."""
    if system == "pinyin":
        word = given[0].pinyin
        for one in given[1:]:
            # A syllable that begins with a vowel takes an apostrophe (ISO 7098).
            word += ("'" if one.pinyin[0] in "aeo" else "") + one.pinyin
        return f"{surname.pinyin.capitalize()} {word.capitalize()}"
    if system == "wade-giles":
        word = "-".join(wade_giles(one.pinyin) for one in given)
        return f"{wade_giles(surname.pinyin).capitalize()} {word.capitalize()}"
    return " ".join([getattr(surname, system), *(getattr(one, system) for one in given)])
