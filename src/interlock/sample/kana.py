"""Katakana: rows of sounds, and a rough transcription of Latin letters by rule.

Good enough to read like a Japanese list; no claim to be what a Japanese official would write.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from interlock.sample.words import pairs


class Row:
    """One consonant with the five vowels, and the glides made from them."""

    def __init__(self, five: str) -> None:
        self.a, self.i, self.u, self.e, self.o = five.split()

    def sound(self, vowel: str) -> str:
        """The consonant with `a i u e o`, a glide (`ya yu yo wa wi we wo ie`), or none ("")."""
        if vowel in _PLAIN:
            return str(getattr(self, _PLAIN[vowel]))
        if self is ROWS[""]:
            return _ALONE[vowel]
        if vowel in _Y_GLIDES:
            return self.i[0] + _Y_GLIDES[vowel]
        return self.u[0] + _W_GLIDES[vowel]


_PLAIN = {"a": "a", "i": "i", "u": "u", "e": "e", "o": "o", "": "u"}
_Y_GLIDES = {"ya": "ャ", "yu": "ュ", "yo": "ョ", "ie": "ェ"}
_W_GLIDES = {"wa": "ァ", "wi": "ィ", "we": "ェ", "wo": "ォ"}
_ALONE = {
    "ya": "ヤ",
    "yu": "ユ",
    "yo": "ヨ",
    "ie": "イェ",
    "wa": "ワ",
    "wi": "ウィ",
    "we": "ウェ",
    "wo": "ウォ",
}

ROWS: dict[str, Row] = {
    "": Row("ア イ ウ エ オ"),
    "k": Row("カ キ ク ケ コ"),
    "g": Row("ガ ギ グ ゲ ゴ"),
    "s": Row("サ シ ス セ ソ"),
    "z": Row("ザ ジ ズ ゼ ゾ"),
    "sh": Row("シャ シ シュ シェ ショ"),
    "t": Row("タ ティ トゥ テ ト"),
    "d": Row("ダ ディ ドゥ デ ド"),
    "ch": Row("チャ チ チュ チェ チョ"),
    "j": Row("ジャ ジ ジュ ジェ ジョ"),
    "ts": Row("ツァ ツィ ツ ツェ ツォ"),
    "n": Row("ナ ニ ヌ ネ ノ"),
    "h": Row("ハ ヒ フ ヘ ホ"),
    "f": Row("ファ フィ フ フェ フォ"),
    "b": Row("バ ビ ブ ベ ボ"),
    "p": Row("パ ピ プ ペ ポ"),
    "v": Row("ヴァ ヴィ ヴ ヴェ ヴォ"),
    "m": Row("マ ミ ム メ モ"),
    "r": Row("ラ リ ル レ ロ"),
    "y": Row("ヤ イ ユ イェ ヨ"),
    "w": Row("ワ ウィ ウ ウェ ウォ"),
}

_SPELLED = {
    "kh": "h", "zh": "j", "gh": "g", "dh": "d", "th": "s", "ph": "f", "ck": "k", "q": "k", "c": "k",
    "l": "r", "x": "s", "tch": "ch", "shch": "sh", "hs": "sh",
}  # fmt: skip
_TOKEN = re.compile(
    r"(shch|tch|sh|ch|ts|kh|zh|gh|dh|th|ph|ck|hs|[bcdfghjklmnpqrstvwxyz])?"
    r"(ya|yu|yo|wa|wi|we|wo|eo|ae|oe|eu|oo|ee|[aeiou])?"
)
_LONG = {"eo": "o", "ae": "e", "oe": "e", "eu": "u", "oo": "u", "ee": "i"}
_ALONE_CONSONANT = {
    "t": "ト",
    "d": "ド",
    "ch": "チ",
    "j": "ジ",
    "sh": "シュ",
    "h": "フ",
    "y": "イ",
    "w": "ウ",
    "n": "ン",
}

_WORDS: dict[str, str] = {row[0]: row[1] for row in pairs("katakana", "words")}


def katakana_of(latin: str) -> str:
    """Latin words in katakana, joined by a middle dot; numbers stay, known trade words as usual."""
    return "・".join(_word(word) for word in re.split(r"[\s\-,./()#]+", _bare(latin)) if word)


def _bare(text: str) -> str:
    flat = unicodedata.normalize("NFD", text.replace("'", "").replace("’", "").lower())
    return "".join(ch for ch in flat if not unicodedata.combining(ch))


@lru_cache(maxsize=65_536)
def _word(word: str) -> str:
    if word in _WORDS:
        return _WORDS[word]
    if not word.isascii() or not word.isalpha():
        return word
    made = []
    word = re.sub(r"ng(?![aeiouy])", "n", re.sub(r"([lmr])\1", r"\1", word))
    for consonant, vowel in _TOKEN.findall(word):
        if not consonant and not vowel:
            continue
        consonant = _SPELLED.get(consonant, consonant)
        consonant = consonant if consonant in ROWS else "s"
        if vowel:
            made.append(ROWS[consonant].sound(_LONG.get(vowel, vowel)))
        else:
            made.append(_ALONE_CONSONANT.get(consonant) or ROWS[consonant].u)
    return "".join(made)
