"""Where every authority stands on every target of a question: what all figures are counted from."""

from __future__ import annotations

import msgspec

from interlock.gaps.absence import Absences
from interlock.gaps.coverage import Reach
from interlock.gaps.position import Position
from interlock.gaps.positions import holders_of, positions_of, reaches_of
from interlock.gaps.question import Question
from interlock.model.edition import Edition
from interlock.model.record import Record


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
    reaches = reaches_of(question, edition.lists, edition.snapshots)
    absences = Absences(question.authorities, reaches)
    found = positions_of(question, edition.targets, records, holders_of(edition.targets), absences)
    kept = tuple(item for item in found if any(place.listed_on for place in item.places.values()))
    return Standing(question, kept, reaches, records)
