"""Which pairs of records are worth comparing: those that share a number, a quote, a name or a sound."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations

from rapidfuzz import fuzz, process

from interlock.model.listing import normal_identifier
from interlock.names import telling_tokens
from interlock.resolve.profile import Profile

_MOST_IN_A_NAME_BLOCK = 120
"""An equal name that more records share is evidence of nothing, and would cost a square of them."""
_MOST_IN_A_SOUND_BLOCK = 40

_RESEMBLING = 88
"""Likeness (0..100) of two bodies' telling words. One letter of seven differs at 86: kept out, since
Korean place names a letter apart are other places; two letters of sixteen at 88."""
_SHORTEST_RESEMBLING = 7

Pair = tuple[str, str]


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
    """Pairs of different authorities that share an identifying number."""
    blocks: dict[tuple[str, str], list[Profile]] = defaultdict(list)
    for profile in profiles.values():
        for number in profile.numbers:
            blocks[number].append(profile)
    return set(_across(blocks.values(), _MOST_IN_A_NAME_BLOCK))


def named_pairs(profiles: dict[str, Profile]) -> set[Pair]:
    """Pairs of different authorities with an equal name, in any script."""
    blocks: dict[str, list[Profile]] = defaultdict(list)
    for profile in profiles.values():
        for key in profile.equal.keys() | profile.native.keys():
            blocks[key].append(profile)
    return set(_across(blocks.values(), _MOST_IN_A_NAME_BLOCK))


def sounding_pairs(profiles: dict[str, Profile]) -> set[Pair]:
    """Pairs of different authorities that sound alike and share a context."""
    blocks: dict[str, list[Profile]] = defaultdict(list)
    for profile in profiles.values():
        for key in profile.sounds:
            blocks[key].append(profile)
    return {
        pair
        for pair in _across(blocks.values(), _MOST_IN_A_SOUND_BLOCK)
        if profiles[pair[0]].contexts & profiles[pair[1]].contexts
    }


def resembling_pairs(profiles: dict[str, Profile]) -> set[Pair]:
    """Pairs of bodies of one focus, of different authorities, whose telling words are nearly the same.

    For misprints, which neither spelling nor sound finds. Only inside a focus: there the bodies are few
    enough to compare all with all, and a wrong gap does the most harm.
    """
    by_focus: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for profile in profiles.values():
        if profile.listing.schema in ("Person", "Vessel", "Airplane", "CryptoWallet"):
            continue
        words = {"".join(telling_tokens(name.text, profile.listing.schema)) for name in profile.listing.names}
        for context in profile.contexts:
            if context.startswith("focus "):
                for word in words:
                    if len(word) >= _SHORTEST_RESEMBLING and word.isascii():
                        by_focus[context][word].add(profile.key)
    return {
        pair for keys_of in by_focus.values() for pair in _resembling(profiles, dict(sorted(keys_of.items())))
    }


def _resembling(profiles: dict[str, Profile], keys_of: dict[str, set[str]]) -> Iterator[Pair]:
    words = list(keys_of)
    for word in words:
        for other, _, _ in process.extract(
            word, words, scorer=fuzz.ratio, score_cutoff=_RESEMBLING, limit=None
        ):
            for a in keys_of[word]:
                for b in keys_of[other]:
                    if profiles[a].listing.authority != profiles[b].listing.authority:
                        yield _ordered(a, b)


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
            if a.listing.authority != b.listing.authority:
                yield _ordered(a.key, b.key)


def _ordered(a: str, b: str) -> Pair:
    return (a, b) if a < b else (b, a)
