"""From a value to where it stands: snapshot, file, place, raw text. Pure. Field names are the public JSON."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

import msgspec

from interlock.base.errors import QueryError
from interlock.ingest.places import Place
from interlock.ingest.provenance import Seen
from interlock.model.listing import Listing
from interlock.model.record import Record
from interlock.timeline.four import four_dates, runs
from interlock.timeline.printed import FIELDS, raw, text, values

OF_TIME = ("listed_on", "delisted_on", "first_seen", "last_seen")
"""What follows from the snapshots where the list does not print it."""
ALL_FIELDS = tuple(dict.fromkeys((*FIELDS, *OF_TIME)))
_SHORTEST = 3
"""A part of a value is looked for when it has so many letters: shorter ones stand everywhere."""


class At(msgspec.Struct, frozen=True, kw_only=True):
    """A cell, element or attribute in which the value, or a part of it, stands letter for letter."""

    source: int
    place: str
    text: str


class Traced(msgspec.Struct, frozen=True, kw_only=True):
    """One value."""

    value: str
    at: tuple[At, ...]
    why: str
    """Why `at` is empty: what the value was derived from, or that it cannot be told."""


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """One place in one file of one snapshot."""

    number: int
    """From 1; what `At.source` names."""
    list_key: str
    snapshot: date
    file: str
    sha256: str
    """Of the unpacked file."""
    locator: str
    parser_version: str
    text: str
    """The raw text there; empty when it cannot be shown."""
    why: str


class TracedEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One entry's field."""

    key: str
    list_key: str
    source_id: str
    name: str
    values: tuple[Traced, ...]
    sources: tuple[Source, ...]
    notes: tuple[str, ...]


class Traces(msgspec.Struct, frozen=True, kw_only=True):
    """The answer to `interlock trace`."""

    edition: str
    query: str
    field: str
    as_of: date
    fictional: bool
    entries: tuple[TracedEntry, ...]


class Look(msgspec.Struct, frozen=True):
    """How to look into the archive."""

    seen: Callable[[date], Seen]
    """The entry as the snapshot of that day shows it."""
    raw: Callable[[Seen], Sequence[Place]]


class _Sources:
    """The places that were looked at, each once."""

    def __init__(self, look: Look) -> None:
        self._look = look
        self._found: dict[date, list[tuple[Source, Place]]] = {}
        self._count = 0

    def of(self, seen: Seen) -> list[tuple[Source, Place]]:
        """Every place of the entry in that snapshot."""
        if seen.day not in self._found:
            places = self._look.raw(seen) if seen.listing else _absent(seen)
            self._found[seen.day] = [(self._numbered(seen, place), place) for place in places]
        return self._found[seen.day]

    def all(self) -> tuple[Source, ...]:
        """In the order in which they were looked at."""
        return tuple(source for pairs in self._found.values() for source, _ in pairs)

    def _numbered(self, seen: Seen, place: Place) -> Source:
        self._count += 1
        hashes = {file.name: file.sha256 for file in seen.files}
        return Source(
            number=self._count,
            list_key=seen.list_key,
            snapshot=seen.day,
            file=place.file,
            sha256=hashes.get(place.file) or ", ".join(file.sha256 for file in seen.files),
            locator=place.locator,
            parser_version=seen.parser_version,
            text=place.text,
            why=place.why,
        )


def check_field(field: str) -> str:
    """The field, if there is one of this name. Raises: QueryError."""
    if field not in ALL_FIELDS:
        raise QueryError(
            f"a listing has no field {field!r}", where="FIELD", remedy=f"use one of: {', '.join(ALL_FIELDS)}"
        )
    return field


def trace_entry(
    record: Record, known: Listing | None, days: Iterable[date], field: str, look: Look
) -> TracedEntry:
    """Each value of the field, and the newest snapshot that prints it.

    Args:
        record: The entry.
        known: How it read on the day asked, None when no snapshot up to then holds it.
        days: Of the good snapshots that may hold it, the newest first.
        field: One of ALL_FIELDS.
        look: Into the archive.
    """
    sources = _Sources(look)
    order = list(days)
    found = values(known, field) if known is not None and field in FIELDS else ()
    traced = _placed(found, order, field, look, sources)
    notes: list[str] = []
    if field in OF_TIME and not found:
        traced, notes = _of_time(record, field, order, look, sources)
    elif not found:
        notes = [
            f"no snapshot up to the day asked tells {field}"
            if known
            else "no snapshot up to the day holds it"
        ]
    return TracedEntry(
        key=record.key,
        list_key=record.listing.list_key,
        source_id=record.listing.source_id,
        name=record.listing.caption,
        values=tuple(traced),
        sources=sources.all(),
        notes=tuple(notes),
    )


def _placed(
    found: Sequence[Any], days: Sequence[date], field: str, look: Look, sources: _Sources
) -> list[Traced]:
    """Every value with its places, looking at no more snapshots than needed."""
    where: dict[int, Traced] = {}
    for day in days:
        if len(where) == len(found):
            break
        seen = look.seen(day)
        here = values(seen.listing, field) if seen.listing is not None else ()
        for number, value in enumerate(found):
            if number not in where and value in here:
                where[number] = _traced(value, sources.of(seen))
    lost = "no single snapshot prints it so: it was put together from several"
    return [
        where.get(number, Traced(value=text(value), at=(), why=lost)) for number, value in enumerate(found)
    ]


def _traced(value: Any, pairs: Sequence[tuple[Source, Place]]) -> Traced:
    at = [
        At(source=source.number, place=leaf.place, text=leaf.text)
        for source, place in pairs
        for leaf in place.leaves
        if _contains(leaf.text, raw(value))
    ]
    if not at:
        at = [
            At(source=source.number, place=leaf.place, text=leaf.text)
            for source, place in pairs
            for leaf in place.leaves
            if _contains(raw(value), leaf.text)
        ]
    numbers = ", ".join(str(source.number) for source, _ in pairs)
    if at:
        why = ""
    elif any(place.text for _, place in pairs):
        why = (
            f"it does not stand there letter for letter: the parser derived it from the raw text [{numbers}]"
        )
    else:
        why = f"the place [{numbers}] cannot be shown: {'; '.join(place.why for _, place in pairs)}"
    return Traced(value=text(value), at=tuple(at), why=why)


def _contains(whole: str, part: str) -> bool:
    outer, inner = _letters(whole), _letters(part)
    return bool(inner) and (inner == outer or (len(inner) >= _SHORTEST and inner in outer))


def _letters(printed: str) -> str:
    return "".join(ch for ch in unicodedata.normalize("NFKC", printed).casefold() if ch.isalnum())


def _of_time(
    record: Record, field: str, days: Sequence[date], look: Look, sources: _Sources
) -> tuple[list[Traced], list[str]]:
    """A date that the list does not print: which snapshots show it."""
    first, last = runs(record)[0], runs(record)[-1]
    ends = [span.delisted_on for span in record.spans if span.delisted_on is not None]
    if field == "listed_on":
        shown, cited = text(record.listed_on), [first.lacking, first.first]
        why = next(told.why for told in four_dates(record) if told.kind == "published_in_list")
    elif field == "delisted_on":
        if not ends:
            return [], ["no snapshot or notice shows that it was taken off"]
        shown, cited = text(ends[-1]), [last.last, last.gone]
        why = f"last seen {last.last}, gone on {last.gone}" + (
            ", by the list's notice" if last.by_notice else ""
        )
    else:
        day = record.first_seen if field == "first_seen" else record.last_seen
        shown, cited, why = day.isoformat(), [day, None], "the day of the snapshot"
    for cite in cited:
        if cite is not None and cite in days:
            sources.of(look.seen(cite))
    return [Traced(value=shown, at=(), why=why)], []


def _absent(seen: Seen) -> list[Place]:
    return [
        Place(file=file.name, locator="", text="", why="the entry is not in this file") for file in seen.files
    ]
