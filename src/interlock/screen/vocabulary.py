"""The words of all names of one kind, and those that may stand for a given word.

A word has one canonical form and any number of spellings (`names` brings Mohammed and Muhamad together). A
typing error is made in a spelling; it is found by what two spellings have in common once a letter or two are
left out of each, so no word is compared that cannot be meant. Other romanisations are found by how they
sound. For spellings that stand in the lists all this is worked out ahead.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from rapidfuzz.distance import OSA
from rapidfuzz.process import cpdist

from interlock.names.persons import skeleton
from interlock.names.romanise import consonants
from interlock.screen.columns import Array, Columns, Texts, spread
from interlock.screen.keys import KeyTable, begins, distinct, ends, hashed_each, shortened_of_all

_TWO_EDITS = 9
"""Letters from which a word may have two wrong, as `names.align.allowed_edits` has it."""
_SOUND_EDIT = 6
"""In words longer than this one sound may differ, as `names.align` has it."""
_MOST_SHARING = 400
"""Words that share a shortened form beyond which it tells nothing: two letters, and a thousand words."""
_SAME_SOUND, _SAME_CONSONANTS = 0.95, 0.85
"""As `names.align` has them."""


class Sought(NamedTuple):
    """A word that is looked up."""

    spelling: str
    word: str
    """Its canonical form."""
    vowelless: bool
    """Does it stand in a script that writes few vowels?"""


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

    def alike_to_each(self, sought: Sequence[Sought]) -> tuple[Array, Array, Array]:
        """The place of one of the words, the number of a word that may stand for it, how alike the two are.

        At best, in hundredths, and never under what `names.align` says, which knows the whole names. A word
        may be there twice for one, with two likenesses.
        """
        places = [self._place(one) for one in sought]
        known = np.array([n for n, place in enumerate(places) if place is not None], dtype=np.int64)
        found = np.array([place for place in places if place is not None], dtype=np.int64)
        first = self._alike_starts[found]
        counts = self._alike_starts[found + 1] - first
        ahead = spread(first, counts)
        if len(known) == len(sought):
            return np.repeat(known, counts), self._alike[ahead], self._alike_sims[ahead]
        new = [n for n, place in enumerate(places) if place is None]
        of, numbers, sims = self._look_up([sought[n] for n in new])
        return (
            np.concatenate([np.repeat(known, counts), np.array(new, dtype=np.int64)[of]]),
            np.concatenate([self._alike[ahead], numbers]),
            np.concatenate([self._alike_sims[ahead], sims]),
        )

    def _place(self, sought: Sought) -> int | None:
        """Of the spelling, where the words alike to it were worked out ahead."""
        place = None if sought.vowelless else self._spelled.get(sought.spelling)
        if place is None or self._words[self._word_of[place]] != sought.word:
            return None
        return place

    def _look_up(self, sought: Sequence[Sought]) -> tuple[Array, Array, Array]:
        """What `alike_to_each` gives, found anew."""
        if not sought:
            return _NONE, _NONE, _NONE
        parts = [self._by_letters([one.spelling for one in sought])]
        if self._persons:
            parts.append(self._by_sound(sought))
        own = [(n, self._numbers[one.word]) for n, one in enumerate(sought) if one.word in self._numbers]
        of, numbers = np.array(own, dtype=np.int64).reshape(-1, 2).T
        parts.append((of, numbers, np.ones(len(own))))
        of, numbers, sims = (np.concatenate(part) for part in zip(*parts, strict=True))
        good = sims > 0
        return of[good], numbers[good], np.rint(sims[good] * 100).astype(np.uint8)

    def _by_letters(self, spellings: Sequence[str]) -> tuple[Array, Array, Array]:
        of, near = _met(self._shortened, *shortened_of_all(spellings, two_from=_TWO_EDITS))
        lefts = [spellings[n] for n in of.tolist()]
        rights = [self._spellings[n] for n in near.tolist()]
        return of, self._word_of[near], _alike_in_letters(lefts, rights, persons=self._persons)

    def _by_sound(self, sought: Sequence[Sought]) -> tuple[Array, Array, Array]:
        sounds = [skeleton(one.word) for one in sought]
        of, numbers = _met(self._sounds, *_hashes_of_sounds([one.word for one in sought], sounds))
        heard = _packed(of, numbers)
        bones = np.zeros(0, dtype=np.uint64)
        for vowelless, table in ((True, self._bare), (False, self._bare_vowelless)):
            asked = [n for n, one in enumerate(sought) if one.vowelless == vowelless and len(sounds[n]) > 2]
            keys = hashed_each([consonants(sounds[n]) for n in asked])
            bones = np.append(bones, _packed(*_met(table, keys, np.array(asked, dtype=np.int64))))
        pairs = distinct(np.append(heard, bones))
        of, numbers = _unpacked(pairs)
        lefts = [sought[n].word for n in of.tolist()]
        rights = [self._words[n] for n in numbers.tolist()]
        return of, numbers, _alike_in_sound(lefts, rights, bones=np.isin(pairs, bones))

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
        shortened = KeyTable.columns(f"{name}.shortened", *shortened_of_all(spelled, two_from=_TWO_EDITS))
        shapes = [skeleton(word) for word in words] if persons else []
        sounds = KeyTable.columns(f"{name}.sounds", *_hashes_of_sounds(words[: len(shapes)], shapes))
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


def _met(table: KeyTable, hashes: Array, of: Array) -> tuple[Array, Array]:
    """Each pair once, in order: whose hash it is, and a number that the table has for it."""
    asked, numbers = table.find_many(hashes)
    return _unpacked(distinct(_packed(of[asked], numbers)))


def _packed(lefts: Array, rights: Array) -> Array:
    """Two numbers in one, to be sorted together."""
    packed: Array = lefts.astype(np.uint64) << np.uint64(32) | rights.astype(np.uint64)
    return packed


def _unpacked(pairs: Array) -> tuple[Array, Array]:
    return (pairs >> np.uint64(32)).astype(np.int64), (pairs & np.uint64(0xFFFFFFFF)).astype(np.int64)


def _hashes_of_sounds(words: Sequence[str], sounds: Sequence[str]) -> tuple[Array, Array]:
    """(hash, number of the word): of how it sounds; of longer words also with one sound left out."""
    hashes, numbers = shortened_of_all(sounds)
    whole = hashed_each(sounds)
    long = np.array([len(word) >= _SOUND_EDIT for word in words], dtype=bool)
    varied = long[numbers]
    return (
        np.concatenate([hashes[varied], whole]),
        np.concatenate([numbers[varied], np.arange(len(sounds), dtype=np.uint32)]),
    )


_NONE: Array = np.zeros(0, dtype=np.int64)


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
