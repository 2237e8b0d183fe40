"""Where a target id of an earlier edition is today.

An id comes from the oldest member of its target. It therefore names a record, and leads to whatever
target holds that record now: merges need no memory. What else an id once stood for is read off the
editions that the home still keeps, and said beside the answer: a split is never passed over in silence.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from interlock.model.record import Record
from interlock.model.target import Target, own_id

_ID = re.compile(r"IL-[A-Z2-7]{10}")


@dataclass(frozen=True, slots=True)
class Moved:
    """The targets that an id leads to, and in words what became of it."""

    targets: tuple[Target, ...]
    notes: tuple[str, ...]


def renamed(records: Iterable[Record]) -> dict[str, str]:
    """Every key that an entry had under an earlier id of its list, to the key that it has now."""
    return {former: record.key for record in records for former in record.keys[1:]}


def follow(
    query: str,
    targets: Iterable[Target],
    once_held: Callable[[str], frozenset[str]],
    keys_now: Mapping[str, str],
) -> Moved:
    """The target that a target id leads to today, first; then those that hold what it also stood for.

    Nothing for a query that is no target id, or an id that leads nowhere. `once_held` gives the records
    that earlier editions held under an id; `keys_now` is `renamed` of the records.
    """
    wanted = query.strip().upper()
    if not _ID.fullmatch(wanted):
        return Moved((), ())
    holder_of = {key: target for target in targets for key in target.members}
    for former, key in keys_now.items():
        if key in holder_of:
            holder_of.setdefault(former, holder_of[key])
    founder = next((key for key in holder_of if own_id(key) == wanted), None)
    first = holder_of[founder] if founder is not None else None
    notes = []
    if first is not None and first.target_id != wanted:
        notes.append(f"{wanted} is {first.target_id} today: its entry {founder} is held there")
    elsewhere: dict[str, list[str]] = defaultdict(list)
    gone = []
    for key in sorted(once_held(wanted)):
        if key not in holder_of:
            gone.append(key)
        elif holder_of[key] is not first:
            elsewhere[holder_of[key].target_id].append(key)
    notes += [
        f"an earlier edition held {', '.join(keys)} under {wanted} too: now {target_id}"
        for target_id, keys in sorted(elsewhere.items())
    ]
    if gone:
        notes.append(f"an earlier edition held {', '.join(gone)} under {wanted}: in no list today")
    others = [holder_of[keys[0]] for _, keys in sorted(elsewhere.items())]
    return Moved((*([first] if first else []), *others), tuple(notes))
