"""What our copies of an authority's list can tell, and what they cannot. Unknown is not a gap."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Literal

import msgspec

from interlock.model.gap import CoverageRow, CoverageState
from interlock.model.listing import Listing, Schema
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


class Reach:
    """One authority's lists that freeze assets, and their snapshots."""

    def __init__(self, authority: str, lists: Iterable[ListSpec], snapshots: Iterable[Snapshot]) -> None:
        self.authority = authority
        self.name = authority.upper()
        lists = list(lists)
        self._effects = {spec.key: spec.effects for spec in lists}
        self._lists = [
            spec for spec in lists if spec.key.startswith(f"{authority}.") and FREEZE in spec.effects
        ]
        keys = {spec.key for spec in self._lists}
        mine = sorted(
            (shot for shot in snapshots if shot.list_key in keys), key=lambda shot: (shot.day, shot.list_key)
        )
        self._good = [shot for shot in mine if shot.state == "good" and shot.coverage.roster]
        self._named = [shot for shot in self._good if "core" in shot.coverage.facets]
        self._quarantined = [shot for shot in mine if shot.state == "quarantined"]

    def freezes(self, listing: Listing) -> bool:
        """Does the entry freeze assets? Another effect (an export licence, say) is another question.

        What the entry says of itself counts; where it says nothing, its list does.
        """
        return FREEZE in (listing.effects or self._effects.get(listing.list_key, ()))

    def basis_on(self, day: date) -> Snapshot | None:
        """The newest good roster not after the day; the first after it when there is none."""
        before = [shot for shot in self._good if shot.day <= day]
        if before:
            return before[-1]
        return self._good[0] if self._good else None

    def cannot_tell(
        self, schema: Schema, designated: date | None, *, un_listed: bool, focus: str
    ) -> CannotTell | None:
        """Why absence from this authority's lists means nothing here; None when it means "not listed".

        `designated`: the day by which the other authority had surely listed the target. `focus`: what
        the target belongs to, empty when to none that is named.
        """
        if not self._good:
            return CannotTell("missing", f"no usable snapshot of a list of {self.name} is loaded")
        if schema != "LegalEntity" and not any(schema in spec.holds for spec in self._lists):
            return CannotTell("not comparable", f"the list of {self.name} cannot hold {_KINDS[schema]}")
        newest = self._good[-1]
        if un_listed and newest.coverage.without_un:
            return CannotTell(
                "out of scope",
                f"{self.name} freezes UN-listed targets by another act, which our copy lacks",
            )
        if newest.coverage.focus and newest.coverage.focus != focus:
            return CannotTell(
                "out of scope",
                f"our copy of the list of {self.name} holds its {newest.coverage.focus} entries only",
            )
        return self._too_old(designated)

    def _too_old(self, designated: date | None) -> CannotTell | None:
        """A list that is older than the designation cannot have followed it; nor one without names."""
        newest = self._good[-1]
        if designated is None or (self._named and self._named[-1].day >= designated):
            return None
        if newest.day < designated:
            text = f"the newest snapshot of {self.name} is of {newest.day}, older than the designation"
        elif self._named:
            text = (
                f"the newest snapshot of {self.name} with names is of {self._named[-1].day}, older than the"
                " designation; later ones give numbers and aliases only"
            )
        else:
            text = f"the snapshots of {self.name} give numbers and aliases only"
        return CannotTell("too old", f"{text} ({designated})")

    def row(self, day: date, role: Literal["coalition", "reference"]) -> CoverageRow:
        """The line of the coverage box."""
        basis = self.basis_on(day)
        if basis is None:
            state: CoverageState = "quarantined" if self._quarantined else "missing"
            why = self._quarantined[-1].why if self._quarantined else "no snapshot is loaded"
            return CoverageRow(authority=self.authority, role=role, snapshot=None, state=state, why=why)
        state, why = self._state(basis, day)
        return CoverageRow(authority=self.authority, role=role, snapshot=basis.day, state=state, why=why)

    def _state(self, basis: Snapshot, day: date) -> tuple[CoverageState, str]:
        age = (day - basis.day).days
        parts = [f"{basis.list_key}, {basis.entries:,} entries", *basis.coverage.notes]
        shut = [shot for shot in self._quarantined if basis.day < shot.day <= day]
        if shut:
            parts.insert(1, f"the newer one of {shut[-1].day} is quarantined: {shut[-1].why}")
            return "quarantined", "; ".join(parts)
        if age < 0:
            parts.insert(1, f"no snapshot up to {day}; this later one's own dates are used")
            return "later", "; ".join(parts)
        if age > STALE_DAYS:
            parts.insert(1, f"{age} days older than {day}")
        coverage = basis.coverage
        if coverage.focus or coverage.without_un or "core" not in coverage.facets:
            return "partial", "; ".join(parts)
        return ("stale" if age > STALE_DAYS else "current"), "; ".join(parts)
