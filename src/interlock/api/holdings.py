"""All that a process answers from: our edition, earlier ones, files of entities beside it. Never changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from interlock.api.adjacency import Graph
from interlock.api.settings import ALL
from interlock.base.errors import QueryError
from interlock.screen.completeness import RestsOn
from interlock.screen.dataset import OURS, Dataset
from interlock.screen.entity import Entity

_SCOPES = 1000
"""Scopes that are kept: the same few are asked again and again."""


class UnknownError(QueryError):
    """There is nothing of that name here."""


@dataclass(frozen=True, slots=True)
class Holding:
    """One dataset and what is known around it."""

    data: Dataset
    graph: Graph
    titles: Mapping[str, str] = field(default_factory=dict)
    """Of the lists it is made of."""

    @property
    def leaves(self) -> frozenset[str]:
        """The datasets that its entities may be of: lists, or sources; those without an entity too."""
        lists = {row.list_key for row in self.data.complete.rests_on}
        return frozenset(lists | self.graph.datasets) or frozenset({self.data.name})

    def named(self, name: str) -> frozenset[str]:
        """The leaves that a name stands for: the dataset's, an authority's (`us`), or a leaf's own."""
        if name in (ALL, self.data.name):
            return self.leaves
        return frozenset(leaf for leaf in self.leaves if name in (leaf, leaf.partition(".")[0]))


@dataclass(frozen=True, slots=True)
class Part:
    """What of one dataset is in scope."""

    holding: Holding
    allowed: frozenset[str] | None
    """Leaves; None: all."""

    @property
    def rests_on(self) -> tuple[RestsOn, ...]:
        """The lists that an answer from here rests on, or should."""
        complete = self.holding.data.complete
        return complete.rests_on if self.allowed is None else complete.within(sorted(self.allowed)).rests_on

    @property
    def incomplete(self) -> tuple[str, ...]:
        """What is missing from it."""
        complete = self.holding.data.complete
        return (complete if self.allowed is None else complete.within(sorted(self.allowed))).incomplete

    def in_force(self, entity: Entity) -> bool:
        """Does any list in scope still have it, or may have?"""
        notes = [note for note in entity.listings if self.allowed is None or note.list_key in self.allowed]
        return not notes or any(note.standing != "not listed" for note in notes)


@dataclass(frozen=True, slots=True)
class Scoping:
    """The names in which a client says what it asks."""

    name: str
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()


@dataclass(frozen=True)
class Scope:
    """What a question is put to."""

    name: str
    parts: tuple[Part, ...]
    strangers: tuple[str, ...] = ()
    """Names that were asked for and are nothing here."""

    @cached_property
    def incomplete(self) -> tuple[str, ...]:
        """Why an empty answer from it does not say *clear*; empty when it does."""
        found = [text for part in self.parts for text in part.incomplete]
        found += [f"{name}: there is no such dataset" for name in self.strangers]
        if not self.parts:
            found.append(f"{self.name}: nothing of it is in scope")
        return tuple(found)

    @cached_property
    def rests_on(self) -> tuple[RestsOn, ...]:
        """Every list in scope."""
        return tuple(row for part in self.parts for row in part.rests_on)

    @property
    def fictional(self) -> bool:
        """Does any of it come from the sample world?"""
        return any(part.holding.data.fictional for part in self.parts)

    @property
    def version(self) -> str:
        """Edition or file hash of its first part; empty for a scope of nothing."""
        return self.parts[0].holding.data.version if self.parts else ""


class Holdings:
    """Datasets by name, and earlier editions by id."""

    def __init__(self, current: Sequence[Holding], earlier: Sequence[Holding] = ()) -> None:
        self.current = tuple(current)
        self._earlier = {holding.data.version: holding for holding in earlier}
        self._scopes: dict[tuple[str, str | None, tuple[str, ...], tuple[str, ...]], Scope] = {}

    @property
    def edition(self) -> str:
        """Id of our edition; empty when there is none and only files are served."""
        return next((held.data.version for held in self.current if held.data.name == OURS), "")

    @property
    def editions(self) -> tuple[str, ...]:
        """The editions that can be asked, the current one first."""
        return (*((self.edition,) if self.edition else ()), *self._earlier)

    def of(self, edition: str | None) -> tuple[Holding, ...]:
        """The datasets, our own one in the edition asked (None: the current one).

        Raises:
            UnknownError: the edition is not held.
        """
        if not edition or edition == self.edition:
            return self.current
        if edition not in self._earlier:
            raise UnknownError(
                f"The edition {edition!r} is not held",
                remedy=f"held are {', '.join(self.editions) or 'none'}",
            )
        others = (held for held in self.current if held.data.name != OURS)
        return (self._earlier[edition], *others)

    def scope(
        self,
        name: str,
        edition: str | None = None,
        include: Iterable[str] = (),
        exclude: Iterable[str] = (),
    ) -> Scope:
        """What the name stands for, less what is not included and what is excluded.

        Raises:
            UnknownError: nothing has that name, or the edition is not held.
        """
        key = (name, edition, tuple(include), tuple(exclude))
        if (known := self._scopes.get(key)) is None:
            known = self._scope(*key)
            if len(self._scopes) < _SCOPES:
                self._scopes[key] = known
        return known

    def _scope(
        self, name: str, edition: str | None, wanted: tuple[str, ...], unwanted: tuple[str, ...]
    ) -> Scope:
        held = self.of(edition)
        whole = {holding.data.name: holding.named(name) for holding in held}
        if not any(whole.values()):
            raise UnknownError("No such dataset.", where=name, remedy="see /catalog")
        parts = []
        for holding in held:
            allowed = whole[holding.data.name]
            if wanted:
                allowed &= frozenset().union(*(holding.named(one) for one in wanted))
            allowed = allowed.difference(*(holding.named(one) for one in unwanted))
            if allowed:
                parts.append(Part(holding, None if allowed == holding.leaves else allowed))
        strangers = tuple(one for one in wanted if not any(holding.named(one) for holding in held))
        return Scope(name, tuple(parts), strangers)

    def entity(self, entity_id: str, edition: str | None = None) -> tuple[Holding, Entity] | None:
        """Where the id leads, and there the entity; None when it leads nowhere.

        Raises:
            UnknownError: the edition is not held.
        """
        for holding in self.of(edition):
            if (entity := holding.data.entities.get(entity_id)) is not None:
                return holding, entity
        return None

    def titles(self) -> Iterator[tuple[str, str]]:
        """Name and title of every dataset and list."""
        for holding in self.current:
            yield holding.data.name, holding.data.title
            yield from holding.titles.items()
