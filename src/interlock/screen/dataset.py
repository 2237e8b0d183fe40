"""A dataset to screen against: its entities, its index, and what an answer from it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from interlock.model.edition import Edition
from interlock.screen.completeness import MAX_AGE_DAYS, Completeness, completeness
from interlock.screen.entity_file import file_version, read_entities
from interlock.screen.listed import entities_of, nameless_of
from interlock.screen.screener import Screener
from interlock.screen.shelf import Shelf

OURS = "interlock"
"""The name of the dataset made of our own edition."""


@dataclass(frozen=True, slots=True)
class Dataset:
    """Immutable: a new edition is a new dataset."""

    name: str
    title: str
    version: str
    """The edition's id, or a hash of the file."""
    entities: Shelf
    index: Screener
    complete: Completeness
    fictional: bool = False
    """From the sample world."""


def of_edition(edition: Edition, as_of: date, *, max_age_days: int = MAX_AGE_DAYS) -> Dataset:
    """The edition as a dataset, standings and ages as of the day."""
    entities = Shelf.of(entities_of(edition, as_of))
    return Dataset(
        name=OURS,
        title="Sanctions lists of all authorities, who is who across them resolved",
        version=edition.edition_id,
        entities=entities,
        index=Screener(entities),
        complete=completeness(
            edition.lists,
            edition.snapshots,
            nameless_of(edition.records, as_of),
            as_of,
            max_age_days=max_age_days,
        ),
        fictional=edition.fictional,
    )


def of_file(name: str, path: Path) -> Dataset:
    """A file of FollowTheMoney entities as a dataset.

    Raises:
        QueryError: the file is not there, or not of entities.
    """
    entities = Shelf.of(read_entities(path))
    return Dataset(
        name=name,
        title=path.name,
        version=file_version(path),
        entities=entities,
        index=Screener(entities),
        complete=Completeness(),
    )
