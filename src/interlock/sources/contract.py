"""What every authority's module provides, and the types that pass through it.

An authority is one small module under `authorities/` that ends in `AUTHORITY = Authority(...)`, beside
a mapping table `<key>.toml` for everything that is data (element names, programme codes, labels,
countries). `registry.py` finds the modules; this file must not import it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

import msgspec

from interlock.model.listing import Effect, Schema
from interlock.model.snapshot import Parsed

Verdict = Literal["official", "reconstructed", "derived", "unknown"]


class ListSpec(msgspec.Struct, frozen=True, kw_only=True):
    """One list of an authority: what it is, what it can hold, and how it may move."""

    key: str
    """`<authority>.<list>`."""
    title: str
    """The list's own English title."""
    holds: tuple[Schema, ...]
    """Kinds of target the list can hold. Anything else is *not comparable*, never *not listed*."""
    effects: tuple[Effect, ...]
    """What being on the list does, where the entry does not say more."""
    max_shrink: float
    """Share of entries (0..1) by which one snapshot may be smaller than the last good one before it
    is quarantined."""
    max_shrink_reason: str
    """How the number was chosen."""
    damping_days: int = 120
    """How long an entry must stay away before its absence is called a delisting. 120 is a month more
    than the longest known false absence (UN KPe.068, 91 days in 2023)."""
    shows_removals: bool = False
    """The list itself prints removals."""
    source_id: str = ""
    """What `Listing.source_id` is on this list, for the documentation."""


class File(msgspec.Struct, frozen=True):
    """One file as it came, unpacked."""

    name: str
    data: bytes


class FileRole(msgspec.Struct, frozen=True):
    """What a file is: which list it belongs to, and as which part of it."""

    list_key: str
    role: str
    """The authority's own word for the part, such as `sdn`, `alt`, `xml`."""


class Authority(msgspec.Struct, frozen=True, kw_only=True):
    """An authority that publishes lists."""

    key: str
    name: str
    """English name of the body."""
    lists: tuple[ListSpec, ...]
    recognise: Callable[[str, bytes], FileRole | None]
    """(file name without `.gz`, first 4096 bytes of it unpacked) -> role, None for a stranger. Goes by
    the official name where it is telling, by the bytes where it is not. A file whose name begins with
    `derived_` is always a stranger: it is a third party's conversion."""
    read: Callable[[str, Sequence[tuple[FileRole, File]]], Parsed]
    """(list_key, the files of that list on one date) -> what they say.

    Raises: SourceError, and nothing else, whatever the bytes."""

    def list_spec(self, list_key: str) -> ListSpec:
        """The spec of one of this authority's lists. Raises: KeyError for another's."""
        for spec in self.lists:
            if spec.key == list_key:
                return spec
        raise KeyError(list_key)
