"""A picture or a report as one flat table with typed columns, for spreadsheets and columnar files. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Generic, Literal, TypeVar

import msgspec

from interlock.export.marks import BANNER, permalink
from interlock.export.picture import Card, Entry, Picture
from interlock.model.gap import Gap, GapReport
from interlock.model.listing import Identifier
from interlock.model.target import Link
from interlock.report.machine import AS_PUBLISHED

Value = str | int | float | date | tuple[str, ...] | None
T = TypeVar("T")


class Column(msgspec.Struct, Generic[T], frozen=True):
    """A column: its name, its type, and how it is read off the thing that a row is about."""

    name: str
    kind: Literal["text", "texts", "day", "whole", "number"]
    read: Callable[[T], Value]


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """Rows to write, once: they are made as they are asked for."""

    title: str
    columns: tuple[tuple[str, str], ...]
    """Name and kind of each column, in order."""
    rows: Iterator[tuple[Value, ...]]
    total: int
    edition: str
    as_of: date
    focus: str
    coalition: tuple[str, ...]
    fictional: bool


def target_rows(picture: Picture) -> Table:
    """One row for each entry of each target: the row names its list, its native id and its snapshot."""
    pairs = ((card, entry) for card in picture.cards for entry in card.entries)
    total = sum(len(card.entries) for card in picture.cards)
    return _table("Targets", picture, _TARGETS, pairs, total)


def tie_rows(picture: Picture) -> Table:
    """One row for each edge: an entry of a target, a tie that a list states, a pair in doubt."""
    edges = tuple(edges_of(picture))
    return _table("Graph", picture, _EDGES, iter(edges), len(edges))


def gap_rows(report: GapReport) -> Table:
    """One row for each gap, in the order of the report."""
    columns = (
        *_GAPS,
        Column[Gap]("as_of", "day", lambda _: report.as_of),
        Column[Gap]("edition", "text", lambda _: report.edition),
        Column[Gap]("permalink", "text", lambda gap: permalink(report.edition, gap.gap_id)),
        Column[Gap]("data", "text", lambda _: BANNER if report.fictional else AS_PUBLISHED),
    )
    return Table(
        title="Gaps",
        columns=tuple((column.name, column.kind) for column in columns),
        rows=(tuple(column.read(gap) for column in columns) for gap in report.gaps),
        total=len(report.gaps),
        edition=report.edition,
        as_of=report.as_of,
        focus=report.focus,
        coalition=report.coalition,
        fictional=report.fictional,
    )


def _table(
    title: str, picture: Picture, own: tuple[Column[T], ...], things: Iterator[T], total: int
) -> Table:
    columns = (
        *own,
        Column[T]("as_of", "day", lambda _: picture.as_of),
        Column[T]("edition", "text", lambda _: picture.edition),
        Column[T]("data", "text", lambda _: BANNER if picture.fictional else AS_PUBLISHED),
    )
    return Table(
        title=title,
        columns=tuple((column.name, column.kind) for column in columns),
        rows=(tuple(column.read(thing) for column in columns) for thing in things),
        total=total,
        edition=picture.edition,
        as_of=picture.as_of,
        focus=picture.focus,
        coalition=picture.coalition,
        fictional=picture.fictional,
    )


# --- targets

_Pair = tuple[Card, Entry]


def _numbers(entry: Entry) -> tuple[str, ...]:
    return tuple(number_words(number) for number in entry.listing.identifiers)


def number_words(number: Identifier) -> str:
    """`passport 745420176 (KP)`, as printed."""
    land = f" ({number.country})" if number.country else ""
    return f"{number.kind} {number.printed or number.value}{land}"


_TARGETS: tuple[Column[_Pair], ...] = (
    Column("target_id", "text", lambda pair: pair[0].target.target_id),
    Column("target_name", "text", lambda pair: pair[0].target.caption),
    Column("schema", "text", lambda pair: pair[0].target.schema),
    Column("authority", "text", lambda pair: pair[1].listing.authority),
    Column("list_key", "text", lambda pair: pair[1].listing.list_key),
    Column("source_id", "text", lambda pair: pair[1].listing.source_id),
    Column("snapshot", "day", lambda pair: pair[1].record.last_seen),
    Column("standing", "text", lambda pair: pair[1].standing),
    Column("standing_why", "text", lambda pair: pair[1].why),
    Column("name", "text", lambda pair: pair[1].listing.caption),
    Column("names", "texts", lambda pair: tuple(name.text for name in pair[1].listing.names)),
    Column("native_names", "texts", lambda pair: pair[0].native_names),
    Column("programmes", "texts", lambda pair: pair[1].listing.programmes),
    Column("effects", "texts", lambda pair: pair[1].listing.effects),
    Column("legal_basis", "texts", lambda pair: pair[1].listing.legal_basis),
    Column("listed_earliest", "day", lambda pair: pair[1].record.listed_on.earliest),
    Column("listed_latest", "day", lambda pair: pair[1].record.listed_on.latest),
    Column("listed_basis", "text", lambda pair: pair[1].record.listed_on.basis),
    Column("first_seen", "day", lambda pair: pair[1].record.first_seen),
    Column("birth_dates", "texts", lambda pair: tuple(day.iso() for day in pair[1].listing.birth_dates)),
    Column("birth_places", "texts", lambda pair: pair[1].listing.birth_places),
    Column("genders", "texts", lambda pair: pair[1].listing.genders),
    Column("nationalities", "texts", lambda pair: pair[1].listing.nationalities),
    Column("countries", "texts", lambda pair: pair[1].listing.countries),
    Column("identifiers", "texts", lambda pair: _numbers(pair[1])),
    Column("addresses", "texts", lambda pair: tuple(place.text for place in pair[1].listing.addresses)),
    Column("positions", "texts", lambda pair: pair[1].listing.positions),
    Column("reasons", "texts", lambda pair: pair[1].listing.reasons),
    Column("focus_by", "texts", lambda pair: pair[0].focus_by),
)


# --- graph


class Edge(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """One line of the graph. Ends are target ids, record keys, or those of named parties, see `Tie.end`."""

    kind: str
    """`listed_as`, `may_be`, or the list's own word for a tie."""
    source: str
    source_name: str
    target: str
    target_name: str
    key: str
    """Record that says so; of `may_be` the first of the two."""
    list_key: str
    source_id: str
    snapshot: date | None
    why: str


def edges_of(picture: Picture) -> Iterator[Edge]:
    """Every edge: entries first, then ties, then doubts."""
    names = {card.target.target_id: card.target.caption for card in picture.cards}
    entries = {entry.record.key: entry for card in picture.cards for entry in card.entries}
    for card in picture.cards:
        for entry in card.entries:
            end, name = entry.record.key, entry.listing.caption
            yield _edge("listed_as", card.target.target_id, names, entry, end, name)
    for tie in picture.ties:
        name = names[tie.target] if tie.target else tie.party
        why = f"the list names {tie.party}"
        yield _edge(tie.kind, tie.source, names, entries[tie.key], tie.end, name, why)
    for doubt in picture.doubts:
        yield _doubt(doubt, entries)


def _edge(
    kind: str, source: str, names: dict[str, str], entry: Entry, end: str, end_name: str, why: str = ""
) -> Edge:
    return Edge(
        kind=kind,
        source=source,
        source_name=names[source],
        target=end,
        target_name=end_name,
        key=entry.record.key,
        list_key=entry.listing.list_key,
        source_id=entry.listing.source_id,
        snapshot=entry.record.last_seen,
        why=why or entry.why,
    )


def _doubt(doubt: Link, entries: dict[str, Entry]) -> Edge:
    first, second = entries[doubt.a], entries[doubt.b]
    return Edge(
        kind="may_be",
        source=doubt.a,
        source_name=first.listing.caption,
        target=doubt.b,
        target_name=second.listing.caption,
        key=doubt.a,
        list_key=first.listing.list_key,
        source_id=first.listing.source_id,
        snapshot=first.record.last_seen,
        why=f"for a person to judge, score {doubt.score:.2f}: {'; '.join(doubt.reasons)}",
    )


_EDGES: tuple[Column[Edge], ...] = (
    Column("kind", "text", lambda edge: edge.kind),
    Column("from_id", "text", lambda edge: edge.source),
    Column("from_name", "text", lambda edge: edge.source_name),
    Column("to_id", "text", lambda edge: edge.target),
    Column("to_name", "text", lambda edge: edge.target_name),
    Column("record", "text", lambda edge: edge.key),
    Column("list_key", "text", lambda edge: edge.list_key),
    Column("source_id", "text", lambda edge: edge.source_id),
    Column("snapshot", "day", lambda edge: edge.snapshot),
    Column("why", "text", lambda edge: edge.why),
)


# --- gaps

_GAPS: tuple[Column[Gap], ...] = (
    Column("gap_id", "text", lambda gap: gap.gap_id),
    Column("kind", "text", lambda gap: gap.kind),
    Column("status", "text", lambda gap: gap.status),
    Column("authority", "text", lambda gap: gap.authority),
    Column("severity", "number", lambda gap: round(gap.severity, 2)),
    Column("target_id", "text", lambda gap: gap.target_id),
    Column("target_name", "text", lambda gap: gap.target_name),
    Column("native_names", "texts", lambda gap: gap.native_names),
    Column("schema", "text", lambda gap: gap.schema),
    Column("listed_by", "texts", lambda gap: tuple(entry.authority for entry in gap.listed_by)),
    Column("listed_by_ids", "texts", lambda gap: tuple(entry.source_id for entry in gap.listed_by)),
    Column("listed_by_names", "texts", lambda gap: tuple(entry.name for entry in gap.listed_by)),
    Column("listed_on", "texts", lambda gap: tuple(entry.listed_on.iso() for entry in gap.listed_by)),
    Column("listed_on_basis", "texts", lambda gap: tuple(entry.listed_on.basis for entry in gap.listed_by)),
    Column("since", "day", lambda gap: gap.since),
    Column("age_days", "whole", lambda gap: gap.age_days),
    Column("lag_days", "whole", lambda gap: gap.lag_days),
    Column(
        "components",
        "texts",
        lambda gap: tuple(f"{name}={value:.2f}" for name, value in gap.components.items()),
    ),
    Column("why", "text", lambda gap: gap.why),
    Column("focus_by", "texts", lambda gap: gap.focus_by),
    Column("may_be", "texts", lambda gap: gap.may_be),
)
