"""A dataset to screen against: its entities, its index, and what an answer from it rests on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from interlock.base.heap import no_collection
from interlock.model.edition import Edition
from interlock.screen.columns import Array, Columns
from interlock.screen.completeness import MAX_AGE_DAYS, Completeness, completeness
from interlock.screen.entity import Entity
from interlock.screen.entity_file import file_version, read_entities
from interlock.screen.listed import entities_of, nameless_of
from interlock.screen.screener import Screener
from interlock.screen.shelf import Shelf

OURS = "interlock"
"""The name of the dataset made of our own edition."""
TITLE = "Sanctions lists of all authorities, with who is who across them resolved"


@dataclass(frozen=True, slots=True)
class Dataset:
    """Immutable: a new edition is a new dataset. Answers from several threads at once."""

    name: str
    title: str
    version: str
    """The edition's id, or a hash of the file."""
    entities: Shelf
    index: Screener
    complete: Completeness
    fictional: bool = False
    """From the sample world."""


def columns_of(entities: Iterable[Entity]) -> dict[str, Array]:
    """Everything that screening against these entities needs, as columns that a file can hold."""
    with no_collection():
        every = list(entities)
        return Shelf.columns(every) | Screener.columns(every)


def dataset_of(
    columns: Columns,
    *,
    name: str,
    title: str,
    version: str,
    complete: Completeness | None = None,
    fictional: bool = False,
) -> Dataset:
    """The dataset over columns made by `columns_of`."""
    entities = Shelf(columns)
    return Dataset(
        name=name,
        title=title,
        version=version,
        entities=entities,
        index=Screener(columns, entities),
        complete=complete or Completeness(),
        fictional=fictional,
    )


def of_edition(edition: Edition, as_of: date, *, max_age_days: int = MAX_AGE_DAYS) -> Dataset:
    """The edition as a dataset, standings and ages as of the day."""
    nameless = nameless_of(edition.records, as_of)
    told = completeness(edition.lists, edition.snapshots, nameless, as_of, max_age_days=max_age_days)
    return dataset_of(
        columns_of(entities_of(edition, as_of)),
        name=OURS,
        title=TITLE,
        version=edition.edition_id,
        complete=told,
        fictional=edition.fictional,
    )


def of_file(name: str, path: Path) -> Dataset:
    """A file of FollowTheMoney entities as a dataset.

    Raises:
        QueryError: the file is not there, or not of entities.
    """
    columns = columns_of(read_entities(path))
    return dataset_of(columns, name=name, title=path.name, version=file_version(path))
