"""Misprinted legal forms of bodies asked for: `LIMITED LIABILTY COMPANY` is a limited liability company.

A legal form of several words is no part of a name. With a letter wrong it would count as three words of it,
and weigh more than the name itself. Only what then is a whole form is put right: Capitol is not misprinted
Capital.
"""

from __future__ import annotations

from functools import cache, lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from interlock.names import fold
from interlock.names.bodies import phrase_words, without_phrases
from interlock.names.romanise import latin

_SHORTEST, _TWO_SLIPS = 7, 12
"""Letters of a word that may have one wrong, and of one that may have two: a seventh of them at most."""


def mended(text: str) -> str:
    """The text with the misprinted words of its legal form as they should be, in Latin letters."""
    words = text.split()
    right = [_meant(word) if len(word) >= _SHORTEST else "" for word in words]
    if not any(right):
        return text
    plain = [now or fold(latin(word)) for word, now in zip(words, right, strict=True)]
    left = set(without_phrases(" ".join(plain).split()))
    return " ".join(now if now and now not in left else word for word, now in zip(words, right, strict=True))


@lru_cache(maxsize=65_536)
def _meant(printed: str) -> str:
    """The word of a legal form that this one misprints; empty where it misprints none."""
    word = fold(latin(printed))
    if len(word) < _SHORTEST or word in _known() or not word.isalpha():
        return ""
    most = 1 if len(word) < _TWO_SLIPS else 2
    found = process.extractOne(word, _known(), scorer=OSA.distance, score_cutoff=most)
    return found[0] if found else ""


@cache
def _known() -> tuple[str, ...]:
    """Words of legal forms that are long enough to be known with a letter wrong."""
    return tuple(sorted(word for word in phrase_words() if len(word) >= _SHORTEST))
