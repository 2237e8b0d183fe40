"""Kana in Latin letters: Hepburn with its several ways of long vowels, and Kunrei.

Sources: Hepburn as ALA-LC and the passport order (MOFA, 2008: macrons dropped, `oh` allowed) give it; Kunrei
from Cabinet notification 1 of 1954 (ISO 3602).
"""

from __future__ import annotations

import tomllib
from pathlib import Path

TABLE = tomllib.loads((Path(__file__).parent / "japanese.toml").read_text(encoding="utf-8"))
SURNAMES: list[list[str]] = TABLE["surnames"]
GIVEN: list[list[str]] = TABLE["given"]
TRADES: list[list[str]] = TABLE["trades"]

ROWS = {
    "": "あいうえお", "k": "かきくけこ", "s": "さしすせそ", "t": "たちつてと", "n": "なにぬねの",
    "h": "はひふへほ", "m": "まみむめも", "r": "らりるれろ", "g": "がぎぐげご", "z": "ざじずぜぞ",
    "d": "だぢづでど", "b": "ばびぶべぼ", "p": "ぱぴぷぺぽ",
}  # fmt: skip
KUNREI = {kana: head + "aiueo"[i] for head, row in ROWS.items() for i, kana in enumerate(row)}
KUNREI |= {"や": "ya", "ゆ": "yu", "よ": "yo", "わ": "wa", "を": "o", "ん": "n", "ぢ": "zi", "づ": "zu"}
HEPBURN = KUNREI | {"し": "shi", "ち": "chi", "つ": "tsu", "ふ": "fu", "じ": "ji", "ぢ": "ji", "づ": "zu"}
SMALL = {"ゃ": "a", "ゅ": "u", "ょ": "o"}


def morae(kana: str, system: str) -> list[str]:
    """The Latin morae of a word in hiragana."""
    table = HEPBURN if system == "hepburn" else KUNREI
    out: list[str] = []
    for ch in kana:
        if ch in SMALL:
            stem = out.pop()[:-1]
            glide = "" if system == "hepburn" and stem in ("sh", "ch", "j") else "y"
            out.append(stem + glide + SMALL[ch])
        else:
            out.append(table[ch])
    return out


def latin(kana: str, system: str = "hepburn", long: str = "drop") -> str:
    """A word; `long` says how ou, oo and uu are written: drop, macron, h, keep."""
    word = "".join(morae(kana, system))
    # いのうえ and みうら: the u opens a syllable of its own only after a vowel other than o and u.
    if long == "keep" or kana in ("いのうえ",):
        return word.capitalize()
    marks = {"drop": "ou", "macron": "ōū", "h": ("oh", "u")}[long]
    for pair, mark in (("ou", marks[0]), ("oo", marks[0]), ("uu", marks[1])):
        word = word.replace(pair, mark)
    return word.capitalize()


def katakana(hiragana: str) -> str:
    """The same kana, in katakana."""
    return "".join(chr(ord(ch) + 0x60) if "ぁ" <= ch <= "ん" else ch for ch in hiragana)
