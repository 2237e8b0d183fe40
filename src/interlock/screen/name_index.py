"""The index over the names of one kind: which of them may be a given name, and how likely at a glance.

Few names may reach the careful comparison, which costs a hundred times a glance. So the glance computes
the same score as `names.compare` from the same parts, all names at once, and leaves out only what it cannot
see: order, readings, what an initial stands for. Here for one name asked; `name_batch` has it for many.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

from interlock.model.listing import Schema
from interlock.names.prepared import Prepared
from interlock.screen.columns import Array, Columns, spread
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
    glance_scores,
    likeliest,
    near_in_length,
    traits_of,
)
from interlock.screen.keys import distinct, ends, shortened
from interlock.screen.name_batch import glances
from interlock.screen.name_columns import NameColumns, columns_of_names
from interlock.screen.slips import perhaps
from interlock.screen.spelling import Told, exact_forms, named, slip_forms, sound_of, telling_words
from interlock.screen.vocabulary import Sought

_KEPT_WORDS = 8_192
_KEPT_NAMES = 16_384
"""Prepared names kept, some 1.5 kB each."""


class _Held:
    """The rows that hold a word or one that may stand for it, in order, each with the best likeness."""

    __slots__ = ("_every", "lone", "rows", "sims")

    def __init__(self, rows: Array, sims: Array, first_lone: int, of_rows: int) -> None:
        self.rows = rows
        self.sims = sims
        """In hundredths."""
        self.lone = rows[rows.searchsorted(first_lone) :]
        """Those of names that may match by this word alone."""
        self._every: Array | None = None
        if len(rows) * _COMMON > of_rows:
            self._every = np.zeros(of_rows, dtype=np.uint8)
            self._every[rows] = sims

    def likeness(self, rows: Array) -> Array:
        """How well each of the rows has the word, in hundredths; 0 where it lacks it."""
        if self._every is not None:
            return self._every[rows]
        if not len(self.rows):
            return np.zeros(len(rows), dtype=np.uint8)
        places = self.rows.searchsorted(rows)
        places[places == len(self.rows)] = 0
        return np.where(self.rows[places] == rows, self.sims[places], 0)


_COMMON = 64
"""A word of more than one in so many names has its likeness to every name written out, to be looked up."""


class NameIndex:
    """The names of one kind, to be looked up."""

    def __init__(self, columns: Columns, name: str, schema: Schema) -> None:
        self.schema = schema
        self._names = NameColumns(columns, name, schema)
        self._held: dict[Sought, _Held] = {}
        self._prepared: dict[int, Prepared] = {}

    def __len__(self) -> int:
        return len(self._names)

    def prepared(self, row: int) -> Prepared:
        """The name of the row, ready to be compared."""
        kept = self._prepared.get(row)
        if kept is None:
            if len(self._prepared) >= _KEPT_NAMES:
                self._prepared.clear()
            kept = self._prepared[row] = named(self._names.texts[row], self.schema)
        return kept

    def text(self, row: int) -> str:
        """The name of the row, as printed."""
        return self._names.texts[row]

    def owners(self, row: int) -> list[tuple[int, bool]]:
        """The entities that bear the name, and whether it is a weak alias of theirs."""
        starts = self._names.owner_starts
        owners = self._names.owners[starts[row] : starts[row + 1]].tolist()
        return [(owner >> 1, bool(owner & 1)) for owner in owners]

    def glance(self, name: Prepared, least: float) -> Glance:
        """The rows that may score at least so much against the name, with their scores; the likeliest first.

        A score of CERTAIN: the name is equal but for a letter, spaces or order.
        """
        found = dict.fromkeys(self._by_sound(name), SOUNDS_ALIKE)
        words = telling_words(name)
        held = self._held_by(words, vowelless=name.vowelless)
        rows, scores = self._by_words(name, words, held, least - SLACK)
        for row, score in zip(rows, scores, strict=True):
            if score > found.get(row, 0.0):
                found[row] = score
        found |= dict.fromkeys(self._by_strange_word(name, words, held), CERTAIN)
        slipped = {key for form in slip_forms(name) for key in shortened(form)}
        found |= dict.fromkeys(self._names.whole.find_hashes(slipped), CERTAIN)
        found |= dict.fromkeys(self._names.whole.find(exact_forms(name)), SAME)
        return sorted(found.items(), key=likeliest)

    def glance_each(self, names: Sequence[Prepared], least: float) -> list[Glance]:
        """What `glance` finds for each of the names; of a thousand strangers in a fifth of the time."""
        return glances(self._names, names, least)

    def holding(self, name: Prepared, *, fuzzy: bool) -> list[tuple[float, int]]:
        """The rows that hold every word of the name, and what share of the row's words that is."""
        rows: Array | None = None
        words = telling_words(name)
        for hits in self._held_by(words, vowelless=name.vowelless):
            mine = distinct(hits.rows if fuzzy else hits.rows[hits.sims == 100])
            rows = mine if rows is None else np.intersect1d(rows, mine, assume_unique=True)
        if rows is None:
            return []
        weight = sum(told.weight for told in words)
        shares = np.minimum(1.0, weight / np.maximum(self._names.weights[rows], 1))
        return list(zip(shares.tolist(), rows.tolist(), strict=True))

    def closest(self, name: Prepared, limit: int, least: float) -> list[int]:
        """The rows that share most runs of letters with the name, those that may score at least so much."""
        rows = self._names.trigrams.closest(name.joined, limit)
        spelled, unabridged = self._names.spelled.each(rows), self._names.unabridged.each(rows)
        found: list[int] = rows[perhaps(name, spelled, unabridged, least)].tolist()
        return found

    def _by_sound(self, name: Prepared) -> list[int]:
        keys = sorted(sound_of(name, self.schema))
        return self._names.sounds.find(keys)[:MOST_BY_SOUND]

    def _by_strange_word(self, name: Prepared, words: Sequence[Told], held: Sequence[_Held]) -> list[int]:
        """The rows that are the name but for two letters, where one of its words stands on no list.

        Such a word is a slip or a stranger's name: whoever has all its other words is looked at.
        """
        known = [hits.rows for hits in held if len(hits.rows)]
        strange = [told for told, hits in zip(words, held, strict=True) if not len(hits.rows)]
        if len(strange) != 1 or not known or len(strange[0].spelling) < SHORTEST_STRANGE:
            return []
        rows, *others = sorted(known, key=len)
        for other in others:
            rows = np.intersect1d(rows, other, assume_unique=True)
        rows = rows[:MOST_BESIDE]
        rows = rows[near_in_length(self._names, rows, len(name.joined))]
        joined = self._names.joined.each(rows)
        if not joined:
            return []
        edits = cdist([name.joined], joined, scorer=OSA.distance, score_cutoff=STRANGE_EDITS, dtype=np.uint16)
        found: list[int] = rows[edits[0] <= STRANGE_EDITS].tolist()
        return found

    def _by_words(
        self, name: Prepared, words: Sequence[Told], held: Sequence[_Held], least: float
    ) -> tuple[list[int], list[float]]:
        rows = self._promising(held)
        if not len(rows):
            return [], []
        weights = np.array([told.weight for told in words], dtype=np.int32)
        likeness = np.array([hits.likeness(rows) for hits in held])
        shared = likeness > 0
        scores = glance_scores(
            self._names,
            rows,
            traits_of([name]),
            weight=weights.sum(),
            held=weights @ shared,
            mass=weights @ likeness,
            count=shared.sum(axis=0),
        )
        good = (scores >= least).nonzero()[0]
        return rows[good].tolist(), scores[good].tolist()

    def _promising(self, held: Sequence[_Held]) -> Array:
        """The rows that share two words with the name, or one where one of the two has no more to share."""
        if len(held) < 2:
            return held[0].rows if held else _NONE
        *rarer, commonest = sorted(held, key=lambda hits: len(hits.rows))
        rows = rarer[0].rows if len(rarer) == 1 else np.sort(np.concatenate([hits.rows for hits in rarer]))
        twice = commonest.likeness(rows) > 0
        if len(rarer) > 1:
            twice[1:] |= rows[1:] == rows[:-1]
        found = [rows[twice], *(hits.lone for hits in held if len(hits.lone))]
        return rows[twice] if len(rarer) == len(found) == 1 else distinct(np.concatenate(found))

    def _held_by(self, words: Sequence[Told], *, vowelless: bool) -> list[_Held]:
        """What holds each of the words. Those that are not remembered are looked up together."""
        keys = [Sought(told.spelling, told.word, vowelless) for told in words]
        known = {key: held for key in keys if (held := self._held.get(key)) is not None}
        if len(known) == len(keys):
            return list(known.values())
        new = [key for key in keys if key not in known]
        found = dict(zip(new, self._look_up(new), strict=True))
        if len(self._held) + len(found) > _KEPT_WORDS:
            self._held.clear()
        self._held |= found
        known |= found
        return [known[key] for key in keys]

    def _look_up(self, sought: Sequence[Sought]) -> list[_Held]:
        of, numbers, sims = self._names.vocabulary.alike_to_each(sought)
        starts = self._names.word_starts[numbers]
        counts = self._names.word_starts[numbers + 1] - starts
        rows = self._names.word_rows[spread(starts, counts)]
        # A word's place, a row's number, their likeness in hundredths: the last of a pair is its best.
        packed = np.sort(np.repeat(of << 39 | sims, counts) | rows.astype(np.int64) << 7)
        packed = packed[ends(packed >> 7)]
        best, rows = (packed & 127).astype(np.uint8), (packed >> 7).astype(np.uint32)
        borders = packed.searchsorted(np.arange(len(sought) + 1) << 39).tolist()
        return [
            _Held(rows[start:end], best[start:end], self._names.first_lone, len(self))
            for start, end in pairwise(borders)
        ]

    @staticmethod
    def columns(name: str, schema: Schema, names: Iterable[tuple[str, int, bool]]) -> dict[str, Array]:
        """The columns of an index over (name as printed, entity, is a weak alias)."""
        return columns_of_names(name, schema, names)


_NONE: Array = np.zeros(0, dtype=np.uint32)
