"""Company is asked: first who is linked without it, then what it tells of the pairs that it could decide."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import msgspec
import numpy as np

from interlock.model.target import Link
from interlock.resolve.candidates import Pair
from interlock.resolve.cluster import Clusters
from interlock.resolve.company import Company, Tally, act_of
from interlock.resolve.decide import LINK, Decision, conclude
from interlock.resolve.judged import rule
from interlock.resolve.marks import mark
from interlock.resolve.memory import Recalled
from interlock.resolve.present import Present
from interlock.resolve.profile import Profile
from interlock.resolve.ragged import Flags, Ragged, numbers
from interlock.resolve.reach import flagged
from interlock.resolve.weigh import weights
from interlock.resolve.weighing import Evidence, unpacked

_WITHIN = 2.5
"""Powers of ten around the line of linking in which company can still decide."""
_ENCODER = msgspec.msgpack.Encoder()


@dataclass(frozen=True, slots=True)
class Asked:
    """What company tells, and on what that rests."""

    groups: Ragged
    """Places of records that are linked without company, where they are several."""
    tally: Tally
    company: Company
    near: Flags
    """Of each telling pair, whether company could decide it."""
    told: dict[int, msgspec.Raw]
    """By telling pair, of those: what company told, packed."""
    changed: Flags
    """Of each record, whether company tells anything else of a pair of it than it did."""


def asked(
    past: Recalled, present: Present, evidence: Evidence, quoted: frozenset[Pair], touched: Flags
) -> Asked:
    """Company knows who is linked, and was asked. `touched`: records to link anew; the others stay linked."""
    alone = _alone(present, evidence, touched)
    near = _near(past, evidence, alone)
    groups, left, come = _groups(past, present, alone, quoted, touched)
    tally = Tally(past.memory.tally)
    tally.entries((past.profiles[past.memory.keys[place]] for place in present.left(present.moved)), -1)
    tally.entries(present.profiles[present.keys[place]] for place in np.flatnonzero(present.moved))
    tally.targets(([past.profiles[past.memory.keys[place]] for place in row] for row in left), -1)
    tally.targets([present.profiles[key] for key in keys] for keys in come)
    numbered = zip(groups.owners.tolist(), groups.values.tolist(), strict=True)
    company = Company(tally, {present.keys[place]: group for group, place in numbered})
    told, changed = _told(past, present, evidence, near, company, tally)
    return Asked(groups, tally, company, near, told, changed)


def _alone(present: Present, evidence: Evidence, touched: Flags) -> dict[int, tuple[Pair, bool, Decision]]:
    """By telling pair of touched records: the keys, whether company may add anything, and the decision."""
    found = {}
    for place in np.flatnonzero(touched[evidence.telling.left]).tolist():
        pair = evidence.names[place]
        a, b = (present.profiles[key] for key in pair)
        weighed = unpacked(evidence.weighed[place])
        found[place] = pair, weighed.in_company, conclude(weighed, a, b)
    return found


def _near(past: Recalled, evidence: Evidence, alone: Mapping[int, tuple[Pair, bool, Decision]]) -> Flags:
    near: Flags = np.append(past.near, False)[evidence.then]  # -1, the last: news
    line = weights().link
    for place, (_, in_company, decision) in alone.items():
        near[place] = in_company and abs(decision.strength - line) <= _WITHIN
    return near


def _groups(
    past: Recalled,
    present: Present,
    alone: Mapping[int, tuple[Pair, bool, Decision]],
    quoted: frozenset[Pair],
    touched: Flags,
) -> tuple[Ragged, list[list[int]], list[list[str]]]:
    """Groups of several: today's; those of then that are no more, by places of then; new ones, by key."""
    strength = {pair: found.strength for pair, _, found in alone.values() if found.score >= LINK}
    profiles: dict[str, Profile] = {
        present.keys[place]: present.profiles[present.keys[place]] for place in np.flatnonzero(touched)
    }
    clusters = Clusters(profiles, quoted, frozenset(strength), rule((), ()))
    for a, b in sorted(strength, key=lambda pair: (-strength[pair], pair)):
        clusters.merge(Link(a, b, 1.0, ()))
    come = [keys for keys in clusters.groups() if len(keys) > 1]
    then = past.memory.groups
    places = present.now[then.values]
    open_ = np.append(touched, True)[places]  # -1, the last: gone
    broken = flagged(len(then.sizes), then.owners[open_])
    left = then.take(np.flatnonzero(broken)).rows()
    stays = then.take(np.flatnonzero(~broken))
    kept = Ragged.made(present.now[stays.values], stays.sizes)
    both = kept.followed_by(Ragged.of([present.place[key] for key in keys] for keys in come))
    firsts = both.values[np.cumsum(both.sizes) - both.sizes]
    return both.take(np.argsort(firsts)), left, come


def _told(
    past: Recalled, present: Present, evidence: Evidence, near: Flags, company: Company, tally: Tally
) -> tuple[dict[int, msgspec.Raw], Flags]:
    told: dict[int, msgspec.Raw] = {}
    changed = []
    then, may_differ = evidence.then.tolist(), _may_differ(present, evidence, near, tally).tolist()
    for place in np.flatnonzero(near).tolist():
        known = past.company.get(then[place])
        if known is not None and not may_differ[place]:
            told[place] = known
            continue
        a, b = (present.profiles[key] for key in evidence.names[place])
        found = told[place] = msgspec.Raw(_ENCODER.encode(company.told(a, b)))
        if known != found:
            changed.append(place)
    pairs = evidence.telling.only(flagged(len(near), changed))
    return told, flagged(len(present.keys), np.concatenate([pairs.left, pairs.right]))


def _may_differ(present: Present, evidence: Evidence, near: Flags, tally: Tally) -> Flags:
    """Of each telling pair, whether a count that company reads of it was changed, if company is asked."""
    records = present.records
    ends = flagged(len(records), np.concatenate([evidence.telling.left[near], evidence.telling.right[near]]))
    of_list = np.array([record.listing.list_key for record in records])
    moved = np.zeros(len(records), dtype=bool)
    for regime, list_key in tally.regimes:
        moved |= (of_list == list_key) & present.marks.regimes.has_any(numbers([mark(regime)]))
    if tally.acts:
        for place in np.flatnonzero(ends & ~moved).tolist():
            moved[place] = act_of(records[place]) in tally.acts
    differs: Flags = moved[evidence.telling.left] | moved[evidence.telling.right]
    return differs
