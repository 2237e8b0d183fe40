"""What people put on file about a gap, and what builds saw happen to it: appended, withdrawable, hashed.

A gap's id holds its target's id, and targets merge and part. Each word therefore names the entries that the
target had when it was said, and follows them to whatever target holds them later.
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal, get_args

import msgspec

from interlock.base.errors import QueryError
from interlock.model.decisions import Withdrawal, checked_text, hashed_id, in_utc

GapState = Literal["new", "acknowledged", "in work", "accepted as is", "closed"]
GAP_STATES: tuple[GapState, ...] = get_args(GapState)

WordKind = Literal["note", "owner", "state"]
Seen = Literal["opened", "changed", "closed", "reopened"]


class GapWord(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    tag_field="kind",
    tag="gap_word",
    omit_defaults=True,
    forbid_unknown_fields=True,
):
    """A person's note, or word on who has the gap or how far the work is. Made by `gap_word`."""

    id: str
    gap_id: str
    entries: tuple[str, ...]
    """Record keys of the target when it was said, sorted."""
    what: WordKind
    value: str
    """The owner (empty: nobody has it any more) or the state; empty for a note."""
    author: str
    made_at: datetime
    reason: str
    """The note itself; why it has that state or owner."""
    withdrawals: tuple[Withdrawal, ...] = ()

    @property
    def stands(self) -> bool:
        """Nobody has taken it back."""
        return not self.withdrawals


class GapSighting(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    tag_field="kind",
    tag="gap_sighting",
    omit_defaults=True,
    forbid_unknown_fields=True,
):
    """What became of a gap from one edition to the next, and what did it. Made by `gap_sighting`."""

    id: str
    gap_id: str
    entries: tuple[str, ...]
    what: Seen
    status: str
    """From then on; empty: there is no such gap any more."""
    edition: str
    edition_before: str
    author: str
    made_at: datetime
    reason: str
    """The snapshot, judgement or code that did it, in words."""
    withdrawals: tuple[Withdrawal, ...] = ()

    @property
    def stands(self) -> bool:
        """Nobody has taken it back."""
        return not self.withdrawals


Filed = GapWord | GapSighting


def gap_word(
    gap_id: str,
    entries: tuple[str, ...],
    what: WordKind,
    value: str,
    *,
    author: str,
    made_at: datetime,
    reason: str,
) -> GapWord:
    """The word, its entries sorted, its time in UTC, its id made.

    Raises:
        QueryError: no gap, entry, author or reason, no such state, or text that no store can hold.
    """
    sorted_entries = _checked(gap_id, entries, author, reason)
    if what == "state" and value not in GAP_STATES:
        raise QueryError(f"there is no state {value!r}", remedy=f"use one of: {', '.join(GAP_STATES)}")
    if what == "note" and value:
        raise QueryError("a note has no value", remedy="give its text as the reason")
    if value:
        checked_text(what, value)
    moment = in_utc(made_at)
    return GapWord(
        id=hashed_id("G", gap_id, *sorted_entries, what, value, author, moment.isoformat(), reason),
        gap_id=gap_id,
        entries=sorted_entries,
        what=what,
        value=value,
        author=author,
        made_at=moment,
        reason=reason,
    )


def gap_sighting(
    gap_id: str,
    entries: tuple[str, ...],
    what: Seen,
    status: str,
    *,
    edition: str,
    edition_before: str,
    author: str,
    made_at: datetime,
    reason: str,
) -> GapSighting:
    """The sighting, its entries sorted, its time in UTC, its id made.

    Raises:
        QueryError: no gap, entry, edition, author or reason, or text that no store can hold.
    """
    sorted_entries = _checked(gap_id, entries, author, reason)
    for text in (edition, edition_before):
        checked_text("edition", text)
    moment = in_utc(made_at)
    said = (what, status, edition, edition_before, author, moment.isoformat(), reason)
    return GapSighting(
        id=hashed_id("O", gap_id, *sorted_entries, *said),
        gap_id=gap_id,
        entries=sorted_entries,
        what=what,
        status=status,
        edition=edition,
        edition_before=edition_before,
        author=author,
        made_at=moment,
        reason=reason,
    )


def refiled(filed: Filed) -> Filed:
    """What was filed as its maker would make it. Raises: QueryError: it holds what nothing may."""
    if isinstance(filed, GapWord):
        return gap_word(
            filed.gap_id,
            filed.entries,
            filed.what,
            filed.value,
            author=filed.author,
            made_at=filed.made_at,
            reason=filed.reason,
        )
    return gap_sighting(
        filed.gap_id,
        filed.entries,
        filed.what,
        filed.status,
        edition=filed.edition,
        edition_before=filed.edition_before,
        author=filed.author,
        made_at=filed.made_at,
        reason=filed.reason,
    )


def _checked(gap_id: str, entries: tuple[str, ...], author: str, reason: str) -> tuple[str, ...]:
    for name, text in (("gap", gap_id), ("author", author), ("reason", reason)):
        checked_text(name, text)
    if not entries:
        raise QueryError("a word on a gap without an entry", remedy="name the entries of its target")
    for key in entries:
        checked_text("record key", key)
    return tuple(sorted(set(entries)))
