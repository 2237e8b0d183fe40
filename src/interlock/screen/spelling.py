"""A name as it is looked up: its telling words, its initials, and keys of the whole of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice, product
from typing import NamedTuple

from interlock.model.listing import Schema
from interlock.names import japanese, sound_keys
from interlock.names.persons import family_of
from interlock.names.prepared import Prepared
from interlock.names.words import GENERIC, INITIAL, NUMBER, PARTICLE, WEIGHTS, WORD

_LOOKED_UP = frozenset({WORD, GENERIC, NUMBER})
_MOST_READINGS = 2_000
"""Ways to read one name in one language that become keys. A name in Han has rarely more than eight; one in
katakana has some hundreds, which are a dozen sounds: no name on the lists has more than 1,300."""


TWENTIETHS = 20
"""Weights are counted in twentieths: `names.words.WEIGHTS` has nothing finer."""
_WEIGHTS = tuple(round(weight * TWENTIETHS) for weight in WEIGHTS)


class Told(NamedTuple):
    """A word by which a name is looked up."""

    spelling: str
    word: str
    """Its canonical form."""
    weight: int
    """In twentieths."""


def named(text: str, schema: Schema) -> Prepared:
    """The name as it is indexed and looked up: `PUTIN, Vladimir` is Vladimir Putin, the order in use.

    In East Asia the surname comes first without any comma, so there the order stays.
    """
    name = Prepared(text, schema)
    if schema != "Person" or "," not in text or name.korean or name.chinese:
        return name
    family, _, given = text.partition(",")
    return Prepared(f"{given.replace(',', ' ').strip()} {family.strip()}", schema) if given.strip() else name


def telling_words(name: Prepared) -> list[Told]:
    """The words by which the name is looked up, each once.

    Initials and small words are left out: too many names have them. A name of nothing else keeps them.
    """
    words = list(zip(name.raws, name.words, name.kinds, strict=True))
    chosen = [one for one in words if one[2] in _LOOKED_UP] or [one for one in words if one[2] != INITIAL]
    found = {word: Told(raw, word, _WEIGHTS[kind]) for raw, word, kind in chosen if word and raw}
    return list(found.values())


def full_words(name: Prepared) -> int:
    """Words of the name that are written out, small ones too."""
    return sum(1 for word in name.tokens if len(word) > 1)


def letters_mask(words: Iterable[str]) -> int:
    """The first letters of the words as bits, a to z; other letters share the last bit.

    A word that begins as `abdul` does has a bit of its own besides.
    """
    mask = 0
    for word in words:
        place = ord(word[0]) - 97 if word else 31
        mask |= 1 << (place if 0 <= place < 26 else 31)
        if word.startswith(_SERVANT[:3]):  # a slip from it too
            mask |= _SERVANT_BIT
    return mask


_SERVANT, _SERVANT_BIT = "abdul", 1 << 27


def initials_mask(name: Prepared) -> int:
    """The same of its initials alone; 0 when it has none."""
    if INITIAL not in name.kinds:
        return 0
    return letters_mask(
        [
            word
            for word, kind in zip(name.words, name.kinds, strict=True)
            if kind == INITIAL and len(word) == 1
        ]
    )


def short_mask(name: Prepared) -> int:
    """The same of words that may stand for others: initials, `jc` for Jean-Claude, `abdul` for Abdulla."""
    short = [
        word
        for word, kind in zip(name.words, name.kinds, strict=True)
        if len(word) <= _LONGEST_SHORT and kind != PARTICLE
    ]
    return letters_mask(short) | (_SERVANT_BIT if _SERVANT in name.words else 0)


_LONGEST_SHORT = 3
"""Initials written as one word, as `names.align` has it."""


def whole_forms(name: Prepared) -> set[str]:
    """The name without its spaces: its words as spelled, all its letters, its letters in its own script."""
    return {form for form in (name.joined, name.flat.replace(" ", ""), name.native) if form}


def unabridged(name: Prepared) -> str:
    """All its letters, where they are not those of its words; else empty."""
    letters = name.flat.replace(" ", "")
    return letters if letters != name.joined else ""


def exact_forms(name: Prepared) -> set[str]:
    """What equal names share with it, but for spaces; the sorted form of some also but for order.

    The rows are turned round already, and the order of a person's words is no matter to a glance.
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
        if len(form) >= (_SHORTEST_SLIP if form.isascii() else SHORTEST_NATIVE)
    ]


_SHORTEST_SLIP, SHORTEST_NATIVE = 5, 3
"""Letters from which a whole name is looked up with one left out: in Latin letters, and in its own script."""


def turned_forms(name: Prepared) -> set[str]:
    """The words joined from whichever of them the name begins."""
    return set(turned(name.raws))


def turned(words: Sequence[str]) -> list[str]:
    """The same of these words; a form may stand twice."""
    if not 1 < len(words) < _MOST_TURNED:
        return []
    return ["".join([*words[n:], *words[:n]]) for n in range(1, len(words))]


_MOST_TURNED = 7
"""Words from which a name is not turned round any more."""


def sorted_form(name: Prepared) -> str:
    """One key for the same words in any order."""
    return "sorted " + " ".join(sorted(name.flat.split()))


def sound_of(name: Prepared, schema: Schema) -> set[str]:
    """Coarse keys of how the name sounds in a language of East Asia; empty for any other name.

    Names that share one are worth comparing, no more.
    """
    if schema != "Person":
        return {f"body {key}" for key in sound_keys(name.text, schema)}
    found: set[str] = set()
    if not name.may_be_asian and len(name.tokens) != 2:
        return found
    if name.korean:
        found.update(f"ko {key}" for key in _korean_keys(name))
    for reading in name.chinese:
        found.update(f"zh {' '.join(cut)}" for cut in _cuts(reading))
    if len(name.tokens) == 2:
        sounds = [japanese.sound(token) for token in name.tokens]
        if all(sounds):
            found.add(f"ja {' '.join(sorted(sounds))}")
    if name.script == "han":
        for surname, given in japanese.kanji_readings("".join(name.text.split())):
            found.add(f"ja {' '.join(sorted((japanese.sound(surname), japanese.sound(given))))}")
    return found


def _korean_keys(name: Prepared) -> set[str]:
    if name.script in ("latin", "hangul"):
        return set(sound_keys(name.text, "Person", family_of(name.text)))
    found: set[str] = set()
    for reading in name.korean:
        for cut in _cuts(reading):
            found |= sound_keys("".join(cut), "Person")
    return found


def _cuts(reading: Sequence[Iterable[str]]) -> Iterable[tuple[str, ...]]:
    """The ways to read the name, in one order on every machine: a set has another in each process."""
    return islice(product(*map(sorted, reading)), _MOST_READINGS)
