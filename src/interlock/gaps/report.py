"""All gaps of one question, ranked, with the matrix and the coverage they rest on. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from interlock.focus import ALL
from interlock.gaps import designation, lag, un_implementation
from interlock.gaps.coverage import Reach
from interlock.gaps.finding import as_gap
from interlock.gaps.position import Place, Position, position
from interlock.gaps.question import Question
from interlock.gaps.severity import Weights, components
from interlock.model.gap import Cell, CellState, Gap, GapKind, GapReport, GapStatus, MatrixRow
from interlock.model.lists import ListSpec
from interlock.model.record import Record, Snapshot
from interlock.model.target import Target

_FINDERS = {
    "un_implementation": un_implementation.find,
    "designation": designation.find,
    "lag": lag.find,
}
_STATUS_ORDER: dict[GapStatus, int] = {"open": 0, "unresolved": 1, "unknown": 2, "closed": 3}
_CELL: dict[str, CellState] = {
    "listed": "listed",
    "not listed": "not_listed",
    "unknown": "unknown",
    "not comparable": "not_comparable",
    "unresolved": "unresolved",
}


def gap_report(
    question: Question,
    *,
    edition: str,
    targets: Iterable[Target],
    records: Mapping[str, Record],
    snapshots: Sequence[Snapshot],
    lists: Sequence[ListSpec],
    weights: Weights,
    kinds: Sequence[GapKind],
) -> GapReport:
    """The answer to the question. The same input gives the same report, row for row."""
    reaches = {key: Reach(key, lists, snapshots, question.focus.key) for key in question.authorities}
    every = tuple(targets)
    holders = {key: target for target in every for key in target.members}
    positions = [
        position(target, records, holders, question, reaches)
        for target in every
        if _in_focus(target, records, question)
    ]
    positions = [item for item in positions if item.listers(question.authorities)]
    gaps = _gaps(positions, question, records, weights, kinds)
    return GapReport(
        edition=edition,
        as_of=question.as_of,
        coalition=question.coalition,
        references=question.references,
        focus=question.focus.key,
        fictional=any(shot.fictional for shot in snapshots),
        coverage=tuple(
            reaches[key].row(question.as_of, "coalition" if key in question.coalition else "reference")
            for key in question.authorities
        ),
        gaps=tuple(gaps),
        matrix=tuple(_row(item, question) for item in positions),
        lags=lag.summarise(positions, question),
        notes=_notes(positions, question, records),
    )


def _in_focus(target: Target, records: Mapping[str, Record], question: Question) -> bool:
    if question.focus.key == ALL:
        return True
    return any(question.focus.mark(records[key].listing) for key in target.members)


def _gaps(
    positions: list[Position],
    question: Question,
    records: Mapping[str, Record],
    weights: Weights,
    kinds: Sequence[GapKind],
) -> list[Gap]:
    found = []
    for item in positions:
        for kind in kinds:
            for finding in _FINDERS[kind](item, question):
                parts = components(finding, item, question, records, weights)
                found.append(as_gap(finding, item, question, parts))
    found.sort(key=_rank)
    return found


def _rank(gap: Gap) -> tuple[int, float, int, str]:
    return (_STATUS_ORDER[gap.status], -gap.severity, -(gap.age_days or 0), gap.gap_id)


def _row(item: Position, question: Question) -> MatrixRow:
    return MatrixRow(
        target_id=item.target.target_id,
        target_name=item.target.caption,
        schema=item.target.schema,
        native_names=item.native_names,
        cells={key: _cell(item.places[key]) for key in question.authorities},
    )


def _cell(place: Place) -> Cell:
    return Cell(
        state=_CELL[place.state],
        source_ids=tuple(record.listing.source_id for record in place.records),
        listed_on=place.listed_on,
        why=place.why,
    )


def _notes(positions: list[Position], question: Question, records: Mapping[str, Record]) -> tuple[str, ...]:
    """What this answer does not know, counted."""
    notes = []
    for key in question.authorities:
        name = key.upper()
        places = [item.places[key] for item in positions]
        unconfirmed = sum(
            1 for place in places if place.listed_on is not None and not place.listed_on.is_confirmed
        )
        undated = sum(
            1 for place in places if place.listed_on is not None and place.listed_on.earliest is None
        )
        if unconfirmed:
            notes.append(
                f"{name}: the dates of {unconfirmed} entries are unconfirmed; they are shown with a"
                " question mark and carry no lag"
            )
        if undated:
            notes.append(
                f"{name}: {undated} entries were there in its first snapshot, or its list gives only"
                " a latest date; their lag is not measured"
            )
    nameless = sum(
        1
        for record in records.values()
        if "core" not in record.listing.facets and record.listing.authority in question.authorities
    )
    if nameless:
        notes.append(
            f"{nameless} current entries are known by number (and perhaps aliases) only, from a roster"
            " without the main file; their programmes are unknown, so they are in no focus"
        )
    return tuple(notes)
