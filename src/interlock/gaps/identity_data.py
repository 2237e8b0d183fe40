"""Identity data: another list prints what identifies the target, and a member's entry does not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from interlock.gaps.finding import Finding, Silent
from interlock.gaps.position import Position
from interlock.gaps.scene import STRONG, Scene
from interlock.model.record import Record

KIND_WORDS = {
    "passport": "passport",
    "national_id": "national id",
    "imo_ship": "IMO number",
    "imo_company": "company's IMO number",
    "wallet": "wallet",
    "registration": "registration number",
    "tax": "tax number",
    "swift": "SWIFT code",
    "lei": "LEI",
    "birth": "date of birth",
}


class _Printed(msgspec.Struct, frozen=True, gc=False):
    """A number or a date of birth that an entry prints."""

    kind: str
    value: str
    record: Record
    is_exact: bool = True
    """Not so is a date of birth that is not known to the day: others need not have it."""


ByKind = dict[str, dict[str, list[Record]]]
"""Kind to value as printed to the entries that print it."""


def find(position: Position, scene: Scene) -> list[Finding | Silent]:
    """One finding for each member whose entry lacks a strong identifier that another lister prints.

    Rule: strong is a passport, national id, IMO number, wallet, registration or tax number, SWIFT code,
    LEI, or a date of birth to the day. *Strong* gap: the member's entry has none of that kind. *Weak*: it has
    others of the kind, or a date of birth less exact. A kind that no entry of the member's lists prints is
    not comparable; an entry of which our copies lack the main file is unknown.
    """
    found = list[Finding | Silent]()
    prints = {key: list(_printed(position.entries(key))) for key in position.listed}
    if not any(one.is_exact for printed in prints.values() for one in printed):
        return found
    for authority in position.listers:
        own = position.entries(authority)
        offered = _by_kind(
            one for key, printed in prints.items() if key != authority for one in printed if one.is_exact
        )
        if not offered:
            continue
        if not any("core" in record.listing.facets for record in own):
            why = f"the main file of the entry of {authority.upper()} is not in our copies"
            found.append(Silent(kind="identity_data", authority=authority, state="unknown", why=why))
            continue
        found.extend(_compared(authority, own, _by_kind(prints[authority]), offered, scene))
    return found


def _compared(
    authority: str, own: Iterable[Record], mine: ByKind, offered: ByKind, scene: Scene
) -> list[Finding | Silent]:
    missing, extra, silent = ByKind(), ByKind(), list[str]()
    for kind, values in offered.items():
        if not scene.prints.any(authority, kind):
            silent.append(KIND_WORDS[kind])
        elif kind not in mine:
            missing[kind] = values
        elif kind != "birth":
            rest = {value: holders for value, holders in values.items() if value not in mine[kind]}
            if rest:
                extra[kind] = rest
        elif not any(birth.is_day for record in own for birth in record.listing.birth_dates):
            extra[kind] = values
    found = list[Finding | Silent]()
    if missing or extra:
        lacks, more = list(_details(missing)), list(_details(extra))
        words = ", ".join(KIND_WORDS[kind] for kind in (*missing, *extra))
        entries = ", ".join(record.listing.source_id for record in own)
        found.append(
            Finding(
                kind="identity_data",
                authority=authority,
                status="open",
                since=None,
                grade="" if missing else "weak",
                why=f"entry {entries} of {authority.upper()} lacks what others print: {words}",
                details=(*lacks, *more),
                closes=f"{authority.upper()} adds to entry {entries}: {'; '.join([*lacks, *more][:6])}",
            )
        )
    elif silent:
        for words in silent:
            why = f"no entry of {authority.upper()} prints a {words}"
            found.append(Silent(kind="identity_data", authority=authority, state="not_comparable", why=why))
    return found


def _printed(records: Iterable[Record]) -> Iterator[_Printed]:
    for record in records:
        for identifier in record.listing.identifiers:
            if identifier.kind in STRONG:
                yield _Printed(identifier.kind, identifier.value, record)
        for birth in record.listing.birth_dates:
            yield _Printed("birth", birth.iso(), record, birth.is_day)


def _by_kind(prints: Iterable[_Printed]) -> ByKind:
    found = ByKind()
    for one in prints:
        found.setdefault(one.kind, {}).setdefault(one.value, []).append(one.record)
    return found


def _details(found: ByKind) -> Iterable[str]:
    for kind, values in found.items():
        for value, holders in values.items():
            entries = ", ".join(
                f"{record.listing.authority.upper()} {record.listing.source_id}" for record in holders
            )
            yield f"{KIND_WORDS[kind]} {value} ({entries})"
