"""How likely an agreement is by chance alone: Kim Chol is not evidence, Ri Hong-sop is."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
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
_NONE: Counter[str] = Counter()


@cache
def coarse(count: int) -> int:
    """The count, rounded to whole steps of a tenth; up to ten it is itself."""
    return count if count <= 10 else round(1.1 ** round(log(count) / _STEP))


Kind = tuple[bool, str]
"""Whether persons, and the pool."""


def kind_and_pool(person: bool, pool: str) -> str:
    """A pool of persons or of bodies, as `Counts` names it."""
    return f"{'person' if person else 'body'} {pool}"


class Counts(msgspec.Struct, frozen=True):
    """All the counts that a weight may rest on, rounded as the weights round them."""

    words: dict[str, dict[str, int]]
    """By `kind_and_pool`: words that more than two entries of the pool bear. Two are the pair itself."""
    pools: dict[str, tuple[int, int, dict[str, int]]]
    """By `kind_and_pool`: entries of the pool, lists that have any, and how many each has."""
    roles: dict[str, int]
    with_roles: int


class Rarity:
    """Frequencies of the words of names, for persons and for bodies, in each regime and in all.

    The entries of one regime are the namesakes to fear: a Kim is rare in the world and common in Pyongyang.
    Words of a name are taken as independent, which is fair for Korean names and too bold for families; the
    weight of a name is therefore capped where it is used.
    """

    def __init__(self, profiles: Iterable[Profile]) -> None:
        self._words: dict[Kind, Counter[str]] = {}
        self._sizes: Counter[Kind] = Counter()
        self._of_list: Counter[tuple[bool, str, str]] = Counter()
        self._average: dict[Kind, float] = {}
        self._roles: Counter[str] = Counter()
        self._with_roles = 0
        alike: dict[tuple[bool, frozenset[str]], Counter[str]] = defaultdict(Counter)
        for profile in profiles:
            person = profile.listing.schema == "Person"
            alike[person, profile.pools].update(frozenset().union(*profile.words))
            for pool in (ALL, *profile.pools):
                self._sizes[person, pool] += 1
                self._of_list[person, pool, profile.listing.list_key] += 1
            self._roles.update(profile.role_words)
            self._with_roles += bool(profile.role_words)
        # Few sets of pools are many entries', so the words are counted by set first.
        for (person, pools), words in alike.items():
            for pool in (ALL, *pools):
                self._words.setdefault((person, pool), Counter()).update(words)
        self._lists = frozenset(list_key for _, _, list_key in self._of_list)

    @property
    def lists(self) -> frozenset[str]:
        """Every list that has an entry."""
        return self._lists

    def bearers(self, words: Iterable[str], a: Profile, b: Profile) -> tuple[float, str]:
        """log10 of the number of entries of either list that bear these words by chance; and among whom.

        Of the pools that both belong to (a regime, a country, a language) the one with most namesakes counts:
        caution. The larger of the two lists counts; the two entries are left out of the frequencies.
        """
        person = a.listing.schema == "Person"
        told = list(words)
        shared = [pool for pool in a.pools & b.pools if self._size(person, pool) >= _SMALLEST_POOL]
        return max((self._expected(told, person, pool, a, b), pool) for pool in shared or (ALL,))

    def counts(self) -> Counts:
        """What an answer of this object may depend on: equal counts, equal answers."""
        of_lists: dict[Kind, dict[str, int]] = defaultdict(dict)
        for (person, pool, list_key), count in self._of_list.items():
            of_lists[person, pool][list_key] = coarse(count)
        return Counts(
            words={kind_and_pool(*kind): _above_two(words) for kind, words in self._words.items()},
            pools={
                kind_and_pool(*kind): (self._size(*kind), len(lists), lists)
                for kind, lists in of_lists.items()
            },
            roles=_above_two(self._roles),
            with_roles=coarse(self._with_roles),
        )

    def _expected(self, words: list[str], person: bool, pool: str, a: Profile, b: Profile) -> float:
        everywhere, all_size = self._words.get((person, ALL), _NONE), self._size(person, ALL)
        here, size = self._words.get((person, pool), _NONE), self._size(person, pool)
        lists = (a.listing.list_key, b.listing.list_key)
        sizes = [coarse(self._of_list[person, pool, key]) for key in lists]
        expected = log10(max(self._size_of_a_list(person, pool), *sizes))
        for word in words:
            wide = max(coarse(everywhere[word]) - 2, _LEAST) / all_size
            near = wide
            if pool != ALL:
                near = (max(coarse(here[word]) - 2, 0) + _BORROWED * wide) / (size + _BORROWED)
            expected += log10(near)
        return expected

    def _size(self, person: bool, pool: str) -> int:
        return max(coarse(self._sizes[person, pool]), 1)

    def _size_of_a_list(self, person: bool, pool: str) -> float:
        """Entries of the pool on an average list."""
        known = self._average.get((person, pool))
        if known is None:
            lists = sum(1 for kind, name, _ in self._of_list if kind == person and name == pool)
            known = self._average[person, pool] = max(self._size(person, pool) / max(lists, 1), _FEWEST)
        return known

    def role_chance(self, words: Iterable[str]) -> float:
        """Share of the persons with an office whose office has the rarest of the words; 1 for none."""
        if not self._with_roles:
            return 1.0
        rarest = min((self._roles[word] for word in words), default=self._with_roles)
        return min(coarse(rarest) / coarse(self._with_roles), 1.0)


def _above_two(counts: Counter[str]) -> dict[str, int]:
    return {word: coarse(count) for word, count in counts.items() if count > 2}
