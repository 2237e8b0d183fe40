"""What was asked for out of an edition: targets, their entries on a day, and who is tied to whom. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

import msgspec

from interlock.export.ties import Tie, ties_of
from interlock.focus import Focus
from interlock.model.edition import Edition
from interlock.model.listing import Listing
from interlock.model.record import Record, Standing, standing_on
from interlock.model.target import Link, Target
from interlock.names import script_of


class Ask(msgspec.Struct, frozen=True, kw_only=True):
    """What an export is about."""

    as_of: date
    focus: Focus
    coalition: tuple[str, ...] = ()
    """Targets that at least one of these authorities lists; empty: that any authority lists."""


class Entry(msgspec.Struct, frozen=True, gc=False):
    """One entry that is in force on the day, or of which that is not known."""

    record: Record
    standing: Standing
    why: str

    @property
    def listing(self) -> Listing:
        """Its latest known wording."""
        return self.record.listing


class Card(msgspec.Struct, frozen=True, kw_only=True):
    """One target with its entries."""

    target: Target
    entries: tuple[Entry, ...]
    """At least one, by key."""
    focus_by: tuple[str, ...]
    """What puts the target in the focus; empty for one that is here only because another is tied to it."""

    @property
    def native_names(self) -> tuple[str, ...]:
        """Names in another script than Latin, as printed, each once."""
        found = dict.fromkeys(name.text for entry in self.entries for name in entry.listing.names)
        return tuple(text for text in found if script_of(text) not in ("latin", "none"))


class Picture(msgspec.Struct, frozen=True, kw_only=True):
    """All that one export says."""

    edition: str
    """Hash of the edition: with the question it makes the same export again."""
    as_of: date
    focus: str
    coalition: tuple[str, ...]
    fictional: bool
    newest: date
    """Day of the newest snapshot that the edition rests on, not after the day asked where there is one."""
    cards: tuple[Card, ...]
    """By target id."""
    ties: tuple[Tie, ...] = ()
    doubts: tuple[Link, ...] = ()
    """Pairs of entries, of different targets of the picture, that may be one party: for a person."""


def picture(edition: Edition, ask: Ask, *, with_ties: bool = False) -> Picture:
    """The targets that are in force on the day (or may be), in the focus, listed by the coalition.

    `with_ties`: also who is tied to whom, with the targets at the other end, and the pairs in doubt.
    """
    records = {record.key: record for record in edition.records}
    every = [
        card
        for target in edition.targets
        if (card := _card(target, records, ask.as_of, ask.focus)) is not None
    ]
    chosen = [card for card in every if card.focus_by and _is_listed_by(card, ask.coalition)]
    ties: tuple[Tie, ...] = ()
    doubts: tuple[Link, ...] = ()
    if with_ties:
        inside = {card.target.target_id for card in chosen}
        ties = tuple(
            tie
            for tie in ties_of(
                (card.target.target_id, entry.record) for card in every for entry in card.entries
            )
            if not inside.isdisjoint((tie.source, tie.target))
        )
        inside.update(end for tie in ties for end in (tie.source, tie.target) if end)
        chosen = [card for card in every if card.target.target_id in inside]
        doubts = _doubts(chosen)
    return Picture(
        edition=edition.edition_id,
        as_of=ask.as_of,
        focus=ask.focus.key,
        coalition=ask.coalition,
        fictional=edition.fictional,
        newest=_newest(edition, ask.as_of),
        cards=tuple(chosen),
        ties=ties,
        doubts=doubts,
    )


def _card(target: Target, records: Mapping[str, Record], day: date, focus: Focus) -> Card | None:
    entries = []
    for key in target.members:
        found = standing_on(records[key], day)
        if found.standing != "not listed":
            entries.append(Entry(records[key], found.standing, found.why))
    if not entries:
        return None
    # As in a report of gaps, any entry of a target may put it in the focus, one taken off too.
    marks = sorted({mark for key in target.members if (mark := focus.mark(records[key].listing))})
    return Card(target=target, entries=tuple(entries), focus_by=tuple(marks))


def _is_listed_by(card: Card, coalition: tuple[str, ...]) -> bool:
    return not coalition or any(entry.listing.authority in coalition for entry in card.entries)


def _doubts(cards: Iterable[Card]) -> tuple[Link, ...]:
    """Doubts of which both ends are here, each once."""
    cards = tuple(cards)
    here = {entry.record.key for card in cards for entry in card.entries}
    found = {doubt for card in cards for doubt in card.target.doubts if {doubt.a, doubt.b} <= here}
    return tuple(sorted(found))


def _newest(edition: Edition, day: date) -> date:
    days = [shot.day for shot in edition.snapshots if shot.state == "good"]
    return max((one for one in days if one <= day), default=min(days, default=day))
