"""One gap told to the end: what it says, by which rule, on which rows, and what would close it."""

from __future__ import annotations

from datetime import date

import msgspec

from interlock.model.dates import ActDate
from interlock.model.gap import Gap


class SourceRow(msgspec.Struct, frozen=True, kw_only=True):
    """An entry that the gap rests on, and where it stands in our copies. Field names are the public JSON."""

    authority: str
    list_key: str
    source_id: str
    name: str
    standing: str
    """`listed`, `not listed` or `unknown` on the day asked."""
    why: str
    listed_on: ActDate
    first_seen: date
    last_seen: date
    programmes: tuple[str, ...]
    effects: tuple[str, ...]
    snapshot: date | None
    """The newest snapshot not after the day that holds the entry, else the first that does."""
    file: str
    sha256: str
    place: str
    """Row or element in the file; empty when the archive does not tell."""


class ExplainedGap(msgspec.Struct, frozen=True, kw_only=True):
    """The answer to `interlock gaps --explain`. Field names are the public JSON."""

    edition: str
    as_of: date
    known_by: date | None
    fictional: bool
    gap: Gap
    rank: int
    """From 1, among all rows of the question."""
    of: int
    rule: str
    """The rule of the kind, as its module states it."""
    sum: str
    """The severity as the sum it is."""
    above_next: str
    """Why it stands above the row that follows."""
    below_previous: str
    """Why it stands below the row before it."""
    rows: tuple[SourceRow, ...]
    coverage: str
    """What the list of the authority that has the gap can tell."""
    links: tuple[str, ...]
    """What holds the entries together, weakest first."""
    closes: str
