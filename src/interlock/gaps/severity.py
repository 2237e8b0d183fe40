"""Severity: a sum of parts that a reader can check, from weights in a file."""

from __future__ import annotations

import tomllib
from datetime import date
from functools import cache
from importlib import resources
from typing import Annotated, Any, NamedTuple

import msgspec

from interlock.gaps.finding import Finding
from interlock.gaps.position import Position
from interlock.gaps.scene import STRONG
from interlock.model.dates import PartialDate
from interlock.model.gap import GapKind

Points = Annotated[float, msgspec.Meta(ge=0, le=100)]


class ReachWeights(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Points for listers beyond the first."""

    per_further_lister: Points
    most: Points


class EvidenceWeights(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Points for what the listers print that identifies the target."""

    strong_identifier: Points
    birth_day: Points
    birth_year: Points
    native_name: Points
    most: Points


class AgeWeights(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Points for each year that the gap has been open."""

    per_year: Points
    most: Points


class NetworkWeights(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Points for targets tied to a candidate beyond the second."""

    per_further_namer: Points
    most: Points


class Applies(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The kinds that a part counts for."""

    reach: frozenset[GapKind]
    evidence: frozenset[GapKind]
    age: frozenset[GapKind]


class Weights(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All weights, as in `weights.toml`."""

    kind: dict[str, Points]
    """By kind, and by kind and grade (`identity_data.weak`)."""
    applies: Applies
    network: NetworkWeights
    reach: ReachWeights
    evidence: EvidenceWeights
    age: AgeWeights

    def greatest(self) -> float:
        """No severity is above it."""
        rows = max(self.kind.values()) + self.reach.most + self.evidence.most + self.age.most
        return max(rows, self.kind["network"] + self.network.most)


@cache
def default_weights() -> Weights:
    """The weights that come with Interlock."""
    return msgspec.convert(_default_table(), type=Weights)


def weights_from(text: str) -> Weights:
    """The weights that come with Interlock, but for those that the TOML text gives.

    Raises:
        ValueError: no TOML, a weight that does not exist or is not 0..100, or a sum that may pass 100.
    """
    table = _default_table()
    for part, given in tomllib.loads(text).items():
        if isinstance(given, dict) and isinstance(held := table.get(part), dict):
            if strangers := sorted(given.keys() - held.keys()):
                raise ValueError(f"[{part}] has no {', '.join(strangers)}; it has {', '.join(held)}")
            held |= given
        else:
            table[part] = given
    found = msgspec.convert(table, type=Weights)
    if (most := found.greatest()) > MOST:
        raise ValueError(f"a row could weigh {most:g}, and severity ends at {MOST:g}")
    return found


def _default_table() -> dict[str, Any]:
    text = resources.files(__package__).joinpath("weights.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


MOST = 100.0
"""Severity is 0 to this."""


class Common(msgspec.Struct, frozen=True, gc=False):
    """The parts that are the same for all gaps of one target."""

    reach: float
    evidence: float


class Weighed(NamedTuple):
    """How severe a gap is, and why."""

    severity: float
    """0 to `MOST`: the sum of the components."""
    components: dict[str, float]


class Scale:
    """Weighs the gaps of one day. What weighs the same is added up once: few gaps differ in every part."""

    def __init__(self, weights: Weights, day: date) -> None:
        self._weights = weights
        self._day = day
        self._weighed: dict[tuple[GapKind, str, bool, date | None, Common], Weighed] = {}

    def common(self, position: Position) -> Common:
        """The parts that are the same for all gaps of the target."""
        reach, further = self._weights.reach, max(len(position.listed) - 1, 0)
        return Common(
            reach=round(min(reach.per_further_lister * further, reach.most), 1),
            evidence=round(_evidence(position, self._weights.evidence), 1),
        )

    def weigh(self, finding: Finding, shared: Common) -> Weighed:
        """The severity and its parts by name. A closed gap has none. `shared`: of the target, by `common`."""
        is_closed = finding.status == "closed"
        alike = (finding.kind, finding.grade, is_closed, finding.since, shared)
        found = self._weighed.get(alike)
        if found is None:
            parts = {} if is_closed else self._components(finding, shared)
            found = self._weighed[alike] = Weighed(round(sum(parts.values()), 1), parts)
        return found

    def _components(self, finding: Finding, shared: Common) -> dict[str, float]:
        kind, weights = finding.kind, self._weights
        points = weights.kind.get(f"{kind}.{finding.grade}") if finding.grade else None
        applies, parts = weights.applies, {}
        if points := weights.kind[kind] if points is None else points:
            parts["kind"] = round(points, 1)
        if kind in applies.reach and shared.reach:
            parts["reach"] = shared.reach
        if kind in applies.evidence and shared.evidence:
            parts["evidence"] = shared.evidence
        if kind in applies.age and finding.since is not None:
            years = max((self._day - finding.since).days, 0) / 365.25
            if age := round(min(weights.age.per_year * years, weights.age.most), 1):
                parts["age"] = age
        return parts


def network_components(finding: Finding, weights: Weights) -> dict[str, float]:
    """The parts of a candidate's severity: its kind, and how many listed parties are tied to it."""
    further = max(int(finding.grade) - 2, 0)
    parts = {
        "kind": weights.kind["network"],
        "ties": min(weights.network.per_further_namer * further, weights.network.most),
    }
    return {name: round(points, 1) for name, points in parts.items() if points}


def _evidence(position: Position, weights: EvidenceWeights) -> float:
    points, births = 0.0, list[PartialDate]()
    strong = False
    for record in position.members:
        births += record.listing.birth_dates
        strong = strong or not STRONG.isdisjoint([number.kind for number in record.listing.identifiers])
    if strong:
        points += weights.strong_identifier
    if any(birth.is_day for birth in births):
        points += weights.birth_day
    elif births:
        points += weights.birth_year
    if position.native_names:
        points += weights.native_name
    return min(points, weights.most)
