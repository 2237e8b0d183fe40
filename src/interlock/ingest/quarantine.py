"""What is held back, and how it differs from the last good one, for a person to decide by."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import msgspec

from interlock.base.errors import QueryError
from interlock.ingest.build import survey
from interlock.ingest.parsers import Parsers, installed
from interlock.model.decisions import inputs_sha
from interlock.model.fill import Fills
from interlock.model.guarding import Breach, Ruling, Rulings
from interlock.model.listing import Listing
from interlock.model.record import Snapshot
from interlock.model.snapshot import Alarm, Coverage
from interlock.store.archive import Archive
from interlock.store.parsed import Head, ParsedCache

NAMES_SHOWN = 20
"""Of the entries gone and new: enough to see what they have in common, few enough to read."""
RATE_MOVED = 0.005
"""Fill rates that moved less are not worth a line."""

_LISTING = msgspec.msgpack.Decoder(Listing)


class Held(msgspec.Struct, frozen=True, kw_only=True):
    """One snapshot that is held back, or that a person ruled about."""

    authority: str
    list_key: str
    day: date
    state: str
    entries: int
    against: date | None
    """Day of the last good one that it was compared with."""
    breaches: tuple[Breach, ...]
    why: str
    ruling: Ruling | None
    inputs: str
    """`inputs_sha` of its files."""


class Named(msgspec.Struct, frozen=True, order=True):
    """An entry by its name and native id."""

    name: str
    source_id: str


class FillChange(msgspec.Struct, frozen=True):
    """How often a field is filled, before and after (0..1; None: no entry of that schema)."""

    field: str
    """`Person.birth_dates`."""
    before: float | None
    after: float | None


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """A snapshot beside the last good one before it."""

    held: Held
    entries_before: int | None
    """None when there was no good one before it."""
    gone: int
    gone_names: tuple[Named, ...]
    """The first NAMES_SHOWN by name; `gone` counts them all."""
    new: int
    new_names: tuple[Named, ...]
    changed: int
    """Entries in both that read differently."""
    fills: tuple[FillChange, ...]
    alarms_new: tuple[Alarm, ...]
    alarms_gone: tuple[Alarm, ...]
    fields_new: tuple[str, ...]
    fields_gone: tuple[str, ...]


def held_back(home: Path, rulings: Rulings, *, parsers: Parsers | None = None) -> tuple[Held, ...]:
    """Every snapshot that is quarantined or was ruled about, by list and day.

    Raises:
        StoreError: the home is damaged.
    """
    found = survey(home, parsers=parsers, rulings=rulings).snapshots
    return tuple(_held(shot) for shot in found if shot.state == "quarantined" or shot.ruling is not None)


def snapshot_of(
    home: Path, rulings: Rulings, list_key: str, day: date, *, parsers: Parsers | None = None
) -> Snapshot:
    """The archived snapshot of the list and day, judged.

    Raises:
        QueryError: there is none. StoreError: the home is damaged.
    """
    found = survey(home, parsers=parsers, rulings=rulings).snapshots
    of_list = [shot for shot in found if shot.list_key == list_key]
    for shot in of_list:
        if shot.day == day:
            return shot
    days = ", ".join(str(shot.day) for shot in of_list[-5:])
    known = ", ".join(sorted({shot.list_key for shot in found}))
    raise QueryError(
        f"no snapshot of {list_key} of {day} is here",
        where=f"newest of that list: {days}" if days else f"lists here: {known or 'none'}",
        remedy="`interlock quarantine list` names what is held back",
    )


def difference(
    home: Path, rulings: Rulings, list_key: str, day: date, *, parsers: Parsers | None = None
) -> Difference:
    """The snapshot beside the last good one before it.

    Raises:
        QueryError: there is no such snapshot. StoreError: the home is damaged.
    """
    known = parsers or installed()
    shot = snapshot_of(home, rulings, list_key, day, parsers=known)
    after = _read(home, known, shot.authority, list_key, day)
    before = _read(home, known, shot.authority, list_key, shot.against) if shot.against else None
    old, new = before or _NOTHING, after or _NOTHING
    gone = _by_name(named for key, named in old.names.items() if key not in new.names)
    come = _by_name(named for key, named in new.names.items() if key not in old.names) if before else []
    return Difference(
        held=_held(shot),
        entries_before=len(before.names) if before else None,
        gone=len(gone),
        gone_names=tuple(gone[:NAMES_SHOWN]),
        new=len(come),
        new_names=tuple(come[:NAMES_SHOWN]),
        changed=sum(new.digests[key] != digest for key, digest in old.digests.items() if key in new.digests),
        fills=_fill_changes(old.head.fills, new.head.fills, bool(before)),
        alarms_new=_minus(new.head.alarms, old.head.alarms),
        alarms_gone=_minus(old.head.alarms, new.head.alarms),
        fields_new=_names_minus(new.head.fingerprint, old.head.fingerprint) if before else (),
        fields_gone=_names_minus(old.head.fingerprint, new.head.fingerprint),
    )


class _Reading(msgspec.Struct, frozen=True):
    head: Head
    names: dict[str, Named]
    digests: dict[str, bytes]


_NO_HEAD = Head(list_key="", day=date.min, list_date=None, entries=0, coverage=Coverage(), records={})
_NOTHING = _Reading(_NO_HEAD, {}, {})


def _read(home: Path, parsers: Parsers, authority: str, list_key: str, day: date) -> _Reading | None:
    manifest = Archive(home).manifest(list_key, day)
    if manifest is None or authority not in parsers.keys():  # noqa: SIM118  # a function, not a dict
        return None
    version = parsers.version_of(authority)
    cache = ParsedCache(home)
    head = cache.head(manifest, version)
    found = cache.wordings(manifest, version, head, ()) if head and not head.refusal else None
    if head is None or found is None:
        return None
    names = {
        source_id: Named(_LISTING.decode(found.bodies[digest]).caption, source_id)
        for source_id, digest in found.digests.items()
    }
    return _Reading(head, names, found.digests)


def _held(shot: Snapshot) -> Held:
    return Held(
        authority=shot.authority,
        list_key=shot.list_key,
        day=shot.day,
        state=shot.state,
        entries=shot.entries,
        against=shot.against,
        breaches=shot.breaches,
        why=shot.why,
        ruling=shot.ruling,
        inputs=inputs_sha(shot.files),
    )


def _by_name(entries: Iterable[Named]) -> list[Named]:
    return sorted(entries, key=lambda named: (named.name.casefold(), named.source_id))


def _fill_changes(before: Fills, after: Fills, compared: bool) -> tuple[FillChange, ...]:
    changes = []
    for field in sorted({*before, *after}):
        old, new = _rate(before.get(field)), _rate(after.get(field))
        if compared and abs((old or 0) - (new or 0)) >= RATE_MOVED:
            changes.append(FillChange(field, old, new))
    return tuple(changes)


def _rate(counts: tuple[int, int] | None) -> float | None:
    return counts[0] / counts[1] if counts and counts[1] else None


def _minus(some: Iterable[Alarm], others: Iterable[Alarm]) -> tuple[Alarm, ...]:
    known = {(alarm.code, alarm.text) for alarm in others}
    return tuple(alarm for alarm in some if (alarm.code, alarm.text) not in known)


def _names_minus(some: str, others: str) -> tuple[str, ...]:
    return tuple(sorted({*some.split("\n")} - {*others.split("\n")} - {""}))
