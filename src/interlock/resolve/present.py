"""The records to resolve, beside those that were resolved last: which moved, which read as they did."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from operator import itemgetter

import msgspec
import numpy as np

from interlock.focus import focus_keys, load_focus
from interlock.model.dates import ActDate
from interlock.model.record import Record
from interlock.resolve.marks import Marks, marks_of
from interlock.resolve.memory import Profiles, Recalled
from interlock.resolve.profile import Profile, features_of, profile
from interlock.resolve.ragged import Flags, Numbers, numbers
from interlock.resolve.reach import flagged

_ENCODER = msgspec.msgpack.Encoder(order="deterministic")
Outline = tuple[date, date | None, ActDate, tuple[str, ...]]


class Present:
    """Records by their places, in the order of their keys."""

    def __init__(self, past: Recalled, records: Iterable[Record]) -> None:
        keyed = sorted(((record.key, record) for record in records), key=itemgetter(0))
        self.keys = [key for key, _ in keyed]
        self.records = [record for _, record in keyed]
        self.place = {key: place for place, key in enumerate(self.keys)}
        then = {key: place for place, key in enumerate(past.memory.keys)}
        self.then = numbers([then.get(key, -1) for key in self.keys])
        """The place of each record then, -1 for a new one."""
        self.now = np.full(len(then), -1, np.int64)
        """The place today of each that there was, -1 for one that is gone."""
        there = np.flatnonzero(self.then >= 0)
        self.now[self.then[there]] = there
        self.reworded = _reworded(past, self.then, self.records)
        """New, or another wording."""
        self.moved = self.reworded | _moved(past, self.then, self.records)
        """Anything that the resolution looks at is not as it was."""
        fresh = np.flatnonzero(self.reworded)
        made = _profiles([self.records[place] for place in fresh.tolist()])
        self.features = [
            past.memory.features[place] if place >= 0 else _NOT_YET for place in self.then.tolist()
        ]
        for place, one in zip(fresh.tolist(), made, strict=True):
            self.features[place] = msgspec.Raw(_ENCODER.encode(features_of(one)))
        self.profiles = Profiles(self.keys, self.records, self.features)
        for one in made:
            self.profiles.set(one.key, one)
        self.marks = _marks(past.memory.marks, self.then, fresh, made)

    @property
    def persons(self) -> Flags:
        """Of each record, whether it is a person's."""
        return np.array([record.listing.schema == "Person" for record in self.records], dtype=bool)

    def among(self, keys: Iterable[str]) -> Flags:
        """Of each record, whether it is one of these."""
        return flagged(len(self.keys), [self.place[key] for key in keys if key in self.place])

    def left(self, changed: Flags) -> Numbers:
        """Places then of the records that are gone, and of those of `changed`."""
        stays = (self.now >= 0) & ~changed[self.now] if len(self.keys) else self.now >= 0
        return np.flatnonzero(~stays)


_NOT_YET = msgspec.Raw()


def _profiles(records: Sequence[Record]) -> list[Profile]:
    focuses = tuple(load_focus(key) for key in focus_keys() if key != "all")
    return [profile(record, focuses) for record in records]


def _marks(then: Marks, places: Numbers, fresh: Numbers, made: Sequence[Profile]) -> Marks:
    """Those of then where they stand, and those of the fresh profiles."""
    rows = places.copy()
    rows[fresh] = len(then.names.sizes) + np.arange(len(fresh), dtype=np.int64)
    return then.followed_by(marks_of(made)).take(rows)


def _reworded(past: Recalled, then: Numbers, records: Sequence[Record]) -> Flags:
    found = []
    for record, place in zip(records, then.tolist(), strict=True):
        old = past.records[place] if place >= 0 else None
        found.append(old is not record and (old is None or old.listing != record.listing))
    return np.array(found, dtype=bool)


def _moved(past: Recalled, then: Numbers, records: Sequence[Record]) -> Flags:
    before, after = _newest(past.records), _newest(records)
    found = []
    for record, place in zip(records, then.tolist(), strict=True):
        list_key = record.listing.list_key
        old = past.records[place] if place >= 0 else record
        same = old is record and before.get(list_key) == after[list_key]
        found.append(not same and _outline(old, before) != _outline(record, after))
    return np.array(found, dtype=bool)


def _newest(records: Iterable[Record]) -> dict[str, date]:
    """Of each list, the last day on which it showed anything."""
    found: dict[str, date] = {}
    for record in records:
        list_key = record.listing.list_key
        if list_key not in found or found[list_key] < record.last_seen:
            found[list_key] = record.last_seen
    return found


def _outline(record: Record, newest: dict[str, date]) -> Outline:
    """What the resolution looks at beside the wording.

    An entry that its list still shows has no end. So the next snapshot moves none of them: two that neither
    moved overlap in time today if and only if they did then.
    """
    last = record.last_seen if record.last_seen != newest.get(record.listing.list_key) else None
    return record.first_seen, last, record.listed_on, record.keys
