"""Who was listed together, and how much two lists have in common: what the whole tells of one pair.

Allies follow each other act by act. Where thirteen of the eighteen whom Korea listed on one day stand among
the thirty-five whom Japan listed on another, a common name that stands in both acts is more likely one person
than two. And a list that holds nine tenths of another's entries holds the tenth name more likely than not.

Read off what is linked already; a pair never speaks for itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import log10

from interlock.model.explanation import Contribution
from interlock.model.record import Record
from interlock.resolve.profile import Profile
from interlock.resolve.weigh import weights

Act = str
"""List, and the span of days in which its entries of one act were listed."""

_FEWEST = 4
"""Links of one act into the other list, below which they show no pattern."""
_FEWEST_SHARED = 20


class Tally:
    """Counts of who was listed with whom: of entries, and of targets as they are linked so far.

    What is added can be taken away again, and leaves no trace.
    """

    def __init__(self, counts: Mapping[str, int] | None = None) -> None:
        self._counts = dict(counts or {})
        self.regimes: set[tuple[str, str]] = set()
        """Regimes on lists of which a count was changed,"""
        self.acts: set[Act] = set()
        """and acts."""

    def entries(self, profiles: Iterable[Profile], sign: int = 1) -> None:
        """The entries are counted; with a sign of -1 no more."""
        for profile in profiles:
            act = act_of(profile.record)
            self._note(profile, act)
            for regime in profile.regimes:
                self._add(_on(regime, profile.listing.list_key), sign)
                if act is not None:
                    self._add(_of_act(regime, act), sign)

    def targets(self, groups: Iterable[Sequence[Profile]], sign: int = 1) -> None:
        """The groups of entries, each one party, are counted; with a sign of -1 no more."""
        for members in groups:
            if len(members) > 1:
                self._target(members, sign)

    def _target(self, members: Sequence[Profile], sign: int) -> None:
        acts = [act_of(one.record) for one in members]
        for a, first in zip(members, acts, strict=True):
            self._note(a, first)
            others = set()
            for b, second in zip(members, acts, strict=True):
                if a.listing.list_key != b.listing.list_key:
                    others.add(b.listing.list_key)
                    if first is not None and second is not None:
                        self._add(_acts(first, second), sign)
            for other in others:
                for regime in a.regimes:
                    self._add(_held(regime, a.listing.list_key, other), sign)
                if first is not None:
                    self._add(_into(first, other), sign)

    def _note(self, profile: Profile, act: Act | None) -> None:
        self.regimes.update((regime, profile.listing.list_key) for regime in profile.regimes)
        if act is not None:
            self.acts.add(act)

    def _add(self, key: str, sign: int) -> None:
        count = self._counts.get(key, 0) + sign
        if count:
            self._counts[key] = count
        else:
            del self._counts[key]

    def counts(self) -> dict[str, int]:
        """To go on from. What is counted as 0 is left out."""
        return self._counts

    def of(self, key: str) -> int:
        """The count."""
        return self._counts.get(key, 0)


def _on(regime: str, list_key: str) -> str:
    return f"entries of {regime} on {list_key}"


def _of_act(regime: str, act: Act) -> str:
    return f"entries of {regime} by {act}"


def _acts(first: Act, second: Act) -> str:
    return f"links of {first} with {second}"


def _into(act: Act, list_key: str) -> str:
    return f"links of {act} into {list_key}"


def _held(regime: str, list_key: str, other: str) -> str:
    return f"entries of {regime} on {list_key} that {other} holds"


class Company:
    """What the counts tell of two entries."""

    def __init__(self, tally: Tally, group_of: Mapping[str, int]) -> None:
        """`group_of`: key to the number of its group, of all that are in a group of several."""
        self._tally = tally
        self._group = group_of

    @classmethod
    def of(cls, groups: Iterable[Sequence[str]], profiles: Mapping[str, Profile]) -> Company:
        """Of these entries, where these are one party each."""
        several = [keys for keys in groups if len(keys) > 1]
        tally = Tally()
        tally.entries(profiles.values())
        tally.targets([profiles[key] for key in keys] for keys in several)
        return cls(tally, {key: number for number, keys in enumerate(several) for key in keys})

    def told(self, a: Profile, b: Profile) -> list[Contribution]:
        """What the acts and the lists say of two entries of one regime."""
        regimes = a.regimes & b.regimes
        if not regimes or a.listing.list_key == b.listing.list_key:
            return []
        regime = min(regimes, key=lambda one: (self._tally.of(_on(one, a.listing.list_key)), one))
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
        first, second = act_of(a.record), act_of(b.record)
        if first is None or second is None:
            return None
        own = self._are_one(a, b)
        into = self._tally.of(_into(first, b.listing.list_key)) - own
        if into < _FEWEST:
            return None
        share = (self._tally.of(_acts(first, second)) - own + 0.5) / (into + 2)
        listed = self._tally.of(_on(regime, b.listing.list_key))
        chance = self._tally.of(_of_act(regime, second)) / max(listed, 1)
        w = weights()
        return max(min(log10(share / max(chance, 1e-3)), w.same_act_cap), w.other_act)

    def _are_one(self, a: Profile, b: Profile) -> bool:
        group = self._group.get(a.key)
        return group is not None and group == self._group.get(b.key)

    def _overlap(self, a: Profile, b: Profile, regime: str) -> Contribution | None:
        lists = a.listing.list_key, b.listing.list_key
        sizes = [self._tally.of(_on(regime, key)) for key in lists]
        if min(sizes) < _FEWEST_SHARED:
            return None
        own = self._are_one(a, b)
        shares = [
            (self._tally.of(_held(regime, one, other)) - own) / size
            for (one, other), size in zip((lists, lists[::-1]), sizes, strict=True)
        ]
        share = min(max(max(shares), 0.1), 0.9)
        cap = weights().overlap_cap
        weight = round(max(min(log10(share / (1 - share)), cap), -cap), 2)
        text = f"one of the two lists holds {max(shares):.0%} of the other's entries of {regime}"
        return Contribution("programmes", text, weight) if weight else None


def act_of(record: Record) -> Act | None:
    """The act that listed the entry, as far as its list tells; None where nothing limits it."""
    when = record.listed_on
    if when.earliest is None or when.latest is None:
        return None
    return f"{record.listing.list_key} {when.earliest} {when.latest}"
