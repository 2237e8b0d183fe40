"""What an official opens first, put together from the parts. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date

from interlock.model.edition import Edition
from interlock.model.gap import Gap, GapKind, GapReport, GapStatus
from interlock.model.inbox import Inbox, InboxGap, ListNews, Ready, Reason, Waiting
from interlock.model.life import CaseView, GapEvent
from interlock.timeline.diff import Diff

NAMES_TOLD = 5
"""Of each list's news: enough to see what it is about; `interlock diff` has all."""


def inbox(
    report: GapReport,
    authority: str,
    since: date,
    *,
    reader: str,
    events: Sequence[GapEvent],
    news: Diff,
    case: Callable[[Gap], CaseView],
    ready: Callable[[Gap], tuple[Ready, ...]],
    waiting: Sequence[Waiting],
) -> Inbox:
    """Everything that concerns the authority; gaps that somebody settled are counted and left out."""
    mine = [gap for gap in report.gaps if gap.authority == authority]
    cases = {gap.gap_id: case(gap) for gap in mine}
    settled = {gap_id for gap_id, one in cases.items() if one.state in ("accepted as is", "closed")}
    alive = [gap for gap in mine if gap.gap_id not in settled]

    def rows(kind: GapKind, status: GapStatus) -> tuple[InboxGap, ...]:
        return tuple(
            InboxGap(gap=gap, case=cases[gap.gap_id], ready=ready(gap))
            for gap in alive
            if (gap.kind, gap.status) == (kind, status)
        )

    open_ = rows("designation", "open")
    barred = [one for one in open_ if one.gap.act == "lacks a legal basis"]
    free = [one for one in open_ if one.gap.act != "lacks a legal basis"]
    can = tuple(one for one in free if one.ready)
    return Inbox(
        edition=report.edition,
        as_of=report.as_of,
        since=since,
        authority=authority,
        coalition=report.coalition,
        references=report.references,
        focus=report.focus,
        fictional=report.fictional,
        reader=reader,
        coverage=report.coverage,
        lists=_news(news),
        changes=tuple(
            event
            for event in events
            if event.authority == authority and event.kind != "lag" and event.gap_id not in settled
        ),
        changes_of_others=dict(
            sorted(
                Counter(
                    event.authority
                    for event in events
                    if event.authority != authority and event.kind != "lag"
                ).items()
            )
        ),
        un_open=rows("un_implementation", "open"),
        un_unresolved=rows("un_implementation", "unresolved"),
        un_unknown=_reasons(one.gap for one in rows("un_implementation", "unknown")),
        close_now=can,
        needs_more=len(free) - len(can),
        lacks_basis=len(barred),
        contradictions=(*rows("contradiction", "open"), *rows("contradiction", "unresolved")),
        waiting=tuple(waiting),
        accepted=sum(1 for one in cases.values() if one.state == "accepted as is"),
        notes=report.notes,
    )


def _news(news: Diff) -> tuple[ListNews, ...]:
    found = []
    for one in news.lists:
        if one.from_snapshot is None or one.to_snapshot is None or one.from_snapshot == one.to_snapshot:
            continue
        names = [f"+ {added.name}" for added in one.added[:NAMES_TOLD]]
        names += [f"- {removed.name}" for removed in one.removed[:NAMES_TOLD]]
        found.append(
            ListNews(
                list_key=one.list_key,
                from_snapshot=one.from_snapshot,
                to_snapshot=one.to_snapshot,
                added=len(one.added),
                removed=len(one.removed),
                changed=len(one.changed),
                names=tuple(names),
            )
        )
    return tuple(found)


def _reasons(gaps: Iterable[Gap]) -> tuple[Reason, ...]:
    """What keeps them unknown, most frequent first."""
    found = Counter(gap.why.partition("; ")[2] or gap.why for gap in gaps)
    return tuple(
        Reason(targets=targets, why=why)
        for why, targets in sorted(found.items(), key=lambda item: (-item[1], item[0]))
    )


def last_day_before(edition: Edition, authorities: Iterable[str], as_of: date) -> date | None:
    """The last day but one on which a good snapshot of a list asked about came; None with fewer than two.

    What changed since then is what the newest snapshots brought.
    """
    chosen = frozenset(authorities)
    days = {
        shot.day
        for shot in edition.snapshots
        if shot.state == "good" and shot.authority in chosen and shot.day <= as_of
    }
    return sorted(days)[-2] if len(days) > 1 else None
