"""What an official opens first. Field names are the public JSON."""

from __future__ import annotations

from datetime import date
from typing import Literal

import msgspec

from interlock.model.gap import CoverageRow, Gap
from interlock.model.life import CaseView, GapEvent


class Ready(msgspec.Struct, frozen=True, kw_only=True):
    """One value that identifies the target, ready to be copied, with the entries that print it."""

    what: str
    """`passport`, `imo_ship`, `birth date`..."""
    value: str
    """As printed where it is; a birth date as ISO."""
    country: str
    entries: tuple[str, ...]
    """`us 39496`, sorted."""


class InboxGap(msgspec.Struct, frozen=True, kw_only=True):
    """A gap of the own authority, with where the work on it stands."""

    gap: Gap
    case: CaseView
    ready: tuple[Ready, ...]


class ListNews(msgspec.Struct, frozen=True, kw_only=True):
    """What one list brought, by its snapshots."""

    list_key: str
    from_snapshot: date
    to_snapshot: date
    added: int
    removed: int
    changed: int
    names: tuple[str, ...]
    """Of the first few added and removed, `+` or `-` before each."""


class Reason(msgspec.Struct, frozen=True, kw_only=True):
    """Why something cannot be told, and of how many targets."""

    targets: int
    why: str


class Waiting(msgspec.Struct, frozen=True, kw_only=True):
    """Something that waits for a person."""

    what: Literal["mine", "deadline", "who is who", "quarantine", "missing list", "old list"]
    text: str
    to_do: str
    """A command to type; empty when there is none."""
    gap_id: str = ""


class Inbox(msgspec.Struct, frozen=True, kw_only=True):
    """The answer to `interlock inbox`: five things, in the order in which they are read."""

    edition: str
    as_of: date
    since: date
    authority: str
    coalition: tuple[str, ...]
    references: tuple[str, ...]
    focus: str
    fictional: bool
    reader: str
    """Whose work `waiting` speaks of; empty: nobody's in particular."""
    coverage: tuple[CoverageRow, ...]
    lists: tuple[ListNews, ...]
    """1. What each list brought since."""
    changes: tuple[GapEvent, ...]
    """1. What became of the authority's own gaps since."""
    changes_of_others: dict[str, int]
    """How many gaps of each other authority changed."""
    un_open: tuple[InboxGap, ...]
    """2. What the Security Council lists and the authority does not."""
    un_unresolved: tuple[InboxGap, ...]
    un_unknown: tuple[Reason, ...]
    """Of what our copies cannot tell whether it is a hole."""
    close_now: tuple[InboxGap, ...]
    """3. What allies list and the authority could close now: identity is ready."""
    needs_more: int
    """Open designation gaps without a strong identifier or a full birth date on any list."""
    lacks_basis: int
    """Open designation gaps for which the authority lacks a legal basis."""
    contradictions: tuple[InboxGap, ...]
    """4. What lists say of one target that cannot all be true."""
    waiting: tuple[Waiting, ...]
    """5. Deadlines, and what waits for a person."""
    accepted: int
    """Gaps that somebody accepted as they are: in none of the above."""
    notes: tuple[str, ...]
