"""The room's door: what a server answers from, read from the home and from files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from interlock.api.adjacency import Graph
from interlock.api.holdings import Holding, Holdings
from interlock.api.settings import Serving
from interlock.screen.dataset import Dataset, of_file
from interlock.screen.run import open_edition
from interlock.store.editions import Editions


def load(serving: Serving, editions: Sequence[str], today: date) -> Holdings:
    """The first of the editions as the current one, the others as earlier ones, and the files beside it.

    Standings and ages are as of the day.

    Raises:
        StoreError: an edition is not there or damaged. QueryError: a file is not of entities.
    """
    ours = [_edition(serving, edition_id, today) for edition_id in editions]
    beside = [holding_of(of_file(name, path)) for name, path in serving.files]
    return Holdings([*ours[:1], *beside], ours[1:])


def holding_of(data: Dataset, titles: Mapping[str, str] | None = None) -> Holding:
    """The dataset with what is known around it. Looks at every entity once."""
    return Holding(data, Graph(data.entities), titles or {})


def _edition(serving: Serving, edition_id: str, today: date) -> Holding:
    titles = {spec.key: spec.title for spec in Editions(serving.home).load(edition_id).lists}
    data = open_edition(serving.home, today, edition_id=edition_id, max_age_days=serving.max_age_days)
    return holding_of(data, titles)
