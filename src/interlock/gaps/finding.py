"""A gap as its rule finds it, before it is weighed and dressed for reading."""

from __future__ import annotations

from datetime import date
from typing import Literal

import msgspec

from interlock.gaps.confidence import confidence_of
from interlock.gaps.position import Place, Position, lag_between
from interlock.gaps.question import Question
from interlock.model.gap import OF_SUBSTANCE, Act, Gap, GapKind, GapStatus, LagPair, ListedBy
from interlock.model.target import Target


class Finding(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """What a rule says of one authority and one target."""

    kind: GapKind
    authority: str
    status: GapStatus
    since: date | None
    """The first day on which the gap surely was open."""
    closed_on: date | None = None
    lag: LagPair | None = None
    """From the listing that opened the gap to the one that closed it."""
    why: str
    grade: str = ""
    """Which of the kind's weights it has where there are several (`weak`); empty for the first."""
    details: tuple[str, ...] = ()
    act: Act = ""
    act_why: str = ""
    closes: str = ""


class Silent(msgspec.Struct, frozen=True, kw_only=True):
    """A rule cannot tell of this target for this authority: counted, and no row of its own."""

    kind: GapKind
    authority: str
    state: Literal["unknown", "not_comparable"]
    why: str


_STATUS: dict[str, GapStatus] = {
    "not listed": "open",
    "unknown": "unknown",
    "not comparable": "unknown",
    "unresolved": "unresolved",
}


def status_of(place: Place) -> GapStatus | None:
    """The status of a gap of an authority in that place; None when it lists the target."""
    return _STATUS.get(place.state)


def closing(
    position: Position, opener: str, closer: str
) -> tuple[Literal["before", "after", "unclear"], LagPair | None]:
    """Did `closer` list the target after `opener` did, and how long after?

    `unclear` when a date is open-ended or unconfirmed, or the spans overlap without being the same day.
    """
    first, second = position.date_of(opener), position.date_of(closer)
    lag = lag_between(first, second, opener)
    if lag is None or not (first.is_confirmed and second.is_confirmed):
        return "unclear", lag
    if lag.at_least > 0:
        return "after", lag
    if lag.at_most <= 0:
        return "before", lag
    return "unclear", lag


def confirmed_openers(position: Position, group: tuple[str, ...], but: str) -> tuple[str, ...]:
    """Authorities of the group, but one, that list the target since a confirmed, bounded date."""
    return tuple(key for key in position.openers if key in group and key != but)


def gap_id(kind: GapKind, authority: str, target_id: str) -> str:
    """Stable for as long as the target keeps its id."""
    return f"{kind}-{authority}-{target_id}"


def lags_to(position: Position, authority: str) -> tuple[LagPair, ...]:
    """The lag behind every other authority that lists the target, for an authority that does too."""
    if authority not in position.listed:
        return ()
    own = position.date_of(authority)
    pairs = (lag_between(position.date_of(key), own, key) for key in position.listed if key != authority)
    return tuple(pair for pair in pairs if pair is not None)


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


class Ground(msgspec.Struct, frozen=True):
    """What all rows of one target have in common."""

    listed_by: tuple[ListedBy, ...]
    confidence: float
    rests_on: str
    lags: dict[str, tuple[LagPair, ...]] = {}
    """By authority, for those whose lags were asked for: several rows of one have the same."""

    def lags_to(self, position: Position, authority: str) -> tuple[LagPair, ...]:
        """As `lags_to`, found once."""
        found = self.lags.get(authority)
        if found is None:
            found = self.lags[authority] = lags_to(position, authority)
        return found


def ground_of(position: Position) -> Ground:
    """The entries that all rows of the target rest on, and how sure it is that they are one party."""
    listed_by = position.listed_by(position.listed)
    confidence, doubt = confidence_of(position, {entry.authority for entry in listed_by})
    return Ground(listed_by, confidence, doubt)


def as_gap(
    finding: Finding, position: Position, question: Question, ground: Ground, components: dict[str, float]
) -> Gap:
    """The finding with everything a reader needs beside it."""
    end = finding.closed_on or question.as_of
    place = position.places[finding.authority]
    return Gap(
        gap_id=gap_id(finding.kind, finding.authority, position.target.target_id),
        kind=finding.kind,
        target_id=position.target.target_id,
        target_name=position.target.caption,
        schema=position.target.schema,
        authority=finding.authority,
        status=finding.status,
        listed_by=ground.listed_by,
        since=finding.since,
        age_days=(end - finding.since).days if finding.since is not None else None,
        lag_days=finding.lag.days if finding.lag is not None and finding.status == "closed" else None,
        severity=round(sum(components.values()), 1),
        components=components,
        why=finding.why,
        lags=ground.lags_to(position, finding.authority),
        native_names=position.native_names,
        focus_by=position.focus_by,
        may_be=place.may_be if finding.kind in OF_SUBSTANCE else (),
        confidence=ground.confidence,
        rests_on=ground.rests_on,
        act=finding.act,
        act_why=finding.act_why,
        details=finding.details,
        closes=finding.closes,
    )
