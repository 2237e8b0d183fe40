"""One Hangul syllable and the letters that lists print for it, in four romanisations and in katakana.

Rules work on a syllable and on whether the sound before it is voiced; that is how lists spell names
(`Ch'o'l-su`), and coarser than the standards, which also join sounds across syllables.

Source: the published rules of Revised Romanisation (2000) and McCune-Reischauer (1939); the other two
are the habits of lists and of newspapers, written as rules.
"""

from __future__ import annotations

import unicodedata
from functools import cache

from interlock.sample.kana import ROWS, Row
from interlock.sample.plan import Romanisation
from interlock.sample.words import words

_FIRST = 0xAC00
_MEDIALS, _FINALS = 21, 28

_YEO, _U, _UI, _I = 6, 13, 19, 20

_SYSTEMS: tuple[Romanisation, ...] = ("revised", "dprk", "reischauer", "press")
_INITIAL = {system: words("hangul", f"initial_{system}") for system in _SYSTEMS}
_MEDIAL = {system: words("hangul", f"medial_{system}") for system in _SYSTEMS}
_FINAL = words("hangul", "final")
_VOICED = {"k": "g", "t": "d", "p": "b", "ch": "j"}
"""McCune-Reischauer writes these when the sound before is voiced."""
_VOICED_FINALS = frozenset({0, 4, 8, 16, 21})

_KANA_ROW = words("hangul", "kana_initial")
_KANA_MEDIAL = words("hangul", "kana_medial")
_KANA_FINAL = words("hangul", "kana_final")
_KANA_VOICED = {0: "g", 3: "d", 7: "b", 12: "j"}


def split(syllable: str) -> tuple[int, int, int]:
    """Initial, medial and final of one Hangul syllable, by their Unicode indices."""
    code = ord(syllable) - _FIRST
    return code // (_MEDIALS * _FINALS), code // _FINALS % _MEDIALS, code % _FINALS


@cache
def romanise(syllable: str, system: Romanisation, after_voiced: bool = False) -> str:
    """The syllable in small letters; `after_voiced` when a voiced sound of the same word precedes it."""
    initial, medial, final = split(syllable)
    head = _INITIAL[system][initial].replace("-", "")
    if system == "reischauer" and after_voiced:
        head = _VOICED.get(head, head)
    if system == "press":
        return _press(head, medial) + _FINAL[final].replace("-", "")
    if system == "dprk" and len(head) == 2 and head[1] == "h" and head[0] in "kpt":
        head = head[0]  # lists print Tae and Pil, the country itself Thae and Phil
    return head + _MEDIAL[system][medial] + _FINAL[final].replace("-", "")


def _press(head: str, medial: int) -> str:
    if medial == _YEO and not head:
        return "you"
    if medial == _U and not head:
        return "woo"
    return head + _MEDIAL["press"][medial]


def plain(text: str) -> str:
    """McCune-Reischauer's breves as lists print them: an apostrophe after the letter."""
    bare = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFC", bare.replace("\u0306", "'"))


def ends_voiced(syllable: str) -> bool:
    """Does a voiced sound close the syllable?"""
    return split(syllable)[2] in _VOICED_FINALS


@cache
def katakana(syllable: str, after_voiced: bool = False) -> str:
    """The syllable as Japanese lists print it."""
    initial, medial, final = split(syllable)
    consonant = _KANA_ROW[initial]
    if after_voiced:
        consonant = _KANA_VOICED.get(initial, consonant)
    row: Row = ROWS["" if consonant == "-" else consonant]
    vowel = _KANA_MEDIAL[medial]
    if vowel == "wi" and medial == _UI and initial != 11:
        vowel = "i"
    return row.sound(vowel) + _KANA_FINAL[final].replace("-", "")


@cache
def southern(syllable: str) -> str:
    """The first syllable of a word as the south writes it: ri becomes i, ryang yang, ro no."""
    initial, medial, final = split(syllable)
    soft = medial in (2, 3, _YEO, 7, 12, 17, _I)
    if initial == 5:
        initial = 11 if soft else 2
    elif initial == 2 and soft:
        initial = 11
    return chr(_FIRST + (initial * _MEDIALS + medial) * _FINALS + final)
