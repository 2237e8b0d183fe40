"""The part of an edition that a focus needs, found once and kept: an answer reads this and no more. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from importlib import resources

import msgspec

from interlock.focus import ALL, Focus
from interlock.gaps.report import nameless_of
from interlock.gaps.ties import Tie
from interlock.model.lists import ListSpec
from interlock.model.record import Record, Snapshot
from interlock.model.target import Target

_SHAPE = "1"
"""Raised when `Extract` changes its meaning."""


class Extract(msgspec.Struct, frozen=True, kw_only=True):
    """What the gaps of one focus rest on."""

    targets: tuple[Target, ...]
    """In the focus; and those that one of them may be, or is tied to."""
    records: tuple[Record, ...]
    """Their members, by key."""
    ties: tuple[Tie, ...]
    """That those records print, or that name one of them."""
    nameless: dict[str, int]
    """See `nameless_of`; of the whole edition."""
    snapshots: tuple[Snapshot, ...]
    lists: tuple[ListSpec, ...]


_ENCODER = msgspec.msgpack.Encoder(order="deterministic")
_DECODER = msgspec.msgpack.Decoder(Extract)
_TIES = msgspec.msgpack.Decoder(tuple[Tie, ...])


def extract_of(
    focus: Focus,
    targets: Iterable[Target],
    records: Mapping[str, Record],
    snapshots: tuple[Snapshot, ...],
    lists: tuple[ListSpec, ...],
    ties: tuple[Tie, ...],
) -> Extract:
    """Everything of the edition that an answer on the focus may look at. `ties`: all of the edition's."""
    every = tuple(targets)
    holders = {key: target for target in every for key in target.members}
    marked = [t for t in every if any(focus.mark(records[key].listing) for key in t.members)]
    inside = {key for target in marked for key in target.members}
    near = tuple(tie for tie in ties if tie.key in inside or inside.intersection(tie.parties))
    wanted = {target.target_id: target for target in marked}
    for target in marked:
        for doubt in target.doubts:
            for key in (doubt.a, doubt.b):
                wanted[holders[key].target_id] = holders[key]
    for tie in near:
        for key in (tie.key, *tie.parties):
            wanted[holders[key].target_id] = holders[key]
    chosen = tuple(wanted[target_id] for target_id in sorted(wanted))
    keys = sorted(key for target in chosen for key in target.members)
    held = set(keys)
    return Extract(
        targets=chosen,
        records=tuple(records[key] for key in keys),
        ties=tuple(sorted(tie for tie in ties if tie.key in held)),
        nameless=nameless_of(records.values()),
        snapshots=snapshots,
        lists=lists,
    )


def packed(extract: Extract | tuple[Tie, ...]) -> bytes:
    """The extract, or all ties, as bytes; equal ones give equal bytes."""
    return _ENCODER.encode(extract)


def unpacked(data: bytes) -> Extract:
    """The extract that was packed. Raises: msgspec.DecodeError."""
    return _DECODER.decode(data)


def ties_unpacked(data: bytes) -> tuple[Tie, ...]:
    """The ties that were packed. Raises: msgspec.DecodeError."""
    return _TIES.decode(data)


def name_of(edition_id: str, focus_key: str) -> str:
    """File name of the extract: another edition, focus table or way of extracting has another name.

    That of the focus `all` holds the ties alone: its records are the edition's.
    """
    digest = hashlib.sha256(_SHAPE.encode())
    for data in _code(focus_key):
        digest.update(data)
    return f"{edition_id}-{focus_key}-{digest.hexdigest()[:8]}.msgpack"


def _code(focus_key: str) -> Iterator[bytes]:
    """What decides what is extracted: the focus's table, and how names of tied parties are compared."""
    if focus_key != ALL:
        yield resources.files("interlock.focus").joinpath("tables", f"{focus_key}.toml").read_bytes()
    for module in ("ties.py", "name_keys.py", "extract.py"):
        yield resources.files("interlock.gaps").joinpath(module).read_bytes()
