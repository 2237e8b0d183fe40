"""What must be known of all records to decide on two of them: who quotes whom, whose names are whose."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from interlock.model.listing import normal_identifier
from interlock.resolve.candidates import Pair, Pairs, kept_apart, pairs_of
from interlock.resolve.marks import Marks, mark, mark_of_number
from interlock.resolve.profile import Profile
from interlock.resolve.ragged import Numbers, Ragged


class Index:
    """Who has a mark."""

    def __init__(self, marks: Ragged) -> None:
        order = np.argsort(marks.values, kind="stable")
        self._marks, self._owners = marks.values[order], marks.owners[order]

    def holders(self, wanted: int) -> list[int]:
        """The places of the records with the mark, sorted."""
        first, last = np.searchsorted(self._marks, wanted), np.searchsorted(self._marks, wanted, "right")
        found: list[int] = self._owners[first:last].tolist()
        return found

    def shared(self) -> Iterator[tuple[int, list[int]]]:
        """Each mark that several have, and its holders."""
        marks, starts, counts = np.unique(self._marks, return_index=True, return_counts=True)
        several = np.flatnonzero(counts > 1)
        for one, start, count in zip(marks[several], starts[several], counts[several], strict=True):
            yield int(one), self._owners[start : start + count].tolist()

    def joined(self, other: Ragged) -> tuple[Numbers, Numbers]:
        """Every record of `other` beside every holder here of a mark that it has."""
        first = np.searchsorted(self._marks, other.values)
        many = np.searchsorted(self._marks, other.values, "right") - first
        begun = np.cumsum(many) - many
        places = np.repeat(first - begun, many) + np.arange(many.sum(), dtype=np.int64)
        return np.repeat(other.owners, many), self._owners[places]


def quoted_pairs(marks: Marks) -> Pairs:
    """Pairs in which one record prints the other's reference."""
    quoting, quoted = Index(marks.references).joined(marks.quotes)
    both = zip(quoting.tolist(), quoted.tolist(), strict=True)
    return pairs_of(((a, b) for a, b in both if a != b), len(marks.quotes.sizes))


def disputed_numbers(
    marks: Marks, keys: Sequence[str], profiles: Mapping[str, Profile]
) -> frozenset[tuple[str, str]]:
    """Numbers that one list gives to two distinct entries: an error somewhere, no ground for a link."""
    found: set[tuple[str, str]] = set()
    for shared, places in Index(marks.numbers).shared():
        holders: dict[tuple[str, tuple[str, str]], set[str]] = defaultdict(set)
        for profile in (profiles[keys[place]] for place in places):
            quoted = {normal_identifier(quote.source_id) for quote in profile.listing.quotes}
            for number in profile.numbers:
                known = holders[profile.listing.list_key, number]
                # Entries that the list itself says are one target do not dispute a number.
                if mark_of_number(number) == shared and not quoted & known:
                    known.add(normal_identifier(profile.listing.source_id))
        found.update(number for (_, number), ids in holders.items() if len(ids) > 1)
    return frozenset(found)


class Bearers:
    """How many parties of each list bear a name. Looked up when asked for: few names ever are."""

    def __init__(
        self,
        marks: Marks,
        keys: Sequence[str],
        profiles: Mapping[str, Profile],
        quoted: frozenset[Pair],
    ) -> None:
        self._index = Index(marks.names)
        self._keys = keys
        self._profiles = profiles
        self._repeated = repeated(quoted, profiles)
        self._known: dict[str, dict[str, int]] = {}

    def of(self, name: str) -> Mapping[str, int]:
        """List key to the number of parties that bear the name, by its equal key.

        Entries that the list itself says are one party count once: all but the last of such a pair are left
        out.
        """
        known = self._known.get(name)
        if known is None:
            known = self._known[name] = self._counted(name)
        return known

    def _counted(self, name: str) -> dict[str, int]:
        of_list: dict[str, list[Profile]] = defaultdict(list)
        for place in self._index.holders(mark(name)):
            profile = self._profiles[self._keys[place]]
            if name in profile.equal or name in profile.native:
                of_list[profile.listing.list_key].append(profile)
        return {key: 1 if len(items) == 1 else self._parties(items) for key, items in of_list.items()}

    def _parties(self, items: list[Profile]) -> int:
        known: list[Profile] = []
        for item in items:
            # An entry that came when another of the name was gone may be that one, under a new id.
            if not known or (
                item.key not in self._repeated and any(kept_apart(item, other) for other in known)
            ):
                known.append(item)
        return len(known)


def repeated(quoted: frozenset[Pair], profiles: Mapping[str, Profile]) -> set[str]:
    """Of two entries of one list that are one party as the list itself says, the first."""
    return {a for a, b in quoted if profiles[a].listing.list_key == profiles[b].listing.list_key}
