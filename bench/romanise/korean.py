"""Hangul names in Latin letters by four usages, and which Latin syllables could be the same Hangul.

Sources: Revised Romanization of Korean (Ministry of Culture notice 2000-8: given-name syllables are written
without the changes between them); McCune-Reischauer (1939, Library of Congress tables 2009: k t p ch are
voiced between vowels and sonorants); DPRK usage (1992 rules as amended 2002, reported to UNGEGN: tense and
aspirated letters apart, no mark for o and u). Written from those rules.
"""

from __future__ import annotations

import tomllib
import unicodedata
from functools import cache
from pathlib import Path

TABLE = tomllib.loads((Path(__file__).parent / "korean.toml").read_text(encoding="utf-8"))
SURNAMES: dict[str, list[str]] = TABLE["surnames"]
SOUTHERN: dict[str, str] = TABLE["southern"]
GIVEN: dict[str, list[str]] = TABLE["given"]
HANJA: dict[str, str] = TABLE["hanja"]
HANJA_SURNAMES: dict[str, str] = TABLE["hanja_surnames"]

INITIALS, VOWELS = (
    {system: TABLE[part][system].split() for system in ("rr", "mr", "dprk")}
    for part in ("initials", "vowels")
)
FINALS = TABLE["finals"].split()
VOICED = {"k": "g", "t": "d", "p": "b", "ch": "j"}
SYSTEMS = ("rr", "mr", "dprk", "press")


def parts(syllable: str) -> tuple[int, int, int]:
    """Initial, vowel and final of one Hangul syllable, by number."""
    code = ord(syllable) - 0xAC00
    return code // 588, code % 588 // 28, code % 28


def syllable(hangul: str, system: str, before: str = "") -> str:
    """One syllable of a given name; `before` is the Hangul syllable before it in the same word."""
    if system == "press":
        return (GIVEN.get(hangul) or [syllable(hangul, "dprk" if hangul in "철" else "rr")])[0]
    initial, vowel, final = parts(hangul)
    head = INITIALS[system][initial]
    # McCune-Reischauer voices a plain stop after a vowel or n, l, m, ng.
    if (
        system == "mr"
        and before
        and head in VOICED
        and FINALS[parts(before)[2]] in ("-", "n", "l", "m", "ng")
    ):
        head = VOICED[head]
    return (head + VOWELS[system][vowel] + FINALS[final]).replace("-", "")


def given(hangul: str, system: str) -> list[str]:
    """The syllables of a given name, in one usage."""
    return [syllable(s, system, hangul[i - 1] if i else "") for i, s in enumerate(hangul)]


def surname(hangul: str, system: str) -> str:
    """The surname in one usage; the press writes the commonest family spelling."""
    forms = SURNAMES[hangul]
    if system == "dprk":
        return forms[0]
    if system == "press":
        return forms[1] if len(forms) > 1 and hangul != "김" else forms[0]
    if system == "rr" and hangul == "리":
        return "Lee"  # The standard's "I" is not used by anyone; the ministry lets families choose.
    spelled = SOUTHERN.get(hangul, hangul)
    return "Yi" if spelled == "이" else syllable(spelled, system).capitalize()


def fold(text: str) -> str:
    """Letters only, no marks, lower case."""
    plain = unicodedata.normalize("NFD", text)
    return "".join(ch for ch in plain.lower() if ch.isalpha() and not unicodedata.combining(ch))


@cache
def syllable_forms(hangul: str) -> frozenset[str]:
    """Every folded Latin form that any usage gives a given-name syllable."""
    forms = {fold(syllable(hangul, system)) for system in SYSTEMS}
    forms |= {fold(syllable(hangul, "mr", before)) for before in "가간"}
    forms |= {fold(press) for press in GIVEN.get(hangul, [])}
    if hangul[0] in "룡란량렬림":
        forms |= {form[1:] for form in forms if form[0] == "r"}
    return frozenset(forms)


@cache
def surname_forms(hangul: str) -> frozenset[str]:
    """Every folded Latin form of a surname, the two-sound law included."""
    forms = {fold(form) for form in SURNAMES[hangul]}
    return frozenset(forms | {fold(surname(hangul, system)) for system in SYSTEMS})


@cache
def may_be_one(a: str, b: str) -> bool:
    """Could two Hangul given syllables share a Latin form, or be read for one another through a third?"""
    if a == b:
        return True
    readers_a = {s for s in GIVEN if syllable_forms(s) & syllable_forms(a)}
    readers_b = {s for s in GIVEN if syllable_forms(s) & syllable_forms(b)}
    return bool(readers_a & readers_b)


def surnames_may_be_one(a: str, b: str) -> bool:
    """As `may_be_one`, for surnames."""
    return a == b or bool(surname_forms(a) & surname_forms(b))


KANA_ROWS = {
    "k": "カキクケコ", "g": "ガギグゲゴ", "n": "ナニヌネノ", "t": "タチトゥテト", "r": "ラリルレロ",
    "m": "マミムメモ", "p": "パピプペポ", "b": "バビブベボ", "s": "サシスセソ", "h": "ハヒフヘホ",
}  # fmt: skip


def _cells(row: str) -> list[str]:
    return ["タ", "ティ", "トゥ", "テ", "ト"] if row == "t" else list(KANA_ROWS[row])


def katakana(hangul: str, *, first: bool = True) -> str:
    """One syllable in katakana as Japan writes Korean names: no voicing at the start."""
    initial, vowel, final = parts(hangul)
    head = INITIALS["dprk"][initial].replace("-", "").replace("h", "") or ""
    if INITIALS["dprk"][initial] in ("h", "ch"):
        head = INITIALS["dprk"][initial]
    sound = VOWELS["dprk"][vowel]
    close = {"-": "", "k": "ク", "n": "ン", "t": "ッ", "l": "ル", "m": "ム", "p": "プ", "ng": "ン"}[
        FINALS[final]
    ]
    return _open(head, sound, first=first) + close


def _open(head: str, sound: str, *, first: bool) -> str:
    glide, core = "", {"ae": "e", "oe": "we", "ui": "i"}.get(sound, sound)
    if len(core) > 1 and core[0] in "yw":
        glide, core = core[0], {"ae": "e"}.get(core[1:], core[1:])
    place = "aiueo".index(core)
    if head in ("ch", "j"):
        return {"a": "チャ", "i": "チ", "u": "チュ", "e": "チェ", "o": "チョ"}[core].replace(
            "チ", "チ" if first or head == "ch" else "ジ"
        )
    if not head:
        bare = {
            "y": ["ヤ", "イ", "ユ", "イェ", "ヨ"],
            "w": ["ワ", "ウィ", "ウ", "ウェ", "ウォ"],
            "": list("アイウエオ"),
        }
        return bare[glide][place]
    row = _cells(head)
    if glide == "y":
        return row[1] + ["ャ", "", "ュ", "ェ", "ョ"][place]
    if glide == "w":
        return row[2] + ["ァ", "ィ", "", "ェ", "ォ"][place]
    return row[place]
