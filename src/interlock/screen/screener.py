"""Screening: the entities of a dataset that a query may mean, best first, with reasons.

Names come first (`namesakes`), then numbers, then what else is known of the party (`evidence`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypedDict

import msgspec

from interlock.names import MATCH
from interlock.screen.asked import names_of
from interlock.screen.columns import Array, Columns
from interlock.screen.entity import Entity
from interlock.screen.evidence import NUMBER_ALONE, NUMBERS, NUMBERS_SET, Evidence, explained, weigh
from interlock.screen.ftm import comparable
from interlock.screen.hit import Explained, Found, Hit
from interlock.screen.namesakes import Found as FoundNames
from interlock.screen.namesakes import Namesake, Namesakes
from interlock.screen.query import Query
from interlock.screen.shelf import Shelf
from interlock.screen.slips import POSSIBLE

_TOGETHER = 1_000
"""Queries that are looked up together: more at once would take more memory and no less time."""
_WEIGHED = 12
"""Entities beyond the limit of which the rest is weighed: a birth date may lift one up."""


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """How to answer."""

    limit: int = 5
    threshold: float = MATCH
    """A score at or above it is a match."""
    cutoff: float = 0.5
    """Hits below it are not told. At the threshold or above, possibilities are not looked for: faster."""
    weights: Mapping[str, float] = {}
    """Feature to the factor on what it gives; 0 silences it."""
    config: Mapping[str, Any] = {}
    """Settings that the field's algorithms know: taken, and without effect on this one."""
    keep: Callable[[Entity], bool] | None = None
    """Which entities may be hits at all."""


_PLAIN = Options()
_ENCODER = msgspec.msgpack.Encoder(order="deterministic")


class Screener:
    """The index over one dataset."""

    def __init__(self, columns: Columns, entities: Shelf) -> None:
        self._entities = entities
        self._names = Namesakes(columns)

    def match(self, query: Query, options: Options = _PLAIN) -> list[Hit]:
        """The entities that the query may mean, best first."""
        found = self._names.find(names_of(query), query.schema, **_manner(options))
        return self._hits(query, found, options)

    def match_many(self, queries: Sequence[Query], options: Options = _PLAIN) -> list[list[Hit]]:
        """The answer of `match` to each of the queries; in a third of the time for a thousand.

        Equal queries are answered once.
        """
        keys = [_ENCODER.encode((query.schema, query.properties)) for query in queries]
        distinct = list(dict(zip(keys, queries, strict=True)).items())
        answers: dict[bytes, list[Hit]] = {}
        for start in range(0, len(distinct), _TOGETHER):
            some = distinct[start : start + _TOGETHER]
            found = self._names.find_each(
                ((names_of(query), query.schema) for _, query in some), **_manner(options)
            )
            for (key, query), one in zip(some, found, strict=True):
                answers[key] = self._hits(query, one, options)
        return [answers[key] for key in keys]

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
        wanted = text.strip()
        best = dict(self._names.holding(wanted, fuzzy=fuzzy))
        if not wanted:
            best = dict.fromkeys(range(len(self._entities)), 1.0)
        best |= dict.fromkeys(self._entities.bearers(wanted), 1.0)
        if (own := self._entities.place(wanted)) is not None:
            best[own] = 1.0
        ranked = sorted(best, key=lambda place: (-best[place], place))
        kept = [place for place in ranked if keep is None or keep(self._entities.at(place))]
        page = tuple((self._entities.at(n), round(best[n], 4)) for n in kept[offset : offset + limit])
        return Found(len(kept), page)

    def _hits(self, query: Query, found: FoundNames, options: Options) -> list[Hit]:
        """What was found by name, and what its numbers find, weighed."""
        numbered = self._numbered(query)
        if not found and not numbered:
            return []
        ranked = sorted(found, key=lambda place: (-found[place].score, place))
        few = dict.fromkeys([*self._kept(numbered, query, options), *self._kept(ranked, query, options)])
        weighed = [_weigh(self._entities.at(n), found.get(n), query, options, n in numbered) for n in few]
        weighed = [one for one in weighed if one.score >= options.cutoff]
        weighed.sort(key=_Weighed.rank)
        return [self._hit(one, options) for one in weighed[: options.limit]]

    def _kept(self, places: Iterable[int], query: Query, options: Options) -> Iterator[int]:
        """The first of the places whose entities may be hits."""
        left = options.limit + _WEIGHED
        for place in places:
            if not left:
                return
            entity = self._entities.at(place)
            if comparable(query.schema, entity.schema) and (options.keep is None or options.keep(entity)):
                left -= 1
                yield place

    def _numbered(self, query: Query) -> tuple[int, ...]:
        """The entities that bear one of the query's numbers."""
        if NUMBERS_SET.isdisjoint(query.properties):
            return ()
        numbers = [text for key in NUMBERS for text in query.properties.get(key, ())]
        return tuple(dict.fromkeys(place for text in numbers for place in self._entities.bearers(text)))

    def _hit(self, one: _Weighed, options: Options) -> Hit:
        told: dict[str, Explained] = {}
        if one.named is not None:
            reasons, printed = self._names.reasons(one.named)
            detail = "; ".join(reasons)
            told["name_match"] = Explained(round(one.by_name, 4), detail, one.named.asked.text, printed)
        for evidence, before, after in one.moves:
            told[evidence.feature] = explained(evidence, before, after)
        if one.entity.delisted:
            told["delisted"] = Explained(0.0, "every list that had it has taken it off: shown, never a match")
        is_match = one.score >= options.threshold and not one.entity.delisted
        return Hit(one.entity, one.score, is_match, told)

    @staticmethod
    def columns(entities: Iterable[Entity]) -> dict[str, Array]:
        """The columns of the index over these entities, numbered in their order."""
        return Namesakes.columns(entities)


class _Manner(TypedDict):
    cutoff: float
    enough: int
    guessing: bool


def _manner(options: Options) -> _Manner:
    """What the names need know of the options."""
    return _Manner(
        cutoff=options.cutoff,
        enough=options.limit + _WEIGHED,
        guessing=options.cutoff < options.threshold,
    )


class _Weighed(msgspec.Struct):
    """An entity with its score and how it came about."""

    entity: Entity
    named: Namesake | None
    by_name: float
    score: float
    moves: list[tuple[Evidence, float, float]]

    def rank(self) -> tuple[float, bool, int, str]:
        """Best first; of equal ones those in force, then those on most lists."""
        return (-self.score, self.entity.delisted, -len(self.entity.listings), self.entity.id)


def _weigh(
    entity: Entity, named: Namesake | None, query: Query, options: Options, is_numbered: bool
) -> _Weighed:
    by_name = 0.0 if named is None else min(1.0, named.score * options.weights.get("name_match", 1.0))
    score = by_name
    if is_numbered:
        score = max(score, NUMBER_ALONE * min(1.0, options.weights.get("identifier", 1.0)))
    moves = []
    for one in weigh(query.properties, entity.properties):
        moved = one.moved(score, options.weights.get(one.feature, 1.0))
        if not is_numbered and by_name < MATCH and not one.is_strong:
            moved = min(moved, max(score, POSSIBLE))  # a country makes no match of two other names
        moves.append((one, score, moved))
        score = moved
    return _Weighed(entity, named, by_name, round(score, 4), moves)
