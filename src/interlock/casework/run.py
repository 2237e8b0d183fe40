"""The room's door: reads the edition and the ledger, asks the pure rules, files what is said."""

from __future__ import annotations

from datetime import date

from interlock.casework.changes import by_deeds, changes, taken_off
from interlock.casework.known import as_known
from interlock.gaps.run import answer_from
from interlock.model.edition import Edition
from interlock.model.gap import GapReport
from interlock.model.life import GapEvent
from interlock.model.record import Record


def changed_since(edition: Edition, now: GapReport, since: date) -> tuple[GapEvent, ...]:
    """What became of the gaps of a report after that day, by law or by what later snapshots brought."""
    before = answer_from(
        as_known(edition, since), as_of=since, coalition=now.coalition, focus=now.focus, kind=None
    )
    kinds = {gap.kind for gap in now.gaps}
    records = members(edition)
    authorities = (*now.coalition, *now.references)
    found = changes(
        before,
        now,
        by_deeds(records, authorities, edition.snapshots, since, now.as_of),
        was_off=taken_off(records),
    )
    return tuple(event for event in found if event.kind in kinds)


def members(edition: Edition) -> dict[str, tuple[Record, ...]]:
    """Target id to its records."""
    records = {record.key: record for record in edition.records}
    return {target.target_id: tuple(records[key] for key in target.members) for target in edition.targets}
