"""Targets of an edition as entities: what all lists say of each, who lists it, and who does not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from interlock.focus import ALL, load_focus
from interlock.gaps.absence import Absences
from interlock.gaps.coverage import Reach
from interlock.gaps.position import position
from interlock.gaps.question import Question
from interlock.model.edition import Edition
from interlock.model.record import Record, standing_on
from interlock.model.target import Target, own_id
from interlock.screen.entity import Entity, ListingNote, PrintedTie, Unlisted
from interlock.screen.properties import properties_of

_EXPORT_CONTROL = "export_control"
_TOPICS = {_EXPORT_CONTROL: "export.control"}
"""FollowTheMoney's word for an effect; every other effect is `sanction`."""


def entities_of(edition: Edition, as_of: date) -> Iterator[Entity]:
    """One entity for each target of the edition, by target id, as it stands on the day."""
    records = {record.key: record for record in edition.records}
    holders = {key: target for target in edition.targets for key in target.members}
    question = _question(edition, as_of)
    reaches = {
        authority: Reach(authority, edition.lists, edition.snapshots, ALL)
        for authority in question.authorities
    }
    absences = Absences(question.authorities, reaches)
    for target in edition.targets:
        members = _in_order([records[key] for key in target.members], as_of)
        notes = tuple(_note(record, as_of) for record in members)
        places = position(target, records, holders, question, absences).places
        listers = {note.authority for note in notes if note.standing == "listed"}
        yield Entity(
            id=target.target_id,
            schema=target.schema,
            caption=target.caption,
            properties=_properties(target, members, notes),
            datasets=tuple(dict.fromkeys(note.list_key for note in notes)),
            referents=_referents(target, members),
            target=any(note.standing != "not listed" for note in notes),
            first_seen=min(record.first_seen for record in members).isoformat(),
            last_seen=max(record.last_seen for record in members).isoformat(),
            last_change=_last_change(members),
            listings=notes,
            not_listed_by=tuple(
                key for key, place in places.items() if place.state == "not listed" and key not in listers
            ),
            unknown_by=tuple(
                Unlisted(authority=key, why=place.why)
                for key, place in places.items()
                if place.state not in ("listed", "not listed") and key not in listers
            ),
            ties=tuple(_ties(members, records, holders)),
        )


def _question(edition: Edition, as_of: date) -> Question:
    authorities = tuple(
        dict.fromkeys(
            spec.key.partition(".")[0]
            for spec in edition.lists
            if spec.retired_on is None and not spec.beside
        )
    )
    return Question(as_of=as_of, coalition=authorities, references=(), focus=load_focus(ALL))


def _in_order(members: list[Record], as_of: date) -> list[Record]:
    """Entries in force first, then by key."""
    order = {"listed": 0, "unknown": 1, "not listed": 2}
    return sorted(members, key=lambda record: (order[standing_on(record, as_of).standing], record.key))


def _note(record: Record, as_of: date) -> ListingNote:
    listing = record.listing
    standing = standing_on(record, as_of)
    return ListingNote(
        authority=listing.authority,
        list_key=listing.list_key,
        source_id=listing.source_id,
        name=listing.caption,
        effects=listing.effects,
        listed_on=record.listed_on,
        standing=standing.standing,
        why=standing.why,
        snapshot=record.last_seen.isoformat(),
    )


def _properties(
    target: Target, members: Sequence[Record], notes: Sequence[ListingNote]
) -> dict[str, tuple[str, ...]]:
    listings = [record.listing for record in members]
    named = target.caption if any(listing.names for listing in listings) else ""
    found = properties_of(target.schema, named, listings)
    effects = {effect for note in notes if note.standing != "not listed" for effect in note.effects}
    topics = {_TOPICS.get(effect, "sanction") for effect in effects}
    if topics:
        found["topics"] = tuple(sorted(topics))
    return found


def _referents(target: Target, members: Iterable[Record]) -> tuple[str, ...]:
    keys = [key for record in members for key in record.keys]
    ids = [own_id(key) for key in keys]
    return tuple(name for name in dict.fromkeys([*keys, *ids]) if name != target.target_id)


def _last_change(members: Iterable[Record]) -> str:
    days = [change.day for record in members for change in record.changes]
    days += [record.first_seen for record in members]
    return max(days).isoformat()


def _ties(
    members: Iterable[Record], records: Mapping[str, Record], holders: Mapping[str, Target]
) -> Iterator[PrintedTie]:
    for record in members:
        for relation in record.listing.relations:
            other = ""
            if relation.source_id:
                space = record.listing.list_key if record.qualified else record.listing.authority
                held = holders.get(f"{space}:{relation.source_id}")
                other = held.target_id if held else ""
            yield PrintedTie(
                kind=relation.kind, name=relation.name, list_key=record.listing.list_key, target_id=other
            )


def nameless_of(records: Iterable[Record], as_of: date) -> dict[str, int]:
    """List key to the entries that may be in force and of which our copies hold no name."""
    found: dict[str, int] = {}
    for record in records:
        if not record.listing.names and standing_on(record, as_of).standing != "not listed":
            found[record.listing.list_key] = found.get(record.listing.list_key, 0) + 1
    return found


def steady_days(records: Iterable[Record], as_of: date) -> tuple[date, date]:
    """The first and the last day around this one on which every standing is as it is on this one."""
    first, last = date.min, date.max
    for record in records:
        for turn in _turns(record):
            if turn <= as_of:
                first = max(first, turn)
            else:
                last = min(last, turn - _DAY)
    return first, last


_DAY = timedelta(days=1)


def _turns(record: Record) -> Iterator[date]:
    """Days on which what `standing_on` says of the record may change."""
    yield record.first_seen
    if record.retired_on is not None:
        yield record.retired_on
    if record.missing_since is not None:
        yield record.missing_since
    for span in record.spans:
        for act in (span.listed_on, span.delisted_on):
            if act is not None:
                yield from (day for day in (act.earliest, act.latest) if day is not None)
