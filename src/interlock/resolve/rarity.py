"""How likely an agreement is by chance alone: Kim Chol is not evidence, Ri Hong-sop is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from math import log, log10

import msgspec

from interlock.resolve.profile import Profile

_BORROWED = 30.0
"""Entries of all regimes that a regime's own count is filled up with: a word that no Somali entry bears is as
rare there as elsewhere, not as rare as one in twenty-four."""
_LEAST = 0.5
"""Count of a word that only the two entries bear: half of an entry, in the pool of all."""
_SMALLEST_POOL = 20
_FEWEST = 100.0
"""Namesakes to reckon with on any list: a short one had as many people to choose from as a long one."""

_STEP = log(1.1)
"""Counts are taken in steps of a tenth, which moves no weight by more than 0.03 a word: so nearly all that
was decided stands when a list grows by a few entries."""

ALL = "all"
_NONE: Mapping[str, int] = {}


@cache
def coarse(count: int) -> int:
    """The count, rounded to whole steps of a tenth; up to ten it is itself."""
    return count if count <= 10 else round(1.1 ** round(log(count) / _STEP))


Kind = str
"""Persons or bodies, and the pool: `person dprk`."""


def kind_of(person: bool, pool: str) -> Kind:
    """Persons of the pool, or its bodies."""
    return f"{'person' if person else 'body'} {pool}"


def person_and_pool(kind: Kind) -> tuple[bool, str]:
    """What `kind_of` was made of."""
    who, _, pool = kind.partition(" ")
    return who == "person", pool


class Counts(msgspec.Struct, frozen=True, array_like=True):
    """Of a crowd of entries, all that a weight may rest on. What is counted as 0 is left out."""

    words: dict[Kind, dict[str, int]]
    """Entries of the pool that bear the word."""
    lists: dict[Kind, dict[str, int]]
    """Entries of the pool on each list."""
    roles: dict[str, int]
    """Entries with an office that has the word."""
    with_roles: int


NOBODY = Counts({}, {}, {}, 0)


def counted(counts: Counts, come: Iterable[Profile], gone: Iterable[Profile] = ()) -> Counts:
    """The counts when some came and some went. What no change touches is the same object as before."""
    words, lists = _Tally(counts.words), _Tally(counts.lists)
    roles = dict(counts.roles)
    with_roles = counts.with_roles
    for profiles, sign in ((come, 1), (gone, -1)):
        for profile in profiles:
            borne = frozenset().union(*profile.words)
            for pool in (ALL, *profile.pools):
                kind = kind_of(profile.listing.schema == "Person", pool)
                words.add(kind, borne, sign)
                lists.add(kind, (profile.listing.list_key,), sign)
            _add(roles, profile.role_words, sign)
            with_roles += sign * bool(profile.role_words)
    return Counts(words.counts(), lists.counts(), _without_zeros(roles), with_roles)


class _Tally:
    """Counts by kind that can be added to."""

    def __init__(self, counts: Mapping[Kind, dict[str, int]]) -> None:
        self._counts = dict(counts)
        self._own: set[Kind] = set()

    def add(self, kind: Kind, items: Iterable[str], sign: int) -> None:
        """Each of the items once more, or less."""
        if kind not in self._own:
            self._own.add(kind)
            self._counts[kind] = dict(self._counts.get(kind, {}))
        _add(self._counts[kind], items, sign)

    def counts(self) -> dict[Kind, dict[str, int]]:
        """All that is more than nothing."""
        found = self._counts | {kind: _without_zeros(self._counts[kind]) for kind in self._own}
        return {kind: counts for kind, counts in found.items() if counts}


def _add(counts: dict[str, int], items: Iterable[str], sign: int) -> None:
    for item in items:
        counts[item] = counts.get(item, 0) + sign


def _without_zeros(counts: dict[str, int]) -> dict[str, int]:
    return {item: count for item, count in counts.items() if count}


class Shifts:
    """What weighs otherwise for these counts than for those."""

    def __init__(self, then: Counts, now: Counts) -> None:
        self.words = {
            kind: found
            for kind in then.words.keys() | now.words.keys()
            if (found := _shifted(then.words.get(kind, {}), now.words.get(kind, {})))
        }
        """Words of which a pool has more or fewer."""
        self.roles = _shifted(then.roles, now.roles)
        self.all_roles = coarse(then.with_roles) != coarse(now.with_roles)
        self.pools = {
            kind
            for kind in then.lists.keys() | now.lists.keys()
            if _shape(then.lists.get(kind, {})) != _shape(now.lists.get(kind, {}))
        }
        """Pools that grew or shrank by so much that every weight in them is another."""


def _shifted(then: Mapping[str, int], now: Mapping[str, int]) -> set[str]:
    if then is now:
        return set()
    return {item for item in then.keys() | now.keys() if _weighed(then, item) != _weighed(now, item)}


def _weighed(counts: Mapping[str, int], item: str) -> int:
    """As the weights take it. Two that bear a word are the pair itself."""
    return coarse(max(counts.get(item, 0), 2))


def _shape(lists: Mapping[str, int]) -> tuple[int, dict[str, int]]:
    return coarse(sum(lists.values())), {key: coarse(count) for key, count in lists.items()}


class Rarity:
    """Frequencies of the words of names, for persons and for bodies, in each regime and in all.

    The entries of one regime are the namesakes to fear: a Kim is rare in the world and common in Pyongyang.
    Words of a name are taken as independent, which is fair for Korean names and too bold for families; the
    weight of a name is therefore capped where it is used.
    """

    def __init__(self, counts: Counts) -> None:
        self._counts = counts
        self._sizes = {kind: sum(lists.values()) for kind, lists in counts.lists.items()}

    def bearers(self, words: Iterable[str], a: Profile, b: Profile) -> tuple[float, str]:
        """log10 of the number of entries of either list that bear these words by chance; and among whom.

        Of the pools that both belong to (a regime, a country, a language) the one with most namesakes counts:
        caution. The larger of the two lists counts; the two entries are left out of the frequencies.
        """
        person = a.listing.schema == "Person"
        told = sorted(words)  # a sum of floats depends on their order, and a set has another in every process
        shared = [pool for pool in a.pools & b.pools if self._size(kind_of(person, pool)) >= _SMALLEST_POOL]
        return max((self._expected(told, person, pool, a, b), pool) for pool in shared or (ALL,))

    def _expected(self, words: list[str], person: bool, pool: str, a: Profile, b: Profile) -> float:
        all_of, kind = kind_of(person, ALL), kind_of(person, pool)
        everywhere, all_size = self._counts.words.get(all_of, _NONE), self._size(all_of)
        here, size = self._counts.words.get(kind, _NONE), self._size(kind)
        on = self._counts.lists.get(kind, _NONE)
        sizes = [coarse(on.get(key, 0)) for key in (a.listing.list_key, b.listing.list_key)]
        expected = log10(max(self._size_of_a_list(kind), *sizes))
        for word in words:
            wide = max(coarse(everywhere.get(word, 0)) - 2, _LEAST) / all_size
            near = wide
            if pool != ALL:
                near = (max(coarse(here.get(word, 0)) - 2, 0) + _BORROWED * wide) / (size + _BORROWED)
            expected += log10(near)
        return expected

    def _size(self, kind: Kind) -> int:
        return max(coarse(self._sizes.get(kind, 0)), 1)

    def _size_of_a_list(self, kind: Kind) -> float:
        """Entries of the pool on an average list."""
        lists = len(self._counts.lists.get(kind, _NONE))
        return max(self._size(kind) / max(lists, 1), _FEWEST)

    def role_chance(self, words: Iterable[str]) -> float:
        """Share of the persons with an office whose office has the rarest of the words; 1 for none."""
        all_roles = self._counts.with_roles
        if not all_roles:
            return 1.0
        rarest = min((self._counts.roles.get(word, 0) for word in words), default=all_roles)
        return min(coarse(rarest) / coarse(all_roles), 1.0)
