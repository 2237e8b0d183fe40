"""Who a list says somebody is tied to: the names it prints, and the entries that bear them. Pure."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from interlock.gaps.name_keys import NameKeys
from interlock.model.listing import Relation
from interlock.model.record import Record
from interlock.names import fold

_BRACKETS = re.compile(r"\s*[(\[][^)\]]*[)\]]")
_SHARE = re.compile(r"(\d{1,3}(?:[.,]\d+)?)\s?(?:%|per ?cent\b)", re.IGNORECASE)


class Tie(msgspec.Struct, frozen=True, gc=False, order=True):
    """One relation that an entry prints."""

    key: str
    """The record that prints it."""
    kind: str
    name: str
    """The other party, as printed."""
    parties: tuple[str, ...] = ()
    """Records that bear the name: on that authority's lists, else on any. Empty: no entry bears it."""

    @property
    def share_pct(self) -> float | None:
        """The share that is printed beside the name; None when none is, which is not zero."""
        found = _SHARE.search(self.name)
        share = float(found[1].replace(",", ".")) if found else None
        return share if share is not None and share <= 100 else None


class Ties(msgspec.Struct, frozen=True):
    """Every tie, by the entry that prints it and by the entries that it names."""

    printed: dict[str, list[Tie]]
    naming: dict[str, list[Tie]]

    @classmethod
    def of(cls, ties: Iterable[Tie]) -> Ties:
        """The two indexes."""
        printed: dict[str, list[Tie]] = defaultdict(list)
        naming: dict[str, list[Tie]] = defaultdict(list)
        for tie in ties:
            printed[tie.key].append(tie)
            for party in tie.parties:
                naming[party].append(tie)
        return cls(dict(printed), dict(naming))


Mark = tuple[bool, str]
"""A person's or a body's, and an equal key."""
Bearer = tuple[str, str]
"""Authority, record."""


class _Asked(msgspec.Struct, frozen=True):
    """The keys by which the party that a relation names is looked for."""

    whole: frozenset[Mark]
    """Of the name as a body's and as a person's, with and without what is in brackets."""
    in_brackets: frozenset[Mark]

    @classmethod
    def of(cls, text: str, names: NameKeys) -> _Asked:
        """Of this name, as printed."""
        inside = (part.strip(" ()[]") for part in _BRACKETS.findall(text))
        return cls(
            frozenset(
                (is_person, key)
                for whole in dict.fromkeys((text, _BRACKETS.sub("", text)))
                for is_person in (False, True)
                for key in names.of(whole, _family(whole) if is_person else "", is_person=is_person)
            ),
            frozenset((False, key) for part in inside for key in names.of(part, "", is_person=False)),
        )


def ties_of(records: Sequence[Record], names: NameKeys | None = None) -> tuple[Tie, ...]:
    """Every relation that the records print, each with the entries that bear the name, sorted.

    A name stands for an entry when both are equal but for case, order, legal form and what is in brackets;
    where none is, when what is in brackets is.
    Cost: one pass over all names of all records. `names`: knows the keys of those that were asked for before.
    """
    relations = [(record, relation) for record in records for relation in record.listing.relations]
    names = names or NameKeys()
    printed = dict.fromkeys(relation.name for _, relation in relations)
    asked = {text: _Asked.of(text, names) for text in printed}
    bearers = _bearers(records, asked.values(), names) if asked else {}
    by_id = {}
    if any(relation.source_id for _, relation in relations):
        by_id = {(record.listing.list_key, record.listing.source_id): record.key for record in records}
    return tuple(
        sorted(_tie(record, relation, asked[relation.name], bearers, by_id) for record, relation in relations)
    )


def _tie(
    record: Record,
    relation: Relation,
    asked: _Asked,
    bearers: Mapping[Mark, set[Bearer]],
    by_id: Mapping[tuple[str, str], str],
) -> Tie:
    own = record.listing
    exact = by_id.get((own.list_key, relation.source_id)) if relation.source_id else None
    if exact is not None:
        return Tie(record.key, relation.kind, relation.name, (exact,))
    found = set().union(*(bearers.get(key, ()) for key in asked.whole))
    if not found:
        # `General Bureau of Atomic Energy (GBAE)`: the short form, on that authority's own lists alone.
        short = set().union(*(bearers.get(key, ()) for key in asked.in_brackets))
        found = {(authority, key) for authority, key in short if authority == own.authority}
    mine = {key for authority, key in found if authority == own.authority}
    parties = mine or {key for _, key in found}
    return Tie(record.key, relation.kind, relation.name, tuple(sorted(parties - {record.key})))


def _family(text: str) -> str:
    return text.partition(",")[0] if "," in text else ""


def _bearers(records: Iterable[Record], asked: Iterable[_Asked], names: NameKeys) -> dict[Mark, set[Bearer]]:
    """The entries that bear each key that is asked for; names too weak to identify stay out."""
    found: dict[Mark, set[Bearer]] = {mark: set() for one in asked for mark in one.whole | one.in_brackets}
    for record in records:
        listing = record.listing
        is_person = listing.schema == "Person"
        for name in listing.names:
            if name.quality == "weak":
                continue
            for key in names.of(name.text, name.family, is_person=is_person):
                if (bearers := found.get((is_person, key))) is not None:
                    bearers.add((listing.authority, record.key))
    return found


def folded(tie: Tie) -> str:
    """One form for all the ways in which entries print the named party."""
    return fold(_BRACKETS.sub("", tie.name)) or fold(tie.name)
