"""Findings of one target as rows: weighed, dated, and with everything a reader needs beside them. Pure."""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from interlock.gaps.confidence import confidence_of
from interlock.gaps.deceased import death_of, softened
from interlock.gaps.finding import Finding
from interlock.gaps.position import Position, lag_between
from interlock.gaps.severity import Scale
from interlock.model.gap import OF_SUBSTANCE, Gap, GapKind, LagPair
from interlock.model.target import Target

Alike = tuple[GapKind, str, bool, date | None]
"""Kind, grade, whether it is closed, since when: one gap of many authorities weighs the same for each."""


class Rows:
    """The rows of one target. What several of them have in common is found once.

    A row is made from one with everything that it shares filled in, because nine authorities have hundreds of
    thousands of rows, and a call with all 24 fields takes five times as long as one with half of them.
    """

    def __init__(self, position: Position, day: date, scale: Scale) -> None:
        self._position = position
        self._listed = position.listed
        self._may_be = {place.authority: place.may_be for place in position.lacking if place.may_be}
        self._day = day
        self._scale = scale
        self._shared = scale.common(position)
        self._death = death_of(position, day)
        self._plain = _plain(position)
        self._weighed: dict[Alike, Gap] = {}
        self._lags: dict[str, tuple[LagPair, ...]] = {}

    def row(self, finding: Finding) -> Gap:
        """The finding as a row."""
        if self._death:
            finding = softened(finding, self._death)
        is_closed = finding.status == "closed"
        alike = (finding.kind, finding.grade, is_closed, finding.since)
        weighed = self._weighed.get(alike)
        if weighed is None:
            weighed = self._weighed[alike] = self._weigh(finding)
        authority = finding.authority
        found = replace(
            weighed,
            gap_id=gap_id(finding.kind, authority, weighed.target_id),
            authority=authority,
            status=finding.status,
            why=finding.why,
            lags=self._lags_to(authority) if authority in self._listed else (),
            may_be=self._may_be.get(authority, ()) if finding.kind in OF_SUBSTANCE else (),
            act=finding.act,
            act_why=finding.act_why,
            details=finding.details,
            closes=finding.closes,
        )
        return _closed(found, finding) if is_closed else found

    def _weigh(self, finding: Finding) -> Gap:
        """A row with all that those alike share."""
        severity, components = self._scale.weigh(finding, self._shared)
        since = finding.since
        return replace(
            self._plain,
            kind=finding.kind,
            since=since,
            age_days=(self._day - since).days if since is not None else None,
            severity=severity,
            components=components,
        )

    def _lags_to(self, authority: str) -> tuple[LagPair, ...]:
        """The lag behind every other authority that lists the target, for one that does too."""
        found = self._lags.get(authority)
        if found is None:
            position = self._position
            own = position.date_of(authority)
            pairs = [
                lag_between(position.date_of(key), own, key) for key in position.listed if key != authority
            ]
            found = self._lags[authority] = tuple([pair for pair in pairs if pair is not None])
        return found


def gap_id(kind: GapKind, authority: str, target_id: str) -> str:
    """Stable for as long as the target keeps its id."""
    return f"{kind}-{authority}-{target_id}"


def as_candidate(finding: Finding, party: Target, components: dict[str, float]) -> Gap:
    """A party that no list names, as a row: it has no place on any list, and no date."""
    return Gap(
        gap_id=gap_id(finding.kind, finding.authority, party.target_id),
        kind=finding.kind,
        target_id=party.target_id,
        target_name=party.caption,
        schema=party.schema,
        authority=finding.authority,
        status=finding.status,
        listed_by=(),
        since=None,
        age_days=None,
        lag_days=None,
        severity=round(sum(components.values()), 1),
        components=components,
        why=finding.why,
        details=finding.details,
        closes=finding.closes,
    )


def _plain(position: Position) -> Gap:
    """A row of nothing in particular, with the target and the entries that all its rows rest on."""
    target = position.target
    confidence, doubt = confidence_of(position, position.listed)
    return replace(
        _EMPTY,
        target_id=target.target_id,
        target_name=target.caption,
        schema=target.schema,
        listed_by=position.listed_by(),
        native_names=position.native_names,
        focus_by=position.focus_by,
        confidence=confidence,
        rests_on=doubt,
    )


_EMPTY = Gap(
    gap_id="", kind="designation", target_id="", target_name="", schema="LegalEntity", authority="", why="",
    status="open", listed_by=(), since=None, age_days=None, lag_days=None, severity=0.0, components={},
)  # fmt: skip


def _closed(row: Gap, finding: Finding) -> Gap:
    """The row, its age ended by the closing."""
    age, end = row.age_days, finding.closed_on
    if end is not None and finding.since is not None:
        age = (end - finding.since).days
    return replace(row, age_days=age, lag_days=finding.lag.days if finding.lag is not None else None)
