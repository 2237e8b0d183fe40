"""The words of a person's name: titles dropped, spellings of one given name brought together."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from interlock.names.fold import fold
from interlock.names.romanise import latin
from interlock.names.tables import table
from interlock.names.words import INITIAL, PARTICLE, WORD, Words


@cache
def _known_words() -> dict[str, tuple[str, int]]:
    """Words of personal names that stand for another spelling or for less than a word."""
    words = table("words")
    found: dict[str, tuple[str, int]] = {}
    for token in words["particles"]:
        found[token] = (token, PARTICLE)
    for token in ("el", "ul", "ur", "us", "ud", "ash", "as", "ar", "ad", "az", "at", "an", "il"):
        found[token] = ("al", PARTICLE)
    for token in ("ibn", "ben", "bn"):
        found[token] = ("bin", PARTICLE)
    for token in ("abou", "aboul", "abul"):
        found[token] = ("abu", PARTICLE)
    for token in ("abd", "abdul", "abdel", "abdal", "abdol", "abdoul", "abdur", "abdus"):
        found[token] = ("abdul", INITIAL)
    for canon, spellings in words["same"].items():
        for token in (canon, *spellings):
            found.setdefault(token, (canon, WORD))
    return found


@cache
def _titles() -> frozenset[str]:
    return frozenset(table("words")["titles"])


@cache
def _patronymic() -> frozenset[str]:
    return frozenset(table("words")["patronymic"])


_SMALL = frozenset({"al", "abdul", "abu"})


def parents(words: tuple[str, ...]) -> frozenset[str]:
    """Whose child the bearer is: what follows `bin` and its like."""
    markers = _patronymic()
    if markers.isdisjoint(words):
        return frozenset()
    following = zip(words, words[1:], (*words[2:], ""), strict=False)
    return frozenset(
        after if after not in _SMALL else later for word, after, later in following if word in markers
    )


def family_of(text: str) -> str:
    """The folded surname without spaces, where a comma marks it; else empty."""
    before, _, after = text.partition(",")
    return fold(before).replace(" ", "") if after.strip() else ""


_SERVANT = re.compile(r"abd(?:[aeiou][lrsdzn])(?=[a-z]{3})")
_LEET = str.maketrans("0134579", "oieastg")


def person_words(text: str, flat: str, *, is_latin: bool) -> Words:
    """The words of the name. `flat` is the folded text."""
    tokens = (flat if is_latin else fold(latin(text))).split()
    all_tokens = tuple(tokens)
    if is_latin and len(tokens) > 2 and not (titles := _titles()).isdisjoint(tokens):
        kept = [token for token in tokens if token not in titles]
        tokens = kept if len(kept) > 1 else tokens
    known = _known_words()
    words: list[str] = []
    kinds: list[int] = []
    raws: list[str] = []
    for token in tokens:
        entry = known.get(token)
        if entry is None:
            if len(token) == 1:
                entry = (token, INITIAL)
            elif token.isalpha() and not token.startswith("abd"):
                words.append(token)
                kinds.append(WORD)
                raws.append(token)
                continue
            else:
                entry, token = _odd_word(token, words, kinds, raws)
        words.append(entry[0])
        kinds.append(entry[1])
        raws.append(token)
    return Words(tuple(words), tuple(kinds), tuple(raws), all_tokens, ())


def _odd_word(token: str, words: list[str], kinds: list[int], raws: list[str]) -> tuple[tuple[str, int], str]:
    """Abdulrahman in two words, as it stands for two; digits that stand for letters."""
    if _SERVANT.match(token):
        words.append("abdul")
        kinds.append(INITIAL)
        raws.append(token[:5])
        token = token[5:]
    elif not token.isalpha() and any(ch.isalpha() for ch in token):
        token = token.translate(_LEET)
    return _known_words().get(token, (token, WORD)), token


_SKELETON = (
    ("tsch", "c"), ("tch", "c"), ("sch", "s"), ("dzh", "j"), ("zh", "j"), ("sh", "s"), ("ch", "c"),
    ("kh", "h"), ("gh", "g"), ("dh", "d"), ("th", "t"), ("ph", "f"), ("ck", "k"), ("cz", "c"),
    ("q", "k"), ("w", "v"), ("ou", "u"), ("oo", "u"), ("ee", "i"), ("ie", "i"), ("ey", "ei"),
    ("ay", "ai"), ("j", "i"), ("y", "i"), ("x", "ks"), ("ei", "e"), ("ai", "e"),
)  # fmt: skip
"""Spellings of one sound in the romanisations of Arabic, Persian, Cyrillic and their neighbours, in order."""
_DOUBLED = re.compile(r"(.)\1+")
_HARD_C = re.compile(r"c(?=[aouklrt])")
_SPELLED = re.compile(r"[cqwjyx]|[szkgdtp]h|ou|ie|ei|ai|(.)\1")
"""Where one of `_SKELETON` or a doubled letter may stand: most words hold none."""


@lru_cache(maxsize=262_144)
def skeleton(word: str) -> str:
    """How the word sounds, whatever it was romanised from: kh as h, q as k, doubled letters single."""
    bare = _HARD_C.sub("k", word) if "c" in word else word
    if _SPELLED.search(bare):
        for wide, one in _SKELETON:
            if wide in bare:
                bare = bare.replace(wide, one)
        bare = _DOUBLED.sub(r"\1", bare)
    return bare[:-1] if len(bare) > 3 and bare[-1] == "h" else bare
