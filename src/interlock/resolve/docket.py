"""What waits for a person, most useful first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from interlock.focus import Focus
from interlock.model.decisions import Judgement
from interlock.model.record import Record
from interlock.model.target import Link, Target


@dataclass(frozen=True, slots=True)
class Case:
    """Two targets that may be one, by the pair of entries that says so most strongly."""

    a: Record
    b: Record
    link: Link
    others: int
    """Further pairs of entries of the two targets that wait: this answer settles them too."""
    looked_at: bool
    """Somebody judged the pair `unsure`."""


def docket(
    targets: Iterable[Target],
    records: Mapping[str, Record],
    focus: Focus,
    judgements: Iterable[Judgement] = (),
) -> list[Case]:
    """The doubts of an edition, one for each two targets, but for those settled by `judgements`.

    First what nobody looked at; then where both sides are in force; then what brings most authorities
    together; then the higher score. With a focus, only pairs of which an entry belongs to it.
    """
    held = {key: target for target in targets for key in target.members}
    decided, unsure = _judged(judgements, held)
    waiting: dict[frozenset[str], set[Link]] = defaultdict(set)
    for target in {target.target_id: target for target in held.values()}.values():
        for link in target.doubts:
            between = _between(link.a, link.b, held)
            marked = focus.mark(records[link.a].listing) or focus.mark(records[link.b].listing)
            if between not in decided and marked:
                waiting[between].add(link)
    cases = [_case(links, records, looked_at=between in unsure) for between, links in waiting.items()]
    return sorted(cases, key=lambda case: _rank(case, held, records))


def _between(a: str, b: str, held: Mapping[str, Target]) -> frozenset[str]:
    return frozenset((held[a].target_id, held[b].target_id))


def _judged(
    judgements: Iterable[Judgement], held: Mapping[str, Target]
) -> tuple[set[frozenset[str]], set[frozenset[str]]]:
    decided: dict[frozenset[str], set[str]] = defaultdict(set)
    for one in judgements:
        if one.stands and one.a in held and one.b in held:
            decided[_between(one.a, one.b, held)].add(one.verdict)
    # Positive against negative is a contradiction, and waits for a person itself.
    settled = {pair for pair, said in decided.items() if len(said & {"positive", "negative"}) == 1}
    return settled, {pair for pair, said in decided.items() if said == {"unsure"}}


def _case(links: set[Link], records: Mapping[str, Record], *, looked_at: bool) -> Case:
    first = min(links, key=lambda link: (-link.score, link.a, link.b))
    return Case(records[first.a], records[first.b], first, len(links) - 1, looked_at)


def _rank(case: Case, held: Mapping[str, Target], records: Mapping[str, Record]) -> tuple[object, ...]:
    sides = [held[case.a.key].members, held[case.b.key].members]
    in_force = [any(not records[key].delisted for key in side) for side in sides]
    authorities = [{key.partition(":")[0] for key in side} for side in sides]
    gained = len(authorities[0] | authorities[1]) - max(map(len, authorities))
    return (case.looked_at, not all(in_force), -gained, -case.link.score, case.link.a, case.link.b)
