"""The room's door: reads the edition and the ledger, asks the pure rules, files what is said."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

import msgspec

from interlock.base.errors import NoEditionError, QueryError
from interlock.base.heap import no_collection
from interlock.casework.cases import case_of, opened_again, said
from interlock.casework.changes import by_deeds, changes, taken_off
from interlock.casework.inbox import inbox, last_day_before
from interlock.casework.known import as_known
from interlock.casework.naming import GapName, Whereabouts, by_gap, gap_name
from interlock.casework.ready import ready
from interlock.casework.sightings import Sides, sightings
from interlock.casework.steps import steps
from interlock.casework.waiting import deadlines, lists, owned_by, who_is_who
from interlock.focus import ALL, load_focus
from interlock.gaps.comparability import comparability
from interlock.gaps.extract import name_of, unpacked
from interlock.gaps.question import DEFAULT_COALITION
from interlock.gaps.run import answer, answer_from, prepare
from interlock.ingest.progress import Progress
from interlock.model.casework import GapSighting, GapWord, WordKind, gap_word
from interlock.model.decisions import Judgement
from interlock.model.edition import Edition, EditionContent
from interlock.model.gap import Gap, GapReport, GapStatus
from interlock.model.inbox import Inbox
from interlock.model.life import CaseView, GapEvent, GapLife
from interlock.model.record import Record
from interlock.resolve.docket import docket
from interlock.resolve.judged import under_present_keys
from interlock.resolve.redirects import renamed
from interlock.resolve.run import Built, build_in_hand
from interlock.store.editions import Editions
from interlock.store.extracts import Extracts
from interlock.store.ledger import Ledger, has_ledger, standing_judgements
from interlock.timeline.diff import Diff
from interlock.timeline.run import diff_of

OBSERVED_FOCUS = "dprk"
DATED_KINDS = ("un_implementation", "designation", "lag")
"""Kinds that the dates of the target's own entries open and close: their whole life can be told."""


def build(
    home: Path, progress: Progress | None = None, *, ledger: str = "", as_of: date, at: datetime
) -> Built:
    """A new edition, and the next answer from it a quick one.

    Where people work with a ledger, what the edition changed about gaps is filed there too.

    Raises:
        StoreError: nothing was ingested, another process writes, or the home or the ledger is damaged.
    """
    before = Editions(home).current()
    with no_collection():
        built, edition = build_in_hand(home, progress, ledger=ledger)
        if before is not None and built.changed:
            observe(home, before, built.edition_id, as_of=as_of, at=at, ledger=ledger)
        prepare(home, edition)
    return built


def observe(
    home: Path,
    before: str,
    after: str,
    *,
    as_of: date,
    at: datetime,
    ledger: str = "",
    coalition: tuple[str, ...] = DEFAULT_COALITION,
    focus: str = OBSERVED_FOCUS,
) -> int:
    """What became of the gaps from one edition to the other is in the ledger, once.

    Without a ledger nothing is done: nobody judged anything, so an edition's own dates tell all.
    Returns: how much was new.

    Raises:
        StoreError: an edition or the ledger cannot be read. QueryError: the editions lack an authority.
    """
    if not has_ledger(home, ledger):
        return 0
    try:
        old, new = (Editions(home).load(edition) for edition in (before, after))
    except NoEditionError:
        return 0
    with Ledger(home, ledger) as opened:
        earlier = opened.gap_sightings()
        if any((one.edition_before, one.edition) == (before, after) for one in earlier):
            return 0
        sides = Sides(old, new, members(old), members(new), opened.judgements())
        was, now = (
            answer(home, as_of=as_of, coalition=coalition, focus=focus, edition_id=edition)
            for edition in (before, after)
        )
        return opened.append(sightings(sides, was, now, earlier, at=at))


def changed_since(edition: Edition, asked: GapReport, since: date) -> tuple[GapEvent, ...]:
    """What became of the gaps of a report after that day, by law or by what later snapshots brought.

    `edition`: all of it, or the part that the report's focus needs; both days are asked of the same.
    """
    before, now = (
        answer_from(known, as_of=day, coalition=asked.coalition, focus=asked.focus, kind=asked.kinds)
        for known, day in ((as_known(edition, since), since), (edition, asked.as_of))
    )
    records = members(edition)
    return changes(
        before,
        now,
        by_deeds(records, (*now.coalition, *now.references), edition.snapshots, since, now.as_of),
        was_off=taken_off(records),
    )


def only_changed(home: Path, now: GapReport, since: date, *, ledger: str = "") -> GapReport:
    """The report without the gaps that are as they were on that day; each other says what became of it.

    Raises:
        QueryError: the day is not before the day asked. StoreError: the home or the ledger is damaged.
    """
    if since >= now.as_of:
        raise QueryError(
            f"{since} is not before {now.as_of}", where="--changed-since", remedy="give an earlier day"
        )
    with no_collection():
        edition = _part(home, Editions(home).load(now.edition), now.focus)
        told = {event.gap_id: f"{event.what}: {event.why}" for event in changed_since(edition, now, since)}
        where = Whereabouts(edition)
    _, seen = _filed(home, ledger)
    for gap_id, ones in by_gap(seen, where).items():
        late = [one for one in ones if one.stands and since < one.made_at.date() <= now.as_of]
        if late and gap_id not in told:
            told[gap_id] = f"{late[-1].what}: {late[-1].reason}"
    kept = tuple(
        msgspec.structs.replace(
            gap, why=told[gap.gap_id] if gap.why in told[gap.gap_id] else f"{told[gap.gap_id]}. {gap.why}"
        )
        for gap in now.gaps
        if gap.gap_id in told
    )
    gone = len(told.keys() - {gap.gap_id for gap in kept})
    note = (
        f"only what changed after {since}: {len(kept)} of {len(now.gaps)} gaps"
        + (f"; {gone} more are gaps no longer" if gone else "")
        + ". What the first snapshot of a list already had is no change"
    )
    return msgspec.structs.replace(now, gaps=kept, notes=(note, *now.notes))


def _part(home: Path, edition: Edition, focus: str) -> Edition:
    """The part of the edition that the focus needs, where it is kept; else the whole, seconds slower."""
    data = None if focus == ALL else Extracts(home).read(name_of(edition.edition_id, focus))
    if data is None:
        return edition
    try:
        extract = unpacked(data)
    except msgspec.DecodeError:  # kept by another version of the code
        return edition
    content = EditionContent(
        code_version=edition.code_version,
        lists=extract.lists,
        snapshots=extract.snapshots,
        records=extract.records,
        targets=extract.targets,
        judgements=edition.judgements,
    )
    return Edition.of(content, edition.edition_id)


def members(edition: Edition) -> dict[str, tuple[Record, ...]]:
    """Target id to its records."""
    records = {record.key: record for record in edition.records}
    return {target.target_id: tuple(records[key] for key in target.members) for target in edition.targets}


def say(
    home: Path,
    gap_id: str,
    what: WordKind,
    value: str,
    *,
    author: str,
    at: datetime,
    reason: str,
    ledger: str = "",
) -> GapWord:
    """The word is in the ledger, on the gap as it is called today.

    Raises:
        QueryError: no such gap, target or state, or nothing is said. StoreError: no edition, or the
            ledger cannot be written to.
    """
    edition = Editions(home).load()
    name, records = _named(edition, gap_id)
    word = gap_word(
        name.of(name.target_id),
        tuple(record.key for record in records),
        what,
        value,
        author=author,
        made_at=at,
        reason=reason,
    )
    with Ledger(home, ledger) as opened:
        opened.append([word])
    return word


def life(
    home: Path,
    gap_id: str,
    *,
    as_of: date,
    coalition: tuple[str, ...],
    focus: str = "all",
    ledger: str = "",
) -> GapLife:
    """Everything that is known of one gap: its turns, and what is on file about it.

    Raises:
        QueryError: no such gap or target. StoreError: no edition, or the home or the ledger is damaged.
    """
    edition = Editions(home).load()
    name, records = _named(edition, gap_id)
    if name.authority not in coalition:
        coalition = (*coalition, name.authority)
    today = name.of(name.target_id)
    small = _around(edition, name.target_id)

    def report_on(day: date) -> GapReport:
        return answer_from(small, as_of=day, coalition=coalition, focus=focus, kind=name.kind)

    def ask(day: date) -> tuple[GapStatus, str] | None:
        gap = next((gap for gap in report_on(day).gaps if gap.gap_id == today), None)
        return (gap.status, gap.why) if gap else None

    report = report_on(as_of)
    gap = next((gap for gap in report.gaps if gap.gap_id == today), None)
    where = Whereabouts(edition)
    filed = _filed(home, ledger)
    words, seen = (by_gap(filed[0], where).get(today, []), by_gap(filed[1], where).get(today, []))
    authorities = (*report.coalition, *report.references)
    notes = []
    if today != gap_id.strip():
        notes.append(f"{gap_id.strip()} is {today} today: its target was merged")
    if name.kind not in DATED_KINDS:
        notes.append("What the entries say opens and closes this kind: only builds tell its turns.")
    return GapLife(
        edition=edition.edition_id,
        as_of=as_of,
        fictional=edition.fictional,
        gap_id=today,
        target_id=name.target_id,
        target_name=next(t.caption for t in edition.targets if t.target_id == name.target_id),
        kind=name.kind,
        authority=name.authority,
        status=gap.status if gap else None,
        why=gap.why if gap else "there is no such gap on that day",
        case=case_of(words, gap=gap, opened_again=opened_again(name.authority, records, seen)),
        steps=steps(records, authorities, ask, as_of) if name.kind in DATED_KINDS else (),
        said=said(words, seen),
        notes=tuple(notes),
    )


def _named(edition: Edition, gap_id: str) -> tuple[GapName, tuple[Record, ...]]:
    """The gap as it is called today, and the entries of its target. Raises: QueryError."""
    name = gap_name(gap_id)
    known = {spec.key.partition(".")[0] for spec in edition.lists}
    today = Whereabouts(edition).target(name.target_id)
    if today is None or name.authority not in known:
        what = f"target {name.target_id}" if today is None else f"authority {name.authority!r}"
        raise QueryError(f"there is no {what}", where=gap_id, remedy="look the gap up in `interlock gaps`")
    return msgspec.structs.replace(name, target_id=today), members(edition)[today]


def _around(edition: Edition, target_id: str) -> Edition:
    """The edition with one target, and those that may be the same, alone: it is asked many times."""
    holders = {key: target for target in edition.targets for key in target.members}
    chosen = {}
    waiting = [next(target for target in edition.targets if target.target_id == target_id)]
    while waiting:
        target = waiting.pop()
        if target.target_id not in chosen:
            chosen[target.target_id] = target
            waiting += [holders[key] for doubt in target.doubts for key in (doubt.a, doubt.b)]
    keys = {key for target in chosen.values() for key in target.members}
    content = EditionContent(
        code_version=edition.code_version,
        lists=edition.lists,
        snapshots=edition.snapshots,
        records=tuple(record for record in edition.records if record.key in keys),
        targets=tuple(chosen.values()),
        judgements=edition.judgements,
    )
    return Edition.of(content, edition.edition_id)


def _filed(home: Path, ledger: str) -> tuple[Sequence[GapWord], Sequence[GapSighting]]:
    if not has_ledger(home, ledger):
        return (), ()
    with Ledger(home, ledger) as opened:
        return opened.gap_words(), opened.gap_sightings()


def inbox_of(
    home: Path,
    authority: str,
    *,
    as_of: date,
    since: date | None = None,
    coalition: tuple[str, ...] = DEFAULT_COALITION,
    focus: str = "dprk",
    reader: str = "",
    ledger: str = "",
) -> Inbox:
    """What an official of the authority opens first.

    `since`: when not given, the last day but one on which a snapshot came. `reader`: whose gaps wait.

    Raises:
        QueryError: unknown authority or focus, or `since` is not before the day asked.
        StoreError: no edition, or the home or the ledger is damaged.
    """
    with no_collection():
        return _inbox(Editions(home).load(), home, authority, as_of, since, coalition, focus, reader, ledger)


def _inbox(
    edition: Edition,
    home: Path,
    authority: str,
    as_of: date,
    since: date | None,
    coalition: tuple[str, ...],
    focus: str,
    reader: str,
    ledger: str,
) -> Inbox:
    if authority not in coalition:
        coalition = (authority, *coalition)
    report = answer(home, as_of=as_of, coalition=coalition, focus=focus, edition_id=edition.edition_id)
    asked = (*report.coalition, *report.references)
    begun = since or last_day_before(edition, asked, as_of) or as_of - timedelta(days=1)
    if begun >= as_of:
        raise QueryError(f"{begun} is not before {as_of}", where="--since", remedy="give an earlier day")
    records = members(edition)
    where = Whereabouts(edition)
    words, seen = _filed(home, ledger)
    words_by, seen_by = by_gap(words, where), by_gap(seen, where)

    def case(gap: Gap) -> CaseView:
        ones = words_by.get(gap.gap_id, [])
        again = opened_again(gap.authority, records[gap.target_id], seen_by.get(gap.gap_id, ()))
        return case_of(ones, gap=gap, opened_again=again)

    owned = {gap.gap_id: case(gap) for gap in report.gaps if gap.gap_id in words_by}
    chosen = load_focus(focus)
    pairs = docket(
        edition.targets,
        {record.key: record for record in edition.records},
        chosen,
        _judgements(home, ledger, edition),
    )
    return inbox(
        report,
        authority,
        begun,
        reader=reader,
        events=changed_since(_part(home, edition, focus), report, begun),
        news=_news_of(edition, begun, as_of, asked, focus),
        case=case,
        ready=lambda gap: ready(records[gap.target_id], as_of),
        waiting=(
            *deadlines(report, authority, comparability().review),
            *owned_by(reader, (gap for gap in report.gaps if gap.gap_id in owned), owned),
            *who_is_who(pairs, authority, focus),
            *lists(edition, asked, as_of),
        ),
    )


def _judgements(home: Path, ledger: str, edition: Edition) -> tuple[Judgement, ...]:
    return under_present_keys(standing_judgements(home, ledger), renamed(edition.records))


def _news_of(edition: Edition, since: date, as_of: date, authorities: tuple[str, ...], focus: str) -> Diff:
    every = diff_of(edition, since, as_of, focus=focus)
    kept = tuple(one for one in every.lists if one.list_key.partition(".")[0] in authorities)
    return msgspec.structs.replace(every, lists=kept)
