"""The records that somebody means by an id: a record's key, a native id, a reference, or a target's id."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from interlock.base.errors import QueryError
from interlock.model.listing import normal_identifier
from interlock.model.record import Record
from interlock.model.target import Target, own_id
from interlock.resolve.redirects import follow, renamed


def record_named(text: str, records: Mapping[str, Record]) -> Record:
    """The one record that is meant. A target id means the record that it names: its oldest.

    Raises:
        QueryError: no record answers to it, or several do.
    """
    wanted = text.strip()
    if wanted in records:
        return records[wanted]
    found = [
        record
        for record in records.values()
        if wanted in record.keys
        or wanted.upper() in map(own_id, record.keys)
        or _own_reference(record, wanted)
    ]
    if len(found) == 1:
        return found[0]
    if found:
        raise QueryError(
            f"{wanted!r} may be any of {', '.join(sorted(record.key for record in found))}",
            remedy="write authority:id, such as us:39498",
        )
    raise QueryError(
        f"no entry answers to {wanted!r}",
        remedy="give authority:id, a native id, a reference or a target id; `interlock target` finds them",
    )


def records_meant(text: str, targets: Iterable[Target], records: Mapping[str, Record]) -> list[Record]:
    """All entries of the target when the text is a target id, else the one record that is meant.

    Raises:
        QueryError: no record answers to it, or several do.
    """
    moved = follow(text, targets, lambda _: frozenset(), renamed(records.values()))
    if moved.targets:
        return [records[key] for key in moved.targets[0].members]
    return [record_named(text, records)]


def _own_reference(record: Record, wanted: str) -> bool:
    """Is it the entry's own id, or a reference of its own list that it carries?"""
    bare = normal_identifier(wanted)
    if not bare:
        return False
    listing = record.listing
    if bare in map(normal_identifier, record.source_ids):
        return True
    own = (quote for quote in listing.quotes if quote.authority == listing.authority)
    return any(normal_identifier(quote.source_id) == bare for quote in own)
