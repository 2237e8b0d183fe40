"""The answer to one screening, as it is printed: who, listed by whom, with what effect, how surely."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Literal

import msgspec

from interlock.base.errors import QueryError
from interlock.screen.completeness import Completeness, RestsOn
from interlock.screen.dataset import Dataset
from interlock.screen.entity import Entity, ListingNote, PrintedTie, Unlisted
from interlock.screen.hit import Explained, Hit
from interlock.screen.query import Query
from interlock.screen.screener import Options

Status = Literal["clear", "hits", "incomplete"]
"""`hits`: something matches. `incomplete`: nothing does, and something in scope could not be asked.
`clear`: nothing matches, and all lists in scope were asked."""

_OWNERSHIP = frozenset({"owner", "parent", "subsidiary", "economic_resource_of"})


class ScreenHit(msgspec.Struct, frozen=True, kw_only=True):
    """One target that the query may mean."""

    target_id: str
    caption: str
    schema: str
    score: float
    match: bool
    delisted: bool
    """Every list that had it has taken it off."""
    explanations: dict[str, Explained]
    listed_by: tuple[ListingNote, ...]
    not_listed_by: tuple[str, ...]
    unknown_by: tuple[Unlisted, ...]
    ownership: tuple[PrintedTie, ...]
    """Owners, parents and subsidiaries that a list itself prints; nothing is inferred from shares."""


class ScreenAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """The answer."""

    edition: str
    as_of: date
    query: Query
    status: Status
    incomplete: tuple[str, ...]
    """What could not be asked, each as `us.sdn: why`."""
    rests_on: tuple[RestsOn, ...]
    threshold: float
    fictional: bool
    hits: tuple[ScreenHit, ...]
    """Best first; those under the threshold, and delisted ones, with `match` false."""


def answer_from(
    dataset: Dataset, query: Query, as_of: date, *, options: Options, scope: Sequence[str] = ()
) -> ScreenAnswer:
    """The answer of a dataset to a query. `scope`: authorities or list keys; empty for every list.

    Raises:
        QueryError: an unknown list in the scope.
    """
    told = _within(dataset.complete, scope)
    hits = dataset.index.match(query, _scoped(options, frozenset(scope)))
    matched = any(hit.match for hit in hits)
    return ScreenAnswer(
        edition=dataset.version,
        as_of=as_of,
        query=query,
        status="hits" if matched else "incomplete" if told.incomplete else "clear",
        incomplete=told.incomplete,
        rests_on=told.rests_on,
        threshold=options.threshold,
        fictional=dataset.fictional,
        hits=tuple(_hit(hit) for hit in hits),
    )


def _within(complete: Completeness, scope: Sequence[str]) -> Completeness:
    known = {row.list_key for row in complete.rests_on}
    known |= {key.partition(".")[0] for key in known}
    strangers = [key for key in scope if key not in known]
    if strangers:
        raise QueryError(
            f"unknown list {', '.join(strangers)}", remedy=f"use any of: {', '.join(sorted(known))}"
        )
    return complete.within(scope)


def _scoped(options: Options, scope: frozenset[str]) -> Options:
    if not scope:
        return options

    def keep(entity: Entity) -> bool:
        mine = any({note.authority, note.list_key} & scope for note in entity.listings)
        return mine and (options.keep is None or options.keep(entity))

    return msgspec.structs.replace(options, keep=keep)


def _hit(hit: Hit) -> ScreenHit:
    entity = hit.entity
    return ScreenHit(
        target_id=entity.id,
        caption=entity.caption,
        schema=entity.schema,
        score=hit.score,
        match=hit.match,
        delisted=entity.delisted,
        explanations=hit.explanations,
        listed_by=entity.listings,
        not_listed_by=entity.not_listed_by,
        unknown_by=entity.unknown_by,
        ownership=tuple(tie for tie in entity.ties if tie.kind in _OWNERSHIP),
    )
