"""From links to targets, without chaining through what a list itself keeps apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from interlock.model.record import Record
from interlock.model.target import Link, own_id
from interlock.names import fold, likeness
from interlock.resolve.candidates import kept_apart
from interlock.resolve.evidence import births
from interlock.resolve.judged import Rulings
from interlock.resolve.profile import Profile
from interlock.resolve.weigh import weights


class Clusters:
    """Disjoint groups of records, merged link by link, best first."""

    def __init__(
        self,
        profiles: Mapping[str, Profile],
        said_same: frozenset[tuple[str, str]],
        linked: frozenset[tuple[str, str]],
        rulings: Rulings,
    ) -> None:
        """Begins with what people judged to be one: no list and no date speaks against that.

        `linked`: pairs that are linked on their own evidence, whatever their birth dates.
        """
        self._linked = linked
        self._partners: dict[str, set[str]] = defaultdict(set)
        for a, b in linked:
            self._partners[a].add(b)
            self._partners[b].add(a)
        self._profiles = profiles
        self._said_same = said_same
        self._rulings = rulings
        self._group = {key: [key] for key in profiles}
        for link in rulings.joined:
            self._join(link)

    def merge(self, link: Link) -> str:
        """Joins the two groups, or says in words what forbids it (empty when joined)."""
        left, right = self._group[link.a], self._group[link.b]
        if left is right:
            return ""
        if judged := self._rulings.parted(left, right):
            return judged
        for one, other in ((link.a, link.b), (link.b, link.a)):
            if rival := self._rival(one, other):
                return f"{rival}, which its list keeps apart from {one}, has a name nearer to that of {other}"
        for a in left:
            for b in right:
                if why := self._forbidden(a, b):
                    return why
        self._join(link)
        return ""

    def _rival(self, one: str, other: str) -> str:
        """An entry beside `one` on its list that is linked to `other` too, by a nearer name; empty if none.

        An alias is shared by more parties than a first name is: the branches of one foundation bear its name.
        """
        rivals = self._rivals(one, other)
        if not rivals or (min(one, other), max(one, other)) in self._said_same:
            return ""
        mine = self._nearness(one, other)
        return min((rival for rival in rivals if self._nearness(rival, other) > mine), default="")

    def _rivals(self, one: str, other: str) -> set[str]:
        mine = self._profiles[one]
        return {
            key
            for key in self._partners[other]
            if key != one
            and self._profiles[key].listing.list_key == mine.listing.list_key
            and (min(key, one), max(key, one)) not in self._said_same
            and kept_apart(self._profiles[key], mine)
        }

    def _nearness(self, a: str, b: str) -> int:
        """2 where the first names are printed alike, 1 where they are one name in two spellings, else 0."""
        x, y = self._profiles[a].listing, self._profiles[b].listing
        if fold(x.caption) == fold(y.caption):
            return 2
        return int(likeness(x.caption, y.caption, x.schema) >= weights().spelled_alike)

    def _join(self, link: Link) -> None:
        merged = sorted({*self._group[link.a], *self._group[link.b]})
        for key in merged:
            self._group[key] = merged

    def _forbidden(self, a: str, b: str) -> str:
        x, y = self._profiles[a], self._profiles[b]
        pair = (a, b) if a < b else (b, a)
        if pair not in self._said_same and kept_apart(x, y):
            return f"{x.listing.list_key} keeps {a} and {b} apart"
        if not x.births or not y.births or pair in self._linked:
            return ""
        return f"the birth dates of {a} and {b} differ" if births(x.births, y.births) == "conflict" else ""

    def groups(self) -> Iterable[list[str]]:
        """Every group once, in the order of its first member."""
        return (group for key, group in sorted(self._group.items()) if group[0] == key)

    def group_of(self, key: str) -> list[str]:
        """The group that holds the record."""
        return self._group[key]


def target_id(members: Iterable[Record]) -> str:
    """`IL-` and ten letters from the oldest member under its oldest id: first seen first, then by key.

    A later snapshot adds younger members only, so the id stays; an older one ingested afterwards may
    change it, in the same way whatever the order of ingestion.
    """
    oldest = min(members, key=lambda record: (record.first_seen, record.keys[-1]))
    return own_id(oldest.keys[-1])


def by_record(links: Iterable[Link]) -> dict[str, list[Link]]:
    """Every record's links."""
    found: dict[str, list[Link]] = defaultdict(list)
    for link in links:
        found[link.a].append(link)
        found[link.b].append(link)
    return found
