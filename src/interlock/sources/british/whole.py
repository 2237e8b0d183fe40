"""From the entries of one file to the whole list, or a refusal."""

from __future__ import annotations

from collections.abc import Iterable

from interlock.base.errors import SourceError
from interlock.model.snapshot import Entry
from interlock.sources.audit import Audit
from interlock.sources.british.same import tied
from interlock.sources.contract import File
from interlock.sources.readers import WRONG_LIST

MAX_UNREADABLE = 0.01
"""Share of entries: beyond it the file is another format. No file at hand has a single one."""


def chosen(files: Iterable[tuple[str, File]], order: tuple[str, ...], audit: Audit) -> tuple[str, File]:
    """(role, file) of the one to be read: official before rebuilt, then by role; the others are alarms.

    Raises: SourceError when there is none.
    """
    ranked = sorted(files, key=lambda pair: (is_rebuilt(pair[1]), order.index(pair[0]), pair[1].name))
    if not ranked:
        raise SourceError("no file is given", remedy=WRONG_LIST)
    for _, other in ranked[1:]:
        audit.alarm("extra-file", "a second file of the same date is not read", other.name)
    return ranked[0]


def is_rebuilt(file: File) -> bool:
    """Has somebody rebuilt the official form from a copy?"""
    return file.name.lower().startswith("reconstructed_")


def whole(list_key: str, file: File, entries: Iterable[Entry | None], audit: Audit) -> tuple[Entry, ...]:
    """All entries, tied where they are one target; one that stands twice counts once, with an alarm.

    Raises: SourceError when nothing, or too little, can be read.
    """
    kept: dict[str, Entry] = {}
    total = bad = 0
    for entry in entries:
        total += 1
        if entry is None:
            bad += 1
        elif kept.setdefault(entry.listing.source_id, entry) is not entry:
            audit.alarm("duplicate-id", "an id stands on two entries; the first counts", entry.locator)
    if not kept or bad > max(1, MAX_UNREADABLE * total):
        what = f"{bad:,} of {total:,} entries are unreadable" if total else "no entry is in the file"
        raise SourceError(what, where=f"{file.name} ({list_key})", remedy=WRONG_LIST)
    return tied(kept.values(), audit)
