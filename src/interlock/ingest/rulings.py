"""The decisions of the ledger as the guards need them: one ruling for each snapshot's bytes. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from interlock.model.decisions import SnapshotDecision
from interlock.model.guarding import Ruling, Rulings


def rulings_of(decisions: Iterable[SnapshotDecision]) -> Rulings:
    """The rulings that stand.

    Where two people contradict each other about the same bytes, the rejection counts until one of the two
    takes the decision back: a list that somebody called wrong is not relied upon. Of several that agree,
    the first is named.
    """
    found: dict[tuple[str, object, str], SnapshotDecision] = {}
    for one in decisions:
        if one.stands:
            key = (one.list_key, one.day, one.inputs)
            other = found.get(key)
            if other is None or _rank(one) < _rank(other):
                found[key] = one
    return {
        (one.list_key, one.day, one.inputs): Ruling(one.verdict, one.author, one.reason)
        for one in found.values()
    }


def _rank(decision: SnapshotDecision) -> tuple[bool, object, str]:
    return decision.verdict != "rejected", decision.made_at, decision.id
