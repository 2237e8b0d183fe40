"""Records to targets: candidates, decisions, clusters. The seam where a better engine goes in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

from interlock.focus import focus_keys, load_focus
from interlock.model.decisions import Judgement
from interlock.model.record import Record
from interlock.model.target import Target
from interlock.resolve.asking import Asked, asked
from interlock.resolve.candidates import Pair, Pairs
from interlock.resolve.crowd import Crowd
from interlock.resolve.decide import Decision, Setting, conclude
from interlock.resolve.joining import joined
from interlock.resolve.judged import rule
from interlock.resolve.marks import marks_of
from interlock.resolve.memory import Memory, Recalled
from interlock.resolve.present import Present
from interlock.resolve.profile import Profile, profile
from interlock.resolve.ragged import Flags, Numbers, numbers
from interlock.resolve.rarity import NOBODY, Counts, Rarity, counted
from interlock.resolve.reach import reached
from interlock.resolve.setting import Bearers, disputed_numbers, quoted_pairs
from interlock.resolve.weighing import Evidence, unpacked


def resolve(records: Iterable[Record], judgements: Iterable[Judgement] = ()) -> tuple[Target, ...]:
    """Every record in exactly one target, the targets sorted by id; what people judged comes first.

    Cost: linear in records but for pairs of equal names; 50,000 records take about a minute on one core.
    """
    return resolve_again(records, judgements, Recalled())[0]


def resolve_again(
    records: Iterable[Record], judgements: Iterable[Judgement], past: Recalled
) -> tuple[tuple[Target, ...], Memory]:
    """The same targets as `resolve`, in a fraction of the time where most records read as they did.

    Records hang together by pairs that tell something. Of those that hang together with nothing that moved,
    all stays as it was; the others are decided and joined anew. Company is the one thing that reaches from
    one such part into another: it is asked again of every pair that it could decide, where a count moved.

    Returns: the targets, and what the next resolution may use again.
    """
    judgements = tuple(judgements)
    judged = frozenset(key for one in judgements for key in (one.a, one.b))
    present = Present(past, records)
    counts = _counts(past, present)
    quoted = quoted_pairs(present.crowd.marks)
    setting = _setting(present.crowd, quoted, counts)
    evidence = Evidence(past, present, quoted, setting, counts)
    web = _web(evidence.telling, present, judgements)
    moved = present.moved | evidence.news | present.among(judged | past.memory.judged)
    company = asked(past, present, evidence, setting.quoted, reached(moved, *web))
    touched = reached(moved | company.changed, *web)
    keys = [present.crowd.keys[place] for place in np.flatnonzero(touched).tolist()]
    made = joined(
        _decisions(present, evidence, company, touched),
        {key: present.crowd.profiles[key] for key in keys},
        setting.quoted,
        rule(judgements, present.place.keys()),
    )
    untouched = present.place.keys() - keys
    kept = (target for target in past.targets if untouched.issuperset(target.members))
    targets = tuple(sorted((*kept, *made), key=lambda target: target.target_id))
    return targets, _memory(present, counts, quoted, setting, evidence, company, judged)


def _counts(past: Recalled, present: Present) -> Counts:
    """Those of then, without whoever went or read otherwise, and with whoever came or reads otherwise."""
    come, gone = np.flatnonzero(present.reworded), present.left(present.reworded)
    return counted(
        past.memory.counts,
        come=(present.crowd.profile_at(place) for place in come.tolist()),
        gone=(past.crowd.profile_at(place) for place in gone.tolist()),
    )


def _decisions(present: Present, evidence: Evidence, company: Asked, touched: Flags) -> dict[Pair, Decision]:
    """Every decision on two of the touched records."""
    decisions = {}
    for place in np.flatnonzero(touched[evidence.telling.left]).tolist():
        pair = evidence.names[place]
        a, b = (present.crowd.profiles[key] for key in pair)
        near = company.company if company.near[place] else None
        decisions[pair] = conclude(unpacked(evidence.weighed[place]), a, b, near)
    return decisions


def _memory(
    present: Present,
    counts: Counts,
    quoted: Pairs,
    setting: Setting,
    evidence: Evidence,
    company: Asked,
    judged: frozenset[str],
) -> Memory:
    return Memory(
        keys=tuple(present.crowd.keys),
        features=tuple(present.features),
        marks=present.crowd.marks,
        counts=counts,
        quoted=quoted.codes.tobytes(),
        disputed=setting.disputed,
        pairs=evidence.pairs.codes.tobytes(),
        telling=evidence.told.tobytes(),
        weighed=evidence.weighed,
        near=company.near.tobytes(),
        company=tuple(company.told.values()),
        groups=company.groups,
        tally=company.tally.counts(),
        judged=judged,
    )


def _web(telling: Pairs, present: Present, judgements: Iterable[Judgement]) -> tuple[Numbers, Numbers]:
    """Pairs of records that hang together: there is something to tell of the two, or a person did."""
    judged = [
        (present.place[one.a], present.place[one.b])
        for one in judgements
        if one.a in present.place and one.b in present.place
    ]
    left, right = numbers([a for a, _ in judged]), numbers([b for _, b in judged])
    return np.concatenate([telling.left, left]), np.concatenate([telling.right, right])


def profiles_of(records: Iterable[Record]) -> dict[str, Profile]:
    """Every record as the engine sees it, by key."""
    focuses = tuple(load_focus(key) for key in focus_keys() if key != "all")
    return {record.key: profile(record, focuses) for record in sorted(records, key=lambda r: r.key)}


def setting_of(profiles: Mapping[str, Profile]) -> Setting:
    """What must be known of all records to decide on two. `profiles` in the order of their keys."""
    records = [one.record for one in profiles.values()]
    crowd = Crowd(tuple(profiles), records, profiles, marks_of(profiles.values()))
    return _setting(crowd, quoted_pairs(crowd.marks), counted(NOBODY, profiles.values()))


def _setting(crowd: Crowd, quoted: Pairs, counts: Counts) -> Setting:
    named = frozenset(quoted.named(crowd.keys))
    return Setting(
        quoted=named,
        disputed=disputed_numbers(crowd),
        rarity=Rarity(counts),
        bearers=Bearers(crowd, named),
    )
