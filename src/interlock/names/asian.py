"""Names that can be read in a language of East Asia: syllable by syllable, exactly.

Word-by-word likeness is blind there: Kim Song Min and Kim Song Chol differ by one word of three, Chol and
Chul by one letter, and the first are two men and the second may be one. So where both names can be read in
one of these languages, its verdict stands, and letters are not counted.
"""

from __future__ import annotations

from collections.abc import Callable

from interlock.names import chinese, han, japanese, korean, southern
from interlock.names.comparison import Comparison
from interlock.names.prepared import Prepared

Reading = tuple[frozenset[str], ...]

DIFFERENT = 0.35
"""Two names of one language that differ in a syllable: well below a match, above nothing in common."""
_SPELLED_TWO_WAYS = 0.98
"""For each syllable that only may be the same: the more of them, the less the agreement says."""
_READ_FOR_SURE = 0.995
"""The same where one side is in Hangul or Han, whose reading is known and is one that the letters allow."""
_WRITTEN_ALIKE = frozenset({"han", "hangul"})


def verdict(x: Prepared, y: Prepared, *, with_reasons: bool = True) -> Comparison | None:
    """What the languages of East Asia say of two personal names; None when they have nothing to say.

    Without reasons the score is the same, and comes at half the cost.
    """
    if x.script == y.script == "latin" and not (x.may_be_asian and y.may_be_asian):
        return None
    if x.native and x.script == y.script and x.script in _WRITTEN_ALIKE:
        return _written(x, y, with_reasons=with_reasons)
    if "han" in (x.script, y.script) and (told := _kanji(x, y) or _southern(x, y)):
        return told
    found = []
    if x.korean and y.korean:
        found.append(_read(x.korean, y.korean, "Korean", korean.meet, with_reasons=with_reasons))
    if x.chinese and y.chinese:
        found.append(_read(x.chinese, y.chinese, "Chinese", chinese.meet, with_reasons=with_reasons))
    return max(found, key=lambda one: one.score) if found else None


def same_characters(x: Prepared, y: Prepared) -> bool:
    """Both in Han, and the same but for simplified and traditional forms."""
    return x.script == y.script == "han" and han.simplified(x.native) == han.simplified(y.native)


def _written(x: Prepared, y: Prepared, *, with_reasons: bool) -> Comparison:
    """Both in Han, or both in Hangul: what is written differently is another name."""
    if same_characters(x, y):
        return Comparison(0.99, ("the same characters, simplified and traditional",))
    if x.korean and y.korean and x.script == "hangul":
        return _read(x.korean, y.korean, "Korean", korean.meet, with_reasons=with_reasons)
    return Comparison(0.2, (f"different characters: {x.native} and {y.native}",))


def _kanji(x: Prepared, y: Prepared) -> Comparison | None:
    """A name in kanji against one in Latin letters or kana, where its usual Japanese reading is known."""
    written, other = (x, y) if x.script == "han" else (y, x)
    if other.script == "han" or len(other.tokens) != 2:
        return None
    sounds = {japanese.sound(word) for word in other.tokens}
    for surname, given in japanese.kanji_readings("".join(written.text.split())):
        if sounds == {japanese.sound(surname), japanese.sound(given)}:
            return Comparison(0.93, (f"{written.text} is usually read {surname} {given} in Japanese",))
    return None


def _southern(x: Prepared, y: Prepared) -> Comparison | None:
    """A name in Han against Cantonese or Hokkien in Latin letters, where every character agrees."""
    written, other = (x, y) if x.script == "han" else (y, x)
    if other.script != "latin":
        return None
    language = southern.language_of("".join(written.text.split()), other.tokens)
    if not language:
        return None
    return Comparison(0.93, (f"{written.text} is spelled {other.text} in {language.capitalize()}",))


def _read(
    left: tuple[Reading, ...],
    right: tuple[Reading, ...],
    language: str,
    meet: Callable[[frozenset[str], frozenset[str]], float],
    *,
    with_reasons: bool,
) -> Comparison:
    """The best of all pairs of readings of one length."""
    best = -1.0
    shown: tuple[Reading, Reading] | None = None
    for x in left:
        for y in right:
            if len(x) == len(y) and (score := _syllables(x, y, meet)) > best:
                best, shown = score, (x, y)
    if shown is None:
        return Comparison(DIFFERENT, (f"read as {language}, the names have different numbers of syllables",))
    if not with_reasons:
        return Comparison(round(best, 3), ())
    return Comparison(round(best, 3), (f"read as {language}: {_in_words(*shown)}",))


def _syllables(x: Reading, y: Reading, meet: Callable[[frozenset[str], frozenset[str]], float]) -> float:
    score = 1.0
    for s, t in zip(x, y, strict=True):
        if s == t:
            continue
        likeness = meet(s, t)
        if not likeness:
            return DIFFERENT
        if likeness == 1.0:
            likeness = _READ_FOR_SURE if s <= t or t <= s else _SPELLED_TWO_WAYS
        score *= likeness
    return score


def _in_words(x: Reading, y: Reading) -> str:
    parts = []
    for s, t in zip(x, y, strict=True):
        both = sorted(s & t)
        apart = f"{'/'.join(sorted(s)[:2])} and not {'/'.join(sorted(t)[:2])}"
        parts.append("/".join(both[:3]) if both else apart)
    return " ".join(parts)
