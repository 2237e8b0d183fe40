"""The room's door: what a server answers from, read from the home and from files."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from interlock.api.adjacency import Graph
from interlock.api.holdings import Holding, Holdings
from interlock.screen.dataset import Dataset, of_edition, of_file
from interlock.store.editions import Editions


def load(home: Path, editions: Sequence[str], files: Sequence[tuple[str, Path]], today: date) -> Holdings:
    """The first of the editions as the current one, the others as earlier ones, and the files beside it.

    Standings and ages are as of the day.

    Raises:
        StoreError: an edition is not there or damaged. QueryError: a file is not of entities.
    """
    ours = [_edition(home, edition_id, today) for edition_id in editions]
    beside = [_holding(of_file(name, path)) for name, path in files]
    return Holdings([*ours[:1], *beside], ours[1:])


def _edition(home: Path, edition_id: str, today: date) -> Holding:
    edition = Editions(home).load(edition_id)
    titles = {spec.key: spec.title for spec in edition.lists}
    return _holding(of_edition(edition, today), titles)


def _holding(data: Dataset, titles: dict[str, str] | None = None) -> Holding:
    return Holding(data, Graph(data.entities), titles or {})
