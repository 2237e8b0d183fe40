"""When Switzerland listed, amended and took off a target, by the acts that the file keeps. Pure."""

from __future__ import annotations

from datetime import date

import msgspec

from interlock.model.dates import ActDate
from interlock.sources.audit import Audit, Fields
from interlock.sources.seco.lookups import TABLE


class Act(msgspec.Struct, frozen=True):
    """One modification."""

    kind: str
    day: date | None
    """In legal effect; where that is not printed, adopted, else published."""


class Acts(msgspec.Struct, frozen=True):
    """What the acts come to."""

    removed: bool
    removed_on: date | None
    listed_on: ActDate | None
    amended_on: tuple[date, ...]


def read_acts(fields: Fields, audit: Audit) -> Acts:
    """The standing of a target. Each act repeats what it added and removed: those are not read."""
    acts: list[Act] = []
    for part in fields.children("modification"):
        kind = part.attribute("modification-type")
        printed = [part.attribute(name) for name in ("effective-date", "enactment-date", "publication-date")]
        part.ignore(*TABLE["ignored"]["modification"])
        part.close()
        if kind not in TABLE["modifications"]["known"]:
            audit.alarm("unknown-value", f"modification-type is {kind!r}", fields.where)
            continue
        acts.append(Act(kind, _day(printed, fields.where, audit)))
    return _summed(acts)


def _day(printed: list[str], where: str, audit: Audit) -> date | None:
    for text in printed:
        if text:
            try:
                return date.fromisoformat(text[:10])
            except ValueError:
                audit.alarm("unknown-value", f"the date of a modification is {text!r}", where)
    return None


def _summed(acts: list[Act]) -> Acts:
    """The last act decides; of two of one day, or without a day, the one that stands first: newest first."""
    order = sorted(enumerate(acts), key=lambda pair: (pair[1].day or date.min, -pair[0]))
    timeline = [act for _, act in order]
    since = 0
    for place, act in enumerate(timeline):
        if act.kind == "de-listed":
            since = place + 1
    standing = timeline[since:]
    if timeline and not standing:
        return Acts(removed=True, removed_on=timeline[-1].day, listed_on=None, amended_on=())
    listed = next((act.day for act in standing if act.kind == "listed" and act.day), None)
    return Acts(
        removed=False,
        removed_on=None,
        listed_on=ActDate(listed, listed, "printed") if listed else None,
        amended_on=tuple(sorted({act.day for act in standing if act.kind == "amended" and act.day})),
    )
