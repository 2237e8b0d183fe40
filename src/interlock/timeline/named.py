"""Entries by an id that somebody holds: a target's, a record's, any native id ever, the list's own. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from interlock.base.errors import QueryError
from interlock.model.listing import normal_identifier
from interlock.model.record import Record
from interlock.model.target import Target

REMEDY = "give a target id, a key such as us:39496, or a native id; `interlock target NAME` finds names"


def named(query: str, records: Iterable[Record], targets: Iterable[Target]) -> tuple[Record, ...]:
    """Every entry that answers to the id exactly, by key; all members of a target.

    A native id that an entry had before its list gave it another finds it too. An entry is found by its own
    list's reference (`KPi.033`), never by another list's quote of it.

    Raises:
        QueryError: nothing to look for, or nothing answers.
    """
    wanted = query.strip()
    if not wanted:
        raise QueryError("nothing to look for", where="ID", remedy=REMEDY)
    pool = {record.key: record for record in records}
    for target in targets:
        if target.target_id.casefold() == wanted.casefold():
            return tuple(pool[key] for key in target.members)
    bare = normal_identifier(wanted)
    found = [record for record in pool.values() if _answers(record, wanted)]
    found = found or [record for record in pool.values() if bare and _is_called(record, bare)]
    if not found:
        raise QueryError(f"no entry answers to {wanted!r}", where="ID", remedy=REMEDY)
    return tuple(sorted(found, key=lambda record: record.key))


def _answers(record: Record, wanted: str) -> bool:
    ids = record.source_ids
    return wanted in ids or wanted in {f"{record.listing.authority}:{source_id}" for source_id in ids}


def _is_called(record: Record, bare: str) -> bool:
    if any(normal_identifier(source_id) == bare for source_id in record.source_ids):
        return True
    own = record.listing.authority
    return any(q.authority == own and normal_identifier(q.source_id) == bare for q in record.listing.quotes)
