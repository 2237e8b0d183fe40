"""Ties that the lists state between an entry and a named party, and which target that party is. Pure.

Most lists name the other party in words. It is taken for a target only where the words are, letter for
letter but for case, spacing and a final full stop, a name that one single target bears on the lists of the
same authority; where two bear it or none does, it stays a named party. Nothing is guessed here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

import msgspec

from interlock.model.record import Record


class Tie(msgspec.Struct, frozen=True, gc=False, order=True):
    """`source` is tied to `target`, as an entry of `source` says."""

    source: str
    """Target id."""
    kind: str
    """The list's own kind of tie: `linked_to`, `owner` (the party owns the source), `parent`..."""
    target: str
    """Target id; empty where the party is known by name only."""
    party: str
    """The other party's name, as printed."""
    key: str
    """Record that says so."""

    @property
    def end(self) -> str:
        """The other end: a target id, or `party:<authority>:<name>`.

        One name on the lists of one authority is one node, so that what hangs on it is seen together; that
        all who name it mean the same party is not shown by that.
        """
        authority = self.key.partition(":")[0].partition(".")[0]
        return self.target or f"party:{authority}:{_folded(self.party)}"


def ties_of(entries: Iterable[tuple[str, Record]]) -> Iterator[Tie]:
    """Every tie that these entries (target id, record) state, each once, sorted."""
    held = tuple(entries)
    known = _Known(held)
    found = set()
    for target_id, record in held:
        for relation in record.listing.relations:
            other = known.target(record, relation.name, relation.source_id)
            if other != target_id:
                found.add(Tie(target_id, relation.kind, other, relation.name, record.key))
    yield from sorted(found)


class _Known:
    """Which target a list means by an id, or by a name."""

    def __init__(self, entries: Iterable[tuple[str, Record]]) -> None:
        self._ids: dict[tuple[str, str], str] = {}
        self._primary: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        self._other: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        for target_id, record in entries:
            listing = record.listing
            self._ids[listing.list_key, listing.source_id] = target_id
            for name in listing.names:
                if name.quality == "weak":
                    continue
                names = self._primary if name.kind == "primary" else self._other
                names[listing.authority, _folded(name.text)].add(target_id)

    def target(self, record: Record, name: str, source_id: str) -> str:
        """Target id of the party that the entry names; empty where that is not sure."""
        listing = record.listing
        if source_id:
            return self._ids.get((listing.list_key, source_id), "")
        key = (listing.authority, _folded(name))
        bearers = self._primary.get(key) or self._other.get(key) or set()
        return next(iter(bearers)) if len(bearers) == 1 else ""


def _folded(text: str) -> str:
    # OFAC's remarks end in a full stop, which reads as the last letter of `CO LTD.`
    return " ".join(text.casefold().split()).rstrip(".")
