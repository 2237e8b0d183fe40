"""What the last resolution found out, and which of it still holds.

Most entries of most lists read today as they read yesterday. What was found out about two of them is used
again, unless something that it rests on has changed: the wording of either, a quote, a number in dispute, how
many bear a name or a word. What rests on all links together (company, clusters) is never remembered.

Remembering changes no answer: with a memory and without one, the same records give the same targets.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

import msgspec

from interlock.focus import focus_keys, load_focus
from interlock.model.record import Record
from interlock.resolve.decide import Setting, Weighed
from interlock.resolve.profile import Features, Profile, features_of, profile, profile_with
from interlock.resolve.rarity import ALL, Counts, kind_and_pool

K = TypeVar("K")
Pair = tuple[str, str]
Bearer = tuple[str, str]
"""List key, and the key of a name."""
Pools = dict[bool, set[str]]
"""Of persons (True), and of bodies."""


class Memory(msgspec.Struct, frozen=True, array_like=True):
    """A resolution, as the next one needs it."""

    keys: tuple[str, ...]
    """Of all records, sorted. Other fields name a record by its place here."""
    features: tuple[Features, ...]
    pairs: tuple[tuple[int, int], ...]
    """Every pair that was weighed: the telling ones first."""
    weighed: tuple[Weighed, ...]
    """Of the telling pairs. Of all others there was nothing to tell."""
    quoted: frozenset[Pair]
    disputed: frozenset[tuple[str, str]]
    shared_names: frozenset[tuple[str, str, int]]
    """List, name, and how many entries of the list bear it, where it is not one."""
    counts: Counts


def remember(profiles: Mapping[str, Profile], weighed: Mapping[Pair, Weighed], setting: Setting) -> Memory:
    """All that the next resolution may use again. `profiles` in the order of their keys."""
    place = {key: number for number, key in enumerate(profiles)}
    telling = [pair for pair, found in weighed.items() if found.told]
    silent = [pair for pair, found in weighed.items() if not found.told]
    return Memory(
        keys=tuple(profiles),
        features=tuple(features_of(one) for one in profiles.values()),
        pairs=tuple((place[a], place[b]) for a, b in (*telling, *silent)),
        weighed=tuple(weighed[pair] for pair in telling),
        quoted=setting.quoted,
        disputed=setting.disputed,
        shared_names=_shared(setting.bearers),
        counts=setting.rarity.counts(),
    )


class Recalled:
    """A memory beside the records that it is of."""

    def __init__(self, memory: Memory, records: Iterable[Record]) -> None:
        """`records`: those that were resolved then, in any order."""
        self._memory = memory
        self._listings = {record.key: record.listing for record in records}
        self._fresh: set[str] = set()
        self._names: set[str] = set()
        """Keys of the names of all entries that came, went or were worded anew."""

    def profiles_of(self, records: Iterable[Record]) -> dict[str, Profile]:
        """Every record as the engine sees it, by key; those that read as they did are not looked at again."""
        known = dict(zip(self._memory.keys, self._memory.features, strict=True))
        focuses = tuple(load_focus(key) for key in focus_keys() if key != "all")
        found = {}
        for record in sorted(records, key=lambda one: one.key):
            key = record.key
            features = known.get(key)
            then = self._listings.get(key)
            if features is not None and (then is record.listing or then == record.listing):
                found[key] = profile_with(features, record)
            else:
                found[key] = profile(record, focuses)
                self._fresh.add(key)
                self._names.update(found[key].equal, found[key].native)
        for key, features in known.items():
            if key in self._fresh or key not in found:
                self._names.update(features.equal, features.native)
        return found

    def weighed(self, profiles: Mapping[str, Profile], setting: Setting) -> dict[Pair, Weighed]:
        """What was found out of pairs then, where all that it rests on is as it was. After `profiles_of`."""
        memory, counts = self._memory, setting.rarity.counts()
        stale = _stale(profiles, setting, counts, memory, self._names)
        stands = profiles.keys() - self._fresh - stale
        moved = _Moved(memory.counts, counts)
        requoted = setting.quoted ^ memory.quoted
        return {
            (a, b): found
            for (a, b), found in self._pairs()
            if a in stands
            and b in stands
            and (a, b) not in requoted
            and not moved.under(profiles[a], profiles[b])
        }

    def _pairs(self) -> Iterator[tuple[Pair, Weighed]]:
        keys = self._memory.keys
        telling = len(self._memory.weighed)
        for (a, b), found in zip(self._memory.pairs, self._memory.weighed, strict=False):
            yield (keys[a], keys[b]), found
        nothing = Weighed(())
        for a, b in self._memory.pairs[telling:]:
            yield (keys[a], keys[b]), nothing


def _stale(
    profiles: Mapping[str, Profile], setting: Setting, counts: Counts, memory: Memory, moved_names: set[str]
) -> set[str]:
    """Entries with a number, a name, a word or an office that others have, more or fewer than did then."""
    numbers = setting.disputed ^ memory.disputed
    names = moved_names | {name for _, name, _ in _shared(setting.bearers) ^ memory.shared_names}
    roles = _changed(counts.roles, memory.counts.roles)
    all_roles = counts.with_roles != memory.counts.with_roles
    words = _changed_words(counts, memory.counts)
    stale = set()
    for key, one in profiles.items():
        if (
            not numbers.isdisjoint(one.numbers)
            or (one.role_words and (all_roles or not roles.isdisjoint(one.role_words)))
            or not names.isdisjoint(one.equal)
            or not names.isdisjoint(one.native)
            or _bears_any(one, words)
        ):
            stale.add(key)
    return stale


def _changed_words(now: Counts, then: Counts) -> dict[bool, dict[str, set[str]]]:
    """Of persons, and of bodies: the words of which a pool has more or fewer, and those pools."""
    found: dict[bool, dict[str, set[str]]] = {True: {}, False: {}}
    for person, pools in _by_kind(now.words.keys() | then.words.keys()).items():
        for pool in pools:
            name = kind_and_pool(person, pool)
            for word in _changed(now.words.get(name, {}), then.words.get(name, {})):
                found[person].setdefault(word, set()).add(pool)
    return found


def _by_kind(names: Iterable[str]) -> Pools:
    found: Pools = {True: set(), False: set()}
    for name in names:
        kind, _, pool = name.partition(" ")
        found[kind == "person"].add(pool)
    return found


def _bears_any(one: Profile, words: Mapping[bool, Mapping[str, set[str]]]) -> bool:
    changed = words[one.listing.schema == "Person"]
    if not changed:
        return False
    own = frozenset().union(*one.words) & changed.keys()
    return any(ALL in changed[word] or not one.pools.isdisjoint(changed[word]) for word in own)


class _Moved:
    """Pools that grew or shrank by so much that every weight in them is another."""

    def __init__(self, then: Counts, now: Counts) -> None:
        self._pools = _by_kind(_changed(now.pools, then.pools))

    def under(self, a: Profile, b: Profile) -> bool:
        """Does a weight of the two rest on such a pool?"""
        pools = self._pools[a.listing.schema == "Person"]
        if not pools:
            return False
        return ALL in pools or any(pool in b.pools for pool in a.pools & pools)


def _shared(bearers: Mapping[Bearer, int]) -> frozenset[tuple[str, str, int]]:
    return frozenset((*bearer, count) for bearer, count in bearers.items() if count != 1)


def _changed(now: Mapping[K, object], then: Mapping[K, object]) -> set[K]:
    return {key for key in now.keys() | then.keys() if now.get(key) != then.get(key)}
