"""What waits for a person at the desk of one authority. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from interlock.gaps.comparability import Review
from interlock.gaps.coverage import STALE_DAYS
from interlock.gaps.expiry import due
from interlock.model.edition import Edition
from interlock.model.gap import Gap, GapReport
from interlock.model.inbox import Waiting
from interlock.model.life import CaseView
from interlock.resolve.docket import Case

PAIRS_TOLD = 10
"""Of the pairs that wait: `interlock review` has all."""


def owned_by(reader: str, gaps: Iterable[Gap], cases: Mapping[str, CaseView]) -> Iterable[Waiting]:
    """The gaps that the reader has and has not settled."""
    for gap in gaps:
        case = cases[gap.gap_id]
        if reader and case.owner == reader and case.state not in ("accepted as is", "closed"):
            yield Waiting(
                what="mine",
                text=f"{gap.target_name}: {gap.authority.upper()} {gap.kind.replace('_', ' ')}; {case.state}",
                to_do=f"interlock gap show {gap.gap_id}",
                gap_id=gap.gap_id,
            )


def deadlines(report: GapReport, authority: str, reviews: Iterable[Review]) -> Iterable[Waiting]:
    """Reviews and lapses of whole regimes, and of the authority's own entries where a list prints them."""
    for text in due(reviews, (authority,), report.focus, report.as_of):
        yield Waiting(what="deadline", text=text, to_do="")
    for gap in report.gaps:
        if gap.kind == "expiry" and gap.status == "open" and gap.authority == authority:
            yield Waiting(what="deadline", text=f"{gap.target_name}: {gap.why}", to_do="", gap_id=gap.gap_id)


def who_is_who(cases: Sequence[Case], authority: str, focus: str) -> Iterable[Waiting]:
    """Pairs of entries, one of the authority's own, that may be one party."""
    own = [case for case in cases if authority in (case.a.listing.authority, case.b.listing.authority)]
    for case in own[:PAIRS_TOLD]:
        yield Waiting(
            what="who is who",
            text=(
                f"{case.a.key} {case.a.listing.caption} and {case.b.key} {case.b.listing.caption}"
                f" ({case.link.score:.2f})"
            ),
            to_do=f"interlock explain {case.a.key} {case.b.key}",
        )
    if len(own) > PAIRS_TOLD:
        yield Waiting(
            what="who is who",
            text=f"{len(own) - PAIRS_TOLD} more pairs",
            to_do=f"interlock review --focus {focus}",
        )


def lists(edition: Edition, authorities: Iterable[str], as_of: date) -> Iterable[Waiting]:
    """Snapshots that are held back, and lists that are missing or old."""
    chosen = frozenset(authorities)
    for spec in edition.lists:
        if spec.key.partition(".")[0] not in chosen or spec.beside:
            continue
        shots = [shot for shot in edition.snapshots if shot.list_key == spec.key and shot.day <= as_of]
        for shot in shots:
            if shot.state == "quarantined" and shot.ruling is None:
                yield Waiting(
                    what="quarantine",
                    text=f"{spec.key} of {shot.day}: {shot.why}",
                    to_do=f"interlock quarantine show {spec.key} {shot.day}",
                )
        good = [shot.day for shot in shots if shot.state == "good"]
        if spec.retired_on is not None and spec.retired_on <= as_of:
            continue
        if not good:
            yield Waiting(
                what="missing list", text=f"{spec.key}: no good snapshot is here", to_do="interlock fetch"
            )
        elif (age_days := (as_of - max(good)).days) > STALE_DAYS:
            yield Waiting(
                what="old list",
                text=f"{spec.key}: the newest good snapshot is of {max(good)}, {age_days} days old",
                to_do=f"interlock fetch {spec.key.partition('.')[0]}",
            )
