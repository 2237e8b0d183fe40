"""Finding a target by its id, any list's native id or reference, or a name in any script."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from rapidfuzz import fuzz, process

from interlock.model.listing import normal_identifier
from interlock.model.record import Record, standing_on
from interlock.model.target import Target
from interlock.model.view import ListingView, TargetView
from interlock.names import equal_keys, fold, sound_keys

_CLOSE = 80
"""Folded names this alike (0..100) are worth showing to someone who typed one of them."""


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
    if wanted in (record.key, listing.source_id) or normal_identifier(listing.source_id) == bare:
        return True
    if any(normal_identifier(quote.source_id) == bare for quote in listing.quotes):
        return True
    return len(bare) >= 6 and any(identifier.value == bare for identifier in listing.identifiers)


def _by_name(query: str, targets: list[Target], records: Mapping[str, Record], limit: int) -> list[Target]:
    flat = fold(query)
    if not flat:
        return []
    exact: dict[str, float] = {}
    names: dict[str, list[str]] = {}
    for target in targets:
        for key in target.members:
            schema = records[key].listing.schema
            wanted, sounds = equal_keys(query, schema), sound_keys(query, schema)
            for name in records[key].listing.names:
                folded = fold(name.text)
                if folded == flat:
                    exact[target.target_id] = 1.0
                elif wanted & equal_keys(name.text, schema, name.family):
                    exact[target.target_id] = max(exact.get(target.target_id, 0.0), 0.95)
                elif sounds & sound_keys(name.text, schema, name.family):
                    exact[target.target_id] = max(exact.get(target.target_id, 0.0), 0.8)
                names.setdefault(folded, []).append(target.target_id)
    scores = dict(exact)
    close = process.extract(
        flat, list(names), scorer=fuzz.token_sort_ratio, limit=limit * 3, score_cutoff=_CLOSE
    )
    for folded, score, _ in close:
        for target_id in names[folded]:
            scores[target_id] = max(scores.get(target_id, 0.0), score / 100 * 0.9)
    by_id = {target.target_id: target for target in targets}
    ranked = sorted(scores, key=lambda key: (-scores[key], -len(by_id[key].members), key))
    return [by_id[key] for key in ranked[:limit]]


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
