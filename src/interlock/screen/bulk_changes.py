"""Re-screening: what a newer edition says otherwise of the same customers.

Between two editions few targets change, and a customer's answer can differ only where a changed target is
among what it may be. So every customer is asked of the changed targets alone, and only one that hits any of
them is asked of both whole editions.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from interlock.screen.bulk_hits import BulkHit, Change, bulk_hit
from interlock.screen.bulk_kernel import Asked, Manner
from interlock.screen.dataset import Dataset
from interlock.screen.entity import Entity, ListingNote
from interlock.screen.hit import Hit
from interlock.screen.query import Query

_MANY = 100
"""Hits that are compared of each edition: beyond any limit of an answer, lest a hit that another has pushed
out of five be told as gone."""


class Changes:
    """Screens against two editions, and tells every hit that differs."""

    def __init__(
        self, before: Dataset, after: Dataset, few_before: Dataset, few_after: Dataset, manner: Manner
    ) -> None:
        """`few_before`, `few_after`: what each edition says of the targets that `changed_between` names."""
        self._before = before
        self._after = after
        self._few = (few_before, few_after)
        options = manner.options()
        self._any = msgspec.structs.replace(options, limit=1)
        self._many = msgspec.structs.replace(options, limit=_MANY)

    def hits(self, asked: Sequence[Asked]) -> list[BulkHit]:
        """Hits that are new, gone or changed: of each customer those of today best first, then those gone."""
        queries = [query for _, query in asked]
        few = [one.index.match_many(queries, self._any) for one in self._few]
        some = [one for one, *hits in zip(asked, *few, strict=True) if any(hits)]
        queries = [query for _, query in some]
        old = self._before.index.match_many(queries, self._many)
        new = self._after.index.match_many(queries, self._many)
        return [
            hit
            for (row, query), before, after in zip(some, old, new, strict=True)
            for hit in self._changed(row, query, before, after)
        ]

    def _changed(self, row: int, query: Query, old: Sequence[Hit], new: Sequence[Hit]) -> list[BulkHit]:
        twins = _twins(old, new)
        found = []
        for hit in new:
            twin = twins.get(hit.entity.id)
            told = () if twin is None else tuple(_differs(twin, hit))
            if twin is None or told:
                found.append(_changed(row, query, hit, "new" if twin is None else "changed", told))
        kept = {twin.entity.id for twin in twins.values()}
        gone = [hit for hit in old if hit.entity.id not in kept]
        found += [_changed(row, query, hit, "gone", (self._whither(hit.entity, new),)) for hit in gone]
        return found

    def _whither(self, entity: Entity, new: Sequence[Hit]) -> str:
        today = self._after.entities.get(entity.id)
        if today is None:
            return "the edition has no such target any more"
        if any(hit.entity.id == today.id for hit in new):
            return f"now one with {today.id} ({today.caption}), which is a hit"
        return f"{today.id} ({today.caption}) is no hit any more"


def changed_between(before: Iterable[Entity], after: Iterable[Entity]) -> frozenset[str]:
    """Ids of the targets of which the editions say different things, or that one of them lacks."""
    old = {entity.id: _essence(entity) for entity in before}
    new = {entity.id: _essence(entity) for entity in after}
    return frozenset(key for key in old.keys() | new.keys() if old.get(key) != new.get(key))


def _essence(entity: Entity) -> tuple[object, ...]:
    """What a hit on the entity rests on: what lists say of it.

    Not the days of our copies, nor who does not list it: when a list is read for the first time, no customer
    changes by all the targets that it does not hold.
    """
    return (
        entity.schema,
        entity.caption,
        entity.properties,
        [_listing(note) for note in entity.listings],
    )


def _listing(note: ListingNote) -> tuple[object, ...]:
    return (note.list_key, note.source_id, note.name, note.effects, note.listed_on, note.standing)


def _changed(row: int, query: Query, hit: Hit, change: Change, told: tuple[str, ...]) -> BulkHit:
    return msgspec.structs.replace(bulk_hit(row, query, hit), change=change, differs=told)


def _twins(old: Sequence[Hit], new: Sequence[Hit]) -> dict[str, Hit]:
    """Target id of today to the earlier hit on the same target: by id, else by an entry that both hold."""
    by_id = {hit.entity.id: hit for hit in old}
    found = {hit.entity.id: by_id.pop(hit.entity.id) for hit in new if hit.entity.id in by_id}
    by_entry = {key: hit for hit in by_id.values() for key in _entries(hit.entity)}
    for hit in new:
        if hit.entity.id not in found:
            twin = next((by_entry[key] for key in _entries(hit.entity) if key in by_entry), None)
            if twin is not None and all(twin is not taken for taken in found.values()):
                found[hit.entity.id] = twin
    return found


def _entries(entity: Entity) -> dict[tuple[str, str], ListingNote]:
    return {(note.list_key, note.source_id): note for note in entity.listings}


def _differs(old: Hit, new: Hit) -> Iterator[str]:
    was, now = old.entity, new.entity
    for what, a, b in (
        ("target", was.id, now.id),
        ("score", f"{old.score:g}", f"{new.score:g}"),
        ("match", *(_yes(hit.match) for hit in (old, new))),
        ("caption", was.caption, now.caption),
        ("schema", was.schema, now.schema),
    ):
        if a != b:
            yield f"{what}: {a} -> {b}"
    yield from _entries_differ(_entries(was), _entries(now))


def _entries_differ(
    was: Mapping[tuple[str, str], ListingNote], now: Mapping[tuple[str, str], ListingNote]
) -> Iterator[str]:
    for key in {**was, **now}:
        entry = " ".join(key)
        if key not in was:
            yield f"{entry}: now an entry of this target, as {now[key].name}"
        elif key not in now:
            yield f"{entry}: no longer an entry of this target"
        else:
            a, b = was[key], now[key]
            for what, x, y in (
                ("standing", a.standing, b.standing),
                ("name", a.name, b.name),
                ("effects", " ".join(a.effects) or "none", " ".join(b.effects) or "none"),
                (
                    "listed",
                    *(f"{act.earliest}..{act.latest} ({act.basis})" for act in (a.listed_on, b.listed_on)),
                ),
            ):
                if x != y:
                    yield f"{entry}: {what}: {x} -> {y}"


def _yes(is_so: bool) -> str:
    return "yes" if is_so else "no"
