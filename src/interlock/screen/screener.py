"""Screening: the entities of a dataset that a query may mean, best first, with reasons.

Three steps, each for the few that the one before left: a glance at all names at once (`name_index`), the
careful comparison of names (`interlock.names`), and what else is known of the party (`evidence`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import msgspec

from interlock.names import MATCH, compare, likeness
from interlock.names.parse import Parsed
from interlock.names.words import PARTICLE
from interlock.screen.asked import NAME_PROPERTIES, clean, names_of
from interlock.screen.columns import Array, Columns
from interlock.screen.entity import Entity
from interlock.screen.evidence import NUMBER_ALONE, NUMBERS, explained, weigh
from interlock.screen.families import FAMILIES, families_asked, families_held
from interlock.screen.ftm import comparable
from interlock.screen.hit import Explained, Found, Hit
from interlock.screen.name_index import NameIndex
from interlock.screen.query import Query
from interlock.screen.shelf import Shelf
from interlock.screen.slips import POSSIBLE, possible, slipped
from interlock.screen.spelling import named

NAME_CEILING = 0.95
"""The score of an equal name and nothing else: above it is room for what else agrees."""
WEAK_ALIAS = 0.8
"""What a weak alias is worth of a strong name: an equal one alerts (0.76), another spelling does not."""
ONE_WORD = 0.92
"""The same of a person's name of one word, which many bear."""
_GLANCE = 0.6
"""What a glance must find for a name to be compared with care."""
_SURE = 0.98
"""A glance that says so is always followed up."""
_NO_SLIP = 0.9
"""A likeness that no slip of the keyboard could raise."""
_MOST_POSSIBLE = 100
"""Names that are looked at by their letters when none was found otherwise."""
_MOST_COMPARED = 64
"""Names that are compared with care for one name asked. The right one is among the first dozen where the
glance sees what the comparison sees; the rest is for namesakes."""
_WEIGHED = 12
"""Further entities, beyond the limit, of which the rest is weighed: a birth date may lift one up."""


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """How to answer."""

    limit: int = 5
    threshold: float = MATCH
    """A score at or above it is a match."""
    cutoff: float = 0.5
    """Hits below it are not told."""
    weights: Mapping[str, float] = {}
    """Feature to the factor on what it gives; 0 silences it."""
    config: Mapping[str, Any] = {}
    keep: Callable[[Entity], bool] | None = None
    """Which entities may be hits at all."""


_PLAIN = Options()


class _Named:
    """The best name of one entity so far."""

    __slots__ = ("asked", "family", "likeness", "row", "score", "weak")

    def __init__(
        self, score: float, likeness: float, asked: Parsed, family: str, row: int, *, weak: bool
    ) -> None:
        self.score = score
        self.likeness = likeness
        self.asked = asked
        self.family = family
        self.row = row
        self.weak = weak


class Screener:
    """The index over one dataset."""

    def __init__(self, columns: Columns, entities: Shelf) -> None:
        self._entities = entities
        self._names = {family: NameIndex(columns, family, schema) for family, schema in FAMILIES.items()}

    def match(self, query: Query, options: Options = _PLAIN) -> list[Hit]:
        """The entities that the query may mean, best first."""
        best: dict[int, _Named] = {}
        asked = [
            (family, name)
            for text in names_of(query)
            for family in families_asked(query.schema)
            if (name := named(text, FAMILIES[family])).flat and name.words
        ]
        for family, name in asked:
            self._compare_names(name, family, options, best)
        if options.cutoff < options.threshold and not any(one.score >= MATCH for one in best.values()):
            for family, name in asked:
                self._guess_names(name, family, options, best)
        numbered = self._numbered(query)
        ranked = sorted(best, key=lambda place: (-best[place].score, place))
        few = dict.fromkeys([*numbered, *self._kept(ranked, query, options)])
        hits = []
        for place in few:
            entity = self._entities.at(place)
            if place in numbered and not self._is_kept(entity, query, options):
                continue
            hit = self._weighed(entity, best.get(place), query, options, is_numbered=place in numbered)
            if hit.score >= options.cutoff:
                hits.append(hit)
        hits.sort(key=lambda hit: (-hit.score, hit.entity.delisted, -len(hit.entity.listings), hit.entity.id))
        return hits[: options.limit]

    def search(
        self,
        text: str,
        *,
        fuzzy: bool = False,
        keep: Callable[[Entity], bool] | None = None,
        limit: int = 10,
        offset: int = 0,
    ) -> Found:
        """Entities that have a name with every word of the text, or an id or number that it is; best first.

        `fuzzy`: other spellings of the words count too. An empty text finds every entity.
        """
        best: dict[int, float] = dict.fromkeys(self._entities.bearers(text), 1.0)
        if (own := self._entities.place(text.strip())) is not None:
            best[own] = 1.0
        for index in self._names.values():
            for share, row in index.holding(named(clean(text), index.schema), fuzzy=fuzzy):
                for place, weak in index.owners(row):
                    best[place] = max(best.get(place, 0.0), share * (WEAK_ALIAS if weak else 1.0))
        if not text.strip():
            best = dict.fromkeys(range(len(self._entities)), 1.0)
        ranked = sorted(best, key=lambda place: (-best[place], place))
        kept = [place for place in ranked if keep is None or keep(self._entities.at(place))]
        page = tuple((self._entities.at(n), round(best[n], 4)) for n in kept[offset : offset + limit])
        return Found(len(kept), page)

    def _compare_names(self, asked: Parsed, family: str, options: Options, best: dict[int, _Named]) -> None:
        """Puts into `best` the entities of one family whose names are like the one asked."""
        index = self._names[family]
        glance = index.glance(asked, max(options.cutoff, _GLANCE))
        enough = options.limit + _WEIGHED
        good = 0
        for row, guess in zip(glance.rows[:_MOST_COMPARED], glance.scores, strict=False):
            if good >= enough and guess < _SURE:
                break
            held = index.parsed(row)
            alike = _likeness(asked, held)
            if alike >= options.cutoff:
                good += self._note(row, alike, asked, family, best)

    def _guess_names(self, asked: Parsed, family: str, options: Options, best: dict[int, _Named]) -> None:
        """The same for names that may be meant and are no match."""
        index = self._names[family]
        for row in index.closest(asked, _MOST_POSSIBLE):
            alike, _ = possible(asked, index.parsed(row))
            if alike >= options.cutoff:
                self._note(row, alike, asked, family, best)

    def _note(self, row: int, alike: float, asked: Parsed, family: str, best: dict[int, _Named]) -> int:
        """Puts the bearers of the name into `best`. Returns how many of them match by it."""
        index = self._names[family]
        held = index.parsed(row)
        one_word = index.schema == "Person" and sum(kind != PARTICLE for kind in held.kinds) == 1
        base = _on_its_own(alike) * (ONE_WORD if one_word else 1.0)
        matches = 0
        for place, weak in index.owners(row):
            score = base * (WEAK_ALIAS if weak else 1.0)
            known = best.get(place)
            if known is None or score > known.score:
                best[place] = _Named(score, alike, asked, family, row, weak=weak)
                matches += score >= MATCH
        return matches

    def _kept(self, ranked: Iterable[int], query: Query, options: Options) -> Iterator[int]:
        """The first of the ranked that may be hits."""
        left = options.limit + _WEIGHED
        for place in ranked:
            if left and self._is_kept(self._entities.at(place), query, options):
                left -= 1
                yield place

    def _is_kept(self, entity: Entity, query: Query, options: Options) -> bool:
        return comparable(query.schema, entity.schema) and (options.keep is None or options.keep(entity))

    def _numbered(self, query: Query) -> frozenset[int]:
        """The entities that bear one of the query's numbers."""
        numbers = [text for key in NUMBERS for text in query.properties.get(key, ())]
        return frozenset(place for text in numbers for place in self._entities.bearers(text))

    def _weighed(
        self, entity: Entity, named: _Named | None, query: Query, options: Options, *, is_numbered: bool
    ) -> Hit:
        told: dict[str, Explained] = {}
        score = 0.0
        if named is not None:
            factor = options.weights.get("name_match", 1.0)
            score = min(1.0, named.score * factor)
            told["name_match"] = self._told(named, score)
        if is_numbered:
            score = max(score, NUMBER_ALONE * min(1.0, options.weights.get("identifier", 1.0)))
        for one in weigh(query.properties, entity.properties):
            moved = one.moved(score, options.weights.get(one.feature, 1.0))
            if named is not None and named.score < MATCH and not one.is_strong:
                moved = min(moved, max(score, POSSIBLE))  # a country makes no match of two other names
            told[one.feature] = explained(one, score, moved)
            score = moved
        if entity.delisted:
            told["delisted"] = Explained(0.0, "every list that had it has taken it off: shown, never a match")
        score = round(score, 4)
        return Hit(entity, score, score >= options.threshold and not entity.delisted, told)

    def _told(self, named: _Named, score: float) -> Explained:
        index = self._names[named.family]
        held = index.parsed(named.row)
        found = compare(named.asked.text, held.text, index.schema)
        reasons = list(found.reasons) if found.score >= named.likeness else [possible(named.asked, held)[1]]
        if named.weak:
            reasons.append("a weak alias, as its list says")
        return Explained(round(score, 4), "; ".join(reasons), named.asked.text, index.text(named.row))

    @staticmethod
    def columns(entities: Iterable[Entity]) -> dict[str, Array]:
        """The columns of the index over these entities, numbered in their order."""
        names: dict[str, list[tuple[str, int, bool]]] = {family: [] for family in FAMILIES}
        for place, entity in enumerate(entities):
            for family in families_held(entity.schema):
                for key in NAME_PROPERTIES:
                    weak = key == "weakAlias"
                    names[family] += [(clean(text), place, weak) for text in entity.properties.get(key, ())]
        found: dict[str, Array] = {}
        for family, schema in FAMILIES.items():
            found |= NameIndex.columns(family, schema, names[family])
        return found


def _likeness(asked: Parsed, held: Parsed) -> float:
    """What the careful comparison says, or what a slip of the keyboard would."""
    if held.flat == asked.flat:
        return 1.0
    alike = likeness(asked.text, held.text, asked.schema)
    return alike if alike >= _NO_SLIP else max(alike, slipped(asked, held)[0])


def _on_its_own(alike: float) -> float:
    """What a likeness of names says of the parties: the same up to a match, and never 1."""
    return alike if alike <= MATCH else MATCH + (alike - MATCH) * (NAME_CEILING - MATCH) / (1 - MATCH)
