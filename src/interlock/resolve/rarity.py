"""How likely an agreement is by chance alone: Kim Chol is not evidence, Ri Hong-sop is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from math import log10

from interlock.resolve.profile import Profile

_BORROWED = 30.0
"""Entries of all regimes that a regime's own count is filled up with: a word that no Somali entry bears is as
rare there as elsewhere, not as rare as one in twenty-four."""
_LEAST = 0.5
"""Count of a word that only the two entries bear: half of an entry, in the pool of all."""
_SMALLEST_POOL = 20
_FEWEST = 100.0
"""Namesakes to reckon with on any list: a short one had as many people to choose from as a long one."""

ALL = "all"
_NONE: Counter[str] = Counter()


class Rarity:
    """Frequencies of the words of names, for persons and for bodies, in each regime and in all.

    The entries of one regime are the namesakes to fear: a Kim is rare in the world and common in Pyongyang.
    Words of a name are taken as independent, which is fair for Korean names and too bold for families; the
    weight of a name is therefore capped where it is used.
    """

    def __init__(self, profiles: Iterable[Profile]) -> None:
        self._words: dict[tuple[bool, str], Counter[str]] = {}
        self._sizes: Counter[tuple[bool, str]] = Counter()
        self._of_list: Counter[tuple[bool, str, str]] = Counter()
        self._average: dict[tuple[bool, str], float] = {}
        self._roles: Counter[str] = Counter()
        self._with_roles = 0
        for profile in profiles:
            person = profile.listing.schema == "Person"
            words = frozenset().union(*profile.words)
            for pool in (ALL, *profile.pools):
                self._words.setdefault((person, pool), Counter()).update(words)
                self._sizes[person, pool] += 1
                self._of_list[person, pool, profile.listing.list_key] += 1
            self._roles.update(profile.role_words)
            self._with_roles += bool(profile.role_words)
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
        shared = [pool for pool in a.pools & b.pools if self._sizes[person, pool] >= _SMALLEST_POOL]
        return max((self._expected(told, person, pool, a, b), pool) for pool in shared or (ALL,))

    def _expected(self, words: list[str], person: bool, pool: str, a: Profile, b: Profile) -> float:
        everywhere, all_size = self._words.get((person, ALL), _NONE), max(self._sizes[person, ALL], 1)
        here, size = self._words.get((person, pool), _NONE), max(self._sizes[person, pool], 1)
        lists = (a.listing.list_key, b.listing.list_key)
        expected = log10(
            max(self._size_of_a_list(person, pool), *(self._of_list[person, pool, k] for k in lists))
        )
        for word in words:
            wide = max(everywhere[word] - 2, _LEAST) / all_size
            near = (max(here[word] - 2, 0) + _BORROWED * wide) / (size + _BORROWED) if pool != ALL else wide
            expected += log10(near)
        return expected

    def _size_of_a_list(self, person: bool, pool: str) -> float:
        """Entries of the pool on an average list."""
        known = self._average.get((person, pool))
        if known is None:
            lists = sum(1 for kind, name, _ in self._of_list if kind == person and name == pool)
            known = self._average[person, pool] = max(self._sizes[person, pool] / max(lists, 1), _FEWEST)
        return known

    def role_chance(self, words: Iterable[str]) -> float:
        """Share of the persons with an office whose office has the rarest of the words; 1 for none."""
        if not self._with_roles:
            return 1.0
        return min((self._roles[word] for word in words), default=self._with_roles) / self._with_roles
