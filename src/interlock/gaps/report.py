"""All gaps of one question, ranked, with the matrix and the coverage they rest on. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from operator import attrgetter

from interlock.gaps import (
    contradiction,
    delisting,
    designation,
    evidence,
    expiry,
    identity_data,
    lag,
    network,
    ownership,
    programme_basis,
    scope,
    script,
    un_implementation,
    vessel,
)
from interlock.gaps.absence import Absences
from interlock.gaps.comparability import comparability
from interlock.gaps.finding import Finding, Silent
from interlock.gaps.lag_pairs import summarise
from interlock.gaps.place import Place, State
from interlock.gaps.position import Position
from interlock.gaps.positions import holders_of, positions_of, reaches_of
from interlock.gaps.question import Question
from interlock.gaps.rows import Rows, as_candidate
from interlock.gaps.scene import Scene
from interlock.gaps.severity import Scale, Weights, network_components
from interlock.gaps.ties import Tie, Ties, ties_of
from interlock.model.gap import Cell, CellState, Gap, GapKind, GapReport, GapStatus, MatrixRow, Silence
from interlock.model.lists import ListSpec
from interlock.model.record import Record, Snapshot
from interlock.model.target import Target

Finder = Callable[[Position, Scene], list[Finding | Silent]]

FINDERS: dict[GapKind, Finder] = {
    "un_implementation": un_implementation.find,
    "designation": designation.find,
    "lag": lag.find,
    "ownership": ownership.find,
    "vessel": vessel.find,
    "identity_data": identity_data.find,
    "contradiction": contradiction.find,
    "script": script.find,
    "scope": scope.find,
    "delisting": delisting.find,
    "expiry": expiry.find,
    "programme_basis": programme_basis.find,
    "evidence": evidence.find,
}
"""One rule a kind; `network` looks at all targets together and stands apart."""

_COMPARE: frozenset[GapKind] = frozenset({"identity_data", "scope", "programme_basis"})
"""Kinds that set one lister beside another: with one lister there is nothing to ask."""

STATUS_ORDER: dict[GapStatus, int] = {"open": 0, "unresolved": 1, "unknown": 2, "closed": 3}
_CELL: dict[State, CellState] = {
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
    ties: Iterable[Tie] | None = None,
    nameless: Mapping[str, int] | None = None,
    known_by: date | None = None,
) -> GapReport:
    """The answer to the question. The same input gives the same report, row for row.

    `ties`: what the records print of each other; found among `records` when not given. `nameless`: by
    authority, entries known by number only, where `records` are not the whole edition. `known_by`: the day up
    to which the input was cut, for the record.
    """
    reaches = reaches_of(question, lists, snapshots)
    # Entries lie in memory by key, as they were read. Targets taken in that order, not by id, cost a sixth
    # less: what a rule looks at is near what it looked at before.
    every = sorted(targets, key=lambda target: target.members)
    holders = holders_of(every)
    absences = Absences(question.authorities, reaches)
    positions = [item for item in positions_of(question, every, records, holders, absences) if item.listed]
    scene = Scene(
        question,
        positions,
        records,
        holders,
        absences,
        Ties.of(ties_of(tuple(records.values())) if ties is None else ties),
        comparability(),
    )
    gaps, silences = _gaps(scene, weights, kinds)
    if nameless is None:
        nameless = nameless_of(records.values())
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
        gaps=gaps,
        matrix=tuple(sorted(_matrix(positions, question), key=lambda row: row.target_id)),
        lags=summarise(positions, question),
        notes=_notes(scene, nameless, kinds),
        known_by=known_by,
        kinds=tuple(kinds),
        silences=silences,
    )


def nameless_of(records: Iterable[Record]) -> dict[str, int]:
    """By authority, the entries of which our copies hold no main file: they are in no focus."""
    found = Counter(r.listing.authority for r in records if "core" not in r.listing.facets)
    return dict(sorted(found.items()))


def _gaps(
    scene: Scene, weights: Weights, kinds: Sequence[GapKind]
) -> tuple[tuple[Gap, ...], tuple[Silence, ...]]:
    found, silent = list[Gap](), Counter[Silent]()
    scale = Scale(weights, scene.question.as_of)
    alone = [FINDERS[kind] for kind in kinds if kind in FINDERS and kind not in _COMPARE]
    finders = [FINDERS[kind] for kind in kinds if kind in FINDERS]
    for item in scene.positions:
        rows = Rows(item, scene.question.as_of, scale)
        for find in finders if len(item.listed) > 1 else alone:
            for finding in find(item, scene):
                if isinstance(finding, Silent):
                    silent[finding] += 1
                else:
                    found.append(rows.row(finding))
    if "network" in kinds:
        found += [
            as_candidate(finding, party, network_components(finding, weights))
            for finding, party in network.find_all(scene)
        ]
    return ranked(found), _silences(silent, kinds)


def ranked(gaps: Iterable[Gap]) -> tuple[Gap, ...]:
    """Open first, then unresolved, unknown, closed; inside by severity, then age, then id."""
    ranks: dict[tuple[int, float, int], list[Gap]] = defaultdict(list)
    for gap in gaps:
        ranks[STATUS_ORDER[gap.status], -gap.severity, -(gap.age_days or 0)].append(gap)
    return tuple(gap for rank in sorted(ranks) for gap in sorted(ranks[rank], key=_id))


_id = attrgetter("gap_id")


def _silences(silent: Mapping[Silent, int], kinds: Sequence[GapKind]) -> tuple[Silence, ...]:
    order = {kind: place for place, kind in enumerate(kinds)}
    found = (
        Silence(kind=one.kind, authority=one.authority, state=one.state, targets=targets, why=one.why)
        for one, targets in silent.items()
    )
    return tuple(sorted(found, key=lambda one: (order[one.kind], one.authority, -one.targets, one.why)))


def _matrix(positions: Iterable[Position], question: Question) -> Iterator[MatrixRow]:
    cells: dict[Place, Cell] = {}  # of the places that many targets have
    for item in positions:
        row = {}
        for key in question.authorities:
            place = item.places[key]
            cell = cells.get(place)
            if cell is None:
                cell = _cell(place)
                if not place.records:
                    cells[place] = cell
            row[key] = cell
        yield MatrixRow(
            target_id=item.target.target_id,
            target_name=item.target.caption,
            schema=item.target.schema,
            native_names=item.native_names,
            cells=row,
        )


def _cell(place: Place) -> Cell:
    return Cell(
        state=_CELL[place.state],
        source_ids=tuple([record.listing.source_id for record in place.records]),
        listed_on=place.listed_on,
        why=place.why,
    )


def _notes(scene: Scene, nameless: Mapping[str, int], kinds: Sequence[GapKind]) -> tuple[str, ...]:
    """What this answer does not know, counted."""
    notes, question = [], scene.question
    unconfirmed, undated = Counter[str](), Counter[str]()
    for item in scene.positions:
        for key, place in item.places.items():
            if place.listed_on is not None:
                unconfirmed[key] += not place.listed_on.is_confirmed
                undated[key] += place.listed_on.earliest is None
    for key in question.authorities:
        name = key.upper()
        if unconfirmed[key]:
            notes.append(
                f"{name}: the dates of {unconfirmed[key]} entries are unconfirmed; they are shown with a"
                " question mark and carry no lag"
            )
        if undated[key]:
            notes.append(
                f"{name}: {undated[key]} entries were there in its first snapshot, or its list gives only"
                " a latest date; their lag is not measured"
            )
    unnamed = sum(nameless.get(key, 0) for key in question.authorities)
    if unnamed:
        notes.append(
            f"{unnamed} current entries are known by number (and perhaps aliases) only, from a roster"
            " without the main file; their programmes are unknown, so they are in no focus"
        )
    if "expiry" in kinds:
        notes += expiry.due(scene.table.review, question.coalition, question.focus.key, question.as_of)
    return tuple(notes)
