"""The index over the names of one kind: which of them may be a given name, and how likely at a glance.

Few names may reach the careful comparison, which costs a hundred times a glance. So the glance computes
the same score as `names.compare` from the same parts, all names at once, and leaves out only what it cannot
see: order, readings, what an initial stands for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

from interlock.model.listing import Schema
from interlock.names.prepared import Prepared
from interlock.names.words import INITIAL
from interlock.screen.columns import Array, Columns, Texts, grouped
from interlock.screen.keys import KeyTable, distinct, ends, hashed, shortened, shortened_of_all
from interlock.screen.spelling import (
    Told,
    initials_mask,
    letters_mask,
    named,
    sorted_form,
    sound_of,
    telling_words,
    turned_forms,
    whole_forms,
)
from interlock.screen.trigrams import Trigrams
from interlock.screen.vocabulary import Vocabulary

_KEPT_WORDS = 8_192
_KEPT_NAMES = 16_384
"""Prepared names kept, some 1.5 kB each."""
CERTAIN = 2.0
"""Stands for a score in the ranking of a glance: the name is equal but for a letter, and comes first."""
_SAME = 3.0
"""The same for one that is equal but for spaces or order."""
_SOUNDS_ALIKE = 0.75
"""The same for a name that may sound alike: compared before what a glance finds doubtful."""
_MOST_BY_SOUND = 48
"""Names of one sound that are compared. More than this many persons of one Korean sound are on no list."""
SLACK = 0.08
"""By how much a glance may fall short of the careful score (averages of two weights, repeated words)."""
_SHORTEST_STRANGE = 4
"""Letters of a word that may have two wrong and be told from others."""
_MOST_BESIDE = 400
"""Names that are looked at for a strange word beside words of theirs. More bear only the commonest names."""
_SHORTEST_SLIP, _SHORTEST_NATIVE = 5, 3
"""Letters from which a whole name is looked up with one left out: in Latin letters, and in its own script."""


_RULES = {True: (0.4, 1.0, 0.3, 0.65), False: (0.3, 2.0, 1.5, 0.7)}
"""Of persons and of bodies, as `names.compare` has them: the weight left over on both sides from which two
names contradict each other; what that weight costs, and what further words of one side cost; what is then
kept of the score."""


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
    """Names by row: distinct but for case, accents, punctuation. What may match by one word comes last."""

    def __init__(self, columns: Columns, name: str, schema: Schema) -> None:
        self.schema = schema
        self._persons = schema == "Person"
        self._texts = Texts(columns, f"{name}.texts")
        self._joined = Texts(columns, f"{name}.joined")
        self._weights = columns[f"{name}.weights"]
        self._letters = columns[f"{name}.letters"]
        self._initials = columns[f"{name}.initials"]
        self._owners = columns[f"{name}.owners"]
        self._owner_starts = columns[f"{name}.owner_starts"]
        self._word_rows = columns[f"{name}.word_rows"]
        self._word_starts = columns[f"{name}.word_starts"]
        self._first_lone = int(columns[f"{name}.first_lone"][0])
        self._whole = KeyTable(columns, f"{name}.whole")
        self._sounds = KeyTable(columns, f"{name}.sounds_whole")
        self._vocabulary = Vocabulary(columns, f"{name}.vocabulary", persons=self._persons)
        self._trigrams = Trigrams(columns, name)
        self._held: dict[tuple[str, str, bool], _Held] = {}
        self._prepared: dict[int, Prepared] = {}

    def __len__(self) -> int:
        return len(self._texts)

    def prepared(self, row: int) -> Prepared:
        """The name of the row, ready to be compared."""
        kept = self._prepared.get(row)
        if kept is None:
            if len(self._prepared) >= _KEPT_NAMES:
                self._prepared.clear()
            kept = self._prepared[row] = named(self._texts[row], self.schema)
        return kept

    def text(self, row: int) -> str:
        """The name of the row, as printed."""
        return self._texts[row]

    def owners(self, row: int) -> list[tuple[int, bool]]:
        """The entities that bear the name, and whether it is a weak alias of theirs."""
        owners = self._owners[self._owner_starts[row] : self._owner_starts[row + 1]].tolist()
        return [(owner >> 1, bool(owner & 1)) for owner in owners]

    def glance(self, name: Prepared, least: float) -> list[tuple[int, float]]:
        """The rows that may score at least so much against the name, with their scores; the likeliest first.

        A score of CERTAIN: the name is equal but for a letter, spaces or order.
        """
        found = dict.fromkeys(self._by_sound(name), _SOUNDS_ALIKE)
        words = telling_words(name)
        held = [self._held_by(told, vowelless=name.vowelless) for told in words]
        rows, scores = self._by_words(name, words, held, least - SLACK)
        for row, score in zip(rows, scores, strict=True):
            if score > found.get(row, 0.0):
                found[row] = score
        found |= dict.fromkeys(self._by_strange_word(name, words, held), CERTAIN)
        exact, slipped = _hashes_of_whole(name)
        found |= dict.fromkeys(self._whole.find_hashes(slipped), CERTAIN)
        found |= dict.fromkeys(self._whole.find_hashes(exact), _SAME)
        return sorted(found.items(), key=_likeliest)

    def holding(self, name: Prepared, *, fuzzy: bool) -> list[tuple[float, int]]:
        """The rows that hold every word of the name, and what share of the row's words that is."""
        rows: Array | None = None
        words = telling_words(name)
        for told in words:
            hits = self._held_by(told, vowelless=name.vowelless)
            mine = distinct(hits.rows if fuzzy else hits.rows[hits.sims == 100])
            rows = mine if rows is None else np.intersect1d(rows, mine, assume_unique=True)
        if rows is None:
            return []
        weight = sum(told.weight for told in words)
        shares = np.minimum(1.0, weight / np.maximum(self._weights[rows], 1e-9))
        return list(zip(shares.tolist(), rows.tolist(), strict=True))

    def closest(self, name: Prepared, limit: int) -> list[int]:
        """The rows that share most runs of letters with the name, the closest first."""
        rows: list[int] = self._trigrams.closest(name.joined, limit).tolist()
        return rows

    def _by_sound(self, name: Prepared) -> list[int]:
        keys = sound_of(name, self.schema)
        return self._sounds.find(keys)[:_MOST_BY_SOUND]

    def _by_strange_word(self, name: Prepared, words: Sequence[Told], held: Sequence[_Held]) -> list[int]:
        """The rows that are the name but for two letters, where one of its words stands on no list.

        Such a word is a slip or a stranger's name: whoever has all its other words is looked at.
        """
        known = [hits.rows for hits in held if len(hits.rows)]
        strange = [told for told, hits in zip(words, held, strict=True) if not len(hits.rows)]
        if len(strange) != 1 or not known or len(strange[0].spelling) < _SHORTEST_STRANGE:
            return []
        rows, *others = sorted(known, key=len)
        for other in others:
            rows = np.intersect1d(rows, other, assume_unique=True)
        joined = [self._joined[row] for row in rows[:_MOST_BESIDE].tolist()]
        if not joined:
            return []
        edits = cdist([name.joined], joined, scorer=OSA.distance, score_cutoff=2, dtype=np.uint16)[0]
        found: list[int] = rows[:_MOST_BESIDE][edits <= 2].tolist()
        return found

    def _by_words(
        self, name: Prepared, words: Sequence[Told], held: Sequence[_Held], least: float
    ) -> tuple[list[int], list[float]]:
        rows = self._promising(held)
        if not len(rows):
            return [], []
        weights = np.array([told.weight for told in words], dtype=np.float32)
        likeness = np.array([hits.likeness(rows) for hits in held])
        matched = weights @ (likeness > 0)
        mass = weights @ likeness / np.float32(100)
        scores = self._scores(rows, matched, mass, float(weights.sum()), name)
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

    def _scores(self, rows: Array, matched: Array, mass: Array, weight: float, name: Prepared) -> Array:
        """What `names.compare` would say, had the names no order, no readings and no initials."""
        left = np.maximum(weight - matched, 0.0)
        right = np.maximum(self._weights[rows] - matched, 0.0)
        asked = initials_mask(name)
        if asked:
            left += 0.5 * ((asked & ~self._letters[rows]) != 0)
        if self._persons and rows[-1] >= self._first_lone:
            right += 0.5 * ((self._initials[rows] & ~np.uint32(letters_mask(name.words))) != 0)
        conflict = np.minimum(left, right)
        excess = left + right - 2 * conflict
        conflicting, weight_of_conflict, weight_of_excess, kept = _RULES[self._persons]
        total = matched + weight_of_conflict * conflict + weight_of_excess * excess + 1e-9
        score: Array = mass / total * np.where(conflict >= conflicting, kept, 1.0)
        return score

    def _held_by(self, told: Told, *, vowelless: bool) -> _Held:
        key = (told.spelling, told.word, vowelless)
        kept = self._held.get(key)
        if kept is None:
            if len(self._held) >= _KEPT_WORDS:
                self._held.clear()
            kept = self._held[key] = self._look_up(told, vowelless=vowelless)
        return kept

    def _look_up(self, told: Told, *, vowelless: bool) -> _Held:
        alike = self._vocabulary.alike(told.spelling, told.word, vowelless=vowelless)
        starts = self._word_starts[alike.numbers]
        counts = self._word_starts[alike.numbers + 1] - starts
        if not len(counts):
            return _Held(_NONE, np.zeros(0, dtype=np.uint8), self._first_lone, len(self))
        offsets = np.repeat(starts - np.append(0, np.cumsum(counts)[:-1]), counts)
        rows = self._word_rows[offsets + np.arange(len(offsets))]
        # In hundredths behind the row's number: the last of a row's is its best.
        hundredths = np.rint(np.repeat(alike.sims, counts) * 100).astype(np.int64)
        packed = np.sort(rows.astype(np.int64) << 7 | hundredths)
        rows = packed >> 7
        last = ends(rows)
        sims = (packed[last] & 127).astype(np.uint8)
        return _Held(rows[last].astype(np.uint32), sims, self._first_lone, len(self))

    @staticmethod
    def columns(name: str, schema: Schema, names: Iterable[tuple[str, int, bool]]) -> dict[str, Array]:
        """The columns of an index over (name as printed, entity, is a weak alias)."""
        owners: dict[str, dict[int, bool]] = defaultdict(dict)
        for text, entity, weak in names:
            borne = owners[text]
            borne[entity] = borne.get(entity, True) and weak
        texts: dict[str, str] = {}
        shapes: dict[str, Prepared] = {}
        joint: dict[str, dict[int, bool]] = defaultdict(dict)
        for text, bearers in owners.items():
            shape = named(text, schema)
            if not shape.flat or not shape.words:
                continue
            if texts.setdefault(shape.flat, text) == text:
                shapes[shape.flat] = shape
            borne = joint[shape.flat]
            for entity, weak in bearers.items():
                borne[entity] = borne.get(entity, True) and weak
        order = sorted(texts, key=lambda flat: (_is_lone(shapes[flat]), flat))
        return _columns(name, schema, [(texts[flat], shapes[flat], joint[flat]) for flat in order])


def _is_lone(name: Prepared) -> bool:
    """May the name match by one word? A person's by one and an initial, a body's that has no more."""
    if name.schema == "Person":
        return INITIAL in name.kinds
    return len(telling_words(name)) == 1


def _likeliest(found: tuple[int, float]) -> tuple[float, int]:
    return (-found[1], found[0])


def _columns(
    name: str, schema: Schema, rows: list[tuple[str, Prepared, Mapping[int, bool]]]
) -> dict[str, Array]:
    shapes = [shape for _, shape, _ in rows]
    told = [telling_words(shape) for shape in shapes]
    spellings = {one.spelling: one.word for some in told for one in some}
    vowelless = frozenset(
        one.word for some, shape in zip(told, shapes, strict=True) if shape.vowelless for one in some
    )
    numbers = {word: number for number, word in enumerate(sorted(set(spellings.values())))}
    held: list[list[int]] = [[] for _ in numbers]
    for row, some in enumerate(told):
        for number in {numbers[spellings[one.spelling]] for one in some}:
            held[number].append(row)
    owners = [[entity << 1 | weak for entity, weak in sorted(borne.items())] for _, _, borne in rows]
    lone = sum(_is_lone(shape) for shape in shapes)
    return {
        **Texts.columns(f"{name}.texts", [text for text, _, _ in rows]),
        **Texts.columns(f"{name}.joined", [shape.joined for shape in shapes]),
        **Vocabulary.columns(f"{name}.vocabulary", spellings, vowelless, persons=schema == "Person"),
        **Trigrams.columns(name, [shape.joined for shape in shapes]),
        **grouped(f"{name}.word_rows", f"{name}.word_starts", held),
        **grouped(f"{name}.owners", f"{name}.owner_starts", owners),
        f"{name}.weights": np.array([sum(one.weight for one in some) for some in told], dtype=np.float32),
        f"{name}.letters": np.array([letters_mask(shape.words) for shape in shapes], dtype=np.uint32),
        f"{name}.initials": np.array([initials_mask(shape) for shape in shapes], dtype=np.uint32),
        f"{name}.first_lone": np.array([len(rows) - lone], dtype=np.int64),
        **_whole_columns(f"{name}.whole", shapes),
        **KeyTable.columns_of(
            f"{name}.sounds_whole",
            ((key, row) for row, shape in enumerate(shapes) for key in sound_of(shape, schema)),
        ),
    }


def _whole_columns(name: str, shapes: Sequence[Prepared]) -> dict[str, Array]:
    """Rows by keys of the whole name; names that share one are equal but for a letter, spaces or order."""
    turned = [
        (key, n) for n, shape in enumerate(shapes) for key in (sorted_form(shape), *turned_forms(shape))
    ]
    forms = [(form, n) for n, shape in enumerate(shapes) for form in whole_forms(shape)]
    rows = np.array([row for _, row in forms], dtype=np.uint32)
    hashes, places = shortened_of_all([form for form, _ in forms], two_from=_NEVER, one_from=_SHORTEST_NATIVE)
    other = np.array([hashed(key) for key, _ in turned], dtype=np.uint32)
    return KeyTable.columns(
        name,
        np.concatenate([hashes, other]),
        np.concatenate([rows[places], np.array([row for _, row in turned], dtype=np.uint32)]),
    )


def _hashes_of_whole(name: Prepared) -> tuple[set[int], set[int]]:
    """Of the name as it is, and with a letter left out: too many short names are a letter apart."""
    forms = whole_forms(name)
    exact = {hashed(form) for form in forms}
    # The rows are turned round already. The order of a person's words is no matter to the glance.
    if name.schema != "Person" or name.may_be_asian:
        exact.add(hashed(sorted_form(name)))
    long = [form for form in forms if len(form) >= (_SHORTEST_SLIP if form.isascii() else _SHORTEST_NATIVE)]
    return exact, {key for form in long for key in shortened(form)}


_NEVER = 1_000_000
_NONE: Array = np.zeros(0, dtype=np.uint32)
