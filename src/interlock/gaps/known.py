"""An edition as it was known by a day: what later snapshots told is taken back. Pure.

Each entry's life is told again, snapshot by snapshot, to the day and no further, by the rules that history is
made with; so what follows is what a build on that day would have made of the entry. Who is who is the present
edition's answer, held to the entries known by then: a link that was found later is kept, because it says
which entries are one party and nothing of when any of them was listed.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

import msgspec

from interlock.ingest.life import Life
from interlock.model.edition import Edition, EditionContent, Version
from interlock.model.lists import ListSpec
from interlock.model.record import Presence, Record, Snapshot
from interlock.model.target import Link, Target


def known_by_day(edition: Edition, day: date) -> Edition:
    """The edition without anything that snapshots after the day told."""
    lists = tuple(_spec_by(spec, day) for spec in edition.lists)
    specs = {spec.key: spec for spec in lists}
    snapshots = tuple(shot for shot in edition.snapshots if shot.day <= day)
    series: dict[str, list[Snapshot]] = defaultdict(list)
    for shot in snapshots:
        if shot.state == "good":
            series[shot.list_key].append(shot)
    versions: dict[str, list[Version]] = defaultdict(list)
    for version in edition.versions:
        if version.since <= day:
            versions[version.key].append(version)
    records: dict[str, Record] = {}
    for record in edition.records:
        spec = specs.get(record.listing.list_key)
        if spec is None or record.first_seen > day or not versions[record.key]:
            continue
        records[record.key] = record_by(record, versions[record.key], series[spec.key], spec, day)
    content = EditionContent(
        code_version=edition.code_version,
        lists=lists,
        snapshots=snapshots,
        records=tuple(records.values()),
        targets=_targets_by(edition.targets, records),
        judgements=edition.judgements,
    )
    return Edition.of(content, edition.edition_id)


def record_by(
    record: Record, versions: Sequence[Version], snapshots: Sequence[Snapshot], spec: ListSpec, day: date
) -> Record:
    """The record as the good snapshots of its list up to the day show it.

    `versions`: of the record up to the day, at least one. `snapshots`: good ones of the list, by day.
    """
    digests = [bytes.fromhex(version.digest) for version in versions]
    bodies = {digest: version.body for digest, version in zip(digests, versions, strict=True)}
    days = [version.since for version in versions]
    first = record.presences[0]
    life = Life.begun(record.source_ids[-1], first.lacking)
    renames = {former.until: record.source_ids[-2 - place] for place, former in enumerate(record.formerly)}
    for shot in snapshots:
        if shot.day > day or shot.day < record.first_seen:
            continue
        if shot.day in renames:
            life.is_renamed(shot.day, renames[shot.day])
        run = _run_at(record.presences, shot.day)
        if run is not None and run.first <= shot.day <= run.last:
            if not _held(shot, run, days):
                continue
            life.is_in(shot.day, digests[bisect_right(days, shot.day) - 1], bodies.__getitem__)
            life.is_in_force(shot.day, spec.damping_days)
        elif run is not None and run.gone is not None and shot.day >= run.gone:
            _tell_gone(life, record, run, shot)
    found, _ = life.finish(spec, fictional=record.fictional)
    return msgspec.structs.replace(found, qualified=record.qualified)


def _run_at(presences: Sequence[Presence], day: date) -> Presence | None:
    """The run that the day is in or after."""
    begun = [run for run in presences if run.first <= day]
    return begun[-1] if begun else None


def _held(shot: Snapshot, run: Presence, changed: Sequence[date]) -> bool:
    """Did a snapshot inside the run surely hold the entry? A copy of some entries may have been silent of it.

    Left out, such a sight makes a span wider, or leaves unknown what was known then; never wrong.
    """
    is_whole = shot.coverage.roster and not shot.coverage.focus
    return is_whole or shot.day in (run.first, run.last) or shot.day in changed


def _tell_gone(life: Life, record: Record, run: Presence, shot: Snapshot) -> None:
    """A snapshot after the run: by the list's own notice, or by absence where it would hold the entry."""
    if run.by_notice and shot.day == (run.noticed or run.gone):
        act = record.spans[max(life.times - 1, 0)].delisted_on
        life.is_removed(shot.day, act.latest if act is not None and act.basis == "printed" else None)
    elif shot.day in _lacks(record) or (shot.coverage.roster and not shot.coverage.focus):
        life.is_absent(shot.day)


def _lacks(record: Record) -> set[date | None]:
    """Days on which it surely was shown to be gone, by a copy of a part too."""
    return {day for run in record.presences for day in (run.gone, run.lacking)}


def _spec_by(spec: ListSpec, day: date) -> ListSpec:
    """The list as it was: that it would be given up later was not known."""
    if spec.retired_on is None or spec.retired_on <= day:
        return spec
    return msgspec.structs.replace(spec, retired_on=None)


def _targets_by(targets: Sequence[Target], records: Mapping[str, Record]) -> tuple[Target, ...]:
    """The targets of the entries known by then, under the keys that these had."""
    then = {key: record.key for key, record in records.items()}
    found = []
    for target in targets:
        members = tuple(sorted(then[key] for key in target.members if key in then))
        if members:
            found.append(
                msgspec.structs.replace(
                    target,
                    members=members,
                    links=_links_by(target.links, then),
                    doubts=_links_by(target.doubts, then),
                )
            )
    return tuple(found)


def _links_by(links: Sequence[Link], then: Mapping[str, str]) -> tuple[Link, ...]:
    return tuple(
        msgspec.structs.replace(link, a=then[link.a], b=then[link.b])
        for link in links
        if link.a in then and link.b in then
    )
