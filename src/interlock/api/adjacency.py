"""Entities around an entity: those it points at, those that point at it, beyond a link its other end.

A data set of the field says ties by entities of their own: a `Sanction` points at whom it is on, an
`Ownership` at owner and asset. Of our own edition they are made here, of its listings and printed ties.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from interlock.api.model import is_edge, neighbours
from interlock.screen.entity import Entity
from interlock.screen.ftm import pointers
from interlock.screen.shelf import Shelf

Nested = dict[str, Any]
"""An entity as JSON, with entities in the place of ids."""
Plain = Callable[[Entity], Nested]
"""Makes the JSON of one entity, without neighbours."""


class Graph:
    """Who points at whom in one dataset."""

    def __init__(self, entities: Shelf) -> None:
        """Looks at every entity once."""
        self._entities = entities
        self._pointing: dict[str, list[int]] = {}
        self.datasets: set[str] = set()
        """Every dataset that an entity names."""
        self.schemata: dict[str, int] = {}
        """How many entities there are of each."""
        for number, entity in enumerate(entities):
            self.datasets.update(entity.datasets)
            self.schemata[entity.schema] = self.schemata.get(entity.schema, 0) + 1
            for _, other in _pointed(entity):
                self._pointing.setdefault(other, []).append(number)
            for tie in entity.ties:
                if tie.target_id:
                    self._pointing.setdefault(tie.target_id, []).append(number)

    def around(self, root: Entity) -> dict[str, list[Entity]]:
        """Neighbours by what the root calls them, in a fixed order."""
        found: dict[str, dict[str, Entity]] = {}
        for name, other_id in _pointed(root):
            if (other := self._entities.get(other_id)) is not None and other.id != root.id:
                found.setdefault(name, {})[other.id] = other
        for other in self._pointing_at(root):
            for name, (_, reverse) in pointers(other.schema).items():
                if reverse and self._leads_to(other.properties.get(name, ()), root):
                    found.setdefault(reverse, {})[other.id] = other
        for name, other in (*_sanctions(root), *_links(root, self._tied_to(root))):
            found.setdefault(name, {})[other.id] = other
        called = neighbours(root.schema)
        return {name: list(rows.values()) for name, rows in sorted(found.items()) if name in called}

    def nested(self, root: Entity, plain: Plain) -> Nested:
        """The root with its neighbours in it, and beyond each link its other end.

        `plain` makes the JSON of one entity.
        """
        told = plain(root)
        told["properties"] = {
            **told["properties"],
            **{
                name: [self.leaf(row, root, plain) for row in rows]
                for name, rows in self.around(root).items()
            },
        }
        return told

    def leaf(self, entity: Entity, root: Entity, plain: Plain) -> Nested:
        """A neighbour: with what it points at in it, but for the root; not further unless it is a link."""
        told = plain(entity)
        if not is_edge(entity.schema):
            return told
        properties = dict(told["properties"])
        for name in pointers(entity.schema):
            others = (self._entities.get(value) for value in entity.properties.get(name, ()))
            if ends := [plain(other) for other in others if other is not None and other.id != root.id]:
                properties[name] = ends
        told["properties"] = properties
        return told

    def _leads_to(self, ids: Iterable[str], root: Entity) -> bool:
        return any(other == root.id or other in root.referents for other in ids)

    def _pointing_at(self, root: Entity) -> Iterator[Entity]:
        numbers = {n for name in (root.id, *root.referents) for n in self._pointing.get(name, ())}
        for number in sorted(numbers):
            if (other := self._entities.at(number)).id != root.id:
                yield other

    def _tied_to(self, root: Entity) -> Mapping[str, Entity]:
        others = [*self._pointing_at(root)]
        others += [
            other for tie in root.ties if tie.target_id and (other := self._entities.get(tie.target_id))
        ]
        return {other.id: other for other in others}


def _pointed(entity: Entity) -> Iterator[tuple[str, str]]:
    for name in pointers(entity.schema):
        for value in entity.properties.get(name, ()):
            yield name, value


def _sanctions(entity: Entity) -> Iterator[tuple[str, Entity]]:
    """One `Sanction` for each listing, as the field's data sets have them."""
    for note in entity.listings:
        properties = {
            "entity": (entity.id,),
            "authority": (note.authority,),
            "authorityId": (note.source_id,),
            "provisions": tuple(note.effects),
            "status": (note.standing,),
            "summary": (f"{note.name}; {note.why}",),
        }
        if note.listed_on.latest is not None and note.listed_on.earliest == note.listed_on.latest:
            properties["listingDate"] = (note.listed_on.latest.isoformat(),)
        yield (
            "sanctions",
            Entity(
                id=f"{entity.id}.{note.list_key}.{note.source_id}",
                schema="Sanction",
                caption=f"{note.authority}: {note.source_id}",
                properties=properties,
                datasets=(note.list_key,),
                target=False,
            ),
        )


def _links(root: Entity, others: Mapping[str, Entity]) -> Iterator[tuple[str, Entity]]:
    """One `UnknownLink` for each printed tie between the root and an entity of the edition.

    Lists print no share and mean different things by one word, so it is no `Ownership`: the list's own word
    is the link's role.
    """
    for tie in root.ties:
        if tie.target_id in others:
            yield "unknownLinkTo", _link(root, others[tie.target_id], tie.kind, tie.list_key)
    for other in others.values():
        for tie in other.ties:
            if tie.target_id == root.id and other.id != root.id:
                yield "unknownLinkFrom", _link(other, root, tie.kind, tie.list_key)


def _link(subject: Entity, other: Entity, role: str, list_key: str) -> Entity:
    return Entity(
        id=f"{subject.id}.{role}.{other.id}",
        schema="UnknownLink",
        caption=f"{subject.caption}: {role}: {other.caption}",
        properties={"subject": (subject.id,), "object": (other.id,), "role": (role,)},
        datasets=(list_key,),
        target=False,
    )
