"""Han characters: one form for simplified and traditional, and what they are read as in each language.

A character is not a sound. 金正恩 is Kim Jong Un where the name is Korean and Jin Zheng'en where it is
Chinese; both readings are kept, and the other name decides which language is meant. Japanese
readings are in `japanese.py`.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from interlock.names.tables import table

if TYPE_CHECKING:
    from opencc import OpenCC

Reading = tuple[frozenset[str], ...]


@cache
def _simplifier() -> OpenCC:
    from opencc import OpenCC  # 80 ms, and most names never need it

    return OpenCC("t2s")


@lru_cache(maxsize=65_536)
def simplified(text: str) -> str:
    """Traditional characters as simplified ones: 習近平 and 习近平 are one."""
    return str(_simplifier().convert(text))


@cache
def _korean() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for hangul, characters in table("hanja")["readings"].items():
        for character in characters:
            found.setdefault(character, set()).add(hangul)
    return {character: frozenset(readings) for character, readings in found.items()}


@lru_cache(maxsize=16_384)
def as_korean(text: str) -> tuple[Reading, ...]:
    """A personal name in Han as Hangul syllables; empty when a character has no known Korean reading."""
    if not 2 <= len(text) <= 4:
        return ()
    readings = [_korean().get(character) for character in text]
    return (tuple(reading for reading in readings if reading),) if all(readings) else ()


@lru_cache(maxsize=16_384)
def as_chinese(text: str) -> tuple[Reading, ...]:
    """A personal name in Han as pinyin syllables, every reading of a character that has several."""
    if not 2 <= len(text) <= 4:
        return ()
    from pypinyin import Style, pinyin  # 0.3 s, and most names never need it

    readings = pinyin(text, style=Style.NORMAL, heteronym=True, errors="ignore")
    if len(readings) != len(text):
        return ()
    syllables = tuple(frozenset(options) for options in readings)
    plain: list[Reading] = [syllables]
    if len(text) > 2:
        double = frozenset(a + b for a in syllables[0] for b in syllables[1])
        plain.append((double, *syllables[2:]))
    return tuple(plain)
