"""A gap explained: its rule, its sum, its neighbours in rank and the entries it rests on. Pure."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from datetime import date

import msgspec

from interlock.base.errors import QueryError
from interlock.gaps import network
from interlock.gaps.report import FINDERS, STATUS_ORDER
from interlock.model.explained import ExplainedGap, SourceRow
from interlock.model.gap import Gap, GapKind, GapReport
from interlock.model.record import Record, standing_on
from interlock.model.target import Target


class Stand(msgspec.Struct, frozen=True):
    """Where an entry stands in one file of one snapshot."""

    snapshot: date | None
    file: str
    sha256: str
    place: str


def explained(
    report: GapReport,
    gap_id: str,
    target: Target | None,
    records: Mapping[str, Record],
    stand_of: Callable[[Record], Stand],
) -> ExplainedGap:
    """The gap of that id, told to the end.

    `target`: the one the gap is about; None for a candidate that no list names. `stand_of`: looks an entry up
    in the archive.

    Raises:
        QueryError: the report has no such gap.
    """
    places = {gap.gap_id: place for place, gap in enumerate(report.gaps)}
    if gap_id not in places:
        raise QueryError(
            f"there is no gap {gap_id!r} in this answer",
            where="--explain",
            remedy="take an id of `interlock gaps --format json` with the same options",
        )
    place = places[gap_id]
    gap = report.gaps[place]
    after = report.gaps[place + 1] if place + 1 < len(report.gaps) else None
    before = report.gaps[place - 1] if place else None
    members = [records[key] for key in target.members if key in records] if target else []
    return ExplainedGap(
        edition=report.edition,
        as_of=report.as_of,
        known_by=report.known_by,
        fictional=report.fictional,
        gap=gap,
        rank=place + 1,
        of=len(report.gaps),
        rule=rule_of(gap.kind),
        sum=_sum(gap),
        above_next=_above(gap, after) if after else "it is the last row",
        below_previous=_above(before, gap) if before else "it is the first row",
        rows=tuple(_row(record, report.as_of, stand_of) for record in _in_order(members, report)),
        coverage=next((row.why for row in report.coverage if row.authority == gap.authority), ""),
        links=_links(target),
        closes=gap.closes,
    )


def rule_of(kind: GapKind) -> str:
    """The rule as its module states it: the first line of the module, then the docstring of its finder."""
    find = FINDERS.get(kind, network.find_all)
    module = inspect.getmodule(find)
    texts = (inspect.getdoc(module) or "", inspect.getdoc(find) or "")
    return "\n\n".join(text for text in texts if text)


def _sum(gap: Gap) -> str:
    parts = " + ".join(f"{name} {points:g}" for name, points in gap.components.items())
    return f"{gap.severity:g} = {parts}" if parts else "a closed gap has no severity"


def _above(upper: Gap, lower: Gap) -> str:
    """Why `upper` stands above `lower`: the first thing that the order looks at and that differs."""
    if STATUS_ORDER[upper.status] != STATUS_ORDER[lower.status]:
        return f"{upper.status} comes before {lower.status} ({lower.gap_id})"
    if upper.severity != lower.severity:
        names = dict.fromkeys((*upper.components, *lower.components))
        parts = [
            f"{name} {upper.components.get(name, 0.0):g} against {lower.components.get(name, 0.0):g}"
            for name in names
            if upper.components.get(name) != lower.components.get(name)
        ]
        words = f"severity {upper.severity:g} against {lower.severity:g}: {', '.join(parts)}"
        return f"{words} ({lower.gap_id})"
    if (upper.age_days or 0) != (lower.age_days or 0):
        return (
            f"equal severity; open {upper.age_days or 0} days against {lower.age_days or 0} ({lower.gap_id})"
        )
    return f"equal severity and age; by id, so that the order never changes ({lower.gap_id})"


def _in_order(members: Iterable[Record], report: GapReport) -> list[Record]:
    """The authorities of the question first, in its order."""
    order = {key: place for place, key in enumerate((*report.coalition, *report.references))}
    return sorted(members, key=lambda r: (order.get(r.listing.authority, len(order)), r.key))


def _row(record: Record, day: date, stand_of: Callable[[Record], Stand]) -> SourceRow:
    standing, stand = standing_on(record, day), stand_of(record)
    listing = record.listing
    return SourceRow(
        authority=listing.authority,
        list_key=listing.list_key,
        source_id=listing.source_id,
        name=listing.caption,
        standing=standing.standing,
        why=standing.why,
        listed_on=record.listed_on,
        first_seen=record.first_seen,
        last_seen=record.last_seen,
        programmes=listing.programmes,
        effects=listing.effects,
        snapshot=stand.snapshot,
        file=stand.file,
        sha256=stand.sha256,
        place=stand.place,
    )


def _links(target: Target | None) -> tuple[str, ...]:
    links = sorted(target.links, key=lambda link: (link.score, link)) if target else []
    return tuple(f"{link.a} = {link.b} ({link.score:g}): {'; '.join(link.reasons)}" for link in links)
