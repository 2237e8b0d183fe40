"""How alike the names of two entries are: the best pair of names, and what it is worth."""

from __future__ import annotations

from dataclasses import dataclass

from rapidfuzz import fuzz

from interlock.model.listing import Schema
from interlock.names import MATCH, compare, prepare
from interlock.names import likeness as name_likeness
from interlock.resolve.profile import Profile

_TRIED = 3
"""Pairs of names that are compared with care: those that share most words."""
_ENOUGH = 0.97
"""No other pair of names needs to be looked at."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """The two names, one of each entry, that are most alike."""

    score: float
    a: str
    b: str
    words: frozenset[str]
    """The words by which they agree: those of the shorter of the two names."""
    equal: int
    """Distinct names that stand on both entries, however ordered or punctuated."""
    scripts: int
    """Scripts in which a name is equal."""
    reason: str
    others: tuple[tuple[frozenset[str], str, str], ...] = ()
    """Further equal names: their words, and how each entry prints them."""


def likeness(a: Profile, b: Profile) -> Likeness:
    """The most alike names. Equal ones need no comparison; others are tried best first."""
    schema: Schema = "Person" if "Person" in (a.listing.schema, b.listing.schema) else a.listing.schema
    shared = sorted(a.equal.keys() & b.equal.keys())
    native = sorted(a.native.keys() & b.native.keys())
    if shared or native:
        return _equal(a, b, shared, native)
    best, where = 0.0, (-1, -1)
    for i, j in _promising(a, b):
        score = name_likeness(a.spelled[i], b.spelled[j], schema)
        if score > best:
            best, where = score, (i, j)
        if score >= _ENOUGH:
            break
    if where == (-1, -1):
        return _NOTHING
    i, j = where
    words = min(a.words[i], b.words[j], key=lambda words: (len(words), sorted(words)))
    reason = "; ".join(compare(a.spelled[i], b.spelled[j], schema).reasons) if best >= MATCH else "no match"
    return Likeness(best, a.spelled[i], b.spelled[j], words, 0, 0, reason)


_NOTHING = Likeness(0.0, "", "", frozenset(), 0, 0, "they have nothing in common")


_MOST_EQUAL = 12


def _equal(a: Profile, b: Profile, shared: list[str], native: list[str]) -> Likeness:
    """The equal names, the one with most words first."""
    pairs = [(a.equal[key], b.equal[key]) for key in shared] or [
        (a.native[key], b.native[key]) for key in native
    ]
    by_words = {_words_of(a, x): (x, y) for x, y in sorted(pairs, key=lambda pair: (-len(pair[0]), pair))}
    alternatives = sorted(by_words, key=lambda words: (-len(words), sorted(words)))[:_MOST_EQUAL]
    x, y = by_words[alternatives[0]]
    return Likeness(
        score=1.0,
        a=x,
        b=y,
        words=alternatives[0],
        equal=len(by_words),
        scripts=bool(shared) + bool(native),
        reason="equal but for case, order and punctuation" if x != y else "equal",
        others=tuple((words, *by_words[words]) for words in alternatives[1:]),
    )


def _words_of(profile: Profile, text: str) -> frozenset[str]:
    try:
        return profile.words[profile.spelled.index(text)]
    except ValueError:
        return frozenset(text.split())


def _promising(a: Profile, b: Profile) -> list[tuple[int, int]]:
    """Pairs of names by the share of words in common, most first; pairs that cannot match left out.

    Of Korean names last the pair most alike as one word: lists join and part their syllables freely.
    """
    options = []
    for i, left in enumerate(a.words):
        for j, right in enumerate(b.words):
            both = 0 if left.isdisjoint(right) else len(left & right)
            fewer = min(len(left), len(right)) or 1
            if both == fewer or _may_be_alike(a.sorted_words[i], b.sorted_words[j]):
                options.append((-both / fewer, i + j, i, j))
    if len(options) > _TRIED:
        options.sort()
        del options[_TRIED:]
    chosen = [(i, j) for _, _, i, j in options]
    if not a.sounds.isdisjoint(b.sounds):
        joined = _alike_joined(a, b)
        if joined is not None and joined not in chosen:
            chosen.append(joined)
    return chosen


_HOPELESS = 62
"""Letters in common (0..100), words sorted, of two names in Latin letters below which they are no match
however romanised, unless all words of the one stand in the other."""


def _may_be_alike(x: str, y: str) -> bool:
    if not (x.isascii() and y.isascii()):
        return True
    return fuzz.ratio(x, y, score_cutoff=_HOPELESS) > 0


_ONE_WORD = 80
"""The same of two names written as one word each, in their own order: more must agree, to be no chance."""


def _alike_joined(a: Profile, b: Profile) -> tuple[int, int] | None:
    """The names of unlike numbers of words that are most alike without the spaces; None when none are."""
    best, where = 0.0, None
    ones, others = ([prepare(text, one.listing.schema) for text in one.spelled] for one in (a, b))
    for i, x in enumerate(ones):
        for j, y in enumerate(others):
            if len(x.words) != len(y.words):
                alike = fuzz.ratio(x.joined, y.joined, score_cutoff=max(_ONE_WORD, best))
                if alike > best:
                    best, where = alike, (i, j)
    return where
