"""The words of a body's or a ship's name: legal forms apart, words of business and numbers marked."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from interlock.names.fold import fold
from interlock.names.romanise import translated
from interlock.names.tables import table
from interlock.names.words import GENERIC, NUMBER, PARTICLE, WORD, Words

_DOTTED = re.compile(r"\b(?:[^\W\d_]\.){2,}(?:[^\W\d_]\b)?")
"""`S.A.R.L.`: letters with dots between them are one word."""
_SLASHED = re.compile(r"\b([A-Za-z])/([A-Za-z])\b")


@cache
def _word_kinds() -> dict[str, tuple[str, int]]:
    """Legal forms, words of business, numbers in words, and abbreviations spelled out."""
    forms, words = table("forms"), table("words")
    found: dict[str, tuple[str, int]] = {word: (word, _LEGAL) for word in forms["legal"]}
    found |= {word: (word, GENERIC) for word in forms["generic"]}
    found |= {word: ("korea" if word in _KOREA else word, PARTICLE) for word in forms["loose"]}
    found |= {word: (digit, NUMBER) for digit, spelled in words["numbers"].items() for word in spelled}
    found |= {word: (word, _NOTHING) for word in _STOP}
    for short, full in forms["spelled"].items():
        found[short] = found.get(full, (full, WORD))
    return found


_LEGAL, _NOTHING = 8, 9
_KOREA = frozenset({"chosun", "choson", "joson", "chosen", "korean"})
_STOP = (
    "the",
    "of",
    "and",
    "for",
    "de",
    "in",
    "on",
    "at",
    "la",
    "le",
    "du",
    "des",
    "und",
    "et",
    "y",
    "to",
    "a",
)
_NUMBER_SIGNS = frozenset({"no", "nr", "num", "number", "nos"})
_LONG_LEGAL = ("company", "corporation", "limited", "incorporated", "aktiengesellschaft")


@cache
def _ship_words() -> frozenset[str]:
    return frozenset(table("words")["vessel"])


@cache
def _phrases() -> re.Pattern[str]:
    longest_first = sorted(table("words")["legal_phrases"], key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(re.escape(phrase) for phrase in longest_first) + r")\b")


_PHRASE_HINT = re.compile(
    r" (?:compan|liab|stock|anonim|anonym|gesellsch|terbatas|obshchestvo|de cv|z|cv|limited|partner|sti|o )"
)
"""The phrases are tried only where one may stand: trying all costs as much as the rest of the parse."""


_GLUED_STARTS = ("js", "oj", "pj", "cj", "oo", "oa", "ll")


@cache
def _glued() -> re.Pattern[str]:
    return re.compile(r"(?:" + "|".join(table("words")["glued"]) + r")(?=[a-z]{5})")


def body_words(text: str, flat: str, *, is_latin: bool, is_ship: bool) -> Words:
    """The words of the name. `flat` is the folded text."""
    plain = text if is_latin else translated(text)
    if "." in plain:
        plain = _DOTTED.sub(_undotted, plain)
    if "/" in plain:
        plain = _SLASHED.sub(r"\1\2", plain)
    if "&" in plain:
        plain = plain.replace("&", " and ")
    flat = flat if plain is text else fold(plain)
    if is_ship:
        skip = _ship_words()
        tokens = flat.split()
        tokens = [token for token in tokens if token not in skip] or tokens
    else:
        bare = _phrases().sub(" ", flat) if _PHRASE_HINT.search(flat) else flat
        tokens = bare.split() or flat.split()
    words, kinds, legal = _weighed(tokens, is_ship=is_ship)
    if not words:  # made of legal forms alone: it has nothing else
        words = legal or tokens
        return Words(words, [WORD] * len(words), words, tuple(tokens), "", ())
    return Words(words, kinds, words, tuple(tokens), "", tuple(legal))


def _undotted(match: re.Match[str]) -> str:
    return match.group().replace(".", "")


def _weighed(tokens: list[str], *, is_ship: bool) -> tuple[list[str], list[int], list[str]]:
    """The words that count and their kinds, and apart from them the legal forms."""
    words: list[str] = []
    kinds: list[int] = []
    legal: list[str] = []
    known = _word_kinds()
    for place, token in enumerate(tokens):
        word, kind = known.get(token) or (token, WORD)
        if kind == NUMBER and place == 0 and len(token) < 3:
            word, kind = token, WORD  # a name that begins with V or X is not numbered
        elif kind == WORD:
            if token.isdigit():
                word, kind = token.lstrip("0") or "0", NUMBER
            elif not is_ship and len(token) > 6 and _is_misprinted_form(token):
                kind = _LEGAL
            elif len(token) > 7 and token.startswith(_GLUED_STARTS) and _glued().match(token):
                word = _glued().sub("", token, count=1)
        if kind == NUMBER and words and words[-1] in _NUMBER_SIGNS:
            words.pop()
            kinds.pop()
        if kind == _NOTHING:
            continue
        if kind == _LEGAL and not is_ship:
            legal.append(word)
        else:
            words.append(word)
            kinds.append(WORD if is_ship and kind in (GENERIC, PARTICLE, _LEGAL) else kind)
    return words, kinds, legal


@lru_cache(maxsize=65_536)
def _is_misprinted_form(token: str) -> bool:
    """`aktiengeselschaft`: a long legal form with a letter wrong."""
    return process.extractOne(token, _LONG_LEGAL, scorer=OSA.distance, score_cutoff=1) is not None
