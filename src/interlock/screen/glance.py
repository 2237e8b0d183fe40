"""What a glance makes of two names: the score of `names.compare`, had the names no order and no readings.

All in whole numbers up to the last division, so that one name asked alone and many asked at once get the
same score to the last digit.
"""

from __future__ import annotations

import numpy as np

from interlock.names.prepared import Prepared
from interlock.screen.columns import Array
from interlock.screen.spelling import sorted_form, whole_forms

CERTAIN = 2.0
"""Stands for a score in the ranking of a glance: the name is equal but for a letter, and comes first."""
SAME = 3.0
"""The same for one that is equal but for spaces or order."""
SOUNDS_ALIKE = 0.75
"""The same for a name that may sound alike: compared before what a glance finds doubtful."""
MOST_BY_SOUND = 48
"""Names of one sound that are compared. More than this many persons of one Korean sound are on no list."""
SLACK = 0.08
"""By how much a glance may fall short of the careful score (averages of two weights, repeated words)."""
SHORTEST_STRANGE = 4
"""Letters of a word that may have two wrong and be told from others."""
MOST_BESIDE = 400
"""Names that are looked at for a strange word beside words of theirs. More bear only the commonest names."""
STRANGE_EDITS = 2
"""Letters that may differ between the whole names then."""
UNIT = 20
"""Weights of words are counted in twentieths: `names.words.WEIGHTS` has nothing finer."""
INITIAL_LEFT = UNIT // 2
"""The weight of an initial that stands for no word of the other name."""

_RULES = {True: (8, 1.0, 0.3, 0.65), False: (6, 2.0, 1.5, 0.7)}
"""Of persons and of bodies, as `names.compare` has them: the weight left over on both sides from which two
names contradict each other, in twentieths; what that weight costs, and what further words of one side cost;
what is then kept of the score."""
SHORTEST_SLIP, SHORTEST_NATIVE = 5, 3
"""Letters from which a whole name is looked up with one left out: in Latin letters, and in its own script."""


def twentieths(weight: float) -> int:
    """The weight of a word or of some, as whole twentieths."""
    return round(weight * UNIT)


def glance_scores(matched: Array, mass: Array, left: Array, right: Array, *, persons: bool) -> Array:
    """0..1 of each pair of names.

    Args:
        matched: Weight of the words in common, in twentieths.
        mass: The same, each word by its likeness in hundredths.
        left: Weight of what only the name asked has, in twentieths.
        right: Weight of what only the listed name has.
        persons: Are they persons' names?
    """
    conflict = np.minimum(left, right)
    excess = left + right - 2 * conflict
    conflicting, weight_of_conflict, weight_of_excess, kept = _RULES[persons]
    total = matched + weight_of_conflict * conflict + weight_of_excess * excess
    score: Array = mass / np.maximum(100 * total, 1) * np.where(conflict >= conflicting, kept, 1.0)
    return score


def exact_forms(name: Prepared) -> set[str]:
    """What equal names share with it, but for spaces; the sorted form of some also but for order.

    The rows are turned round already, and the order of a person's words is no matter to the glance.
    """
    forms = whole_forms(name)
    if name.schema != "Person" or name.may_be_asian:
        forms.add(sorted_form(name))
    return forms


def slip_forms(name: Prepared) -> list[str]:
    """The forms that are looked up with a letter left out: too many short names are a letter apart."""
    return [
        form
        for form in whole_forms(name)
        if len(form) >= (SHORTEST_SLIP if form.isascii() else SHORTEST_NATIVE)
    ]


Glance = list[tuple[int, float]]
"""Rows and scores."""


def likeliest(found: tuple[int, float]) -> tuple[float, int]:
    """Sorts the rows of a glance, the likeliest first."""
    return (-found[1], found[0])
