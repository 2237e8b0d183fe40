"""Are these two names names of one party? A score from 0 to 1, and why.

The way down is a staircase, cheap steps first: equal text, equal words, then a reading as Korean, Chinese or
Japanese where both names have one, and word-by-word alignment last. Each step is exact about what it
knows, so the cheap ones never contradict the careful one.

What a score means: `MATCH` and above, one name in two spellings, or one a fuller form of the other; what a
name alone can say. Whether the bearers are one party is for `resolve`, which knows birth dates and numbers.
"""

from __future__ import annotations

from functools import lru_cache

from interlock.model.listing import Schema
from interlock.names.align import Alignment, align
from interlock.names.asian import same_characters, verdict
from interlock.names.comparison import Comparison
from interlock.names.parse import Parsed, parsed
from interlock.names.tables import table
from interlock.names.words import PARTICLE

_CONFLICT = 0.4
"""Weight left over on both sides from which persons' names say different things: less than half a word."""
_OTHER_TRADE = 0.3
"""The same between bodies, where one word of business is enough: shipping is not technology."""
_PERSON_EXCESS = 0.3
"""What a further word costs in a person's name: lists leave out middle names and fathers' names freely."""
_BODY_EXCESS = 1.5
"""And in a body's: Deutsche Bank is not Deutsche Bank Trust; a subsidiary bears its parent's words."""

_EQUAL = Comparison(1.0, ("the names are equal",))
_NO_LETTERS = Comparison(0.0, ("one of the names has no letters",))
_EQUAL_FOLDED = Comparison(1.0, ("the names are equal but for case, punctuation and spacing",))


def compare(a: str, b: str, schema: Schema = "Person") -> Comparison:
    """How alike two names are. Symmetric; 1.0 on names that differ in case, punctuation or spacing only."""
    if a == b:
        return _EQUAL
    x, y = _in_order(a, b, schema)
    told = _glance(x, y)
    if told is not None:
        return told
    found = align(x, y)
    return Comparison(_score(x, y, found), _reasons(x, y, found))


def likeness(a: str, b: str, schema: Schema = "Person") -> float:
    """The score of `compare` without its reasons, for the many pairs that nobody will ask about."""
    if a == b:
        return 1.0
    x, y = _in_order(a, b, schema)
    told = _glance(x, y)
    return _score(x, y, align(x, y)) if told is None else told.score


def _in_order(a: str, b: str, schema: Schema) -> tuple[Parsed, Parsed]:
    """Which name stands first must not matter, to the last digit."""
    return (parsed(a, schema), parsed(b, schema)) if a < b else (parsed(b, schema), parsed(a, schema))


def _glance(x: Parsed, y: Parsed) -> Comparison | None:
    """What can be told without laying the names side by side; None when they must be."""
    if not x.flat or not y.flat:
        return _NO_LETTERS
    if x.flat == y.flat:
        return _EQUAL_FOLDED
    if x.schema == "Person":
        if x.joined == y.joined and not x.native and not y.native:
            return _EQUAL_FOLDED
        return verdict(x, y)
    return _bodies_alike(x, y)


def _score(x: Parsed, y: Parsed, found: Alignment) -> float:
    score = _persons(x, y, found) if x.schema == "Person" else _bodies(x, y, found)
    return int(score * 1000 + 0.5) / 1000


def _bodies_alike(x: Parsed, y: Parsed) -> Comparison | None:
    if x.joined and x.joined == y.joined and x.numbers == y.numbers:
        if x.legal == y.legal or not x.legal or not y.legal:
            return _EQUAL_FOLDED
        forms = f"{' '.join(x.legal)} and {' '.join(y.legal)}"
        return Comparison(0.97, (f"the names are equal but for their legal forms: {forms}",))
    if same_characters(x, y):
        return Comparison(0.99, ("the same characters, simplified and traditional",))
    if x.schema == "LegalEntity":  # a person or a body: read as a person where both names can be
        return verdict(x, y)
    return None


def _persons(x: Parsed, y: Parsed, found: Alignment) -> float:
    conflict = min(found.left_over, found.right_over)
    excess = abs(found.left_over - found.right_over)
    total = found.mass + found.lite + conflict + excess * _PERSON_EXCESS
    score = found.mass / total if total else 0.0
    if found.swapped:
        score *= 0.97
    if conflict >= _CONFLICT or _other_child(x, y):
        score *= 0.65
    if found.telling < 2 and max(_telling(x), _telling(y)) > 1:
        score *= 0.65  # one word in common is a name in common, not a person
    elif found.telling == 1 and min(len(x.joined), len(y.joined)) < 6 and found.lite:
        score *= 0.85
    return score


def _telling(name: Parsed) -> int:
    return sum(1 for kind in name.kinds if kind != PARTICLE)


def _other_child(x: Parsed, y: Parsed) -> bool:
    """Salman bin Muhammad is the son of Muhammad bin Salman."""
    words = _patronymic()
    if not (words & set(x.words) and words & set(y.words)):
        return False
    return not _parents(x, words) & _parents(y, words)


@lru_cache(maxsize=1)
def _patronymic() -> frozenset[str]:
    return frozenset(table("words")["patronymic"])


def _parents(name: Parsed, words: frozenset[str]) -> set[str]:
    following = zip(name.words, name.words[1:], [*name.words[2:], ""], strict=False)
    return {after if after not in _SMALL else later for word, after, later in following if word in words}


_SMALL = frozenset({"al", "abdul", "abu"})


def _bodies(x: Parsed, y: Parsed, found: Alignment) -> float:
    conflict = min(found.left_over, found.right_over)
    excess = abs(found.left_over - found.right_over)
    total = found.mass + found.lite + 2 * conflict + excess * _BODY_EXCESS
    score = found.mass / total if total else 0.0
    if x.numbers != y.numbers:
        score = min(score, 0.5)
    if conflict >= _OTHER_TRADE:
        score *= 0.7
    if not found.telling and not (x.generic_only and y.generic_only):
        score *= 0.6  # only words of business in common
    if found.lite and min(len(x.joined), len(y.joined)) < 6:
        score *= 0.85
    return score


def _reasons(x: Parsed, y: Parsed, found: Alignment) -> tuple[str, ...]:
    reasons = []
    equal = [a for a, _, score, _ in found.matched if score == 1.0]
    if equal:
        reasons.append(f"equal: {' '.join(equal)}")
    reasons += [f"{a} = {b} ({why})" for a, b, score, why in found.matched if score < 1.0]
    if found.left:
        reasons.append(f"only in the first: {' '.join(x.words[i] for i in found.left)}")
    if found.right:
        reasons.append(f"only in the second: {' '.join(y.words[j] for j in found.right)}")
    if x.numbers != y.numbers:
        reasons.append(f"numbers differ: {' '.join(x.numbers) or 'none'} and {' '.join(y.numbers) or 'none'}")
    if found.swapped:
        reasons.append("in another order")
    return tuple(reasons)
