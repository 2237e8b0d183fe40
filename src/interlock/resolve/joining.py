"""From decisions on pairs to targets: the best links first, what is refused left to a person. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from interlock.model.record import Record
from interlock.model.target import Link, Target
from interlock.resolve.candidates import Pair
from interlock.resolve.cluster import Clusters, by_record, target_id
from interlock.resolve.decide import DOUBT, LINK, Decision
from interlock.resolve.judged import Rulings
from interlock.resolve.profile import Profile


def joined(
    decisions: Mapping[Pair, Decision],
    profiles: Mapping[str, Profile],
    quoted: frozenset[Pair],
    rulings: Rulings,
) -> tuple[Target, ...]:
    """The targets of these records, by id."""
    found, doubtful, strength = _sorted_out(decisions)
    links, doubts = rulings.applied(found, doubtful)
    clusters = Clusters(profiles, quoted, frozenset((link.a, link.b) for link in links), rulings)
    kept, refused = list(rulings.joined), list(rulings.contradicted)
    for link in sorted(links, key=lambda link: (-strength[link.a, link.b], link.a, link.b)):
        if why := clusters.merge(link):
            refused.append(Link(link.a, link.b, link.score, (*link.reasons, f"not joined: {why}")))
        else:
            kept.append(link)
    open_doubts = [link for link in doubts if _is_open(link, profiles, clusters, rulings)]
    # What was refused stays a doubt: one list may hold as an alias what another holds as an entry.
    return _targets(clusters, profiles, kept, _questions(open_doubts + refused, clusters, rulings))


def _questions(doubts: list[Link], clusters: Clusters, rulings: Rulings) -> list[Link]:
    """One question for each two targets: the pair that speaks most for a link; and what is left open."""
    asked: dict[tuple[str, str], Link] = {}
    kept = []
    for link in sorted(doubts, key=lambda link: (-link.score, link.a, link.b)):
        if (link.a, link.b) in rulings.unsure or link in rulings.contradicted:
            kept.append(link)
            continue
        left, right = sorted((clusters.group_of(link.a)[0], clusters.group_of(link.b)[0]))
        if left != right:
            asked.setdefault((left, right), link)
    return kept + list(asked.values())


def _sorted_out(
    decisions: Mapping[Pair, Decision],
) -> tuple[list[Link], list[Link], dict[Pair, float]]:
    """Links, doubts, and how strong each is: the best of rivals is joined first."""
    links: list[Link] = []
    doubts: list[Link] = []
    strength: dict[Pair, float] = {}
    for (a, b), decision in decisions.items():
        if decision.score >= DOUBT:
            strength[a, b] = decision.strength
            link = Link(a, b, round(decision.score, 4), decision.reasons)
            (links if decision.score >= LINK else doubts).append(link)
    return links, doubts, strength


def _targets(
    clusters: Clusters, profiles: Mapping[str, Profile], links: list[Link], doubts: list[Link]
) -> tuple[Target, ...]:
    links_of = by_record(links)
    doubts_of = by_record(doubts)
    targets = []
    for members in clusters.groups():
        records = [profiles[key].record for key in members]
        caption = _caption(records) if len(records) > 1 else records[0]
        targets.append(
            Target(
                target_id=target_id(records),
                schema=caption.listing.schema,
                caption=caption.listing.caption,
                members=tuple(members),
                links=_unique(links_of, members),
                doubts=_unique(doubts_of, members),
            )
        )
    return tuple(sorted(targets, key=lambda target: target.target_id))


def _unique(by_key: dict[str, list[Link]], members: list[str]) -> tuple[Link, ...]:
    return tuple(sorted({link for key in members for link in by_key.get(key, ())}))


def _is_open(link: Link, profiles: Mapping[str, Profile], clusters: Clusters, rulings: Rulings) -> bool:
    """Is the doubt not settled: by the two being one target, a person, or a list that holds both targets?"""
    left, right = clusters.group_of(link.a), clusters.group_of(link.b)
    if left is right or rulings.parted(left, right):
        return False
    if (link.a, link.b) in rulings.unsure:
        return True
    lists_left = {profiles[key].listing.list_key for key in left}
    lists_right = {profiles[key].listing.list_key for key in right}
    return not lists_left & lists_right


def _caption(records: list[Record]) -> Record:
    """The record that names the target: a known kind first, then the oldest."""
    return min(records, key=lambda r: (r.listing.schema == "LegalEntity", r.first_seen, r.key))
