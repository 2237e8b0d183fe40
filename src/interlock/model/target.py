"""A target: one real person, body or vessel, however many lists name it."""

from __future__ import annotations

import base64
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


@lru_cache(maxsize=200_000)
def own_id(key: str) -> str:
    """The id of a target whose oldest member is this record: `IL-` and ten letters."""
    digest = hashlib.sha256(key.encode()).digest()
    return "IL-" + base64.b32encode(digest[:10])[:10].decode()  # ten letters are fifty bits


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
