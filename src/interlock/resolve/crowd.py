"""All records that are resolved together, each by its place in the order of the keys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from interlock.model.record import Record
from interlock.resolve.marks import Marks
from interlock.resolve.profile import Profile


@dataclass(frozen=True, slots=True)
class Crowd:
    """The same records four times."""

    keys: Sequence[str]
    """Sorted."""
    records: Sequence[Record]
    profiles: Mapping[str, Profile]
    """By key, in the same order."""
    marks: Marks

    def profile_at(self, place: int) -> Profile:
        """As the engine sees the record of the place."""
        return self.profiles[self.keys[place]]
