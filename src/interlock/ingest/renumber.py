"""Running numbers: an entry is followed by its text and keeps the number it was first seen under. Pure.

South Korea's annex has no key but an entry's place in the list. When an entry is removed, every number
after it shifts, and without this module each later record would become another person.

Certain, and nothing less, in this order:

1. all names are equal, as a set, and unlike those of every other entry on either side;
2. the number is the same and a name is shared;
3. a strong identifier, or a name together with the day of birth, is shared by this pair and by no other
   entry on either side;

and never where the birth dates contradict each other. An entry that is none of the known ones gets its
number, or, where an earlier entry keeps that number, the number and six digits made from its names.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping

import msgspec

from interlock.ingest.history import Sighting
from interlock.model.edition import packed
from interlock.model.listing import IdentifierKind, Listing

_DECODER = msgspec.msgpack.Decoder(Listing)
_STRONG: frozenset[IdentifierKind] = frozenset(
    {"passport", "national_id", "imo_ship", "wallet", "swift", "tax"}
)

Marks = frozenset[str]


def renumbered(
    sightings: Iterable[Sighting], body_of: Callable[[bytes], bytes]
) -> tuple[list[Sighting], Callable[[bytes], bytes]]:
    """The sightings under numbers that stay, and where their texts are found.

    A function of the snapshots alone, in the order of their days.
    """
    known: dict[str, Listing] = {}
    last: dict[str, str] = {}
    bodies: dict[bytes, bytes] = {}
    followed = []
    for sighting in sorted(sightings, key=lambda item: item.day):
        listings = {number: _DECODER.decode(body_of(digest)) for number, digest in sighting.digests.items()}
        stays = stay(known, listings)
        digests: dict[str, bytes] = {}
        for number, listing in listings.items():
            own = msgspec.structs.replace(listing, source_id=stays[number])
            digest, body = packed(own)
            bodies[digest] = body
            digests[stays[number]] = digest
            known[stays[number]] = own
        last |= stays
        # A notice of removal names the entry by the number that it had last.
        gone = (
            msgspec.structs.replace(one, source_id=last.get(one.source_id, one.source_id))
            for one in sighting.removals
        )
        removals = tuple(one for one in gone if one.source_id not in digests)
        followed.append(msgspec.structs.replace(sighting, digests=digests, removals=removals))
    return followed, bodies.__getitem__


def stay(known: Mapping[str, Listing], now: Mapping[str, Listing]) -> dict[str, str]:
    """Number in the snapshot to the number that the entry keeps; one to one."""
    found: dict[str, str] = {}
    for marks in (_all_names, None, _sure):
        kept = set(found.values())
        old = {number: one for number, one in known.items() if number not in kept}
        new = {number: one for number, one in now.items() if number not in found}
        pairs = _in_place(old, new) if marks is None else _matched(old, new, marks)
        found.update(pairs)
    taken = {*known, *found.values()}
    for number, listing in now.items():
        if number not in found:
            found[number] = _fresh(number, listing, taken)
            taken.add(found[number])
    return found


def _matched(
    old: Mapping[str, Listing], new: Mapping[str, Listing], marks: Callable[[Listing], Collection[str]]
) -> dict[str, str]:
    """Pairs that share a mark which nobody else on either side has, and no other pair of either claims."""
    before, after = _alone(old, marks), _alone(new, marks)
    pairs = {
        (after[mark], before[mark])
        for mark in before.keys() & after.keys()
        if _born_alike(old[before[mark]], new[after[mark]])
    }
    claims_of_new = Counter(number for number, _ in pairs)
    claims_of_old = Counter(kept for _, kept in pairs)
    return {
        number: kept for number, kept in sorted(pairs) if claims_of_new[number] == claims_of_old[kept] == 1
    }


def _alone(listings: Mapping[str, Listing], marks: Callable[[Listing], Collection[str]]) -> dict[str, str]:
    """Mark to the number of the only entry that has it."""
    holders: dict[str, list[str]] = {}
    for number, listing in listings.items():
        for mark in marks(listing):
            holders.setdefault(mark, []).append(number)
    return {mark: numbers[0] for mark, numbers in holders.items() if len(numbers) == 1}


def _in_place(old: Mapping[str, Listing], new: Mapping[str, Listing]) -> dict[str, str]:
    return {
        number: number
        for number in new.keys() & old.keys()
        if _names(old[number]) & _names(new[number]) and _born_alike(old[number], new[number])
    }


def _fresh(number: str, listing: Listing, taken: Collection[str]) -> str:
    if number not in taken:
        return number
    text = "\n".join(sorted(_names(listing)))
    for turn in range(len(taken) + 1):
        digest = hashlib.sha256(f"{turn or ''}{text}".encode()).hexdigest()[:6]
        if (candidate := f"{number}-{digest}") not in taken:
            return candidate
    msg = "there are more candidates than taken numbers"
    raise AssertionError(msg)


# --- what tells entries apart


def _names(listing: Listing) -> Marks:
    return frozenset(filter(None, map(_folded, (name.text for name in listing.names))))


def _all_names(listing: Listing) -> tuple[str, ...]:
    return ("\n".join(sorted(_names(listing))),)


def _sure(listing: Listing) -> Marks:
    days = [born.iso() for born in listing.birth_dates if born.is_day and not born.circa]
    born = {f"{name} {day}" for name in _names(listing) for day in days}
    strong = {f"{number.kind} {number.value}" for number in listing.identifiers if number.kind in _STRONG}
    return frozenset(born | strong)


def _folded(text: str) -> str:
    flat = unicodedata.normalize("NFKC", text).casefold()
    return "".join(letter for letter in flat if letter.isalnum())


def _born_alike(old: Listing, new: Listing) -> bool:
    if not old.birth_dates or not new.birth_dates:
        return True
    return any(one.agrees_with(other) for one in old.birth_dates for other in new.birth_dates)
