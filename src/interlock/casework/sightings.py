"""What became of gaps from one edition to the next, and what did it: snapshot, judgement or code. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from interlock.casework.changes import WhoDid, changes, taken_off
from interlock.casework.deeds import deeds_of, in_words
from interlock.casework.naming import Whereabouts
from interlock.model.casework import GapSighting, gap_sighting
from interlock.model.decisions import Judgement, inputs_sha
from interlock.model.edition import Edition
from interlock.model.gap import Gap, GapReport
from interlock.model.life import Deed, GapEvent
from interlock.model.record import Record, Snapshot

AUTHOR = "interlock build"
Members = Mapping[str, tuple[Record, ...]]


class Sides:
    """Two editions and what they were made of."""

    def __init__(
        self,
        before: Edition,
        after: Edition,
        members_before: Members,
        members_after: Members,
        judgements: Iterable[Judgement],
    ) -> None:
        self.before, self.after = before, after
        self.members_before, self.members_after = members_before, members_after
        self.judgements = tuple(judgements)
        self.where_before, self.where = Whereabouts(before), Whereabouts(after)
        known = {_made_of(shot) for shot in before.snapshots}
        self.new_snapshots = tuple(shot for shot in after.snapshots if _made_of(shot) not in known)


def _made_of(shot: Snapshot) -> tuple[str, object, str, str]:
    return (shot.list_key, shot.day, shot.state, inputs_sha(shot.files))


def sightings(
    sides: Sides, was: GapReport, now: GapReport, earlier: Iterable[GapSighting], *, at: datetime
) -> list[GapSighting]:
    """One for every gap that the later edition shows otherwise than the earlier, asked the same question.

    `earlier`: all that builds saw before. What one of them saw closed is not opened, but opened again.
    """
    closed = {
        gap_id
        for one in earlier
        if one.stands and one.what == "closed"
        for gap_id in sides.where.gaps_of(one.gap_id, one.entries)
    }
    was_off = taken_off(sides.members_after)
    events = changes(
        was,
        now,
        _who_did(sides, (*now.coalition, *now.references)),
        follow=sides.where.gap,
        was_off=lambda gap: gap.gap_id in closed or was_off(gap),
    )
    return [_sighting(event, sides, at) for event in events if event.kind != "lag"]


def _sighting(event: GapEvent, sides: Sides, at: datetime) -> GapSighting:
    held = sides.members_after.get(event.target_id) or sides.members_before.get(event.target_id, ())
    return gap_sighting(
        event.gap_id,
        tuple(record.key for record in held),
        event.what,
        event.after or "",
        edition=sides.after.edition_id,
        edition_before=sides.before.edition_id,
        author=AUTHOR,
        made_at=at,
        reason=event.why,
    )


def _who_did(sides: Sides, authorities: tuple[str, ...]) -> WhoDid:
    def who_did(gap: Gap, was: Gap | None) -> tuple[tuple[Deed, ...], str]:
        later = sides.members_after.get(sides.where.target(gap.target_id) or gap.target_id, ())
        # Every target that the entries came from: one that parted was another target before.
        origins = set(sides.where_before.of_entries(record.key for record in later))
        origins |= {was.target_id} if was else set()
        groups = [sides.members_before.get(origin, ()) for origin in sorted(origins)]
        known = set(deeds_of((record for group in groups for record in group), authorities))
        shown = {shot.list_key for shot in sides.new_snapshots}
        deeds = tuple(
            deed for deed in deeds_of(later, authorities) if deed not in known and deed.list_key in shown
        )
        told = [in_words(deed) for deed in deeds]
        told += _parties(sides.judgements, [_keys(group) for group in groups], _keys(later))
        return deeds, "; ".join(told) or _otherwise(sides, gap)

    return who_did


def _keys(records: Iterable[Record]) -> frozenset[str]:
    return frozenset(record.key for record in records)


def _parties(
    judgements: Iterable[Judgement], before: list[frozenset[str]], after: frozenset[str]
) -> list[str]:
    """What changed who is who: the judgements on these entries, else the entries themselves."""
    if before == [after]:
        return []
    every = after.union(*before)

    def turned(a: str, b: str) -> bool:
        return any({a, b} <= group for group in before) != ({a, b} <= after)

    touched = [
        f"judgement {one.id} ({one.verdict}, {one.a} and {one.b}) by {one.author}"
        + ("" if one.stands else f", withdrawn by {one.withdrawals[0].author}")
        + f": {one.reason}"
        for one in judgements
        if {one.a, one.b} <= every and turned(one.a, one.b)
    ]
    if touched:
        return touched
    first = max(before, key=len, default=frozenset[str]())
    words = []
    for keys, text in ((after - first, "now also"), (first - after, "no longer")):
        if keys and first:
            words.append(f"the target is {text} {', '.join(sorted(keys))}")
    return words


def _otherwise(sides: Sides, gap: Gap) -> str:
    copies = [
        f"{shot.list_key} of {shot.day}" for shot in sides.new_snapshots if shot.authority == gap.authority
    ]
    if copies:
        return f"{gap.authority.upper()}'s list was read again, and tells: {', '.join(copies)}"
    if sides.before.code_version != sides.after.code_version:
        return f"the lists are read by newer code: {sides.after.code_version}"
    return "another snapshot or ruling on a list tells more"
