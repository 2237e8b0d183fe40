"""Finding a target by its id, any list's native id or reference, or a name in any script."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from rapidfuzz import fuzz, process

from interlock.model.listing import Name, normal_identifier
from interlock.model.record import Record, standing_on
from interlock.model.target import Target
from interlock.model.view import ListingView, TargetView
from interlock.names import equal_keys, fold, sound_keys

_CLOSE = 80
"""Folded names this alike (0..100) are worth showing to someone who typed one of them."""
_POOL = 300
"""Names that are looked at closely. Another romanisation of a Korean name is among the first hundred
of 60,000 names by its letters alone."""


def find_targets(
    query: str, targets: Iterable[Target], records: Mapping[str, Record], *, limit: int = 10
) -> list[Target]:
    """The targets that the query names, best first: an id alone, else equal names, else close ones."""
    pool = list(targets)
    if by_id := _by_id(query, pool, records):
        return by_id[:limit]
    return _by_name(query, pool, records, limit)


def _by_id(query: str, targets: list[Target], records: Mapping[str, Record]) -> list[Target]:
    wanted = query.strip()
    bare = normal_identifier(wanted)
    found = []
    for target in targets:
        if target.target_id.casefold() == wanted.casefold():
            return [target]
        if bare and any(_has_id(records[key], wanted, bare) for key in target.members):
            found.append(target)
    return found


def _has_id(record: Record, wanted: str, bare: str) -> bool:
    listing = record.listing
    if wanted in (*record.keys, *record.source_ids) or bare in map(normal_identifier, record.source_ids):
        return True
    if any(normal_identifier(quote.source_id) == bare for quote in listing.quotes):
        return True
    return len(bare) >= 6 and any(identifier.value == bare for identifier in listing.identifiers)


def _by_name(query: str, targets: list[Target], records: Mapping[str, Record], limit: int) -> list[Target]:
    flat = fold(query)
    if not flat:
        return []
    bearers: dict[str, list[tuple[Target, Record, Name]]] = {}
    for target in targets:
        for key in target.members:
            for name in records[key].listing.names:
                bearers.setdefault(fold(name.text), []).append((target, records[key], name))
    close = process.extract(flat, list(bearers), scorer=fuzz.token_sort_ratio, limit=_POOL)
    scores: dict[str, float] = {}
    found: dict[str, Target] = {}
    for folded, alike, _ in close:
        for target, record, name in bearers[folded]:
            score = _score(query, flat, folded, alike, record, name)
            if score > scores.get(target.target_id, 0.0):
                scores[target.target_id] = score
                found[target.target_id] = target
    ranked = sorted(scores, key=lambda key: (-scores[key], -len(found[key].members), key))
    return [found[key] for key in ranked[:limit]]


def _score(query: str, flat: str, folded: str, alike: float, record: Record, name: Name) -> float:
    """1 for the same letters, less for an equal name, less for an equal sound, less for a close one."""
    if folded == flat:
        return 1.0
    schema = record.listing.schema
    if equal_keys(query, schema) & equal_keys(name.text, schema, name.family):
        return 0.95
    if sound_keys(query, schema) & sound_keys(name.text, schema, name.family):
        return 0.85
    return alike / 100 * 0.9 if alike >= _CLOSE else 0.0


def view(target: Target, records: Mapping[str, Record], as_of: date) -> TargetView:
    """The target as shown: its entries that are known by then, by authority."""
    names: dict[str, None] = {}
    for key in target.members:
        for name in records[key].listing.names:
            names.setdefault(name.text)
    return TargetView(
        target_id=target.target_id,
        schema=target.schema,
        caption=target.caption,
        names=tuple(names),
        listings=tuple(_listing_view(records[key], as_of) for key in target.members),
        links=target.links,
        doubts=target.doubts,
    )


def _listing_view(record: Record, as_of: date) -> ListingView:
    listing = record.listing
    standing = standing_on(record, as_of)
    taken_off = record.spans[-1].delisted_on
    gone = taken_off is not None and taken_off.latest is not None and as_of >= taken_off.latest
    return ListingView(
        authority=listing.authority,
        list_key=listing.list_key,
        source_id=listing.source_id,
        name=listing.caption,
        names=listing.names,
        programmes=listing.programmes,
        effects=listing.effects,
        legal_basis=listing.legal_basis,
        listed_on=record.listed_on,
        amended_on=listing.amended_on,
        first_seen=record.first_seen,
        last_seen=record.last_seen,
        standing=standing.standing,
        why=standing.why,
        delisted=gone,
        delisted_on=taken_off,
        identifiers=listing.identifiers,
        birth_dates=tuple(birth.iso() for birth in listing.birth_dates),
        positions=listing.positions,
        nationalities=listing.nationalities,
        addresses=tuple(address.text for address in listing.addresses),
    )
