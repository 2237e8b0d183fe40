"""What the last resolution found out, kept as the next one needs it.

Most entries of most lists read today as they read yesterday. What was found out about two of them is used
again, unless something that it rests on has changed: `present.py` tells which entries moved, `weighing.py`
which pairs must be weighed again, `resolve.py` how far the difference reaches.

Remembering changes no answer: with a memory and without one, the same records give the same targets.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

import msgspec
import numpy as np

from interlock.model.record import Record
from interlock.model.target import Target
from interlock.resolve.candidates import Pairs
from interlock.resolve.marks import NO_MARKS, Marks
from interlock.resolve.profile import Features, Profile, profile_with
from interlock.resolve.ragged import Flags, Numbers, Ragged
from interlock.resolve.rarity import NOBODY, Counts

_FEATURES = msgspec.msgpack.Decoder(Features)


class Memory(msgspec.Struct, frozen=True, array_like=True):
    """A resolution. What most builds never look at stays packed."""

    keys: tuple[str, ...]
    """Of all records, sorted. Other fields name a record by its place here."""
    features: tuple[msgspec.Raw, ...]
    marks: Marks
    counts: Counts
    quoted: bytes
    """Codes of `Pairs`."""
    disputed: frozenset[tuple[str, str]]
    pairs: bytes
    """Codes of all that were weighed."""
    telling: bytes
    """Of each of them, whether there was anything to tell."""
    weighed: tuple[msgspec.Raw, ...]
    """`Weighed` of the telling pairs."""
    near: bytes
    """Of each telling pair, whether company could decide it."""
    company: tuple[msgspec.Raw, ...]
    """Of those: what the company told."""
    groups: Ragged
    """Entries that were linked when company was asked, where they are several."""
    tally: dict[str, int]
    """What company counted."""
    judged: frozenset[str]
    """Entries that people had judged."""


NOTHING = Memory((), (), NO_MARKS, NOBODY, b"", frozenset(), b"", b"", (), b"", (), Ragged(), {}, frozenset())


class Profiles(Mapping[str, Profile]):
    """Records as the engine sees them, by key; features that are packed are unpacked when asked for."""

    def __init__(
        self, keys: Sequence[str], records: Sequence[Record], features: Sequence[msgspec.Raw | None]
    ) -> None:
        """`features`: packed, or None where the profile will be set."""
        self._place = {key: place for place, key in enumerate(keys)}
        self._records = records
        self._features = features
        self._made: dict[str, Profile] = {}

    def set(self, key: str, profile: Profile) -> None:
        """The profile is the one of the key."""
        self._made[key] = profile

    def __getitem__(self, key: str) -> Profile:
        made = self._made.get(key)
        if made is None:
            place = self._place[key]
            packed = self._features[place]
            if packed is None:
                raise KeyError(key)
            made = self._made[key] = profile_with(_FEATURES.decode(packed), self._records[place])
        return made

    def __iter__(self) -> Iterator[str]:
        return iter(self._place)

    def __len__(self) -> int:
        return len(self._place)


class Recalled:
    """A memory beside the records that it is of, and the targets that were made of them."""

    def __init__(
        self, memory: Memory = NOTHING, records: Iterable[Record] = (), targets: Iterable[Target] = ()
    ) -> None:
        """`records`: those that were resolved then, in any order."""
        self.memory = memory
        by_key = {record.key: record for record in records}
        self.records = [by_key[key] for key in memory.keys]
        self.targets = targets
        self.profiles = Profiles(memory.keys, self.records, memory.features)

    @cached_property
    def pairs(self) -> Pairs:
        """All that were weighed."""
        return Pairs(np.frombuffer(self.memory.pairs, np.int64), len(self.records))

    @cached_property
    def quoted(self) -> Pairs:
        """Those of which one quoted the other."""
        return Pairs(np.frombuffer(self.memory.quoted, np.int64), len(self.records))

    @cached_property
    def telling(self) -> Numbers:
        """Of each pair, its place among the telling ones; -1 where there was nothing to tell."""
        told = np.frombuffer(self.memory.telling, np.bool_)
        return np.where(told, np.cumsum(told) - 1, -1)

    @cached_property
    def near(self) -> Flags:
        """Of each telling pair, whether company could decide it."""
        return np.frombuffer(self.memory.near, np.bool_)

    @cached_property
    def company(self) -> dict[int, msgspec.Raw]:
        """By place among the telling pairs, of those that company could decide: what it told."""
        return dict(zip(np.flatnonzero(self.near).tolist(), self.memory.company, strict=True))
