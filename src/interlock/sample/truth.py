"""The truth as a file: who every entry is, what was planted, and which gaps an ideal reader would find.

`truth.json` is one object: `fictional`, `version`, `seed`, `as_of` (the newest date of the world),
`coalition`, `focus`, `snapshots` (authority to dates), and three arrays, one item a line:

* `targets`: `id`, `schema`, `focus` (dprk, terror, russia, iran), `facts` (only those it has: name, native,
  former_name, born, country, gender, passport, imo, tax_number, wallets, employer, linked_to) and
  `entries`: `authority`, `source_id`, `listed_on` and `delisted_on` (when the authority truly acted),
  `dated_by` (list, snapshots, unconfirmed), `seen` (dates of the snapshots that hold it);
* `traps`: `kind`, `targets` (ids), `why`, `authority` (whose entry shows it; empty when none in particular);
* `gaps`: see `expected_gaps`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, Final

import msgspec

from interlock.sample.plan import AS_OF, COALITION, SNAPSHOTS
from interlock.sample.target import Entry, Target
from interlock.sample.traps import Trap
from interlock.sample.world import World

FOCUS: Final = "dprk"


def truth_chunks(world: World, version: str) -> Iterator[bytes]:
    """The JSON document in pieces."""
    encode = msgspec.json.Encoder(order="deterministic").encode
    entries = _by_target(world)
    head = {
        "fictional": True,
        "version": version,
        "seed": world.seed,
        "as_of": AS_OF,
        "coalition": COALITION,
        "focus": FOCUS,
        "snapshots": {key: [day for day, _ in days] for key, days in SNAPSHOTS.items()},
    }
    yield encode(head)[:-1]
    targets = (_target(target, entries.get(target.number, [])) for target in world.targets)
    yield from _array(b"targets", (encode(item) for item in targets))
    yield from _array(b"traps", (encode(trap) for trap in (*world.traps, *_from_schedule(world, entries))))
    yield from _array(b"gaps", (encode(gap) for gap in expected_gaps(world, entries)))
    yield b"}\n"


def _array(name: bytes, items: Iterable[bytes]) -> Iterator[bytes]:
    yield b',\n"' + name + b'":['
    comma = b"\n"
    for item in items:
        yield comma + item
        comma = b",\n"
    yield b"\n]"


Listings = list[tuple[str, Entry]]


def _by_target(world: World) -> dict[int, Listings]:
    found: dict[int, Listings] = {}
    for authority, entries in world.entries.items():
        for entry in entries:
            found.setdefault(entry.target, []).append((authority, entry))
    return found


def _target(target: Target, entries: Listings) -> dict[str, Any]:
    facts = {
        "native": target.name.native,
        "name": target.name.latin.comma if target.kind == "Person" else target.name.latin.given,
        "former_name": target.former_name.latin.given if target.former_name else "",
        "born": target.born,
        "country": target.country,
        "gender": ("female" if target.female else "male") if target.kind == "Person" else "",
        "passport": target.passport,
        "imo": target.imo,
        "tax_number": target.tax_number,
        "wallets": target.wallets,
        "employer": target.role.employer.given if target.role else "",
        "linked_to": f"T{target.owner:06d}" if target.owner else "",
    }
    return {
        "id": target.key,
        "schema": target.kind,
        "focus": target.regime,
        "facts": {key: value for key, value in facts.items() if value},
        "entries": [_listing(authority, entry) for authority, entry in entries],
    }


def _listing(authority: str, entry: Entry) -> dict[str, Any]:
    return {
        "authority": authority,
        "source_id": entry.source_id,
        "listed_on": entry.on,
        "delisted_on": entry.until,
        "dated_by": _dated_by(authority, entry),
        "seen": [day for day, _ in SNAPSHOTS[authority] if entry.shown(day)],
    }


def _dated_by(authority: str, entry: Entry) -> str:
    """What a reader has of the date: `list` (printed), `snapshots` (none printed) or `unconfirmed`."""
    if authority == "us":
        return "snapshots"
    return "list" if entry.dated else "unconfirmed"


def _from_schedule(world: World, entries: dict[int, Listings]) -> Iterator[Trap]:
    """What time and the lists' own habits add to the planted traps."""
    for target in world.targets:
        listings = entries.get(target.number, [])
        for authority, entry in listings:
            if entry.absent:
                yield Trap(
                    "absent from one snapshot", (target.key,), "gone for no reason, then back", authority
                )
            if entry.until is not None:
                yield Trap("taken off", (target.key,), f"delisted on {entry.until}", authority)
        rows = [entry for authority, entry in listings if authority == "jp"]
        if len(rows) > 1:
            yield Trap(
                "two rows cross-referenced", (target.key,), "one target on two sheets of Japan's", "jp"
            )


def expected_gaps(world: World, entries: dict[int, Listings]) -> Iterator[dict[str, Any]]:
    """UN-implementation and designation gaps of the coalition in the focus on AS_OF.

    `open`: the member took its entry off, or its newest snapshot is young enough to show an entry and shows
    none. `unknown`: the member's list cannot hold the target (ships), it freezes the UN's targets by another
    act that the copy lacks (kr), or its newest snapshot is older than the designation as the other lists
    show it. A target that the UN lists has no designation gaps, as in the engine.
    """
    for target in world.targets:
        if target.regime != FOCUS:
            continue
        listed = {a: e for a, e in entries.get(target.number, []) if e.until is None or e.until > AS_OF}
        kind = "un_implementation" if "un" in listed else "designation"
        for member in COALITION:
            others = [key for key in listed if key != member and (key in COALITION or key == "un")]
            if kind == "un_implementation":
                others = ["un"]
            if member in listed or not others:
                continue
            known_by = min(_known_by(key, entry) for key, entry in listed.items())
            taken_off = any(authority == member for authority, _ in entries[target.number])
            if taken_off:
                status, why = "open", "taken off"
            else:
                status, why = _status(target, member, known_by, un_listed="un" in listed)
            yield {
                "kind": kind,
                "target": target.key,
                "authority": member,
                "status": status,
                "why": why,
                "listed_by": sorted(listed),
                "since": min(listed[key].on for key in others),
                "after_delisting": taken_off,
            }


def _known_by(authority: str, entry: Entry) -> date:
    """The day by which the listing was surely made; undated, the first snapshot that holds it tells."""
    if authority != "us" and entry.dated:
        return entry.on
    return min(day for day, _ in SNAPSHOTS[authority] if entry.shown(day))


def _status(target: Target, member: str, known_by: date, *, un_listed: bool) -> tuple[str, str]:
    if target.kind == "Vessel" and member != "us":
        return "unknown", "the list holds no ships"
    if un_listed and member == "kr":
        return "unknown", "the UN's targets are frozen by another act, which the copy lacks"
    if SNAPSHOTS[member][-1][0] < known_by:
        return "unknown", "the newest snapshot is older than the designation"
    return "open", "not listed"
