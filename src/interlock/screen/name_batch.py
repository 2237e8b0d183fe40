"""The glance of `name_index` at many names at once: each word looked up once, all pairs weighed together.

What a name costs then is hardly more than to read it: no step is taken name by name but where a word of it
stands on no list.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import numpy as np
from rapidfuzz.distance import OSA
from rapidfuzz.process import cpdist

from interlock.names.prepared import Prepared
from interlock.screen.columns import Array, spread
from interlock.screen.glance import (
    CERTAIN,
    MOST_BESIDE,
    MOST_BY_SOUND,
    SAME,
    SHORTEST_STRANGE,
    SLACK,
    SOUNDS_ALIKE,
    STRANGE_EDITS,
    Glance,
    Traits,
    glance_scores,
    near_in_length,
    traits_of,
)
from interlock.screen.keys import NEVER, KeyTable, begins, distinct, ends, shortened_of_all
from interlock.screen.name_columns import NameColumns
from interlock.screen.spelling import exact_forms, slip_forms, sound_of, telling_words
from interlock.screen.vocabulary import Sought

_AT_ONCE = 500_000
"""Pairs of a name and a row that are looked at together: some 20 MB."""
_ROW = (1 << 32) - 1

Found = tuple[Array, Array, Array]
"""Places of names, rows, scores."""


def glances(columns: NameColumns, names: Sequence[Prepared], least: float) -> list[Glance]:
    """What `NameIndex.glance` finds for each of the names: rows with their scores, the likeliest first."""
    words = _Words(columns, names)
    slips = [(n, form) for n, name in enumerate(names) for form in slip_forms(name)]
    equal = [(n, form) for n, name in enumerate(names) for form in exact_forms(name)]
    parts = [
        _by_sound(columns, names),
        *_by_words(columns, names, words, least - SLACK),
        _by_strange_word(columns, names, words),
        _scored(*_met(columns.whole, slips, shortened=True), CERTAIN),
        _scored(*_met(columns.whole, equal, shortened=False), SAME),
    ]
    return _ranked(parts, len(names))


class _Words:
    """The words by which names are looked up, and the rows that hold each or one that may stand for it."""

    def __init__(self, columns: NameColumns, names: Sequence[Prepared]) -> None:
        places: dict[Sought, int] = {}
        words: list[int] = []
        weights: list[int] = []
        starts = [0]
        for name in names:
            for told in telling_words(name):
                words.append(places.setdefault(Sought(told.spelling, told.word, name.vowelless), len(places)))
                weights.append(told.weight)
            starts.append(len(words))
        self.sought = list(places)
        """Every word once."""
        self.of_name = np.array(starts, dtype=np.int64)
        """Where the words of each name begin in `words`; one more at the end."""
        self.words = np.array(words, dtype=np.int64)
        """Places in `sought`."""
        self.weights = np.array(weights, dtype=np.int64)
        self.names = np.repeat(np.arange(len(names)), np.diff(self.of_name))
        self._hold(columns)
        self.sizes = np.diff(self._starts)[self.words]
        """How many rows hold each of the words."""

    def _hold(self, columns: NameColumns) -> None:
        of, numbers, sims = columns.vocabulary.alike_to_each(self.sought)
        starts = columns.word_starts[numbers]
        counts = columns.word_starts[numbers + 1] - starts
        rows = columns.word_rows[spread(starts, counts)].astype(np.int64)
        # In hundredths behind the row's number: the last of a row's is its best.
        packed = np.sort((np.repeat(of, counts) << 32 | rows) << 7 | np.repeat(sims, counts))
        pairs = packed >> 7
        last = ends(pairs)
        self._pairs = pairs[last]
        """A word and a row that holds it, in one number; in order."""
        self._sims = (packed[last] & 127).astype(np.int64)
        self._starts = self._pairs.searchsorted(np.arange(len(self.sought) + 1) << 32)
        self._lone = self._pairs.searchsorted(np.arange(len(self.sought)) << 32 | columns.first_lone)

    def rows(self, some: Array, most: float = math.inf) -> tuple[Array, Array]:
        """(name, row) of the first so many rows that hold each of these words; `some`: places in `words`."""
        return self._spread(some, self._starts[self.words[some]], most)

    def lone_rows(self, some: Array) -> tuple[Array, Array]:
        """The same of rows whose names may match by one word."""
        return self._spread(some, self._lone[self.words[some]])

    def _spread(self, some: Array, starts: Array, most: float = math.inf) -> tuple[Array, Array]:
        counts = np.minimum(self._starts[self.words[some] + 1] - starts, most).astype(np.int64)
        return np.repeat(self.names[some], counts), self._pairs[spread(starts, counts)] & _ROW

    def likeness(self, some: Array, rows: Array) -> Array:
        """How well each of the rows has its word, in hundredths; 0 where it lacks it."""
        if not len(self._pairs):
            return np.zeros(len(rows), dtype=np.int64)
        wanted = self.words[some] << 32 | rows
        places = self._pairs.searchsorted(wanted)
        places[places == len(self._pairs)] = 0
        return np.where(self._pairs[places] == wanted, self._sims[places], 0)

    def held_by(self, word: int) -> Array:
        """The rows that hold this one of `words`, in order."""
        place = self.words[word]
        held: Array = self._pairs[self._starts[place] : self._starts[place + 1]] & _ROW
        return held


def _by_words(
    columns: NameColumns, names: Sequence[Prepared], words: _Words, least: float
) -> Iterator[Found]:
    traits = traits_of(names)
    for some in _slices(words):
        of, rows = _promising(words, some)
        if not len(of):
            continue
        first = words.of_name[of]
        counts = words.of_name[of + 1] - first
        each = spread(first, counts)
        likeness = words.likeness(each, np.repeat(rows, counts))
        weights = words.weights[each]
        starts = np.cumsum(counts) - counts
        scores = glance_scores(
            columns,
            rows,
            Traits(*(trait[of] for trait in traits)),
            weight=np.add.reduceat(weights, starts),
            held=np.add.reduceat(weights * (likeness > 0), starts),
            mass=np.add.reduceat(weights * likeness, starts),
            count=np.add.reduceat(likeness > 0, starts, dtype=np.int64),
        )
        good = scores >= least
        yield of[good], rows[good], scores[good]


def _slices(words: _Words) -> Iterator[Array]:
    """Places of words, those of one name together, with no more rows than may be looked at at once."""
    if not len(words.words):
        return
    sums = np.add.reduceat(np.append(words.sizes, 0), words.of_name[:-1])
    sums[np.diff(words.of_name) == 0] = 0
    slices = np.cumsum(sums) // _AT_ONCE
    for number in distinct(slices).tolist():
        mine = np.flatnonzero(slices == number)
        yield np.arange(words.of_name[mine[0]], words.of_name[mine[-1] + 1])


def _promising(words: _Words, some: Array) -> tuple[Array, Array]:
    """Names and rows that share two words, or one where one of the two has no more to share; in order."""
    names = words.names[some]
    alone = np.diff(words.of_name)[names] == 1
    # The rows of a name's commonest word are too many to be gone through: they are only looked up.
    order = some[np.lexsort((words.sizes[some], names))]
    commonest = np.full(len(words.of_name) - 1, -1)
    commonest[words.names[order]] = order  # the last of each name's stays
    rarer = some[alone | (commonest[names] != some)]
    pairs = np.sort(_paired(*words.rows(rarer)))
    first = np.flatnonzero(begins(pairs))
    twice = np.diff(np.append(first, len(pairs))) > 1
    pairs = pairs[first]
    of, rows = pairs >> 32, pairs & _ROW
    kept = twice | (np.diff(words.of_name)[of] == 1)
    kept[~kept] = words.likeness(commonest[of[~kept]], rows[~kept]) > 0
    lone = _paired(*words.lone_rows(some[~alone]))
    pairs = distinct(np.append(pairs[kept], lone))
    return pairs >> 32, pairs & _ROW


def _paired(of: Array, rows: Array) -> Array:
    paired: Array = of << 32 | rows
    return paired


def _by_strange_word(columns: NameColumns, names: Sequence[Prepared], words: _Words) -> Found:
    """The rows that are the name but for two letters, where one of its words stands on no list."""
    of, rows = _beside_strange(words)
    near = near_in_length(columns, rows, np.array([len(name.joined) for name in names], dtype=np.int64)[of])
    of, rows = of[near], rows[near]
    if not len(rows):
        return _scored(of, rows, CERTAIN)
    lefts = [names[n].joined for n in of.tolist()]
    rights = columns.joined.each(rows)
    edits = cpdist(lefts, rights, scorer=OSA.distance, score_cutoff=STRANGE_EDITS, dtype=np.uint16)
    good = edits <= STRANGE_EDITS
    return _scored(of[good], rows[good], CERTAIN)


def _beside_strange(words: _Words) -> tuple[Array, Array]:
    """Names of which one word stands on no list, and rows that hold all their other words."""
    strange = np.flatnonzero(words.sizes == 0)
    strange = strange[np.bincount(words.names[strange])[words.names[strange]] == 1]
    long = [len(words.sought[n].spelling) >= SHORTEST_STRANGE for n in words.words[strange].tolist()]
    strange = strange[np.array(long, dtype=bool)]
    first = words.of_name[words.names[strange]]
    counts = words.of_name[words.names[strange] + 1] - first
    pairs = counts == 2
    of, rows = words.rows((first + (strange == first))[pairs], MOST_BESIDE)
    found = [(of, rows)]
    for place, start, count in zip(
        *(part[counts > 2].tolist() for part in (strange, first, counts)), strict=True
    ):
        beside = _all_held(words, [n for n in range(start, start + count) if n != place])[:MOST_BESIDE]
        found.append((np.full(len(beside), words.names[place]), beside))
    return np.concatenate([of for of, _ in found]), np.concatenate([rows for _, rows in found])


def _all_held(words: _Words, some: Iterable[int]) -> Array:
    """The rows that hold all of these words."""
    rows, *others = sorted((words.held_by(word) for word in some), key=len)
    for other in others:
        rows = np.intersect1d(rows, other, assume_unique=True)
    return rows


def _by_sound(columns: NameColumns, names: Sequence[Prepared]) -> Found:
    keys = [(n, key) for n, name in enumerate(names) for key in sorted(sound_of(name, columns.schema))]
    of, rows = _met(columns.sounds, keys, shortened=False)
    some = np.arange(len(of)) - of.searchsorted(of) < MOST_BY_SOUND  # of each name the first so many
    return _scored(of[some], rows[some], SOUNDS_ALIKE)


def _met(table: KeyTable, keys: Sequence[tuple[int, str]], *, shortened: bool) -> tuple[Array, Array]:
    """(name, row) of all rows that the table has for the names' keys, or for a key with a letter left out."""
    hashes, places = shortened_of_all([key for _, key in keys], one_from=1 if shortened else NEVER)
    asked, rows = table.find_many(hashes)
    places = places[asked]
    order = np.argsort(places, kind="stable")
    of = np.array([n for n, _ in keys], dtype=np.int64)
    return of[places[order]], rows[order].astype(np.int64)


def _scored(of: Array, rows: Array, score: float) -> Found:
    return of, rows, np.full(len(of), score)


def _ranked(parts: Sequence[Found], count: int) -> list[Glance]:
    """Each row of a name once, by its best score, the likeliest first."""
    of, rows, scores = (np.concatenate(part) for part in zip(*parts, strict=True))
    order = np.lexsort((scores, rows, of))
    of, rows, scores = of[order], rows[order], scores[order]
    best = ends(of, rows)
    of, rows, scores = of[best], rows[best], scores[best]
    order = np.lexsort((rows, -scores, of))
    every = list(zip(rows[order].tolist(), scores[order].tolist(), strict=True))
    starts = of.searchsorted(np.arange(count + 1)).tolist()
    return [every[start:end] for start, end in pairwise(starts)]


_NONE: Array = np.zeros(0, dtype=np.int64)
