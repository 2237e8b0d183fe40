"""The words of all names of one kind, and those that may stand for a given word.

A word has one canonical form and any number of spellings (`names` brings Mohammed and Muhamad together). A
typing error is made in a spelling; it is found by what two spellings have in common once a letter or two are
left out of each, so no word is compared that cannot be meant. Other romanisations are found by how they
sound. For spellings that stand in the lists all this is worked out ahead.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from rapidfuzz.distance import OSA
from rapidfuzz.process import cpdist

from interlock.names.persons import skeleton
from interlock.names.romanise import consonants
from interlock.screen.columns import Array, Columns, Texts
from interlock.screen.keys import KeyTable, begins, distinct, ends, hashed, shortened, shortened_of_all

_TWO_EDITS = 9
"""Letters from which a word may have two wrong, as `names.align.allowed_edits` has it."""
_SOUND_EDIT = 6
"""In words longer than this one sound may differ, as `names.align` has it."""
_MOST_SHARING = 400
"""Words that share a shortened form beyond which it tells nothing: two letters, and a thousand words."""
_SAME_SOUND, _SAME_CONSONANTS = 0.95, 0.85
"""As `names.align` has them."""


class Alike:
    """Words that may stand for a word: their numbers, and how alike they are at best; the most alike last."""

    __slots__ = ("numbers", "sims")

    def __init__(self, numbers: Array, sims: Array) -> None:
        self.numbers = numbers
        self.sims = sims


class Vocabulary:
    """Canonical words by number, and the ways to find them."""

    def __init__(self, columns: Columns, name: str, *, persons: bool) -> None:
        self._persons = persons
        self._spellings = Texts(columns, f"{name}.spellings").all()
        self._spelled = {spelling: n for n, spelling in enumerate(self._spellings)}
        self._words = Texts(columns, f"{name}.words").all()
        self._numbers = {word: number for number, word in enumerate(self._words)}
        self._word_of = columns[f"{name}.word_of"]
        self._shortened = KeyTable(columns, f"{name}.shortened")
        self._sounds = KeyTable(columns, f"{name}.sounds")
        self._bare = KeyTable(columns, f"{name}.bare")
        self._bare_vowelless = KeyTable(columns, f"{name}.bare_vowelless")
        self._alike = columns[f"{name}.alike"]
        self._alike_sims = columns[f"{name}.alike_sims"]
        self._alike_starts = columns[f"{name}.alike_starts"]

    def alike(self, spelling: str, word: str, *, vowelless: bool) -> Alike:
        """The words that may stand for this one, spelled so.

        The likeness is never under that of `names.align`, which knows the whole names.
        """
        place = self._spelled.get(spelling)
        if place is not None and not vowelless and self._words[self._word_of[place]] == word:
            start, end = self._alike_starts[place], self._alike_starts[place + 1]
            return Alike(self._alike[start:end], self._alike_sims[start:end].astype(np.float32) / 100)
        own = self._numbers.get(word)
        numbers, sims = self._look_up(spelling, word, vowelless=vowelless)
        if own is not None:
            numbers, sims = np.append(numbers, own), np.append(sims, 1.0)
        order = np.argsort(sims, kind="stable")
        return Alike(numbers[order], sims[order].astype(np.float32))

    def _look_up(self, spelling: str, word: str, *, vowelless: bool) -> tuple[Array, Array]:
        near = _numbers(self._shortened.find_hashes(shortened(spelling, two=len(spelling) >= _TWO_EDITS)))
        others = [self._spellings[n] for n in near.tolist()]
        sims = _alike_in_letters([spelling] * len(others), others, persons=self._persons)
        numbers = self._word_of[near]
        if not self._persons:
            return numbers[sims > 0], sims[sims > 0]
        sound = skeleton(word)
        long = len(word) >= _SOUND_EDIT
        by_sound = self._sounds.find_hashes(shortened(sound) if long else [hashed(sound)])
        table = self._bare if vowelless else self._bare_vowelless
        by_bones = table.find([consonants(sound)]) if len(sound) > 2 else []
        found = _numbers(by_sound + by_bones)
        words = [self._words[n] for n in found.tolist()]
        heard = _alike_in_sound([word] * len(words), words, bones=np.isin(found, _numbers(by_bones)))
        numbers, sims = np.concatenate([numbers, found]), np.concatenate([sims, heard])
        return numbers[sims > 0], sims[sims > 0]

    @staticmethod
    def columns(
        name: str, spellings: Mapping[str, str], vowelless: frozenset[str], *, persons: bool
    ) -> dict[str, Array]:
        """The columns of a vocabulary. `spellings`: each to its canonical word.

        `vowelless`: words of names in a script that writes few vowels.
        """
        spelled = sorted(spellings)
        words = sorted(set(spellings.values()))
        numbers = {word: number for number, word in enumerate(words)}
        word_of = np.array([numbers[spellings[s]] for s in spelled], dtype=np.uint32)
        columns = Texts.columns(f"{name}.spellings", spelled) | Texts.columns(f"{name}.words", words)
        columns[f"{name}.word_of"] = word_of
        shortened = KeyTable.columns(f"{name}.shortened", *shortened_of_all(spelled, _TWO_EDITS))
        shapes = [skeleton(word) for word in words] if persons else []
        sounds = _sounds(f"{name}.sounds", words, shapes)
        bare = [(consonants(shape), n) for n, shape in enumerate(shapes) if len(shape) > 2]
        columns |= shortened | sounds
        columns |= KeyTable.columns_of(f"{name}.bare", bare)
        columns |= KeyTable.columns_of(
            f"{name}.bare_vowelless", [pair for pair in bare if words[pair[1]] in vowelless]
        )
        lefts, rights = _sharing(shortened, f"{name}.shortened", word_of, word_of)
        sims = _alike_in_letters(
            [spelled[n] for n in lefts.tolist()], [spelled[n] for n in rights.tolist()], persons=persons
        )
        pairs = [(lefts, word_of[rights], sims), (np.arange(len(spelled)), word_of, np.ones(len(spelled)))]
        if persons:
            lefts, rights = _sharing(sounds, f"{name}.sounds", None, None)
            sims = _alike_in_sound([words[n] for n in lefts.tolist()], [words[n] for n in rights.tolist()])
            pairs += _for_spellings(lefts, rights, sims, word_of)
        return columns | _neighbours(name, pairs, len(spelled))


def _numbers(found: Sequence[int]) -> Array:
    return distinct(np.array(found, dtype=np.uint32))


def _sounds(name: str, words: Sequence[str], shapes: Sequence[str]) -> dict[str, Array]:
    """Words by how they sound; longer ones also with one sound left out."""
    long = np.array([len(word) >= _SOUND_EDIT for word in words], dtype=bool)
    hashes, numbers = shortened_of_all(shapes, two_from=_NEVER)
    whole = np.array([hashed(shape) for shape in shapes], dtype=np.uint32)
    varied = long[numbers] if len(numbers) else long[:0]
    return KeyTable.columns(
        name,
        np.concatenate([hashes[varied], whole]),
        np.concatenate([numbers[varied], np.arange(len(shapes), dtype=np.uint32)]),
    )


_NEVER = 1_000_000


def _alike_in_letters(lefts: Sequence[str], rights: Sequence[str], *, persons: bool) -> Array:
    """How alike two spellings are, pair by pair; 0 for two different words."""
    if not lefts:
        return np.zeros(0)
    edits = cpdist(lefts, rights, scorer=OSA.distance, score_cutoff=2, dtype=np.uint16)
    longest = np.array([max(len(x), len(y)) for x, y in zip(lefts, rights, strict=True)])
    ends = np.array([x[0] == y[0] or x[-1] == y[-1] for x, y in zip(lefts, rights, strict=True)])
    most = np.where(longest < (3 if persons else 4), 0, np.where(longest < _TWO_EDITS, 1, 2))
    return np.where((edits <= most) & ends, 1.0 - edits / longest, 0.0)


def _alike_in_sound(lefts: Sequence[str], rights: Sequence[str], bones: Array | None = None) -> Array:
    """The same of two words by how they sound. `bones`: pairs that may agree in their consonants alone."""
    if not lefts:
        return np.zeros(0)
    x, y = [skeleton(word) for word in lefts], [skeleton(word) for word in rights]
    heard = cpdist(x, y, scorer=OSA.distance, score_cutoff=1, dtype=np.uint16)
    edits = cpdist(lefts, rights, scorer=OSA.distance, score_cutoff=2, dtype=np.uint16)
    longest = np.array([max(len(a), len(b)) for a, b in zip(lefts, rights, strict=True)])
    ends = np.array([a[0] == b[0] or a[-1] == b[-1] for a, b in zip(lefts, rights, strict=True)])
    sims = np.where((longest > _SOUND_EDIT) & (heard <= 1) & (edits <= 2), 1.0 - 1.0 / longest, 0.0)
    sims = np.where(heard == 0, _SAME_SOUND, sims)
    if bones is not None:
        sims = np.maximum(sims, np.where(bones, _SAME_CONSONANTS, 0.0))
    return np.where(ends, sims, 0.0)


def _sharing(
    columns: Columns, name: str, left_word: Array | None, right_word: Array | None
) -> tuple[Array, Array]:
    """Pairs of numbers that share a key, each pair both ways and once; pairs of one word left out."""
    hashes, numbers = columns[f"{name}.hashes"], columns[f"{name}.numbers"]
    if not len(hashes):
        return numbers, numbers
    starts = np.flatnonzero(begins(hashes))
    sizes = np.diff(np.append(starts, len(hashes)))
    found = []
    for size in distinct(sizes[(sizes > 1) & (sizes <= _MOST_SHARING)]).tolist():
        members = numbers[starts[sizes == size][:, None] + np.arange(size)].astype(np.uint64)
        left = np.repeat(members, size, axis=1).ravel()
        right = np.tile(members, (1, size)).ravel()
        found.append(distinct(left[left != right] << np.uint64(32) | right[left != right]))
    pairs = distinct(np.concatenate(found)) if found else np.zeros(0, dtype=np.uint64)
    lefts = (pairs >> np.uint64(32)).astype(np.uint32)
    rights = (pairs & np.uint64(0xFFFFFFFF)).astype(np.uint32)
    if left_word is not None and right_word is not None:
        other = left_word[lefts] != right_word[rights]
        lefts, rights = lefts[other], rights[other]
    return lefts, rights


def _for_spellings(
    lefts: Array, rights: Array, sims: Array, word_of: Array
) -> list[tuple[Array, Array, Array]]:
    """Pairs of words as pairs of a spelling and a word."""
    lefts, rights, sims = lefts[sims > 0], rights[sims > 0], sims[sims > 0]
    order = np.argsort(lefts, kind="stable")
    lefts, rights, sims = lefts[order], rights[order], sims[order]
    start = lefts.searchsorted(word_of, "left")
    count = lefts.searchsorted(word_of, "right") - start
    spelling = np.repeat(np.arange(len(word_of)), count)
    place = np.repeat(start - np.append(0, np.cumsum(count)[:-1]), count) + np.arange(int(count.sum()))
    return [(spelling, rights[place], sims[place])]


def _neighbours(name: str, pairs: Iterable[tuple[Array, Array, Array]], spellings: int) -> dict[str, Array]:
    """Of each spelling the words that may stand for it, the most alike last, each once."""
    lefts, words, sims = (np.concatenate(parts) for parts in zip(*pairs, strict=True))
    good = sims > 0
    lefts, words, sims = lefts[good], words[good], np.rint(sims[good] * 100).astype(np.uint8)
    order = np.lexsort((sims, words, lefts))
    lefts, words, sims = lefts[order], words[order], sims[order]
    last = ends(lefts, words)
    lefts, words, sims = lefts[last], words[last], sims[last]
    order = np.lexsort((words, sims, lefts))
    lefts, words, sims = lefts[order], words[order], sims[order]
    return {
        f"{name}.alike": words.astype(np.uint32),
        f"{name}.alike_sims": sims,
        f"{name}.alike_starts": lefts.searchsorted(np.arange(spellings + 1)),
    }
