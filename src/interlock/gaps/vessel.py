"""Vessel: a member lists a ship's owner and not the ship, or knows the ship by an old name or flag."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from interlock.gaps.finding import STATUS, Finding, Silent
from interlock.gaps.place import Place
from interlock.gaps.position import Position
from interlock.gaps.scene import Scene
from interlock.model.record import Record
from interlock.model.target import Target
from interlock.names import equal_keys

TIES = {
    "owner": "owner",
    "economic_resource_of": "whose economic resource it is",
    "operator": "operator",
    "linked_to": "to whom it is linked",
}
"""Ties of a ship that a list prints, and how to say them of the party. OFAC prints `Linked To` for the party
whose interest in the ship it blocks."""


def find(position: Position, scene: Scene) -> list[Finding | Silent]:
    """One finding for each member that lists the owner without the ship, or whose entry is out of date.

    Rule: (1) an entry of a ship in force names an owner, operator or the like that is one target; the member
    lists that party on the day, and not the ship. The status is that of the ship: what a list cannot hold is
    unknown. (2) The member and another list the same IMO number, and the other prints a name, flag or
    MMSI that the member's entry lacks: it changed since the one was made, or one of the two errs.
    """
    if position.target.schema != "Vessel":
        return []
    found = list[Finding | Silent]()
    parties = list(_parties(position, scene))
    for authority in position.listers:
        if (outdated := _outdated(position, authority)) is not None:
            found.append(outdated)
    for place in position.lacking:
        if (owner_only := _owner_only(position, scene, place, parties)) is not None:
            found.append(owner_only)
    return found


def _parties(position: Position, scene: Scene) -> Iterator[tuple[str, str, Target]]:
    """(what the tie says, where it stands, the party) of every tie of the ship to one target."""
    seen = set()
    for record in position.in_force:
        for tie in scene.ties.printed.get(record.key, ()):
            party = scene.party(tie) if tie.kind in TIES else None
            if party is not None and (tie.kind, party.target_id) not in seen:
                seen.add((tie.kind, party.target_id))
                yield TIES[tie.kind], f"{record.listing.authority.upper()} {record.listing.source_id}", party


def _owner_only(
    position: Position, scene: Scene, place: Place, parties: Iterable[tuple[str, str, Target]]
) -> Finding | None:
    authority = place.authority
    listed = [
        (words, where, party)
        for words, where, party in parties
        if authority in scene.of(party).listed and party.target_id != position.target.target_id
    ]
    if not listed:
        return None
    details = tuple(
        f"{party.caption}, {words} by {where}: {_entries(scene.of(party), authority)}"
        for words, where, party in listed
    )
    return Finding(
        kind="vessel",
        authority=authority,
        status=STATUS[place.state],
        since=None,
        why=f"{authority.upper()} lists {details[0]}; and not the ship: {place.why}",
        details=details,
        closes=f"{authority.upper()} lists the ship, or says that its owner's entry covers it",
    )


def _outdated(position: Position, authority: str) -> Finding | None:
    own = position.entries(authority)
    numbers = _imos(own)
    details = []
    for key in position.listed:
        theirs = [record for record in position.entries(key) if _imos([record]) & numbers]
        if key == authority or not theirs:
            continue
        details += _differences(own, theirs)
    if not details:
        return None
    return Finding(
        kind="vessel",
        authority=authority,
        status="open",
        since=None,
        grade="weak",
        why=f"IMO {', '.join(sorted(numbers))}: the entry of {authority.upper()} lacks {'; '.join(details)}",
        details=tuple(details),
        closes=f"{authority.upper()} checks the ship by its IMO number and amends its entry",
    )


def _differences(own: Iterable[Record], theirs: Iterable[Record]) -> list[str]:
    found = []
    known = {
        key for record in own for name in record.listing.names for key in equal_keys(name.text, "Vessel")
    }
    flags = {country for record in own for country in record.listing.countries}
    calls = _values(own, "mmsi")
    for record in theirs:
        where = f"({record.listing.authority.upper()} {record.listing.source_id})"
        keys = equal_keys(record.listing.caption, "Vessel")
        if keys and not keys & known:
            found.append(f"the name {record.listing.caption} {where}")
        other = set(record.listing.countries)
        if flags and other and not flags & other:
            found.append(f"the flag {', '.join(sorted(other))} {where}")
        numbers = _values([record], "mmsi")
        if calls and numbers and not calls & numbers:
            found.append(f"the MMSI {', '.join(sorted(numbers))} {where}")
    return found


def _imos(records: Iterable[Record]) -> set[str]:
    return _values(records, "imo_ship")


def _values(records: Iterable[Record], kind: str) -> set[str]:
    return {i.value for record in records for i in record.listing.identifiers if i.kind == kind}


def _entries(position: Position, authority: str) -> str:
    return ", ".join(f"{authority.upper()} {r.listing.source_id}" for r in position.entries(authority))
