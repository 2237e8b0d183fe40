"""What an entry may share with another, as numbers: so fifty thousand are compared in a second.

A mark is a hash of a text. Two texts of one hash would make a pair more to compare, or a count one too
high, the same way in every build; among a million texts it happens once in ten million builds.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import combinations

import msgspec

from interlock.model.listing import normal_identifier
from interlock.resolve.profile import Profile
from interlock.resolve.ragged import Numbers, Ragged

_MOST_WORDS = 6
"""Words of a name that are paired with each other."""
_SHORTEST_WORD = 4


_PRIME = 2**61 - 1


@lru_cache(maxsize=1_000_000)
def mark(text: str) -> int:
    """61 bits, the same on every machine."""
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "little") % _PRIME


def mark_of_number(number: tuple[str, str]) -> int:
    """Of a group and a value."""
    return mark(" ".join(number))


def _mark_of_two(first: int, second: int) -> int:
    """The order counts."""
    return (first * 1_000_003 + second) % _PRIME


class Marks(msgspec.Struct, frozen=True, array_like=True):
    """Of each entry, by its place among the keys. Of nothing but the wordings."""

    numbers: Ragged
    names: Ragged
    """Equal keys, of all scripts."""
    sounds: Ragged
    births: Ragged
    """Days of birth, each with the beginning of a word of the name."""
    spans: Ragged
    """Of each birth date the earliest and the latest day, in 32 bits each."""
    words: Ragged
    single: Ragged
    """Those of `words` that may alone be a ground to compare."""
    double: Ragged
    """Two words of one name."""
    roles: Ragged
    contexts: Ragged
    regimes: Ragged
    pools: Ragged
    references: Ragged
    """What others may quote."""
    quotes: Ragged

    def take(self, rows: Numbers) -> Marks:
        """Of the entries of these places, in this order."""
        return Marks(*(column.take(rows) for column in self._columns()))

    def followed_by(self, other: Marks) -> Marks:
        """Of these entries, then of those."""
        both = zip(self._columns(), other._columns(), strict=True)
        return Marks(*(mine.followed_by(yours) for mine, yours in both))

    def _columns(self) -> tuple[Ragged, ...]:
        columns: tuple[Ragged, ...] = msgspec.structs.astuple(self)
        return columns


NO_MARKS = Marks(*(Ragged() for _ in Marks.__struct_fields__))


def marks_of(profiles: Iterable[Profile]) -> Marks:
    """The marks of the entries, in this order."""
    rows = [_row(one) for one in profiles]
    columns = zip(*rows, strict=True) if rows else [[] for _ in Marks.__struct_fields__]
    return Marks(*(Ragged.of(column) for column in columns))


def _row(one: Profile) -> tuple[list[int], ...]:
    kept = [sorted(words)[:_MOST_WORDS] for words in set(one.words)]
    single = {word for words in kept for word in words if len(word) >= _SHORTEST_WORD}
    double = {_mark_of_two(*two) for words in kept for two in combinations([mark(word) for word in words], 2)}
    return (
        sorted(map(mark_of_number, one.numbers)),
        _sorted(one.equal.keys() | one.native.keys()),
        _sorted(one.sounds),
        sorted(_births_and_beginnings(one)),
        sorted({birth.earliest.toordinal() << 32 | birth.latest.toordinal() for birth in one.births}),
        _sorted(frozenset().union(*one.words)),
        _sorted(single),
        sorted(double),
        _sorted(one.role_words),
        _sorted(one.contexts),
        _sorted(one.regimes),
        _sorted(one.pools),
        _sorted(set(_references(one))),
        _sorted(set(_quotes(one))),
    )


def _sorted(texts: Iterable[str]) -> list[int]:
    return sorted([mark(text) for text in texts])


def _births_and_beginnings(profile: Profile) -> set[int]:
    """Every day of birth with the beginning of every word of the names."""
    days = {birth.earliest.toordinal() for birth in profile.births if birth.is_day}
    if not days:
        return set()
    starts = {mark(word[:2]) for words in profile.words for word in words}
    return {_mark_of_two(day, start) for day in days for start in starts}


def _references(profile: Profile) -> Iterator[str]:
    """The entry's own id; of the UN's entries also the reference, which they carry as a quote."""
    listing = profile.listing
    yield f"{listing.authority} {normal_identifier(listing.source_id)}"
    for quote in listing.quotes:
        if quote.authority == listing.authority == "un":
            yield f"un {normal_identifier(quote.source_id)}"


def _quotes(profile: Profile) -> Iterator[str]:
    for quote in profile.listing.quotes:
        # A UN entry that quotes a UN reference prints its own.
        if not quote.authority == profile.listing.authority == "un":
            yield f"{quote.authority} {normal_identifier(quote.source_id)}"
