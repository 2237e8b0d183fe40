"""What a glance makes of two names: the score of `names.compare`, had the names no order and no readings.

All in whole numbers up to the last division, so that one name asked alone and many asked at once get the
same score to the last digit.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from interlock.names.prepared import Prepared
from interlock.screen.columns import Array
from interlock.screen.name_columns import NameColumns
from interlock.screen.spelling import TWENTIETHS, initials_mask, letters_mask, short_mask

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

_INITIAL_LEFT = TWENTIETHS // 2
"""The weight of an initial that stands for no word of the other name."""
_ONE_WORD = 0.65
"""Kept of the score of two persons who have one word in common, as `names.compare` has it."""
_RULES = {True: (8, 1.0, 0.3, 0.65), False: (6, 2.0, 1.5, 0.7)}
"""Of persons and of bodies, as `names.compare` has them: the weight left over on both sides from which two
names contradict each other, in twentieths; what that weight costs, and what further words of one side cost;
what is then kept of the score."""

Glance = list[tuple[int, float]]
"""Rows and scores."""


class Traits(NamedTuple):
    """What a glance must know of names asked, beside the words by which they are looked up."""

    letters: Array
    """First letters of the words, as `spelling.letters_mask` has them."""
    initials: Array
    """Of initials."""
    shorts: Array
    """Of words that may stand for another, as `spelling.short_mask` has them."""
    telling: Array
    """How many words of each are no particles."""
    is_odd: Array
    """Its words are not what is compared: it may be read in a language of East Asia, or says a word twice."""


def traits_of(names: Iterable[Prepared]) -> Traits:
    """Those of the names."""
    rows = [
        (letters_mask(name.words), initials_mask(name), short_mask(name), name.telling, _is_odd(name))
        for name in names
    ]
    return Traits(*np.array(rows, dtype=np.int64).reshape(-1, len(Traits._fields)).T)


def _is_odd(name: Prepared) -> bool:
    return name.may_be_asian or len(set(name.words)) < len(name.words)


def glance_scores(
    columns: NameColumns,
    rows: Array,
    asked: Traits,
    *,
    weight: Array,
    held: Array,
    mass: Array,
    count: Array,
) -> Array:
    """0..1 of each of the rows against the name asked, or of each against its own.

    Args:
        columns: The listed names.
        rows: Places of them.
        asked: The name that is compared with all of them, or one for each.
        weight: Of its words, in twentieths.
        held: The same of those that the row has too.
        mass: The same, each word by its likeness in hundredths.
        count: How many words that are.
    """
    left = np.maximum(weight - held, 0)
    left += _INITIAL_LEFT * ((asked.initials & ~columns.letters[rows]) != 0)
    right = np.maximum(columns.weights[rows] - held, 0)
    if columns.persons:
        right += _INITIAL_LEFT * ((columns.initials[rows] & ~asked.letters) != 0)
    conflict = np.minimum(left, right)
    excess = left + right - 2 * conflict
    conflicting, weight_of_conflict, weight_of_excess, kept = _RULES[columns.persons]
    total = held + weight_of_conflict * conflict + weight_of_excess * excess
    score: Array = mass / np.maximum(100 * total, 1) * np.where(conflict >= conflicting, kept, 1.0)
    return (
        np.where(_share_a_word(columns, rows, asked, count), _ONE_WORD * score, score)
        if columns.persons
        else score
    )


def _share_a_word(columns: NameColumns, rows: Array, asked: Traits, count: Array) -> Array:
    """Is one word all that the two have in common, and no short one stands for another?"""
    alone = (count < 2) & (np.maximum(asked.telling, columns.telling[rows]) > 1)
    stands = (asked.shorts & columns.letters[rows]) | (columns.shorts[rows] & asked.letters) | asked.is_odd
    found: Array = alone & (stands == 0)
    return found


def likeliest(found: tuple[int, float]) -> tuple[float, int]:
    """Sorts the rows of a glance, the likeliest first."""
    return (-found[1], found[0])


def near_in_length(columns: NameColumns, rows: Array, length: Array | int) -> Array:
    """Which of the rows' names may be a strange word's slips away from one of so many letters."""
    apart = np.abs(columns.lengths[rows].astype(np.int64) - length)
    found: Array = apart <= STRANGE_EDITS
    return found
