"""The kernel of bulk screening: rows in, lines out. The same in this process, in a worker and on a cluster.

Pure: everything about a customer's row is decided here, and nothing here knows who runs it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

import msgspec

from interlock.base.heap import no_collection
from interlock.screen.bulk_hits import BulkHit, Screened, bulk_hit, screened_of
from interlock.screen.bulk_rows import Reject, Row, asked_by
from interlock.screen.dataset import Dataset
from interlock.screen.entity import Entity
from interlock.screen.query import Query
from interlock.screen.screener import Options


class Manner(msgspec.Struct, frozen=True, kw_only=True):
    """How to screen, in values that can be written down."""

    limit: int = 5
    threshold: float = 0.7
    cutoff: float = 0.7
    """Below the threshold, possibilities are told too, at some cost."""
    scope: tuple[str, ...] = ()
    """Authorities or list keys; empty for every list."""

    def options(self) -> Options:
        """The same for the engine."""
        return Options(
            limit=self.limit,
            threshold=self.threshold,
            cutoff=self.cutoff,
            keep=_Within(frozenset(self.scope)) if self.scope else None,
        )


class _Within:
    """Is an entity on a list in scope?"""

    def __init__(self, scope: frozenset[str]) -> None:
        self._scope = scope

    def __call__(self, entity: Entity) -> bool:
        return any(note.authority in self._scope or note.list_key in self._scope for note in entity.listings)


Asked = tuple[int, Query]
"""A row's number, and what it asks."""


class Kernel(Protocol):
    """What answers rows."""

    def hits(self, asked: Sequence[Asked]) -> list[BulkHit]:
        """What is to be said of the customers, in their order."""


class Against:
    """Screens against one dataset."""

    def __init__(self, dataset: Dataset, manner: Manner) -> None:
        self._index = dataset.index
        self._options = manner.options()

    def hits(self, asked: Sequence[Asked]) -> list[BulkHit]:
        """The targets that the customers may be, each customer's best first."""
        found = self._index.match_many([query for _, query in asked], self._options)
        return [
            bulk_hit(row, query, hit) for (row, query), hits in zip(asked, found, strict=True) for hit in hits
        ]


def screened(kernel: Kernel, rows: Iterable[Row]) -> Screened:
    """The rows, screened in their order."""
    asked: list[Asked] = []
    rejects: list[Reject] = []
    count = 0
    with no_collection():
        for row in rows:
            count += 1
            query, reject = asked_by(row)
            if reject is not None:
                rejects.append(reject)
            if query is not None:
                asked.append((row.number, query))
        return screened_of(count, kernel.hits(asked), rejects)
