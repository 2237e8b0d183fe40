"""Where every authority stands on every target of a question: what all figures are counted from."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from interlock.focus import ALL
from interlock.gaps.coverage import Reach
from interlock.gaps.position import Position, position
from interlock.gaps.question import Question
from interlock.model.edition import Edition
from interlock.model.record import Record
from interlock.model.target import Target


class Standing(msgspec.Struct, frozen=True):
    """The positions of a question, and what they rest on."""

    question: Question
    positions: tuple[Position, ...]
    """Of every target in the focus that some authority asked about lists, or listed."""
    reaches: dict[str, Reach]
    records: dict[str, Record]


def standing(edition: Edition, question: Question) -> Standing:
    """Where the authorities stand on the day asked, target by target, in the edition's order."""
    records = {record.key: record for record in edition.records}
    reaches = {
        key: Reach(key, edition.lists, edition.snapshots, question.focus.key) for key in question.authorities
    }
    holders = {key: target for target in edition.targets for key in target.members}
    found = (
        position(target, records, holders, question, reaches)
        for target in edition.targets
        if _in_focus(target, records, question)
    )
    kept = tuple(item for item in found if any(place.listed_on for place in item.places.values()))
    return Standing(question, kept, reaches, records)


def _in_focus(target: Target, records: Mapping[str, Record], question: Question) -> bool:
    if question.focus.key == ALL:
        return True
    return any(question.focus.mark(records[key].listing) for key in target.members)
