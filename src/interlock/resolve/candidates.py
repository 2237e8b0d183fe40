"""Which pairs of records are worth comparing: those that share a number, a quote, a name or a birth."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import combinations

from interlock.model.listing import normal_identifier
from interlock.resolve.evidence import births
from interlock.resolve.profile import Profile

_MOST_IN_A_NAME_BLOCK = 120
"""An equal name that more records share is evidence of nothing, and would cost a square of them."""
_MOST_IN_A_SOUND_BLOCK = 40
_MOST_WITH_TWO_WORDS = 30
_MOST_WITH_A_WORD = 8
"""Words that more records share tell too little, and would cost a square of them."""
_MOST_WORDS = 6
_SHORTEST_WORD = 4

Pair = tuple[str, str]


def kept_apart(a: Profile, b: Profile) -> bool:
    """One list shows both at once, so it means two. An entry that came when the other was gone may be it."""
    if a.listing.list_key != b.listing.list_key:
        return False
    return a.record.first_seen <= b.record.last_seen and b.record.first_seen <= a.record.last_seen


def quoted_pairs(profiles: dict[str, Profile]) -> set[Pair]:
    """Pairs in which one record prints the other's reference."""
    by_reference = _references(profiles)
    pairs: set[Pair] = set()
    for profile in profiles.values():
        for quote in profile.listing.quotes:
            for other in by_reference.get((quote.authority, normal_identifier(quote.source_id)), ()):
                if other != profile.key and not _quotes_itself(profile, quote.authority):
                    pairs.add(_ordered(profile.key, other))
    return pairs


def _quotes_itself(profile: Profile, authority: str) -> bool:
    # The UN's own entries carry their reference as a quote, so that other lists' quotes find it.
    return authority == "un" and profile.listing.authority == "un"


def _references(profiles: dict[str, Profile]) -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for profile in profiles.values():
        listing = profile.listing
        found[listing.authority, normal_identifier(listing.source_id)].append(profile.key)
        for quote in listing.quotes:
            if quote.authority == listing.authority == "un":
                found["un", normal_identifier(quote.source_id)].append(profile.key)
    return found


def numbered_pairs(profiles: dict[str, Profile]) -> set[Pair]:
    """Pairs that no list keeps apart that share an identifying number."""
    blocks: dict[tuple[str, str], list[Profile]] = defaultdict(list)
    for profile in profiles.values():
        for number in profile.numbers:
            blocks[number].append(profile)
    return set(_across(blocks.values(), _MOST_IN_A_NAME_BLOCK))


def named_pairs(profiles: dict[str, Profile]) -> set[Pair]:
    """Pairs that no list keeps apart with an equal name, in any script."""
    blocks: dict[str, list[Profile]] = defaultdict(list)
    for profile in profiles.values():
        for key in profile.equal.keys() | profile.native.keys():
            blocks[key].append(profile)
    return set(_across(blocks.values(), _MOST_IN_A_NAME_BLOCK))


def sounding_pairs(profiles: dict[str, Profile]) -> set[Pair]:
    """Pairs that no list keeps apart that sound alike and share a context."""
    blocks: dict[str, list[Profile]] = defaultdict(list)
    for profile in profiles.values():
        for key in profile.sounds:
            blocks[key].append(profile)
    return {
        pair
        for pair in _across(blocks.values(), _MOST_IN_A_SOUND_BLOCK)
        if profiles[pair[0]].contexts & profiles[pair[1]].contexts
    }


def worded_pairs(profiles: dict[str, Profile]) -> set[Pair]:
    """Pairs that no list keeps apart whose names share two words, or one that few names hold.

    Words as they sound, so that most misspellings do not matter; a misprint in one of two words is found by
    the other one where that is rare, or by the birth date.
    """
    twos: dict[tuple[str, str], set[str]] = defaultdict(set)
    ones: dict[str, set[str]] = defaultdict(set)
    for profile in profiles.values():
        for words in set(profile.words):
            ordered = sorted(words)[:_MOST_WORDS]
            for pair in combinations(ordered, 2):
                twos[pair].add(profile.key)
            for word in ordered:
                if len(word) >= _SHORTEST_WORD:
                    ones[word].add(profile.key)
    two = _across(_small(twos.values(), profiles, _MOST_WITH_TWO_WORDS), _MOST_WITH_TWO_WORDS)
    one = _across(_small(ones.values(), profiles, _MOST_WITH_A_WORD), _MOST_WITH_A_WORD)
    return {pair for pair in {*two, *one} if _may_meet(profiles[pair[0]], profiles[pair[1]])}


def _may_meet(a: Profile, b: Profile) -> bool:
    """Something beside a word in common: a regime, a country, a birth; or a side that tells none of these."""
    if a.regimes & b.regimes or a.contexts & b.contexts:
        return True
    if births(a.births, b.births) in ("same day", "agree"):
        return True
    return not (a.regimes or a.contexts) or not (b.regimes or b.contexts)


def born_pairs(profiles: dict[str, Profile]) -> set[Pair]:
    """Pairs that no list keeps apart born on one day who share the beginning of a word of their names."""
    blocks: dict[tuple[date, str], set[str]] = defaultdict(set)
    for profile in profiles.values():
        days = {birth.earliest for birth in profile.births if birth.is_day}
        starts = {word[:2] for words in profile.words for word in words}
        for day in days:
            for start in starts:
                blocks[day, start].add(profile.key)
    return set(_across(_small(blocks.values(), profiles, _MOST_WITH_TWO_WORDS), _MOST_WITH_TWO_WORDS))


def _small(blocks: Iterable[set[str]], profiles: dict[str, Profile], most: int) -> Iterator[list[Profile]]:
    for keys in blocks:
        if 1 < len(keys) <= most:
            yield [profiles[key] for key in sorted(keys)]


def disputed_numbers(profiles: Iterable[Profile]) -> frozenset[tuple[str, str]]:
    """Numbers that one list gives to two distinct entries: an error somewhere, no ground for a link."""
    holders: dict[tuple[str, tuple[str, str]], set[str]] = defaultdict(set)
    for profile in profiles:
        quoted = {normal_identifier(quote.source_id) for quote in profile.listing.quotes}
        for number in profile.numbers:
            known = holders[profile.listing.list_key, number]
            # Entries that the list itself says are one target do not dispute a number.
            if not quoted & known:
                known.add(normal_identifier(profile.listing.source_id))
    return frozenset(number for (_, number), keys in holders.items() if len(keys) > 1)


def _across(blocks: Iterable[list[Profile]], most: int) -> Iterator[Pair]:
    for block in blocks:
        if not 1 < len(block) <= most:
            continue
        for a, b in combinations(block, 2):
            if not kept_apart(a, b):
                yield _ordered(a.key, b.key)


def _ordered(a: str, b: str) -> Pair:
    return (a, b) if a < b else (b, a)
