"""All positions of a question: where the authorities stand on every target in its focus. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from interlock.focus import ALL
from interlock.gaps.absence import Absences
from interlock.gaps.coverage import Reach
from interlock.gaps.position import Position, position
from interlock.gaps.question import Question
from interlock.model.lists import ListSpec
from interlock.model.record import Record, Snapshot
from interlock.model.target import Target


def reaches_of(
    question: Question, lists: Iterable[ListSpec], snapshots: Iterable[Snapshot]
) -> dict[str, Reach]:
    """What the copies of each authority asked about can tell."""
    specs, shots = tuple(lists), tuple(snapshots)
    return {key: Reach(key, specs, shots, question.focus.key) for key in question.authorities}


def holders_of(targets: Iterable[Target]) -> dict[str, Target]:
    """Record key to the target that holds it."""
    return {key: target for target in targets for key in target.members}


def positions_of(
    question: Question,
    targets: Iterable[Target],
    records: Mapping[str, Record],
    holders: Mapping[str, Target],
    absences: Absences,
) -> list[Position]:
    """One for each target in the focus of which some authority asked about has, or had, an entry."""
    asked = tuple(f"{authority}{end}" for authority in question.authorities for end in ":.")
    return [
        position(target, records, holders, question, absences)
        for target in targets
        if any(key.startswith(asked) for key in target.members) and _in_focus(target, records, question)
    ]


def _in_focus(target: Target, records: Mapping[str, Record], question: Question) -> bool:
    if question.focus.key == ALL:
        return True
    return any(key in records and question.focus.mark(records[key].listing) for key in target.members)
