"""What is asked: an entity by example."""

from __future__ import annotations

import msgspec


class Query(msgspec.Struct, frozen=True):
    """An entity by example, in FollowTheMoney terms."""

    schema: str
    """`Thing` for whoever does not know."""
    properties: dict[str, tuple[str, ...]]
    id: str | None = None
    """The asker's own, echoed."""
