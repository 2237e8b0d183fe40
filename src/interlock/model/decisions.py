"""Decisions of people: who is whom, and whether a snapshot may be relied upon.

A decision is appended and may be withdrawn; it is never changed or erased. Its id is a hash of all that
it says: the same decision out of two files is one, and a line that somebody edited is found out.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Literal

import msgspec

from interlock.base.errors import QueryError
from interlock.model.record import SnapshotFile

Verdict = Literal["positive", "negative", "unsure"]
"""The same party, not the same party, or looked at and left open. The words of the FtM resolver."""
SnapshotVerdict = Literal["accepted", "rejected"]


class Withdrawal(msgspec.Struct, frozen=True, order=True, forbid_unknown_fields=True):
    """Somebody took a decision back. The decision stays on file and counts no more."""

    made_at: datetime
    author: str
    reason: str


class Judgement(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    tag_field="kind",
    tag="judgement",
    omit_defaults=True,
    forbid_unknown_fields=True,
):
    """A person's word on whether two records are one party. Made by `judgement`."""

    id: str
    a: str
    """Record key; a < b."""
    b: str
    verdict: Verdict
    author: str
    made_at: datetime
    """UTC."""
    reason: str
    withdrawals: tuple[Withdrawal, ...] = ()
    """Sorted; one is enough for the judgement to count no more."""

    @property
    def stands(self) -> bool:
        """Nobody has taken it back."""
        return not self.withdrawals


class SnapshotDecision(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    tag_field="kind",
    tag="snapshot_decision",
    omit_defaults=True,
    forbid_unknown_fields=True,
):
    """A person's word on whether a snapshot may be relied upon. Made by `snapshot_decision`."""

    id: str
    list_key: str
    day: date
    inputs: str
    """`inputs_sha` of the snapshot's files: other bytes under the same date are not decided upon."""
    verdict: SnapshotVerdict
    author: str
    made_at: datetime
    reason: str
    withdrawals: tuple[Withdrawal, ...] = ()

    @property
    def stands(self) -> bool:
        """Nobody has taken it back."""
        return not self.withdrawals


Decided = Judgement | SnapshotDecision


def judgement(a: str, b: str, verdict: Verdict, *, author: str, made_at: datetime, reason: str) -> Judgement:
    """The judgement, its keys in order, its time in UTC, its id made.

    Raises:
        QueryError: a record against itself, no author or reason, or text that no store can hold.
    """
    for name, text in (("record key", a), ("record key", b), ("author", author), ("reason", reason)):
        checked_text(name, text)
    if a == b:
        raise QueryError(f"{a} is the same record twice", remedy="name two different records")
    first, second = sorted((a, b))
    moment = in_utc(made_at)
    return Judgement(
        id=hashed_id("J", first, second, verdict, author, moment.isoformat(), reason),
        a=first,
        b=second,
        verdict=verdict,
        author=author,
        made_at=moment,
        reason=reason,
    )


def snapshot_decision(
    list_key: str,
    day: date,
    inputs: str,
    verdict: SnapshotVerdict,
    *,
    author: str,
    made_at: datetime,
    reason: str,
) -> SnapshotDecision:
    """The decision, its time in UTC, its id made.

    Raises:
        QueryError: no list, author or reason, or text that no store can hold.
    """
    for name, text in (("list", list_key), ("hash", inputs), ("author", author), ("reason", reason)):
        checked_text(name, text)
    moment = in_utc(made_at)
    return SnapshotDecision(
        id=hashed_id("S", list_key, day.isoformat(), inputs, verdict, author, moment.isoformat(), reason),
        list_key=list_key,
        day=day,
        inputs=inputs,
        verdict=verdict,
        author=author,
        made_at=moment,
        reason=reason,
    )


def withdrawal(*, author: str, made_at: datetime, reason: str) -> Withdrawal:
    """The withdrawal, its time in UTC.

    Raises:
        QueryError: no author or reason, or text that no store can hold.
    """
    checked_text("author", author)
    checked_text("reason", reason)
    return Withdrawal(in_utc(made_at), author, reason)


def withdrawal_id(of: str, withdrawn: Withdrawal) -> str:
    """The id of a withdrawal of the decision `of`."""
    return hashed_id("W", of, withdrawn.author, withdrawn.made_at.isoformat(), withdrawn.reason)


def remade(decided: Decided) -> Decided:
    """The decision as its maker would make it, with the same withdrawals, sorted, each once.

    The same value, where nothing was edited: whoever reads decisions from outside compares the ids.

    Raises:
        QueryError: it holds what no decision may.
    """
    told = {"author": decided.author, "made_at": decided.made_at, "reason": decided.reason}
    made: Decided
    if isinstance(decided, Judgement):
        made = judgement(decided.a, decided.b, decided.verdict, **told)  # type: ignore[arg-type]
    else:
        made = snapshot_decision(
            decided.list_key,
            decided.day,
            decided.inputs,
            decided.verdict,
            **told,  # type: ignore[arg-type]
        )
    return msgspec.structs.replace(made, withdrawals=withdrawals_remade(decided.withdrawals))


def withdrawals_remade(backs: Iterable[Withdrawal]) -> tuple[Withdrawal, ...]:
    """Withdrawals as their maker would make them, sorted, each once. Raises: QueryError."""
    made = {withdrawal(author=back.author, made_at=back.made_at, reason=back.reason) for back in backs}
    return tuple(sorted(made))


def inputs_sha(files: Iterable[SnapshotFile]) -> str:
    """One hash (64 hexadecimal digits) of the files of a snapshot, whatever their order."""
    lines = sorted(f"{file.role}\t{file.name}\t{file.sha256}" for file in files)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def hashed_id(letter: str, *parts: str) -> str:
    """The letter, and 16 more of a hash of all that is said."""
    digest = hashlib.sha256(msgspec.json.encode(parts)).digest()
    return f"{letter}-{base64.b32encode(digest)[:16].decode()}"


def checked_text(name: str, text: str) -> None:
    """The text says something, and every store can hold it. Raises: QueryError."""
    if not text.strip():
        raise QueryError(f"a decision without {name}", remedy=f"give the {name}")
    # PostgreSQL holds no NUL, and neither store holds half of a surrogate pair.
    if "\0" in text or any("\ud800" <= ch <= "\udfff" for ch in text):
        raise QueryError(
            f"the {name} holds characters that cannot be stored: {text!a}",
            remedy="write it without NUL and without broken surrogates",
        )


def in_utc(moment: datetime) -> datetime:
    """The same instant in UTC. Raises: QueryError: it names no time zone, or none in UTC."""
    if moment.tzinfo is None:
        raise QueryError(f"{moment.isoformat()} names no time zone", remedy="add Z, or an offset")
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        raise QueryError(
            f"{moment.isoformat()} is no time in UTC", remedy="give a time of this age"
        ) from None
