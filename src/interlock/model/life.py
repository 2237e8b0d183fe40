"""What happened to a gap, and what people did about it. Field names are the public JSON."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

import msgspec

from interlock.model.casework import GapState
from interlock.model.dates import ActDate
from interlock.model.gap import GapKind, GapStatus

Happening = Literal["opened", "changed", "closed", "reopened"]


class Deed(msgspec.Struct, frozen=True, kw_only=True):
    """What an authority did to one entry of the target, and the snapshot that showed it."""

    authority: str
    list_key: str
    source_id: str
    did: Literal["listed", "taken off", "listed again", "amended"]
    on: ActDate | None
    """None for an amendment: only the snapshot is known."""
    seen: date | None
    """The first snapshot that showed it; None when it was there in the first snapshot of the list."""
    fields: tuple[str, ...] = ()
    """What was amended."""


class GapEvent(msgspec.Struct, frozen=True, kw_only=True):
    """One gap that became another."""

    gap_id: str
    target_id: str
    target_name: str
    kind: GapKind
    authority: str
    what: Happening
    before: GapStatus | None
    """None: there was no such gap."""
    after: GapStatus | None
    severity: float
    """Of the gap as it is now; as it was, when it is gone."""
    deeds: tuple[Deed, ...]
    why: str
    """The deeds in words, or what else did it."""


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """What a person, or a build, put on file about a gap."""

    id: str
    gap_id: str
    """As it was called then."""
    what: str
    """`note`, `owner`, `state`, or what a build saw: `opened`, `changed`, `closed`, `reopened`."""
    value: str
    """The owner or the state; of a build, the status that the gap had from then on."""
    text: str
    author: str
    made_at: datetime
    withdrawn: bool


class CaseView(msgspec.Struct, frozen=True, kw_only=True):
    """Where the work on a gap stands."""

    state: GapState = "new"
    owner: str = ""
    """Empty: nobody has it."""
    notes: int = 0
    why: str = ""
    """The reason given for the state; or why an older word on it counts no more."""


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One turn in the life of a gap, as the entries' own dates tell it."""

    on: date
    """The first day on which it surely was so."""
    what: Happening
    status: GapStatus | None
    deeds: tuple[Deed, ...]
    why: str


class GapLife(msgspec.Struct, frozen=True, kw_only=True):
    """The answer to `interlock gap show`."""

    edition: str
    as_of: date
    fictional: bool
    gap_id: str
    """As it is called today."""
    target_id: str
    target_name: str
    kind: GapKind
    authority: str
    status: GapStatus | None
    """None: there is no such gap today."""
    why: str
    case: CaseView
    steps: tuple[Step, ...]
    said: tuple[Said, ...]
    """By time, the withdrawn ones too."""
    notes: tuple[str, ...]
    """Where an older id is today."""
