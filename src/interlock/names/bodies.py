"""The words of a body's or a ship's name: legal forms apart, words of business and numbers marked."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from interlock.names.fold import fold
from interlock.names.romanise import translated
from interlock.names.tables import table
from interlock.names.words import GENERIC, HOME, NUMBER, PARTICLE, WORD, Words

_DOTTED = re.compile(r"\b(?:[^\W\d_]\.){2,}(?:[^\W\d_]\b)?")
"""`S.A.R.L.`: letters with dots between them are one word."""
_SLASHED = re.compile(r"\b([A-Za-z])/([A-Za-z])\b")


@cache
def _word_kinds() -> dict[str, tuple[str, int]]:
    """Legal forms, words of business, numbers in words, and abbreviations spelled out."""
    forms, words = table("forms"), table("words")
    found: dict[str, tuple[str, int]] = {word: (word, _LEGAL) for word in forms["legal"]}
    found |= {word: (word, GENERIC) for word in forms["generic"]}
    found |= {word: (word, PARTICLE) for word in forms["loose"]}
    found |= dict.fromkeys(_KOREA, ("korea", HOME))
    found |= {word: (digit, NUMBER) for digit, spelled in words["numbers"].items() for word in spelled}
    found |= {word: (word, _NOTHING) for word in _STOP}
    for short, full in forms["spelled"].items():
        found[short] = found.get(full, (full, WORD))
    return found


_LEGAL, _NOTHING = 8, 9
_KOREA = frozenset({"korea", "chosun", "choson", "joson", "chosen", "korean"})
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
def _phrases() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Legal forms of several words by their first word, the longest first."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in table("words")["legal_phrases"]:
        words = tuple(phrase.split())
        found.setdefault(words[0], []).append(words)
    return {head: tuple(sorted(phrases, key=len, reverse=True)) for head, phrases in found.items()}


def without_phrases(tokens: list[str]) -> list[str]:
    """The words without legal forms of several words (limited liability company)."""
    known = _phrases()
    if known.keys().isdisjoint(tokens):
        return tokens
    kept: list[str] = []
    place = 0
    while place < len(tokens):
        for phrase in known.get(tokens[place], ()):
            if tuple(tokens[place : place + len(phrase)]) == phrase:
                place += len(phrase)
                break
        else:
            kept.append(tokens[place])
            place += 1
    return kept


_GLUED_STARTS = frozenset({"js", "oj", "pj", "cj", "oo", "oa", "ll"})


@cache
def _glued() -> re.Pattern[str]:
    return re.compile(r"^(?:" + "|".join(table("words")["glued"]) + r")(?=[a-z]{5})")


def body_words(text: str, flat: str, *, is_latin: bool, is_ship: bool) -> Words:
    """The words of the name. `flat` is the folded text."""
    plain = text if is_latin else translated(text)
    if plain.count(".") > 1:
        plain = _DOTTED.sub(_undotted, plain)
    if "/" in plain:
        plain = _SLASHED.sub(r"\1\2", plain)
    if "&" in plain:
        plain = plain.replace("&", " and ")
    all_tokens = (flat if plain is text else fold(plain)).split()
    if is_ship:
        skip = _ship_words()
        tokens = [token for token in all_tokens if token not in skip] or all_tokens
    else:
        tokens = without_phrases(all_tokens) or all_tokens
    words, kinds, legal = _weighed(tokens, is_ship=is_ship)
    if not words:  # made of legal forms alone: it has nothing else
        alone = tuple(legal or tokens)
        return Words(alone, (WORD,) * len(alone), alone, tuple(tokens), ())
    told = tuple(words)
    return Words(told, tuple(kinds), told, tuple(tokens), tuple(legal))


def _undotted(match: re.Match[str]) -> str:
    return match.group().replace(".", "")


def _weighed(tokens: list[str], *, is_ship: bool) -> tuple[list[str], list[int], list[str]]:
    """The words that count and their kinds, and apart from them the legal forms."""
    words: list[str] = []
    kinds: list[int] = []
    legal: list[str] = []
    known = _word_kinds()
    for token in tokens:
        entry = known.get(token)
        if entry is None:
            if token.isalpha() and (
                len(token) < 7 or not _may_be_form(token)
            ):  # most words: nothing about them
                words.append(token)
                kinds.append(WORD)
                continue
            entry = _unlisted(token, is_ship=is_ship)
        word, kind = entry
        if kind == _NOTHING:
            continue
        if kind == NUMBER:
            if token is tokens[0] and len(token) < 3 and not token.isdigit():
                word, kind = token, WORD  # a name that begins with V or X is not numbered
            elif words and words[-1] in _NUMBER_SIGNS:
                words.pop()
                kinds.pop()
        if kind == _LEGAL and not is_ship:
            legal.append(word)
        else:
            words.append(word)
            kinds.append(WORD if is_ship and kind in (GENERIC, PARTICLE, HOME, _LEGAL) else kind)
    return words, kinds, legal


def _unlisted(token: str, *, is_ship: bool) -> tuple[str, int]:
    if token.isdigit():
        return token.lstrip("0") or "0", NUMBER
    if not is_ship and len(token) > 6 and _is_misprinted_form(token):
        return token, _LEGAL
    if len(token) > 7 and token[:2] in _GLUED_STARTS:
        return _glued().sub("", token, count=1), WORD
    return token, WORD


_HEADS = frozenset(form[:3] for form in _LONG_LEGAL)
_TAILS = frozenset(form[-3:] for form in _LONG_LEGAL)


def _may_be_form(token: str) -> bool:
    """Misprinted or glued: one slip leaves the head or the tail of a word of seven letters as it was."""
    return token[:3] in _HEADS or token[-3:] in _TAILS or token[:2] in _GLUED_STARTS


@lru_cache(maxsize=65_536)
def _is_misprinted_form(token: str) -> bool:
    """`aktiengeselschaft`: a long legal form with a letter wrong."""
    return process.extractOne(token, _LONG_LEGAL, scorer=OSA.distance, score_cutoff=1) is not None
