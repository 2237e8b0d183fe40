"""An edition as it would have been read on a day: without what later snapshots brought as news. Pure.

News is what a snapshot shows and an earlier one of the same list, which would have held it, did not. What
was there when a list was read for the first time is no news: otherwise starting to read a list would open and
close hundreds of gaps on that day.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import msgspec

from interlock.model.dates import ActDate
from interlock.model.edition import Edition, EditionContent
from interlock.model.record import Record, Snapshot, Span
from interlock.model.target import Target


def as_known(edition: Edition, day: date) -> Edition:
    """The edition without the news of snapshots after the day; its links and words stay as they are now."""
    records = tuple(known for record in edition.records if (known := _known(record, day)) is not None)
    held = {record.key for record in records}
    content = EditionContent(
        code_version=edition.code_version,
        lists=edition.lists,
        snapshots=_read_by(edition.snapshots, day),
        records=records,
        targets=tuple(kept for target in edition.targets if (kept := _of(target, held)) is not None),
        judgements=edition.judgements,
    )
    return Edition.of(content, edition.edition_id)


def came_with(record: Record) -> date | None:
    """The snapshot that brought the entry as news; None when it was there when its list was first read."""
    if record.presences and record.presences[0].lacking is not None:
        return record.presences[0].first
    return None


def went_with(record: Record, number: int) -> date | None:
    """The snapshot that showed the end of its `number`-th time on the list."""
    end = record.spans[number].delisted_on
    if end is None:
        return None
    # A delisting that its list prints may have been read long after the day of the act.
    gone = [one.gone for one in record.presences if one.gone is not None]
    shown = [day for day in gone if end.earliest is None or day >= end.earliest]
    return shown[0] if shown else end.latest


def _known(record: Record, day: date) -> Record | None:
    came = came_with(record)
    if came is not None:
        return None if came > day else _without_later(record, day)
    if record.first_seen > day:
        # There when its list was first read: taken to have been there all along.
        first = record.spans[0]
        latest = first.listed_on.latest
        if first.listed_on.earliest is None and latest is not None and latest > day:
            begun = Span(ActDate(None, day, first.listed_on.basis), first.delisted_on)
            record = msgspec.structs.replace(record, spans=(begun, *record.spans[1:]))
        record = msgspec.structs.replace(record, first_seen=day)
    return _without_later(record, day)


def _without_later(record: Record, day: date) -> Record:
    spans: list[Span] = []
    for number, span in enumerate(record.spans):
        went = went_with(record, number)
        if went is not None and went > day:
            spans.append(Span(span.listed_on))
            break  # what came after an end that nobody knew of was not known either
        spans.append(span)
    missing = record.missing_since if record.missing_since is None or record.missing_since <= day else None
    if len(spans) == len(record.spans) and spans[-1] == record.spans[-1] and missing == record.missing_since:
        return record
    return msgspec.structs.replace(record, spans=tuple(spans), missing_since=missing)


def _read_by(snapshots: Iterable[Snapshot], day: date) -> tuple[Snapshot, ...]:
    """Those up to the day, and the first good one of each list whenever it came."""
    kept, seen = [], set[str]()
    for shot in snapshots:
        if shot.day <= day or (shot.state == "good" and shot.list_key not in seen):
            kept.append(shot)
        if shot.state == "good":
            seen.add(shot.list_key)
    return tuple(kept)


def _of(target: Target, held: set[str]) -> Target | None:
    members = tuple(key for key in target.members if key in held)
    if not members:
        return None
    links, doubts = (
        tuple(link for link in found if link.a in held and link.b in held)
        for found in (target.links, target.doubts)
    )
    return msgspec.structs.replace(target, members=members, links=links, doubts=doubts)
