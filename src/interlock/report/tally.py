"""Counts over a report that more than one rendering shows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import msgspec

from interlock.model.gap import GAP_KINDS, Gap, GapKind, GapReport, GapStatus, Silence

LEFT_OUT = "…"


class CountRow(msgspec.Struct, frozen=True):
    """How many gaps of one kind one authority has, by status."""

    authority: str
    kind: GapKind
    open: int
    unresolved: int
    unknown: int
    closed: int


class UnknownRow(msgspec.Struct, frozen=True):
    """What is not known about one authority, and why."""

    authority: str
    targets: int
    reasons: tuple[tuple[str, int], ...]
    """The commonest reasons, with the targets that each holds for; a target may have two."""
    other: int
    """Targets with any other reason only."""


def counts(report: GapReport) -> tuple[CountRow, ...]:
    """One row per authority and kind; zeros stay where any other authority has that kind."""
    tally = Counter((gap.authority, gap.kind, gap.status) for gap in report.gaps)
    authorities = dict.fromkeys((*report.coalition, *(gap.authority for gap in report.gaps)))
    kinds = [kind for kind in GAP_KINDS if any(kind == found for _, found, _ in tally)]
    return tuple(
        CountRow(
            authority,
            kind,
            tally[authority, kind, "open"],
            tally[authority, kind, "unresolved"],
            tally[authority, kind, "unknown"],
            tally[authority, kind, "closed"],
        )
        for authority in authorities
        for kind in kinds
    )


def targets_by_status(report: GapReport) -> dict[GapStatus, int]:
    """Distinct targets with a gap of that status: one target may have gaps of several kinds and states."""
    found: dict[GapStatus, set[str]] = {"open": set(), "unresolved": set(), "unknown": set(), "closed": set()}
    for gap in report.gaps:
        found[gap.status].add(gap.target_id)
    return {status: len(targets) for status, targets in found.items()}


def unknowns(report: GapReport, most: int = 3) -> tuple[UnknownRow, ...]:
    """Per authority with unknowns, most first: how many targets, and the `most` commonest reasons."""
    reasons: dict[str, dict[str, list[tuple[str, str]]]] = {}
    cells = {row.target_id: row.cells for row in report.matrix}
    for gap in report.gaps:
        if gap.status == "unknown":
            cell = cells.get(gap.target_id, {}).get(gap.authority)
            silent = cell is not None and cell.state != "listed" and cell.why
            why = cell.why if cell is not None and silent else gap.why
            alike = reasons.setdefault(gap.authority, {})
            alike.setdefault(_without_figures(why), []).append((why, gap.target_id))
    rows = [_unknown_row(authority, list(alike.values()), most) for authority, alike in reasons.items()]
    return tuple(sorted(rows, key=lambda row: (-row.targets, row.authority)))


def _unknown_row(authority: str, alike: list[list[tuple[str, str]]], most: int) -> UnknownRow:
    sized = sorted(
        ((_in_common([why for why, _ in group]), {target for _, target in group}) for group in alike),
        key=lambda pair: (-len(pair[1]), pair[0]),
    )
    shown: set[str] = set().union(*(targets for _, targets in sized[:most]))
    everyone: set[str] = set().union(*(targets for _, targets in sized))
    reasons = tuple((why, len(targets)) for why, targets in sized[:most])
    return UnknownRow(authority, len(everyone), reasons, len(everyone - shown))


def _without_figures(why: str) -> str:
    return re.sub(r"\S*\d\S*", LEFT_OUT, why)


def _in_common(whys: Sequence[str]) -> str:
    """The sentence that all share; what differs (dates, numbers of entries) is left out."""
    words = [why.split() for why in whys]
    if len({len(one) for one in words}) > 1:
        return _without_figures(whys[0])
    places = zip(*words, strict=True)
    return " ".join(place[0] if len(set(place)) == 1 else LEFT_OUT for place in places)


LEADING: frozenset[GapKind] = frozenset(
    {"un_implementation", "designation", "ownership", "vessel", "delisting"}
)
"""Kinds that a reader meets first. A lag repeats the gap whose days it counts, and the others speak of
entries that are there: each of them has a fold of its own, so that a thousand passports do not hide one
missing man."""


class KindRows(msgspec.Struct, frozen=True):
    """The gaps of one status that are shown together."""

    kind: GapKind | None
    """None: those of the leading kinds, in one table."""
    gaps: tuple[Gap, ...]


def by_kind(report: GapReport, status: GapStatus) -> tuple[KindRows, ...]:
    """The leading kinds together, then one group for each other kind; each in rank, none empty."""
    found = of_status(report, status)
    groups = [
        KindRows(None, tuple(gap for gap in found if gap.kind in LEADING)),
        *(
            KindRows(kind, tuple(gap for gap in found if gap.kind == kind))
            for kind in GAP_KINDS
            if kind not in LEADING
        ),
    ]
    return tuple(group for group in groups if group.gaps)


def silences_by_kind(report: GapReport) -> tuple[tuple[GapKind, tuple[Silence, ...]], ...]:
    """What each kind could not tell, in the order of the kinds."""
    kinds = dict.fromkeys(one.kind for one in report.silences)
    return tuple((kind, tuple(one for one in report.silences if one.kind == kind)) for kind in kinds)


def of_status(report: GapReport, status: GapStatus) -> list[Gap]:
    """The gaps of that status, in rank."""
    return [gap for gap in report.gaps if gap.status == status]
