"""Chinese names in Han as Hong Kong, Singapore and Malaysia spell them: 馮學福 is Fung Hok Fuk.

Cantonese and Hokkien spellings follow usage and no standard, and many characters share one. So a name is
taken for another only when all its characters agree in one of the two languages, and nothing is said when
they do not.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache, lru_cache
from itertools import product

from interlock.names.han import simplified
from interlock.names.tables import table

_LANGUAGES = ("cantonese", "hokkien")
_DOUBLE = 2
"""Characters of a surname such as 歐陽."""


@cache
def _spelled(language: str, part: str) -> dict[str, frozenset[str]]:
    """Character or surname, simplified, to its spellings."""
    found: dict[str, set[str]] = defaultdict(set)
    for spelling, characters in table("southern")[language][part].items():
        whole = (characters,) if characters in _double_surnames() else tuple(characters)
        for one in whole:
            found[simplified(one)].add(spelling)
    return {one: frozenset(spellings) for one, spellings in found.items()}


@cache
def _double_surnames() -> frozenset[str]:
    return frozenset({"歐陽", "司徒"})


@lru_cache(maxsize=16_384)
def spellings(text: str) -> tuple[tuple[str, frozenset[str], frozenset[str]], ...]:
    """(language, surname, given names joined) for two to four characters; empty when one is unknown."""
    if not 2 <= len(text) <= _DOUBLE + 2:
        return ()
    # Each by itself, as in the table: of a phrase the converter may leave a character as it is.
    plain = "".join([simplified(one) for one in text])
    found = []
    for language in _LANGUAGES:
        surnames, given = _spelled(language, "surnames"), _spelled(language, "given")
        for size in (1, _DOUBLE):
            family, rest = surnames.get(plain[:size]), [given.get(one) for one in plain[size:]]
            if family and rest and all(rest):
                joined = frozenset("".join(parts) for parts in product(*(one or () for one in rest)))
                found.append((language, family, joined))
    return tuple(found)


def language_of(text: str, tokens: tuple[str, ...]) -> str:
    """The language in which the Latin words, surname first or last, spell the name in Han; empty for none."""
    known = spellings(text)
    if not known:
        return ""
    splits = [(tokens[:size], tokens[size:]) for size in (1, _DOUBLE)]
    splits += [(tokens[-size:], tokens[:-size]) for size in (1, _DOUBLE)]
    for language, family, given in known:
        for surname, rest in splits:
            if "".join(surname) in family and "".join(rest) in given:
                return language
    return ""
