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


def ties_of(records: Sequence[Record], names: NameKeys | None = None) -> tuple[Tie, ...]:
    """Every relation that the records print, each with the entries that bear the name, sorted.

    A name stands for an entry when both are equal but for case, order, legal form and what is in brackets;
    where none is, when what is in brackets is.
    Cost: one pass over all names of all records. `names`: knows the keys of those that were asked for before.
    """
    relations = [(record, relation) for record in records for relation in record.listing.relations]
    names = names or NameKeys()
    wanted = {key for _, one in relations for key in _keys_of(one, names) | _keys_in_brackets(one, names)}
    bearers = _bearers(records, wanted, names) if wanted else {}
    by_id = {}
    if any(relation.source_id for _, relation in relations):
        by_id = {(record.listing.list_key, record.listing.source_id): record.key for record in records}
    return tuple(sorted(_tie(record, relation, bearers, by_id, names) for record, relation in relations))


def _tie(
    record: Record,
    relation: Relation,
    bearers: Mapping[str, set[tuple[str, str]]],
    by_id: Mapping[tuple[str, str], str],
    names: NameKeys,
) -> Tie:
    own = record.listing
    exact = by_id.get((own.list_key, relation.source_id)) if relation.source_id else None
    if exact is not None:
        return Tie(record.key, relation.kind, relation.name, (exact,))
    found = set().union(*(bearers.get(key, ()) for key in _keys_of(relation, names)))
    if not found:
        # `General Bureau of Atomic Energy (GBAE)`: the short form, on that authority's own lists alone.
        short = set().union(*(bearers.get(key, ()) for key in _keys_in_brackets(relation, names)))
        found = {(authority, key) for authority, key in short if authority == own.authority}
    mine = {key for authority, key in found if authority == own.authority}
    parties = mine or {key for _, key in found}
    return Tie(record.key, relation.kind, relation.name, tuple(sorted(parties - {record.key})))


def _keys_of(relation: Relation, names: NameKeys) -> frozenset[str]:
    """Keys of the name as a body's and as a person's, with and without what is in brackets."""
    texts = {relation.name, _BRACKETS.sub("", relation.name)}
    return frozenset(
        f"{'P' if is_person else 'B'}:{key}"
        for text in texts
        for is_person in (False, True)
        for key in names.of(text, _family(text) if is_person else "", is_person=is_person)
    )


def _keys_in_brackets(relation: Relation, names: NameKeys) -> frozenset[str]:
    inside = (text.strip(" ()[]") for text in _BRACKETS.findall(relation.name))
    return frozenset(f"B:{key}" for text in inside for key in names.of(text, "", is_person=False))


def _family(text: str) -> str:
    return text.partition(",")[0] if "," in text else ""


def _bearers(records: Iterable[Record], wanted: set[str], names: NameKeys) -> dict[str, set[tuple[str, str]]]:
    """Key to (authority, record) of the entries that bear it; names too weak to identify stay out."""
    found: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for record in records:
        listing = record.listing
        is_person = listing.schema == "Person"
        for name in listing.names:
            if name.quality == "weak":
                continue
            for key in names.of(name.text, name.family, is_person=is_person):
                marked = f"{'P' if is_person else 'B'}:{key}"
                if marked in wanted:
                    found[marked].add((listing.authority, record.key))
    return dict(found)


def folded(tie: Tie) -> str:
    """One form for all the ways in which entries print the named party."""
    return fold(_BRACKETS.sub("", tie.name)) or fold(tie.name)
