"""Who was listed together, and how much two lists have in common: what the whole tells of one pair.

Allies follow each other act by act. Where thirteen of the eighteen whom Korea listed on one day stand among
the thirty-five whom Japan listed on another, a common name that stands in both acts is more likely one person
than two. And a list that holds nine tenths of another's entries holds the tenth name more likely than not.

Read off what is linked already; a pair never speaks for itself.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from math import log10

from interlock.model.explanation import Contribution
from interlock.resolve.profile import Profile
from interlock.resolve.weigh import weights

Batch = tuple[str, date | None, date | None]
"""List, and the span of days in which its entries of one act were listed."""

_FEWEST = 4
"""Links of one act into the other list, below which they show no pattern."""
_FEWEST_SHARED = 20


class Company:
    """Counts over targets as they are linked so far."""

    def __init__(self, groups: Iterable[Sequence[str]], profiles: Mapping[str, Profile]) -> None:
        self._group: dict[str, int] = {}
        self._acts: Counter[tuple[Batch, Batch]] = Counter()
        """Links between two acts."""
        self._into: Counter[tuple[Batch, str]] = Counter()
        """Links of an act into a list."""
        self._held: Counter[tuple[str, str, str]] = Counter()
        """(regime, list, other list): entries of the first that the other holds."""
        self._on: Counter[tuple[str, str]] = Counter()
        self._of_act: Counter[tuple[str, Batch]] = Counter()
        self._act = {key: _act(profile) for key, profile in profiles.items()}
        for key, profile in profiles.items():
            act = self._act[key]
            for regime in profile.regimes:
                self._on[regime, profile.listing.list_key] += 1
                if act is not None:
                    self._of_act[regime, act] += 1
        for number, keys in enumerate(groups):
            for key in keys:
                self._group[key] = number
            if len(keys) > 1:
                self._count([profiles[key] for key in keys])

    def _count(self, members: list[Profile]) -> None:
        others: dict[str, set[str]] = defaultdict(set)
        for a in members:
            for b in members:
                if a.listing.list_key != b.listing.list_key:
                    others[a.key].add(b.listing.list_key)
                    first, second = self._act[a.key], self._act[b.key]
                    if first is not None and second is not None:
                        self._acts[first, second] += 1
        for a in members:
            act = self._act[a.key]
            for other in others[a.key]:
                for regime in a.regimes:
                    self._held[regime, a.listing.list_key, other] += 1
                if act is not None:
                    self._into[act, other] += 1

    def told(self, a: Profile, b: Profile) -> list[Contribution]:
        """What the acts and the lists say of two entries of one regime."""
        regimes = a.regimes & b.regimes
        if not regimes or a.listing.list_key == b.listing.list_key:
            return []
        regime = min(regimes, key=lambda one: (self._on[one, a.listing.list_key], one))
        told = []
        act = [self._act_weight(x, y, regime) for x, y in ((a, b), (b, a))]
        known = [weight for weight in act if weight is not None]
        if known and (weight := round(sum(known) / len(known), 2)):
            way = (
                "most of those listed with the one are"
                if weight > 0
                else "few of those listed with the one are"
            )
            told.append(Contribution("listed_on", f"{way} among those listed with the other", weight))
        if overlap := self._overlap(a, b, regime):
            told.append(overlap)
        return told

    def _act_weight(self, a: Profile, b: Profile, regime: str) -> float | None:
        first, second = self._act[a.key], self._act[b.key]
        if first is None or second is None:
            return None
        own = self._are_one(a, b)
        into = self._into[first, b.listing.list_key] - own
        if into < _FEWEST:
            return None
        share = (self._acts[first, second] - own + 0.5) / (into + 2)
        chance = self._of_act[regime, second] / max(self._on[regime, b.listing.list_key], 1)
        w = weights()
        return max(min(log10(share / max(chance, 1e-3)), w.same_act_cap), w.other_act)

    def _are_one(self, a: Profile, b: Profile) -> bool:
        group = self._group.get(a.key)
        return group is not None and group == self._group.get(b.key)

    def _overlap(self, a: Profile, b: Profile, regime: str) -> Contribution | None:
        lists = a.listing.list_key, b.listing.list_key
        sizes = [self._on[regime, key] for key in lists]
        if min(sizes) < _FEWEST_SHARED:
            return None
        own = self._are_one(a, b)
        shares = [
            (self._held[regime, one, other] - own) / size
            for (one, other), size in zip((lists, lists[::-1]), sizes, strict=True)
        ]
        share = min(max(max(shares), 0.1), 0.9)
        cap = weights().overlap_cap
        weight = round(max(min(log10(share / (1 - share)), cap), -cap), 2)
        text = f"one of the two lists holds {max(shares):.0%} of the other's entries of {regime}"
        return Contribution("programmes", text, weight) if weight else None


def _act(profile: Profile) -> Batch | None:
    """The act that listed the entry, as far as its list tells; None where nothing limits it."""
    when = profile.record.listed_on
    if when.earliest is None or when.latest is None:
        return None
    return (profile.listing.list_key, when.earliest, when.latest)
