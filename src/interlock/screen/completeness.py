"""On which copies of which lists an answer rests, and what is missing from it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Literal

import msgspec

from interlock.model.lists import ListSpec
from interlock.model.record import Snapshot

ListState = Literal["good", "missing", "quarantined", "too old", "partial"]
"""`partial`: no copy of the whole list is held, only of a part (a focus, or no roster)."""

MAX_AGE_DAYS = 60
"""As `gaps.coverage.STALE_DAYS`: every list read here changed at least once in any 60 days of the last three
years, but for Korea's notice and Japan's in quiet months."""


class RestsOn(msgspec.Struct, frozen=True, kw_only=True):
    """One list that an answer rests on, or should."""

    list_key: str
    snapshot: date | None
    """Day of the newest good snapshot; None when there is none."""
    state: ListState
    age_days: int | None
    why: str = ""
    nameless: int = 0
    """Entries in force that our copies know by number only: no name finds them."""


class Completeness(msgspec.Struct, frozen=True, kw_only=True):
    """What an answer rests on. Without any list (a file of entities) it rests on the file."""

    rests_on: tuple[RestsOn, ...] = ()

    @property
    def incomplete(self) -> tuple[str, ...]:
        """What is missing, each as `us.sdn: why`; empty when nothing is."""
        found = []
        for row in self.rests_on:
            if row.state != "good":
                found.append(f"{row.list_key}: {row.state}" + (f" ({row.why})" if row.why else ""))
            if row.nameless:
                found.append(
                    f"{row.list_key}: {row.nameless:,} entries are known by number only, without a name"
                )
        return tuple(found)

    def within(self, scope: Sequence[str]) -> Completeness:
        """Of some lists or authorities alone; of all when the scope is empty."""
        if not scope:
            return self
        wanted = set(scope)
        rows = (r for r in self.rests_on if {r.list_key, r.list_key.partition(".")[0]} & wanted)
        return Completeness(rests_on=tuple(rows))


def completeness(
    lists: Iterable[ListSpec],
    snapshots: Iterable[Snapshot],
    nameless: Mapping[str, int],
    today: date,
    *,
    max_age_days: int = MAX_AGE_DAYS,
) -> Completeness:
    """Every list that is still published and that anyone may expect to be consulted, as of today.

    `nameless`: list key to the entries in force without any name.
    """
    shots = sorted(snapshots, key=lambda shot: shot.day)
    rows = []
    for spec in lists:
        mine = [shot for shot in shots if shot.list_key == spec.key]
        if spec.retired_on is not None or (spec.beside and not mine):
            continue
        row = _row(spec.key, mine, today, max_age_days)
        rows.append(msgspec.structs.replace(row, nameless=nameless.get(spec.key, 0)))
    return Completeness(rests_on=tuple(rows))


def _row(list_key: str, shots: Sequence[Snapshot], today: date, max_age_days: int) -> RestsOn:
    good = [shot for shot in shots if shot.state == "good"]
    held = [shot for shot in shots if shot.state == "quarantined"]
    if not good:
        why = f"the one of {held[-1].day} is held back: {held[-1].why}" if held else ""
        state: ListState = "quarantined" if held else "missing"
        return RestsOn(list_key=list_key, snapshot=None, state=state, age_days=None, why=why)
    whole = [shot for shot in good if shot.coverage.roster and not shot.coverage.focus]
    newest = (whole or good)[-1].day
    age = (today - newest).days
    if held and held[-1].day > newest:
        why = f"the newer one of {held[-1].day} is held back: {held[-1].why}"
        return RestsOn(list_key=list_key, snapshot=newest, state="quarantined", age_days=age, why=why)
    if age > max_age_days:
        why = f"its newest copy is of {newest}, {age} days ago; at most {max_age_days} are allowed"
        return RestsOn(list_key=list_key, snapshot=newest, state="too old", age_days=age, why=why)
    if not whole:
        part = good[-1].coverage.focus
        why = f"our copy holds its {part} entries only" if part else "our copy is not of all its entries"
        return RestsOn(list_key=list_key, snapshot=newest, state="partial", age_days=age, why=why)
    return RestsOn(list_key=list_key, snapshot=newest, state="good", age_days=age)
