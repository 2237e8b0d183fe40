"""A home with a few invented targets, written as an edition, and its ledger."""

from datetime import UTC, date, datetime, timedelta

import msgspec

from interlock.model.edition import EditionContent, JudgementsUsed
from interlock.model.record import Presence, Span
from interlock.resolve import resolve
from interlock.store.editions import Editions
from made import printed, record
from world import FRESH, shot, specs

NOON = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
NAME = "THAE, Gyok Ryul"
AS_OF = date(2026, 3, 10)


def on(text):
    return date.fromisoformat(text)


def at(minute=0):
    return NOON + timedelta(minutes=minute)


def person(key, day="2020-01-01", *, off=None, came=None, name=NAME, births=("1960-01-02",), **more):
    """`came`: (the last snapshot without it, the first with it)."""
    made = record(key, name, on=day, off=off, births=births, **more)
    if came is None:
        return made
    lacking, first = map(on, came)
    run = Presence(first=first, last=on("2026-03-01"), lacking=lacking, gone=on(off) if off else None)
    return msgspec.structs.replace(made, first_seen=first, presences=(run,))


def back_on(made, off, again):
    """The record, taken off on one day and listed again on another."""
    first = made.spans[0].listed_on
    spans = (Span(first, printed(off)), Span(printed(again)))
    runs = (
        Presence(first=first.latest, last=on(off), gone=on(off)),
        Presence(first=on(again), last=on("2026-03-01"), lacking=on(off)),
    )
    return msgspec.structs.replace(made, spans=spans, presences=runs)


def content(records, judgements=(), snapshots=FRESH, code="test"):
    return EditionContent(
        code_version=code,
        lists=tuple(specs()),
        snapshots=tuple(snapshots),
        records=tuple(sorted(records, key=lambda one: one.key)),
        targets=tuple(resolve(records, judgements)),
        judgements=JudgementsUsed(count=len(judgements), sha256="x" * 8) if judgements else JudgementsUsed(),
    )


def written(home, records, **more):
    """The id of the edition, which is current now."""
    return Editions(home).write(content(records, **more))


def two_shots(authority, *days):
    return (*[one for one in FRESH if one.authority != authority], *(shot(authority, day) for day in days))
