"""Screening: the entities of a dataset that a query may mean, best first, with reasons."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, cast

import msgspec
from rapidfuzz import fuzz, process

from interlock.model.listing import Schema
from interlock.names import MATCH, fold, likeness
from interlock.screen.entity import Entity
from interlock.screen.ftm import comparable
from interlock.screen.hit import Explained, Found, Hit
from interlock.screen.query import Query
from interlock.screen.shelf import Shelf


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


class Screener:
    """The index over one dataset."""

    def __init__(self, entities: Shelf) -> None:
        self._entities = entities
        self._names: dict[str, list[tuple[int, str]]] = {}
        for number, entity in enumerate(entities):
            for key in ("name", "alias", "previousName", "weakAlias"):
                for text in entity.properties.get(key, ()):
                    self._names.setdefault(fold(text), []).append((number, text))
        self._folded = list(self._names)

    def match(self, query: Query, options: Options = _PLAIN) -> list[Hit]:
        """The entities that the query may mean, best first."""
        best: dict[int, tuple[float, str, str]] = {}
        for asked in query.properties.get("name", ()):
            close = process.extract(fold(asked), self._folded, scorer=fuzz.token_sort_ratio, limit=60)
            for folded, _, _ in close:
                for number, text in self._names[folded]:
                    score = likeness(asked, text, cast("Schema", query.schema))
                    if score > best.get(number, (0.0, "", ""))[0]:
                        best[number] = (score, asked, text)
        hits = []
        for number, (score, asked, text) in best.items():
            entity = self._entities.at(number)
            if score < options.cutoff or not comparable(query.schema, entity.schema):
                continue
            if options.keep is None or options.keep(entity):
                told = {"name_match": Explained(score, "names", asked, text)}
                hits.append(Hit(entity, score, score >= options.threshold and not entity.delisted, told))
        hits.sort(key=lambda hit: (-hit.score, hit.entity.id))
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
        """Entities whose names hold the words of the text, best first."""
        close = process.extract(fold(text), self._folded, scorer=fuzz.token_set_ratio, limit=1000)
        found: dict[int, float] = {}
        for folded, alike, _ in close:
            for number, _ in self._names[folded]:
                found[number] = max(alike / 100, found.get(number, 0.0))
        rows = [(self._entities.at(number), score) for number, score in found.items() if fuzzy or score > 0.9]
        rows = [row for row in rows if keep is None or keep(row[0])]
        rows.sort(key=lambda row: (-row[1], row[0].id))
        return Found(len(rows), tuple(rows[offset : offset + limit]))
