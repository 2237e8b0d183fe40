"""Which pairs of records are worth comparing: those that share a number, a quote, a name or a birth.

Every ground is a set of blocks: a number, a name, two words, a birthday. The members of a block are compared
with each other unless the block is too large to mean anything. Blocks and members are numbers here, so that
the pairs of fifty thousand records are had in a second.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from itertools import combinations
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from interlock.model.listing import normal_identifier
from interlock.resolve.evidence import births
from interlock.resolve.profile import Profile

_MOST_IN_A_NAME_BLOCK = 120
"""An equal name that more records share is evidence of nothing, and would cost a square of them."""
_MOST_IN_A_SOUND_BLOCK = 40
_MOST_WITH_TWO_WORDS = 30
_MOST_WITH_A_WORD = 8
"""Words that more records share tell too little, and would cost a square of them."""
_MOST_WORDS = 6
_SHORTEST_WORD = 4

Pair = tuple[str, str]
Numbers = npt.NDArray[np.int64]
K = TypeVar("K", bound=Hashable)


def candidates(profiles: dict[str, Profile], quoted: frozenset[Pair]) -> list[Pair]:
    """Every pair worth comparing, sorted; of each the smaller key first.

    `profiles` in the order of their keys. Cost: linear in records and in the pairs of small blocks.
    """
    field = _Field(list(profiles.values()))
    shared = [
        field.pairs(_MOST_IN_A_NAME_BLOCK, lambda one: one.numbers),
        field.pairs(_MOST_IN_A_NAME_BLOCK, lambda one: one.equal.keys() | one.native.keys()),
        field.pairs(_MOST_WITH_TWO_WORDS, _births_and_beginnings),
    ]
    sounding = field.pairs(_MOST_IN_A_SOUND_BLOCK, lambda one: one.sounds)
    worded = field.worded()
    shared += [
        field.kept(sounding, lambda a, b: not a.contexts.isdisjoint(b.contexts)),
        field.kept(worded[~np.isin(worded, np.concatenate(shared))], _may_meet),
    ]
    return field.named(_distinct(np.concatenate([field.numbered(quoted), *shared])))


def kept_apart(a: Profile, b: Profile) -> bool:
    """One list shows both at once, so it means two. An entry that came when the other was gone may be it."""
    if a.listing.list_key != b.listing.list_key:
        return False
    return a.record.first_seen <= b.record.last_seen and b.record.first_seen <= a.record.last_seen


class _Field:
    """Records by number, in the order of their keys; a pair is `smaller * count + larger`."""

    def __init__(self, profiles: list[Profile]) -> None:
        self._profiles = profiles
        self._count = max(len(profiles), 1)
        lists = _Numbered[str]()
        self._list = _numbers(lists[one.listing.list_key] for one in profiles)
        self._first = _numbers(one.record.first_seen.toordinal() for one in profiles)
        self._last = _numbers(one.record.last_seen.toordinal() for one in profiles)

    def pairs(self, most: int, keys_of: Callable[[Profile], Iterable[Hashable]]) -> Numbers:
        """Pairs that share a key which at most `most` records have, and that no list keeps apart."""
        ids = _Numbered[Hashable]()
        blocks: list[int] = []
        sizes: list[int] = []
        for profile in self._profiles:
            before = len(blocks)
            blocks.extend([ids[key] for key in keys_of(profile)])
            sizes.append(len(blocks) - before)
        members = np.repeat(np.arange(len(sizes), dtype=np.int64), _numbers(sizes))
        return self._across(_numbers(blocks), members, most)

    def worded(self) -> Numbers:
        """Pairs whose names share two words that few names hold, or one that very few do.

        Words as they sound, so that most misspellings do not matter; a misprint in one of two words is found
        by the other one where that is rare, or by the birth date.
        """
        ids = _Numbered[str]()
        rows: list[list[int]] = []
        members: list[int] = []
        for member, profile in enumerate(self._profiles):
            for words in set(profile.words):
                row = [ids[word] for word in sorted(words)[:_MOST_WORDS]]
                rows.append(row + [-1] * (_MOST_WORDS - len(row)))
                members.append(member)
        table, holders = np.array(rows, np.int64).reshape(-1, _MOST_WORDS), _numbers(members)
        long = np.array(
            [len(word) >= _SHORTEST_WORD for word in ids] + [False]
        )  # the last one is -1, no word
        there = long[table]
        ones = self._across(
            table[there], np.broadcast_to(holders[:, None], there.shape)[there], _MOST_WITH_A_WORD
        )
        blocks, owners = [], []
        for i, j in combinations(range(_MOST_WORDS), 2):
            both = table[:, j] >= 0
            blocks.append(table[both, i] * len(ids) + table[both, j])
            owners.append(holders[both])
        twos = self._across(np.concatenate(blocks), np.concatenate(owners), _MOST_WITH_TWO_WORDS)
        return _distinct(np.concatenate([ones, twos]))

    def numbered(self, pairs: Iterable[Pair]) -> Numbers:
        """Pairs of keys, as numbers."""
        place = {one.key: number for number, one in enumerate(self._profiles)}
        return _numbers(place[a] * self._count + place[b] for a, b in pairs)

    def kept(self, pairs: Numbers, test: Callable[[Profile, Profile], bool]) -> Numbers:
        """Those of the pairs that pass."""
        profiles = self._profiles
        left, right = divmod(pairs, self._count)
        verdicts = [
            test(profiles[a], profiles[b]) for a, b in zip(left.tolist(), right.tolist(), strict=True)
        ]
        passed: Numbers = pairs[np.array(verdicts, dtype=bool)]
        return passed

    def named(self, pairs: Numbers) -> list[Pair]:
        """The pairs by their keys."""
        keys = [one.key for one in self._profiles]
        left, right = divmod(pairs, self._count)
        return [(keys[a], keys[b]) for a, b in zip(left.tolist(), right.tolist(), strict=True)]

    def _across(self, blocks: Numbers, members: Numbers, most: int) -> Numbers:
        """Pairs of members of one block, but for blocks of more than `most` and pairs kept apart."""
        if not len(blocks):
            return blocks
        blocks, members = divmod(_distinct(blocks * self._count + members), self._count)
        starts = np.flatnonzero(np.r_[True, blocks[1:] != blocks[:-1]])
        sizes = np.diff(np.r_[starts, len(blocks)])
        found = [np.empty(0, np.int64)]
        for size in np.unique(sizes[(sizes > 1) & (sizes <= most)]).tolist():
            groups = members[starts[sizes == size][:, None] + np.arange(size)]
            left, right = np.triu_indices(size, 1)
            found.append((groups[:, left] * self._count + groups[:, right]).ravel())
        pairs = _distinct(np.concatenate(found))
        a, b = divmod(pairs, self._count)
        apart = (
            (self._list[a] == self._list[b])
            & (self._first[a] <= self._last[b])
            & (self._first[b] <= self._last[a])
        )
        together: Numbers = pairs[~apart]
        return together


class _Numbered(dict[K, int]):
    """Gives every new key the next number."""

    def __missing__(self, key: K) -> int:
        number = self[key] = len(self)
        return number


def _numbers(values: Iterable[int]) -> Numbers:
    return np.fromiter(values, np.int64)


def _distinct(values: Numbers) -> Numbers:
    """Sorted, each once."""
    values = np.sort(values)
    return values[np.r_[True, values[1:] != values[:-1]]] if len(values) else values


def _may_meet(a: Profile, b: Profile) -> bool:
    """Something beside a word in common: a regime, a country, a birth; or a side that tells none of these."""
    if not a.regimes.isdisjoint(b.regimes) or not a.contexts.isdisjoint(b.contexts):
        return True
    if births(a.births, b.births) in ("same day", "agree"):
        return True
    return not (a.regimes or a.contexts) or not (b.regimes or b.contexts)


def _births_and_beginnings(profile: Profile) -> set[tuple[int, str]]:
    """Every day of birth with the beginning of every word of the names."""
    days = {birth.earliest.toordinal() for birth in profile.births if birth.is_day}
    if not days:
        return set()
    starts = {word[:2] for words in profile.words for word in words}
    return {(day, start) for day in days for start in starts}


def quoted_pairs(profiles: dict[str, Profile]) -> set[Pair]:
    """Pairs in which one record prints the other's reference."""
    by_reference = _references(profiles)
    pairs: set[Pair] = set()
    for profile in profiles.values():
        for quote in profile.listing.quotes:
            for other in by_reference.get((quote.authority, normal_identifier(quote.source_id)), ()):
                if other != profile.key and not _quotes_itself(profile, quote.authority):
                    pairs.add((profile.key, other) if profile.key < other else (other, profile.key))
    return pairs


def _quotes_itself(profile: Profile, authority: str) -> bool:
    # The UN's own entries carry their reference as a quote, so that other lists' quotes find it.
    return authority == "un" and profile.listing.authority == "un"


def _references(profiles: dict[str, Profile]) -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for profile in profiles.values():
        listing = profile.listing
        found[listing.authority, normal_identifier(listing.source_id)].append(profile.key)
        for quote in listing.quotes:
            if quote.authority == listing.authority == "un":
                found["un", normal_identifier(quote.source_id)].append(profile.key)
    return found


def disputed_numbers(profiles: Iterable[Profile]) -> frozenset[tuple[str, str]]:
    """Numbers that one list gives to two distinct entries: an error somewhere, no ground for a link."""
    holders: dict[tuple[str, tuple[str, str]], set[str]] = defaultdict(set)
    for profile in profiles:
        quoted = {normal_identifier(quote.source_id) for quote in profile.listing.quotes}
        for number in profile.numbers:
            known = holders[profile.listing.list_key, number]
            # Entries that the list itself says are one target do not dispute a number.
            if not quoted & known:
                known.add(normal_identifier(profile.listing.source_id))
    return frozenset(number for (_, number), keys in holders.items() if len(keys) > 1)
