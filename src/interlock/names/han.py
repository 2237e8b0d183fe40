"""Han characters: one form for simplified and traditional, and what they are read as in each language.

A character is not a sound. 金正恩 is Kim Jong Un where the name is Korean and Jin Zheng'en where it is
Chinese; both readings are kept, and the other name decides which language is meant. Japanese
readings are in `japanese.py`.
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from pathlib import Path
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


@cache
def _pinyin_table() -> dict[int, str]:
    """Code point to its readings with tones: one module of pypinyin, without the package.

    The package reads 47,000 phrases when imported: 0.3 s, and 190,000 lists for the garbage collector to
    visit ever after. A personal name is no phrase.
    """
    package = find_spec("pypinyin")
    folders = package.submodule_search_locations if package else None
    spec = spec_from_file_location("pinyin_dict", Path(folders[0]) / "pinyin_dict.py") if folders else None
    if spec is None or spec.loader is None:
        raise ModuleNotFoundError("pypinyin is not installed, and Han characters cannot be read without it")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    found: dict[int, str] = module.pinyin_dict
    return found


@lru_cache(maxsize=16_384)
def pinyin(character: str) -> frozenset[str]:
    """The pinyin syllables of one character, toneless, ü as v; empty when it has none."""
    toned = _pinyin_table().get(ord(character), "")
    plain = unicodedata.normalize("NFD", toned).replace("u\u0308", "v")
    bare = "".join(ch for ch in plain if not unicodedata.combining(ch))
    return frozenset(bare.split(",")) if bare else frozenset()


@lru_cache(maxsize=16_384)
def as_chinese(text: str) -> tuple[Reading, ...]:
    """A personal name in Han as pinyin syllables, every reading of a character that has several."""
    if not 2 <= len(text) <= 4:
        return ()
    syllables = tuple(pinyin(character) for character in text)
    if not all(syllables):
        return ()
    plain: list[Reading] = [syllables]
    if len(text) > 2:
        double = frozenset(a + b for a in syllables[0] for b in syllables[1])
        plain.append((double, *syllables[2:]))
    return tuple(plain)
