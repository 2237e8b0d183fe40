"""Records to targets: candidates, decisions, clusters. The seam where a better engine goes in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from interlock.focus import focus_keys, load_focus
from interlock.model.decisions import Judgement
from interlock.model.record import Record
from interlock.model.target import Target
from interlock.resolve.asking import asked
from interlock.resolve.candidates import Pairs
from interlock.resolve.decide import Setting, conclude
from interlock.resolve.joining import joined
from interlock.resolve.judged import rule
from interlock.resolve.marks import Marks, marks_of
from interlock.resolve.memory import Memory, Recalled
from interlock.resolve.present import Present
from interlock.resolve.profile import Profile, profile
from interlock.resolve.ragged import Numbers, numbers
from interlock.resolve.rarity import NOBODY, Rarity, counted
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
    one such part into another: what it tells is asked again of every pair that it could decide.

    Returns: the targets, and what the next resolution may use again.
    """
    present = Present(past, records)
    went = [past.memory.keys[place] for place in present.left(present.reworded).tolist()]
    counts = counted(
        past.memory.counts,
        come=(present.profiles[present.keys[place]] for place in np.flatnonzero(present.reworded).tolist()),
        gone=(past.profiles[key] for key in went),
    )
    quoted = quoted_pairs(present.marks)
    setting = _setting(present.keys, present.profiles, present.marks, quoted, Rarity(counts))
    evidence = Evidence(past, present, quoted, setting, counts)
    seeds = present.moved | evidence.news | present.among(_judged(judgements) | past.memory.judged)
    web = _web(evidence.telling, present, judgements)
    touched = reached(seeds, *web)
    company = asked(past, present, evidence, setting.quoted, touched)
    touched = reached(touched | company.changed, *web)
    decisions = {}
    for place in np.flatnonzero(touched[evidence.telling.left]).tolist():
        a, b = pair = evidence.names[place]
        asked_of = company.company if company.near[place] else None
        decisions[pair] = conclude(
            unpacked(evidence.weighed[place]), present.profiles[a], present.profiles[b], asked_of
        )
    chosen = [present.keys[place] for place in np.flatnonzero(touched).tolist()]
    made = joined(
        decisions,
        {key: present.profiles[key] for key in chosen},
        setting.quoted,
        rule(judgements, present.place.keys()),
    )
    untouched = frozenset(present.keys).difference(chosen)
    kept = (target for target in past.targets if untouched.issuperset(target.members))
    targets = tuple(sorted((*kept, *made), key=lambda target: target.target_id))
    memory = Memory(
        keys=tuple(present.keys),
        features=tuple(present.features),
        marks=present.marks,
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
        judged=_judged(judgements),
    )
    return targets, memory


def _judged(judgements: Iterable[Judgement]) -> frozenset[str]:
    return frozenset(key for one in judgements for key in (one.a, one.b))


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
    marks = marks_of(profiles.values())
    rarity = Rarity(counted(NOBODY, profiles.values()))
    return _setting(tuple(profiles), profiles, marks, quoted_pairs(marks), rarity)


def _setting(
    keys: Sequence[str], profiles: Mapping[str, Profile], marks: Marks, quoted: Pairs, rarity: Rarity
) -> Setting:
    named = frozenset(quoted.named(keys))
    return Setting(
        quoted=named,
        disputed=disputed_numbers(marks, keys, profiles),
        rarity=rarity,
        bearers=Bearers(marks, keys, profiles, named),
    )
