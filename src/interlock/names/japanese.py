"""Japanese in Latin letters: kana to Hepburn, and one form for Hepburn, Kunrei and long vowels.

What a name in kanji is read as cannot be known from its writing: only whole names that have a usual reading
are read, from a table. Source: ISO 3602:1989 (Kunrei) and the modified Hepburn romanisation.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from interlock.names.tables import table

_KATAKANA_SHIFT = 0x60


@cache
def _kana() -> dict[str, str]:
    rows = table("japanese")["kana"]
    return {kana: latin for row in rows for kana, latin in zip(row[0].split(), row[1].split(), strict=True)}


def from_kana(text: str) -> str:
    """Katakana or hiragana in Hepburn, words apart; what is neither stays as it is."""
    flat = unicodedata.normalize("NFKC", text)
    letters = "".join(
        chr(ord(ch) + _KATAKANA_SHIFT) if "\u3041" <= ch <= "\u3096" else ch
        for ch in flat.replace("・", " ").replace("＝", " ").replace("゠", " ")
    )
    known = _kana()
    found: list[str] = []
    place = 0
    doubled = False
    while place < len(letters):
        pair = letters[place : place + 2]
        size = 2 if pair in known and len(pair) == 2 else 1
        latin = known.get(letters[place : place + size], letters[place : place + size])
        place += size
        if latin == "*":  # small tsu: the next consonant is doubled
            doubled = True
            continue
        if latin == "-":  # long vowel: not written
            continue
        found.append(("t" if latin.startswith("ch") else latin[:1]) + latin if doubled else latin)
        doubled = False
    return "".join(found)


_SYLLABLES = re.compile(
    r"(?:(?:[kgsztdnhbpmrfjwv]|sh|ch|ts|[kgnhbpmrsztd]y|[kgsztdp]{2}|tch|ssh|tts)?[aiueo]|y[auo]|n|m(?=[bp]))+"
)


@lru_cache(maxsize=65_536)
def sound(token: str) -> str:
    """One form for all romanisations of a Japanese word; empty when it cannot be one."""
    if len(token) < 3 or token[-1] not in "aeiounh" or not token.isascii():
        return ""
    if not _SYLLABLES.fullmatch(token):
        bare = _LONG_H.sub(r"\1", token)
        if bare == token or len(bare) < 3 or not _SYLLABLES.fullmatch(bare):
            return ""
        token = bare
    for wide, one in _ONE_FORM:
        token = token.replace(wide, one)
    return _LONG.sub(r"\1", token)


def sounds(tokens: tuple[str, ...]) -> tuple[str, ...]:
    """`sound` of each word; empty when one of them has none."""
    found = []
    for token in tokens:
        if not (heard := sound(token)):
            return ()
        found.append(heard)
    return tuple(found)


_LONG_H = re.compile(r"([ou])h(?![aiueoy])")
_LONG = re.compile(r"([aiueo])\1+")
_ONE_FORM = (
    ("shi", "si"), ("sh", "sy"), ("chi", "ti"), ("ch", "ty"), ("tsu", "tu"), ("fu", "hu"), ("ji", "zi"),
    ("j", "zy"), ("dzu", "zu"), ("ou", "o"), ("mb", "nb"), ("mp", "np"),
)  # fmt: skip


@lru_cache(maxsize=16_384)
def kanji_readings(text: str) -> tuple[tuple[str, str], ...]:
    """(surname, given name) as read in Japanese, each way it is usually read; empty when not known.

    Only whole, common names are known: a reading put together character by character would be a guess.
    """
    names = table("japanese")
    found: list[tuple[str, str]] = []
    for size in range(1, len(text)):
        for surname in names["surnames"].get(text[:size], ()):
            found += [(surname, given) for given in names["given"].get(text[size:], ())]
    return tuple(found)


def surname_readings(text: str) -> tuple[str, ...]:
    """The usual readings of a surname in kanji, the commonest first; empty when not known."""
    return tuple(table("japanese")["surnames"].get(text, ()))
