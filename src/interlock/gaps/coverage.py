"""What our copies of an authority's list can tell, and what they cannot. Unknown is not a gap."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Literal, NamedTuple

import msgspec

from interlock.gaps.comparability import comparability
from interlock.model.gap import CoverageRow, CoverageState
from interlock.model.listing import Schema
from interlock.model.lists import ListSpec
from interlock.model.record import Snapshot

STALE_DAYS = 60
"""A list older than this on the day asked is called stale. Every list read here has changed at least
once in any 60 days of the last three years, but for Korea's notice and Japan's in quiet months."""

FREEZE = "asset_freeze"

_KINDS: dict[Schema, str] = {
    "Person": "persons",
    "Organization": "organisations",
    "Company": "companies",
    "Vessel": "vessels",
    "Airplane": "aircraft",
    "CryptoWallet": "wallets",
    "LegalEntity": "persons or bodies",
}


class CannotTell(msgspec.Struct, frozen=True):
    """Why a list says nothing about a target."""

    reason: Literal["missing", "not comparable", "out of scope", "too old"]
    text: str


class _Asked(NamedTuple):
    schema: Schema
    designated: date | None
    un_listed: bool
    focuses: frozenset[str]
    elsewhere: frozenset[str]


class Reach:
    """One authority's lists that freeze assets, and their snapshots."""

    def __init__(
        self, authority: str, lists: Iterable[ListSpec], snapshots: Iterable[Snapshot], focus: str
    ) -> None:
        """`focus`: what is asked about. A copy that holds it whole stands for the list in the box."""
        self.authority = authority
        self._focus = focus
        self.name = authority.upper()
        self._lists = [
            spec
            for spec in lists
            if spec.key.startswith(f"{authority}.") and FREEZE in spec.effects and spec.retired_on is None
        ]
        keys = {spec.key for spec in self._lists}
        # The row of the coverage box is about the list that can hold most; the others are named in it.
        self._main = max(self._lists, key=lambda spec: len(spec.holds)).key if self._lists else ""
        mine = sorted(
            (shot for shot in snapshots if shot.list_key in keys), key=lambda shot: (shot.day, shot.list_key)
        )
        self._good = [shot for shot in mine if shot.state == "good" and shot.coverage.roster]
        self._told: dict[_Asked, CannotTell | None] = {}
        self.in_part = any(shot.coverage.focus for shot in self._good)
        """Some copy holds the entries of one focus only."""
        self._regimes = comparability().regimes_of(authority)
        self._quarantined = [shot for shot in mine if shot.state == "quarantined"]

    def basis_on(self, day: date) -> Snapshot | None:
        """The newest good roster of the main list not after the day; else the first after it."""
        return self._basis_of(self._main, day)

    def _basis_of(self, list_key: str, day: date) -> Snapshot | None:
        good = [shot for shot in self._good if shot.list_key == list_key]
        good = [shot for shot in good if shot.coverage.focus in ("", self._focus)] or good
        before = [shot for shot in good if shot.day <= day]
        if before:
            return before[-1]
        return good[0] if good else None

    def cannot_tell(
        self,
        schema: Schema,
        designated: date | None,
        *,
        un_listed: bool,
        focuses: frozenset[str],
        regimes: frozenset[str] = frozenset(),
    ) -> CannotTell | None:
        """Why absence from this authority's lists means nothing here; None when it means "not listed".

        `designated`: the day by which the other authority had surely listed the target. `focuses`:
        those that the target belongs to. `regimes`: those that its entries are under, where a copy is in
        part: one that holds the entries of a focus is silent of a target that may stand under another.
        """
        if elsewhere := (regimes & self._regimes) - focuses:
            focuses = frozenset()
        asked = _Asked(schema, designated, un_listed, focuses, elsewhere)
        if asked not in self._told:
            self._told[asked] = self._tell(asked)
        return self._told[asked]

    def _tell(self, asked: _Asked) -> CannotTell | None:
        schema = asked.schema
        if not self._good:
            return CannotTell("missing", f"no usable snapshot of a list of {self.name} is loaded")
        if schema != "LegalEntity" and not any(schema in spec.holds for spec in self._lists):
            return CannotTell("not comparable", f"the list of {self.name} cannot hold {_KINDS[schema]}")
        for spec in [spec for spec in self._lists if schema in spec.holds] or self._lists:
            silence = self._silent(spec, asked)
            if silence is not None:
                return silence
        return None

    def _silent(self, spec: ListSpec, asked: _Asked) -> CannotTell | None:
        """Why absence from this one list means nothing; each list that can hold the target must tell."""
        good = [shot for shot in self._good if shot.list_key == spec.key]
        if not good:
            return CannotTell("missing", f"no usable snapshot of {spec.key} is loaded")
        speaking = [shot for shot in good if not shot.coverage.focus or shot.coverage.focus in asked.focuses]
        newest = speaking[-1] if speaking else good[-1]
        if asked.un_listed and newest.coverage.without_un:
            return CannotTell(
                "out of scope",
                f"{self.name} freezes UN-listed targets by another act, which our copy lacks",
            )
        if not speaking:
            text = f"our copy of the list of {self.name} holds its {newest.coverage.focus} entries only"
            if asked.elsewhere:
                text += f", and it may stand under {' or '.join(sorted(asked.elsewhere))}"
            return CannotTell("out of scope", text)
        told = self._too_old(speaking, asked.designated)
        if told is None or not asked.elsewhere or good[-1] is newest:
            return told
        more = (
            f"that of {good[-1].day} holds its {good[-1].coverage.focus} entries only, and it may stand under"
        )
        return CannotTell(told.reason, f"{told.text}; {more} {' or '.join(sorted(asked.elsewhere))}")

    def _too_old(self, good: list[Snapshot], designated: date | None) -> CannotTell | None:
        """A list that is older than the designation cannot have followed it; nor one without names."""
        newest = good[-1]
        named = [shot for shot in good if "core" in shot.coverage.facets]
        if designated is None or (named and named[-1].day >= designated):
            return None
        if newest.day < designated:
            text = f"the newest snapshot of {self.name} is of {newest.day}, older than the designation"
        elif named:
            text = (
                f"the newest snapshot of {self.name} with names is of {named[-1].day}, older than the"
                " designation; later ones give numbers and aliases only"
            )
        else:
            text = f"the snapshots of {self.name} give numbers and aliases only"
        return CannotTell("too old", f"{text} ({designated})")

    def row(self, day: date, role: Literal["coalition", "reference"]) -> CoverageRow:
        """The line of the coverage box."""
        basis = self.basis_on(day)
        if basis is None:
            shut = [shot for shot in self._quarantined if shot.list_key == self._main]
            state: CoverageState = "quarantined" if shut else "missing"
            why = shut[-1].why if shut else "no snapshot is loaded"
            return CoverageRow(authority=self.authority, role=role, snapshot=None, state=state, why=why)
        state, why = self._state(basis, day)
        return CoverageRow(authority=self.authority, role=role, snapshot=basis.day, state=state, why=why)

    def _state(self, basis: Snapshot, day: date) -> tuple[CoverageState, str]:
        age = (day - basis.day).days
        others, lacking = self._others(day)
        parts = [f"{basis.list_key}, {basis.entries:,} entries", *basis.coverage.notes, *others]
        shut = [
            shot for shot in self._quarantined if shot.list_key == self._main and basis.day < shot.day <= day
        ]
        if shut:
            parts.insert(1, f"the newer one of {shut[-1].day} is quarantined: {shut[-1].why}")
            return "quarantined", "; ".join(parts)
        if age < 0:
            parts.insert(1, f"no snapshot up to {day}; this later one's own dates are used")
            return "later", "; ".join(parts)
        if age > STALE_DAYS:
            parts.insert(1, f"{age} days older than {day}")
        coverage = basis.coverage
        if lacking or coverage.focus or coverage.without_un or "core" not in coverage.facets:
            return "partial", "; ".join(parts)
        return ("stale" if age > STALE_DAYS else "current"), "; ".join(parts)

    def _others(self, day: date) -> tuple[list[str], bool]:
        """What is loaded of the authority's other lists, and whether one of them is not."""
        said, lacking = [], False
        for spec in self._lists:
            if spec.key == self._main:
                continue
            basis = self._basis_of(spec.key, day)
            if basis is None:
                lacking = True
                held = " and ".join(_KINDS[schema] for schema in spec.holds)
                said.append(f"no usable snapshot of {spec.key} is loaded, so its {held} are unknown")
            else:
                said.append(f"{spec.key} of {basis.day}, {basis.entries:,} entries")
        return said, lacking
