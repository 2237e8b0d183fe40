"""A person's word on a snapshot, into the ledger: accept, reject, withdraw."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import msgspec

from interlock.base.errors import QueryError
from interlock.ingest.parsers import Parsers
from interlock.ingest.quarantine import snapshot_of
from interlock.ingest.rulings import rulings_of
from interlock.model.decisions import (
    SnapshotDecision,
    SnapshotVerdict,
    inputs_sha,
    snapshot_decision,
    withdrawal,
)
from interlock.model.guarding import Rulings
from interlock.store.ledger import Ledger, standing_snapshot_decisions


class Officer(msgspec.Struct, frozen=True):
    """Who decides, when, and why."""

    author: str
    reason: str
    made_at: datetime


def rulings(home: Path, ledger: str = "") -> Rulings:
    """The rulings that stand in the ledger.

    Raises:
        StoreError: the ledger cannot be read.
    """
    return rulings_of(standing_snapshot_decisions(home, ledger))


def rule(
    home: Path,
    list_key: str,
    day: date,
    verdict: SnapshotVerdict,
    officer: Officer,
    *,
    ledger: str = "",
    parsers: Parsers | None = None,
) -> SnapshotDecision:
    """The decision stands in the ledger; it holds for exactly the bytes that are archived now.

    Raises:
        QueryError: no such snapshot, no author or reason, it was ruled about already, or it is to be
            accepted and no parser can read it. StoreError: the home or the ledger is damaged.
    """
    shot = snapshot_of(home, rulings(home, ledger), list_key, day, parsers=parsers)
    if shot.ruling is not None:
        raise QueryError(
            f"the snapshot of {list_key} of {day} was {shot.ruling.verdict} by {shot.ruling.author} already:"
            f" {shot.ruling.reason}",
            remedy=f"`interlock quarantine withdraw {list_key} {day} --reason TEXT` takes that back",
        )
    if verdict == "accepted" and any(breach.guard == "illegible" for breach in shot.breaches):
        raise QueryError(
            f"the snapshot of {list_key} of {day} cannot be accepted, because it cannot be read: {shot.why}",
            remedy="fetch it again, or upgrade Interlock",
        )
    decision = snapshot_decision(
        list_key,
        day,
        inputs_sha(shot.files),
        verdict,
        author=officer.author,
        made_at=officer.made_at,
        reason=officer.reason,
    )
    with Ledger(home, ledger) as book:
        book.append([decision])
    return decision


def withdraw(
    home: Path,
    list_key: str,
    day: date,
    officer: Officer,
    *,
    ledger: str = "",
    parsers: Parsers | None = None,
) -> tuple[SnapshotDecision, ...]:
    """No decision about the snapshot as it is archived stands any more; those withdrawn are returned.

    Raises:
        QueryError: no such snapshot, or nothing was decided about it. StoreError: as above.
    """
    standing = standing_snapshot_decisions(home, ledger)
    shot = snapshot_of(home, rulings_of(standing), list_key, day, parsers=parsers)
    inputs = inputs_sha(shot.files)
    mine = [one for one in standing if (one.list_key, one.day, one.inputs) == (list_key, day, inputs)]
    if not mine:
        raise QueryError(
            f"nobody has decided about the snapshot of {list_key} of {day} as it is archived now",
            remedy="`interlock quarantine list` shows what was decided",
        )
    back = withdrawal(author=officer.author, made_at=officer.made_at, reason=officer.reason)
    taken = [msgspec.structs.replace(one, withdrawals=(back,)) for one in mine]
    with Ledger(home, ledger) as book:
        book.append(taken)
    return tuple(taken)
