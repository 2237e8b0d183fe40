"""What it means that an authority has no entry for a target: not listed, or nothing is known. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

import msgspec

from interlock.gaps.coverage import CannotTell, Reach
from interlock.gaps.place import Place, absent, silent
from interlock.model.listing import Schema
from interlock.names import Script


class Situation(msgspec.Struct, frozen=True, gc=False):
    """All of a target that decides what silence means. Few of them are different from every other."""

    schema: Schema
    designated: date | None
    """By then some authority had surely listed it."""
    un_listed: bool
    focuses: frozenset[str]
    regimes: frozenset[str]
    """As `focuses`, told only where a copy is in part; see `Absences.in_part`."""
    scripts: frozenset[Script]
    """Of its names where none is in Latin letters; else empty."""


class Absences:
    """What the silence of each authority asked about means, found once for each situation."""

    def __init__(self, authorities: Iterable[str], reaches: Mapping[str, Reach]) -> None:
        self._reaches = {key: reaches[key] for key in authorities}
        self.in_part = frozenset(key for key, reach in self._reaches.items() if reach.in_part)
        """Authorities of whose lists some copy holds the entries of one focus only."""
        self._found: dict[Situation, dict[str, Place]] = {}

    def of(self, situation: Situation) -> Mapping[str, Place]:
        """By authority, its place if it has no entry for a target in that situation."""
        found = self._found.get(situation)
        if found is None:
            found = {key: _place(key, reach, situation) for key, reach in self._reaches.items()}
            self._found[situation] = found
        return found


def _place(authority: str, reach: Reach, situation: Situation) -> Place:
    silence = reach.cannot_tell(
        situation.schema,
        situation.designated,
        un_listed=situation.un_listed,
        focuses=situation.focuses,
        regimes=situation.regimes,
    ) or _not_compared(situation, authority)
    return absent(authority) if silence is None else silent(authority, silence)


def _not_compared(situation: Situation, authority: str) -> CannotTell | None:
    """A target whose names no list prints in Latin letters was not compared with lists that use them.

    Personal names in Hangul are compared by sound; Korea's own list prints Hangul.
    """
    scripts = situation.scripts
    if not scripts or (authority == "kr" and "hangul" in scripts):
        return None
    if situation.schema == "Person" and "hangul" in scripts:
        return None
    text = (
        f"its names are known in {' and '.join(sorted(scripts))} only, which are not compared with Latin ones"
    )
    return CannotTell("out of scope", text)
