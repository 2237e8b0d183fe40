"""How likely an agreement is by chance alone: Kim Chol is not evidence, Ri Hong-sop is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from interlock.names import name_tokens, script_of
from interlock.resolve.profile import Profile


class Rarity:
    """Frequencies of name words among the persons of all lists.

    A word's frequency is the share of persons who have it in a name; a name's is the product over its
    words. Words of Korean names hang together less than those of others, so the product is fair for
    them and too small for families of Arabic names; the caller therefore asks for context as well.
    """

    def __init__(self, profiles: Iterable[Profile]) -> None:
        self._pools: dict[str, Counter[str]] = {}
        self._sizes: Counter[str] = Counter()
        self._roles: Counter[str] = Counter()
        self._with_roles = 0
        for profile in profiles:
            if profile.listing.schema != "Person":
                continue
            words = {word for name in _latin_names(profile) for word in name_tokens(name, "Person")}
            for pool in _pools(profile):
                self._pools.setdefault(pool, Counter()).update(words)
                self._sizes[pool] += 1
            self._roles.update(profile.role_words)
            self._with_roles += bool(profile.role_words)

    def chance(self, name: str, a: Profile, b: Profile) -> float:
        """Expected number of persons of the pair's pool who bear the name by chance (small is rare)."""
        words = name_tokens(name, "Person")
        pool = "korean" if "korean" in _pools(a) and "korean" in _pools(b) else "all"
        size = max(self._sizes[pool], 1)
        counts = self._pools.get(pool, Counter())
        expected = float(size)
        for word in words:
            expected *= max(counts[word], 1) / size
        return expected

    def role_chance(self, words: list[str]) -> float:
        """Share of the persons with an office whose office has the rarest of the words; 1 for none."""
        if not words or not self._with_roles:
            return 1.0
        return min(self._roles[word] for word in words) / self._with_roles


def _pools(profile: Profile) -> tuple[str, ...]:
    # Names of one language share their words: a Kim is rare in the world and common in Pyongyang.
    if "KP" in profile.contexts or "focus dprk" in profile.contexts:
        return ("all", "korean")
    return ("all",)


def _latin_names(profile: Profile) -> list[str]:
    return [name.text for name in profile.listing.names if script_of(name.text) == "latin"]
