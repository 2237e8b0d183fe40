"""A target: one real person, body or vessel, however many lists name it."""

from __future__ import annotations

import hashlib
from functools import lru_cache

import msgspec

from interlock.model.listing import Schema


class Link(msgspec.Struct, frozen=True, gc=False, order=True):
    """Two records and how alike they are, with the reasons in words."""

    a: str
    """Record key; a < b."""
    b: str
    score: float
    """0..1."""
    reasons: tuple[str, ...]


_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
"""Of base 32."""
_TWO_LETTERS = [first + second for first in _LETTERS for second in _LETTERS]


@lru_cache(maxsize=200_000)
def own_id(key: str) -> str:
    """The id of a target whose oldest member is this record: `IL-` and ten letters."""
    bits = int.from_bytes(hashlib.sha256(key.encode()).digest()[:7], "big") >> 6  # ten letters are fifty bits
    return "IL-" + "".join([_TWO_LETTERS[bits >> shift & 1023] for shift in (40, 30, 20, 10, 0)])


class Target(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A cluster of records that are the same party."""

    target_id: str
    """`IL-` and ten letters, derived from the oldest member: it survives re-builds."""
    schema: Schema
    caption: str
    members: tuple[str, ...]
    """Record keys, sorted."""
    links: tuple[Link, ...] = ()
    """What holds the cluster together."""
    doubts: tuple[Link, ...] = ()
    """Records of other targets that may be the same: for a person to judge. One end is a member."""
