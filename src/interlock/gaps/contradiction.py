"""Contradiction: lists that mean one target say of it what cannot all be true."""

from __future__ import annotations

from collections.abc import Iterable

from interlock.gaps.finding import Finding, Silent
from interlock.gaps.identity_data import KIND_WORDS
from interlock.gaps.position import Position
from interlock.gaps.scene import ONE_HOLDER, STRONG, Scene
from interlock.model.dates import PartialDate
from interlock.model.gap import GapStatus
from interlock.model.record import Record


def find(position: Position, scene: Scene) -> list[Finding | Silent]:
    """One finding for each member whose entry is part of a contradiction.

    Rule: two entries in force of the target share a strong identifier or one quotes the other, and every date
    of birth, the sex or the IMO number differs: open. Without a shared number or quote the link itself may
    be wrong: unresolved. A passport, national id or IMO number that one list prints for two targets: open,
    evidence of an error, and of no link.
    """
    found = list[Finding | Silent]()
    comparable = _comparable(position, scene.question.authorities)
    for authority in position.listers:
        open_, doubtful = list[str](), list[str]()
        for own in position.entries(authority):
            for other in comparable:
                if other is not own and (said := _conflicts(own, other)):
                    (open_ if _tied(own, other) else doubtful).extend(said)
            if own.listing.identifiers:
                open_ += _given_twice(own, position, scene)
        if open_ or doubtful:
            status: GapStatus = "open" if open_ else "unresolved"
            details = tuple(dict.fromkeys([*open_, *doubtful]))
            more = f" (and {len(details) - 1} more)" if len(details) > 1 else ""
            link = "" if open_ else "; no number is shared, so the link may be wrong"
            found.append(
                Finding(
                    kind="contradiction",
                    authority=authority,
                    status=status,
                    since=None,
                    why=f"{details[0]}{more}{link}",
                    details=details,
                    closes="the authorities compare their sources, and the one in error amends its entry",
                )
            )
    return found


def _comparable(position: Position, authorities: tuple[str, ...]) -> list[Record]:
    """The entries in force that say what may differ; none where only one does."""
    found = [
        record
        for record in position.in_force
        if record.listing.birth_dates or record.listing.genders or record.listing.identifiers
        if record.listing.authority in authorities
    ]
    return found if len(found) > 1 else []


def _conflicts(own: Record, other: Record) -> list[str]:
    a, b, found = own.listing, other.listing, list[str]()
    if a.birth_dates and b.birth_dates and not _some_agree(a.birth_dates, b.birth_dates):
        found.append(
            f"born {' or '.join(x.iso() for x in a.birth_dates)} ({_entry(own)}),"
            f" {' or '.join(y.iso() for y in b.birth_dates)} ({_entry(other)})"
        )
    if a.genders and b.genders and not set(a.genders) & set(b.genders):
        found.append(f"sex {', '.join(a.genders)} ({_entry(own)}), {', '.join(b.genders)} ({_entry(other)})")
    ours = _numbers(own, "imo_ship")
    theirs = _numbers(other, "imo_ship") if ours else ours
    if ours and theirs and not ours & theirs:
        mine, others = ", ".join(sorted(ours)), ", ".join(sorted(theirs))
        found.append(f"IMO {mine} ({_entry(own)}), {others} ({_entry(other)})")
    return found


def _some_agree(ours: Iterable[PartialDate], theirs: Iterable[PartialDate]) -> bool:
    return any(one.agrees_with(other) for one in ours for other in theirs)


def _tied(own: Record, other: Record) -> bool:
    """They share a strong number, or one names the other as the same target."""
    shared = {(i.kind, i.value) for i in own.listing.identifiers if i.kind in STRONG}
    if any((i.kind, i.value) in shared for i in other.listing.identifiers):
        return True
    return _quotes(own, other) or _quotes(other, own)


def _quotes(one: Record, other: Record) -> bool:
    return any(
        quote.authority == other.listing.authority and quote.source_id in other.source_ids
        for quote in one.listing.quotes
    )


def _numbers(record: Record, kind: str) -> set[str]:
    return {identifier.value for identifier in record.listing.identifiers if identifier.kind == kind}


def _given_twice(own: Record, position: Position, scene: Scene) -> list[str]:
    """Numbers of the entry that its own list prints for another target too."""
    found = []
    for identifier in own.listing.identifiers:
        if identifier.kind not in ONE_HOLDER:
            continue
        for key in sorted(scene.sharing(identifier.kind, identifier.value)):
            other = scene.records[key]
            if (
                other.listing.list_key == own.listing.list_key
                and key not in position.target.members
                and other.listing.schema == own.listing.schema
            ):
                found.append(
                    f"{KIND_WORDS[identifier.kind]} {identifier.value} stands on two entries of one list:"
                    f" {_entry(own)} {own.listing.caption}, {_entry(other)} {other.listing.caption}"
                )
    return found


def _entry(record: Record) -> str:
    return f"{record.listing.authority.upper()} {record.listing.source_id}"
