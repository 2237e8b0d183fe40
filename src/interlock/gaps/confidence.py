"""How sure it is that the entries behind a row are one target: the weakest link that the row needs."""

from __future__ import annotations

from collections.abc import Iterable

from interlock.gaps.position import Position

IN_DOUBT = 0.99
"""Links are made from 0.98 on. Below this one, a single wrong reading of a name would have undone the link:
a person should look before acting on the row. One in sixty links of the North Korean targets is below it."""


def confidence_of(position: Position, authorities: Iterable[str]) -> tuple[float, str]:
    """(0..1, the weakest link in words when below `IN_DOUBT`) for a row that rests on those authorities.

    The strongest links are taken first until all entries hang together; the last one taken is the weakest
    that the row needs. Entries that hang together by no link do so by a list's own word or a person's: 1.
    """
    if len(position.target.members) < 2:
        return 1.0, ""
    wanted = set(authorities)
    needed = {key for key in position.target.members if key.partition(":")[0].partition(".")[0] in wanted}
    group = {key: key for key in position.target.members}

    def top(key: str) -> str:
        while group[key] != key:
            key = group[key]
        return key

    if len(needed) < 2:
        return 1.0, ""
    for link in sorted(position.target.links, key=lambda one: (-one.score, one)):
        if link.a not in group or link.b not in group or top(link.a) == top(link.b):
            continue
        group[top(link.a)] = top(link.b)
        if len({top(key) for key in needed}) == 1:
            doubt = f"{link.a} = {link.b} ({link.score:g}): {'; '.join(link.reasons)}"
            return link.score, doubt if link.score < IN_DOUBT else ""
    return 1.0, ""
