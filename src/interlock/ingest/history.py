"""From the snapshots of one list to its records: who was there, from when to when, reading how. Pure.

What counts as evidence:

* A snapshot that is a whole roster tells of every id: present, or absent.
* One whose roster is complete for a focus only tells of the ids it holds, and of the absence of ids that
  an earlier snapshot of the same focus held.
* One that is no roster tells only of the ids it holds.
* The list's own notice of a removal counts at once. Absence counts as a delisting only when it is
  *shown* to have lasted: from the first snapshot without the entry to a later one, still without it, at
  least `damping_days` on. The time between the last sight and the first absence proves nothing.
* An id that is absent while another one appears with the same entry under it (`succession`) is no absence:
  the list has numbered the entry anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date

import msgspec

from interlock.ingest.life import Life
from interlock.ingest.succession import successions
from interlock.model.edition import Version
from interlock.model.listing import Listing
from interlock.model.lists import ListSpec
from interlock.model.record import Record
from interlock.model.snapshot import Coverage, Removal

_DECODER = msgspec.msgpack.Decoder(Listing)


class Sighting(msgspec.Struct, frozen=True):
    """What one good snapshot shows."""

    day: date
    coverage: Coverage
    digests: Mapping[str, bytes]
    """Native id to the digest of its listing."""
    removals: tuple[Removal, ...] = ()


class History(msgspec.Struct, frozen=True):
    """All that the snapshots of one list show together."""

    records: tuple[Record, ...]
    """By key."""
    versions: tuple[Version, ...]
    """By key and day."""
    strange_removals: int = 0
    """Notices of removal of entries that no snapshot holds: older than our oldest snapshot."""


def history_of(
    spec: ListSpec,
    sightings: Iterable[Sighting],
    body_of: Callable[[bytes], bytes],
    *,
    fictional: bool = False,
) -> History:
    """The records of one list.

    Args:
        spec: The list.
        sightings: Its good snapshots, at most one a day, in any order.
        body_of: Digest to the listing as msgpack.
        fictional: From the sample world.

    Cost: linear in the rows of all snapshots; a wording is decoded once for each time it comes up new.
    """
    chronicle = Chronicle()
    for sighting in sorted(sightings, key=lambda item: item.day):
        chronicle.tell(sighting, spec, body_of)
    return chronicle.history(spec, fictional=fictional)


class _Scope(msgspec.Struct, array_like=True):
    """Which absences mean something."""

    _whole: date | None = None
    _focused: dict[str, date] = msgspec.field(default_factory=dict)
    _held: dict[str, set[str]] = msgspec.field(default_factory=dict)

    def last_day_like(self, coverage: Coverage) -> date | None:
        """The last earlier snapshot that would have held an id that this one holds."""
        days = [self._whole]
        if coverage.focus:
            days.append(self._focused.get(coverage.focus))
        return max((day for day in days if day is not None), default=None)

    def expected(self, coverage: Coverage, lives: Mapping[str, Life]) -> set[str]:
        """The known ids whose absence from such a snapshot means that they are not on the list."""
        if not coverage.roster:
            return set()
        return set(self._held.get(coverage.focus, ())) if coverage.focus else set(lives)

    def rename(self, old: str, new: str) -> None:
        """An entry has another id from here on."""
        for held in self._held.values():
            if old in held:
                held.remove(old)
                held.add(new)

    def note(self, sighting: Sighting) -> None:
        """The snapshot is among the earlier ones now."""
        if not sighting.coverage.roster:
            return
        focus = sighting.coverage.focus
        if focus:
            self._focused[focus] = sighting.day
            self._held.setdefault(focus, set()).update(sighting.digests)
        else:
            self._whole = sighting.day


class Chronicle(msgspec.Struct, array_like=True):
    """What the snapshots of one list showed that were told so far. It can be kept, and told on later."""

    _lives: dict[str, Life] = msgspec.field(default_factory=dict)
    _scope: _Scope = msgspec.field(default_factory=_Scope)
    _noticed: set[str] = msgspec.field(default_factory=set)

    def tell(self, sighting: Sighting, spec: ListSpec, body_of: Callable[[bytes], bytes]) -> None:
        """The next good snapshot, later than all before."""
        lives, scope, day = self._lives, self._scope, sighting.day
        notices = _notices(sighting.removals)
        self._noticed |= notices.keys()
        absent = scope.expected(sighting.coverage, lives) - sighting.digests.keys()
        for old, new in _renamed(lives, absent - notices.keys(), sighting, body_of).items():
            absent.discard(old)
            lives[new] = lives.pop(old)
            lives[new].is_renamed(day, new)
            scope.rename(old, new)
        for source_id in absent:
            lives[source_id].is_absent(day)
        _see_present(lives, sighting, notices, scope.last_day_like(sighting.coverage), spec, body_of)
        for source_id in notices.keys() - sighting.digests.keys():
            life = lives.get(source_id)
            if life is not None and not life.is_outlived(notices[source_id]):
                life.is_removed(day, notices[source_id])
        scope.note(sighting)

    def history(self, spec: ListSpec, *, fictional: bool) -> History:
        """All of it together. It can still be told on."""
        finished = [self._lives[key].finish(spec, fictional=fictional) for key in sorted(self._lives)]
        return History(
            tuple(record for record, _ in finished),
            tuple(version for _, versions in finished for version in versions),
            len(self._noticed - self._lives.keys()),
        )

    def packed(self) -> bytes:
        """As bytes; the same snapshots give the same bytes."""
        for life in self._lives.values():
            life.pack()
        return _ENCODER.encode(self)


def _renamed(
    lives: Mapping[str, Life], absent: set[str], sighting: Sighting, body_of: Callable[[bytes], bytes]
) -> dict[str, str]:
    """Old native id to new, of the entries that the snapshot holds under another one."""
    gone = {source_id: listing for source_id in absent if (listing := lives[source_id].awaited) is not None}
    come = sighting.digests.keys() - lives.keys() if gone else set[str]()
    return successions(
        gone, {source_id: _DECODER.decode(body_of(sighting.digests[source_id])) for source_id in come}
    )


def _see_present(
    lives: dict[str, Life],
    sighting: Sighting,
    notices: Mapping[str, date | None],
    lacking: date | None,
    spec: ListSpec,
    body_of: Callable[[bytes], bytes],
) -> None:
    """Tells every entry that the snapshot holds it, in force or marked as removed."""
    day, damping_days = sighting.day, spec.damping_days
    for source_id, digest in sighting.digests.items():
        life = lives.get(source_id)
        if life is None:
            life = lives[source_id] = Life.begun(source_id, lacking)
        elif source_id not in notices and life.goes_on(day, digest):
            continue
        life.is_in(day, digest, body_of)
        if source_id in notices and not life.is_outlived(notices[source_id]):
            life.is_removed(day, notices[source_id])
        else:
            life.is_in_force(day, damping_days)


def _notices(removals: Iterable[Removal]) -> dict[str, date | None]:
    """The latest notice for each id."""
    found: dict[str, date | None] = {}
    for removal in removals:
        known = found.get(removal.source_id)
        if removal.on is not None or known is None:
            found[removal.source_id] = max(filter(None, (known, removal.on)), default=None)
    return found


_ENCODER = msgspec.msgpack.Encoder(order="deterministic")
_CHRONICLE = msgspec.msgpack.Decoder(Chronicle)


def unpacked(data: bytes) -> Chronicle:
    """The chronicle that was packed. Raises: msgspec.DecodeError."""
    return _CHRONICLE.decode(data)
