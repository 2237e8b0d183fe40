"""What the lists print at all: a list that prints no passports for anyone does not lack this one. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

import msgspec

from interlock.model.record import Record


class Prints(msgspec.Struct, frozen=True):
    """By authority, how many of its entries print what; judged from the entries of the question."""

    entries: dict[str, int]
    with_: dict[str, Counter[str]]

    def any(self, authority: str, feature: str) -> bool:
        """Some entry of the authority prints it."""
        return self.with_.get(authority, Counter[str]())[feature] > 0

    def share(self, authority: str, feature: str) -> float:
        """The share (0..1) of the authority's entries that print it."""
        entries = self.entries.get(authority, 0)
        return self.with_[authority][feature] / entries if entries else 0.0


def prints_of(records: Iterable[Record]) -> Prints:
    """What each authority's entries print: identifier kinds, `birth`, `gender`, `reasons`, `flag`."""
    entries: Counter[str] = Counter()
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for record in records:
        listing = record.listing
        entries[listing.authority] += 1
        features: set[str] = {identifier.kind for identifier in listing.identifiers}
        for feature, value in (
            ("birth", listing.birth_dates),
            ("gender", listing.genders),
            ("reasons", listing.reasons),
            ("flag", listing.schema == "Vessel" and listing.countries),
        ):
            if value:
                features.add(feature)
        found[listing.authority].update(features)
    return Prints(dict(entries), dict(found))
