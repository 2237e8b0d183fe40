"""Are these two names names of one party? A score from 0 to 1, and why.

The way down is a staircase, cheap steps first: equal text, equal words, then a reading as Korean, Chinese or
Japanese where both names have one, and word-by-word alignment last. Each step is exact about what it
knows, so the cheap ones never contradict the careful one.

What a score means: `MATCH` and above, one name in two spellings, or one a fuller form of the other; what a
name alone can say. Whether the bearers are one party is for `resolve`, which knows birth dates and numbers.
"""

from __future__ import annotations

from interlock.model.listing import Schema
from interlock.names.align import Alignment, align
from interlock.names.asian import same_characters, verdict
from interlock.names.comparison import Comparison
from interlock.names.prepared import Prepared, prepare

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


def compare(a: str | Prepared, b: str | Prepared, schema: Schema = "Person") -> Comparison:
    """How alike two names are. Symmetric; 1.0 on names that differ in case, punctuation or spacing only.

    Args:
        a: A name, or one from `prepare`.
        b: The other.
        schema: What bears the names; a prepared name knows its own.

    Raises:
        ValueError: The two were prepared for different schemas.
    """
    if a == b:
        return _EQUAL
    x, y = _prepared(a, b, schema)
    if x.text > y.text:  # which name stands first must not matter, to the last digit
        x, y = y, x
        names = ("second", "first")
    else:
        names = ("first", "second")
    told = _glance(x, y)
    if told is not None:
        return told
    found = align(x, y)
    return Comparison(_score(x, y, found), _reasons(x, y, found, names))


def likeness(a: str | Prepared, b: str | Prepared, schema: Schema = "Person") -> float:
    """The score of `compare` without its reasons, for the many pairs that nobody will ask about."""
    if a == b:
        return 1.0
    x, y = _prepared(a, b, schema)
    if x.text > y.text:
        x, y = y, x
    told = _glance(x, y, with_reasons=False)
    return _score(x, y, align(x, y)) if told is None else told.score


def _prepared(a: str | Prepared, b: str | Prepared, schema: Schema) -> tuple[Prepared, Prepared]:
    x = prepare(a, schema) if isinstance(a, str) else a
    y = prepare(b, schema) if isinstance(b, str) else b
    if x.schema != y.schema:
        raise ValueError(
            f"{x.text!r} was prepared as {x.schema}, {y.text!r} as {y.schema}; prepare both as one"
        )
    return x, y


def _glance(x: Prepared, y: Prepared, *, with_reasons: bool = True) -> Comparison | None:
    """What can be told without laying the names side by side; None when they must be."""
    if not x.flat or not y.flat:
        return _NO_LETTERS
    if x.flat == y.flat:
        return _EQUAL_FOLDED
    if x.schema == "Person":
        if x.joined == y.joined and not x.native and not y.native:
            return _EQUAL_FOLDED
        return verdict(x, y, with_reasons=with_reasons)
    return _bodies_alike(x, y, with_reasons=with_reasons)


def _score(x: Prepared, y: Prepared, found: Alignment) -> float:
    score = _persons(x, y, found) if x.schema == "Person" else _bodies(x, y, found)
    return int(score * 1000 + 0.5) / 1000


def _bodies_alike(x: Prepared, y: Prepared, *, with_reasons: bool) -> Comparison | None:
    if x.joined and x.joined == y.joined and x.numbers == y.numbers:
        if x.legal == y.legal or not x.legal or not y.legal:
            return _EQUAL_FOLDED
        forms = f"{' '.join(x.legal)} and {' '.join(y.legal)}"
        return Comparison(0.97, (f"the names are equal but for their legal forms: {forms}",))
    if same_characters(x, y):
        return Comparison(0.99, ("the same characters, simplified and traditional",))
    if x.schema == "LegalEntity":  # a person or a body: read as a person where both names can be
        return verdict(x, y, with_reasons=with_reasons)
    return None


def _persons(x: Prepared, y: Prepared, found: Alignment) -> float:
    conflict = min(found.left_over, found.right_over)
    excess = abs(found.left_over - found.right_over)
    total = found.mass + found.lite + conflict + excess * _PERSON_EXCESS
    score = found.mass / total if total else 0.0
    if found.swapped:
        score *= 0.97
    if conflict >= _CONFLICT or _other_child(x, y):
        score *= 0.65
    if found.telling < 2 and (x.telling > 1 or y.telling > 1):
        score *= 0.65  # one word in common is a name in common, not a person
    elif found.telling == 1 and min(len(x.joined), len(y.joined)) < 6 and found.lite:
        score *= 0.85
    return score


def _other_child(x: Prepared, y: Prepared) -> bool:
    """Salman bin Muhammad is the son of Muhammad bin Salman."""
    return bool(x.parents) and bool(y.parents) and x.parents.isdisjoint(y.parents)


def _bodies(x: Prepared, y: Prepared, found: Alignment) -> float:
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


def _reasons(x: Prepared, y: Prepared, found: Alignment, names: tuple[str, str]) -> tuple[str, ...]:
    """In words; `names` says which of the two the caller gave first."""
    reasons = []
    equal = [a for a, _, score, _ in found.matched if score == 1.0]
    if equal:
        reasons.append(f"equal: {' '.join(equal)}")
    turned = names[0] == "second"
    for a, b, score, why in found.matched:
        if score < 1.0:
            reasons.append(f"{b} = {a} ({why})" if turned else f"{a} = {b} ({why})")
    only = []
    if found.left:
        only.append(f"only in the {names[0]}: {' '.join([x.words[i] for i in found.left])}")
    if found.right:
        only.append(f"only in the {names[1]}: {' '.join([y.words[j] for j in found.right])}")
    reasons += only[::-1] if turned else only
    if x.numbers != y.numbers:
        numbers = [" ".join(name.numbers) or "none" for name in ((y, x) if turned else (x, y))]
        reasons.append(f"numbers differ: {' and '.join(numbers)}")
    if found.swapped:
        reasons.append("in another order")
    return tuple(reasons)
