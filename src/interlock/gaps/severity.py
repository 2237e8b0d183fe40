"""Severity: a sum of parts that a reader can check, from weights in a file."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources

import msgspec

from interlock.gaps.finding import Finding
from interlock.gaps.position import Position
from interlock.gaps.question import Question
from interlock.model.record import Record

_STRONG = {"passport", "national_id", "imo_ship", "imo_company", "wallet", "registration", "tax", "swift"}


class ReachWeights(msgspec.Struct, frozen=True):
    """Points for listers beyond the first."""

    per_further_lister: float
    most: float


class EvidenceWeights(msgspec.Struct, frozen=True):
    """Points for what the listers print that identifies the target."""

    strong_identifier: float
    birth_day: float
    birth_year: float
    native_name: float
    most: float


class AgeWeights(msgspec.Struct, frozen=True):
    """Points for each year that the gap has been open."""

    per_year: float
    most: float


class Weights(msgspec.Struct, frozen=True):
    """All weights, as in `weights.toml`."""

    kind: dict[str, float]
    reach: ReachWeights
    evidence: EvidenceWeights
    age: AgeWeights


@cache
def default_weights() -> Weights:
    """The weights that come with Interlock."""
    text = resources.files(__package__).joinpath("weights.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), type=Weights)


def components(
    finding: Finding,
    position: Position,
    question: Question,
    records: Mapping[str, Record],
    weights: Weights,
) -> dict[str, float]:
    """The parts of the severity by name; their sum is the severity. A closed gap has none."""
    if finding.status == "closed":
        return {}
    listers = position.listers(question.authorities)
    parts = {
        "kind": weights.kind[finding.kind],
        "reach": min(weights.reach.per_further_lister * max(len(listers) - 1, 0), weights.reach.most),
        "evidence": _evidence(position, records, weights.evidence),
        "age": 0.0,
    }
    if finding.since is not None:
        years = max((question.as_of - finding.since).days, 0) / 365.25
        parts["age"] = min(weights.age.per_year * years, weights.age.most)
    return {name: round(points, 1) for name, points in parts.items() if points}


def _evidence(position: Position, records: Mapping[str, Record], weights: EvidenceWeights) -> float:
    listings = [records[key].listing for key in position.target.members]
    points = 0.0
    if any(identifier.kind in _STRONG for listing in listings for identifier in listing.identifiers):
        points += weights.strong_identifier
    births = [birth for listing in listings for birth in listing.birth_dates]
    if any(birth.is_day for birth in births):
        points += weights.birth_day
    elif births:
        points += weights.birth_year
    if position.native_names:
        points += weights.native_name
    return min(points, weights.most)
