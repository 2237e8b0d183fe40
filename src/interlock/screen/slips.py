"""One name mistyped: what `names.compare` takes for another word because a letter slipped.

The careful comparison knows which spellings are usual, and that a letter can make another person; it does not
know keyboards. Here letters are counted over the whole name. A slip or two in a long name is the same name;
more is no more than a possibility, told below any match.
"""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

from interlock.names.prepared import Prepared
from interlock.names.words import WORD
from interlock.screen.spelling import turned, turned_forms

POSSIBLE = 0.69
"""What a possibility scores at most: under every usual threshold."""
_SPACED = 0.97
"""Only the spaces differ, or a legal form is glued on."""
_ORDERED = 0.93
"""The same words in another order."""
_ONE_SLIP = 0.95
"""Times the share of letters that agree."""
_TWO_SLIPS = 0.8
"""The most for two slips: above a name that is only part of the one asked."""
_SHORTEST_ONE, _SHORTEST_TWO = 5, 10
"""Letters of a whole name that may have one, or two, wrong: a tenth to a fifth of them, as in one word."""
_LONG_WORD = 9
"""Letters of a word that may hold both slips, as `names.align.allowed_edits` has it."""
_EAST_ASIAN = 0.6
"""The most for two names that read as different ones in one language of East Asia: there a letter tells."""


def slipped(asked: Prepared, held: Prepared) -> tuple[float, str]:
    """How likely the one is the other mistyped (0..1), and why; 0 for names too unlike."""
    if _of_other_length(asked, held):
        return 0.0, ""
    apart = asked.schema == "Person" and _read_apart(asked, held)
    score, why = _same_letters(asked, held)
    if not score and asked.numbers == held.numbers:
        score, why = _counted(asked, held, most=1 if apart else _MOST_SLIPS)
    return round(min(score, _EAST_ASIAN) if apart else score, 3), why


def possible(asked: Prepared, held: Prepared) -> tuple[float, str]:
    """The same, and where that is nothing, how far all letters agree: a possibility and never a match."""
    score, why = slipped(asked, held)
    if score or asked.numbers != held.numbers:
        return score, why
    alike = max(
        fuzz.token_sort_ratio(" ".join(asked.raws), " ".join(held.raws)),
        *(fuzz.ratio(asked.joined, form) for form in (held.joined, *turned(held.raws))),
    )
    alike /= 100
    fewer, more = sorted((set(asked.raws), set(held.raws)), key=len)
    if fewer and fewer < more:
        shared = sum(map(len, fewer)) / sum(map(len, more))
        alike = max(alike, _PART + 0.2 * shared)
    score = POSSIBLE - (1.0 - alike) / 2
    return round(max(score, 0.0), 3), f"{alike:.0%} of the letters agree"


_PART = 0.65
"""How far the letters agree at least where one name has all words of the other, and more."""


def perhaps(asked: Prepared, spelled: Sequence[str], unabridged: Sequence[str], least: float) -> list[int]:
    """Places of the names that may be a possibility of at least so much.

    What `possible` asks of letters, of all names at once.

    Args:
        asked: The name.
        spelled: The words of each of the others, as spelled, a space between.
        unabridged: All letters of each that has others than its words have.
        least: 0..1.
    """
    needed = 100 * (1.0 - 2.0 * (POSSIBLE - min(least, POSSIBLE))) - _ROUNDING
    own, found = set(asked.raws), set()
    forms: list[str] = []
    of: list[int] = []
    for place, text in enumerate(spelled):
        words = text.split(" ")
        others = set(words)
        if own < others or others < own:
            found.add(place)
        mine = ["".join(words), *turned(words)]
        forms += mine
        of += [place] * len(mine)
    alike = cdist([asked.joined], forms, scorer=fuzz.ratio, score_cutoff=needed)[0]
    found.update(of[n] for n in alike.nonzero()[0].tolist())
    alike = cdist([" ".join(asked.raws)], spelled, scorer=fuzz.token_sort_ratio, score_cutoff=needed)[0]
    found.update(alike.nonzero()[0].tolist())
    # A slip within the words leaves more letters than any possibility needs; one in a legal form may not.
    whole = [long or text.replace(" ", "") for long, text in zip(unabridged, spelled, strict=True)]
    edits = cdist([asked.flat.replace(" ", "")], whole, scorer=OSA.distance, score_cutoff=_MOST_SLIPS)[0]
    found.update((edits <= _MOST_SLIPS).nonzero()[0].tolist())
    return sorted(found)


_ROUNDING = 0.1
"""Scores are rounded to three digits, and ratios of many at once are kept in single precision."""


def _of_other_length(asked: Prepared, held: Prepared) -> bool:
    """Are there more letters in one of the two than slips may add, however the letters are counted?"""
    if abs(len(asked.joined) - len(held.joined)) <= _MOST_SLIPS:
        return False
    mine, theirs = (len(name.flat) - name.flat.count(" ") for name in (asked, held))
    return abs(mine - theirs) > _MOST_SLIPS


_MOST_SLIPS = 2


def _same_letters(asked: Prepared, held: Prepared) -> tuple[float, str]:
    """Nothing differs but spaces or the order of the words."""
    if sorted(asked.flat.split()) == sorted(held.flat.split()):
        return _ORDERED, "the same words in another order"
    if asked.joined == held.joined or asked.flat.replace(" ", "") == held.flat.replace(" ", ""):
        return _SPACED, "equal but for spaces"
    if asked.joined in turned_forms(held) or held.joined in turned_forms(asked):
        return _ORDERED, "equal but for spaces and the order of the words"
    return 0.0, ""


def _counted(asked: Prepared, held: Prepared, *, most: int) -> tuple[float, str]:
    best, why = 0.0, ""
    for x, y in ((asked.joined, held.joined), (asked.flat.replace(" ", ""), held.flat.replace(" ", ""))):
        longest = max(len(x), len(y))
        edits = OSA.distance(x, y, score_cutoff=most)
        if edits == 1 and longest >= _SHORTEST_ONE:
            score = _ONE_SLIP * (1 - 1 / longest)
            if score > best:
                best, why = score, "one letter differs in the whole name"
        elif edits == 2 == most and longest >= _SHORTEST_TWO and not best:
            sure = _are_slips(asked, held)
            best = min(_TWO_SLIPS, _ONE_SLIP * (1 - 2 / longest)) if sure else POSSIBLE
            why = "two letters differ in the whole name"
    return best, why


def _are_slips(asked: Prepared, held: Prepared) -> bool:
    """Do the two slips lie in two words, in one that is long enough for both, or beside two equal words?"""
    mine = [word for word in asked.raws if word not in held.raws]
    theirs = [word for word in held.raws if word not in asked.raws]
    if len(mine) == len(theirs) == 1:
        equal = [w for w, kind in zip(asked.raws, asked.kinds, strict=True) if kind == WORD and w not in mine]
        return len(equal) > 1 or max(len(mine[0]), len(theirs[0])) >= _LONG_WORD
    return len(mine) == len(theirs) == 2


def _read_apart(asked: Prepared, held: Prepared) -> bool:
    return bool((asked.korean and held.korean) or (asked.chinese and held.chinese))
