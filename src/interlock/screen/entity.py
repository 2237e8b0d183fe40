"""An entity as it is screened and served: FollowTheMoney properties, and for our own edition who lists it."""

from __future__ import annotations

import msgspec

from interlock.model.dates import ActDate
from interlock.model.listing import Effect
from interlock.model.record import Standing


class ListingNote(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """One list's entry for an entity."""

    authority: str
    list_key: str
    source_id: str
    """The list's own key, as printed."""
    name: str
    """As this list prints it first."""
    effects: tuple[Effect, ...]
    listed_on: ActDate
    standing: Standing
    """On the day that the dataset was made for."""
    why: str
    """What the standing rests on, in words."""
    snapshot: str
    """Day (ISO) of the newest good snapshot that shows the entry in force."""


class Unlisted(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """An authority that has no entry for an entity, or of which our copies cannot tell."""

    authority: str
    why: str


class PrintedTie(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """An owner, parent or subsidiary that a list itself prints. Lists print no percentage."""

    kind: str
    """`owner`, `parent`, `subsidiary`, `linked_to`...: as `Relation.kind`."""
    name: str
    list_key: str
    """The list that prints it."""
    target_id: str = ""
    """The other party where it is surely known, else empty."""


class Entity(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """One entity."""

    id: str
    schema: str
    """A FollowTheMoney schema."""
    caption: str
    properties: dict[str, tuple[str, ...]]
    """By FollowTheMoney property; countries in lower case, dates as ISO prefixes."""
    datasets: tuple[str, ...] = ()
    """Of our edition: list keys, such as `us.sdn`."""
    referents: tuple[str, ...] = ()
    """Other ids that lead here: members' native keys (`us:39496`) and ids of merged targets."""
    target: bool = True
    """Of our edition: False when every list has taken it off."""
    first_seen: str | None = None
    """ISO, as are the next two."""
    last_seen: str | None = None
    last_change: str | None = None
    listings: tuple[ListingNote, ...] = ()
    """Of our edition alone."""
    not_listed_by: tuple[str, ...] = ()
    """Authorities that have surely no entry for it."""
    unknown_by: tuple[Unlisted, ...] = ()
    """Authorities of which our copies cannot tell."""
    ties: tuple[PrintedTie, ...] = ()

    @property
    def delisted(self) -> bool:
        """Every list that had it has taken it off."""
        return bool(self.listings) and all(note.standing == "not listed" for note in self.listings)
