"""Each list's newest snapshot, its age, its counts and what is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import msgspec

from interlock.ingest.build import survey
from interlock.ingest.rulings import rulings_of
from interlock.model.lists import ListSpec
from interlock.model.record import Snapshot
from interlock.store.editions import Editions
from interlock.store.ledger import standing_snapshot_decisions


class ListStatus(msgspec.Struct, frozen=True, kw_only=True):
    """One list."""

    authority: str
    list_key: str
    title: str
    state: str
    """`good`, `quarantined` (the newest snapshot broke a guard; the last good one is in use), `missing`."""
    newest: date | None
    """Day of the newest good snapshot: what answers rest on."""
    age_days: int | None
    newest_received: date | None
    """Day of the newest snapshot of any state."""
    snapshots: int
    quarantined: int
    entries: int | None
    records: dict[str, int]
    alarms: int
    """Kinds of alarm in the newest good snapshot."""
    alarm_texts: tuple[str, ...]
    why: str
    to_do: tuple[str, ...] = ()
    """Commands to type: what waits for a person."""


class HomeStatus(msgspec.Struct, frozen=True, kw_only=True):
    """The home at a glance."""

    edition: str | None
    fictional: bool
    lists: tuple[ListStatus, ...]


def status(home: Path, today: date, *, ledger: str = "") -> HomeStatus:
    """What the home holds of every list, those that it lacks too.

    Raises:
        StoreError: the home is damaged.
    """
    found = survey(home, rulings=rulings_of(standing_snapshot_decisions(home, ledger)))
    rows = tuple(
        _row(spec, [shot for shot in found.snapshots if shot.list_key == spec.key], today)
        for spec in found.lists
    )
    fictional = any(shot.fictional for shot in found.snapshots)
    return HomeStatus(edition=Editions(home).current(), fictional=fictional, lists=rows)


def _row(spec: ListSpec, shots: Sequence[Snapshot], today: date) -> ListStatus:
    good = [shot for shot in shots if shot.state == "good"]
    shut = [shot for shot in shots if shot.state == "quarantined"]
    newest = good[-1] if good else None
    stopped = bool(shut) and (newest is None or shut[-1].day > newest.day)
    notes = [shut[-1].why] if stopped else []
    notes += list(newest.coverage.notes) if newest else []
    return ListStatus(
        authority=spec.key.partition(".")[0],
        list_key=spec.key,
        title=spec.title,
        state="quarantined" if stopped else "good" if newest else "missing",
        newest=newest.day if newest else None,
        age_days=(today - newest.day).days if newest else None,
        newest_received=shots[-1].day if shots else None,
        snapshots=len(shots),
        quarantined=len(shut),
        entries=newest.entries if newest else None,
        records=newest.records if newest else {},
        alarms=len(newest.alarms) if newest else 0,
        alarm_texts=tuple(f"{alarm.text} ({alarm.count}x)" for alarm in newest.alarms) if newest else (),
        why="; ".join(notes),
        to_do=tuple(f"interlock quarantine show {shot.list_key} {shot.day}" for shot in shut if _waits(shot)),
    )


def _waits(shot: Snapshot) -> bool:
    """Nobody has ruled about it, and somebody can: what no parser reads cannot be accepted."""
    return shot.ruling is None and all(breach.guard != "illegible" for breach in shot.breaches)
