"""Records to targets: candidates, decisions, clusters. The seam where a better engine goes in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from interlock.focus import focus_keys, load_focus
from interlock.model.decisions import Judgement
from interlock.model.record import Record
from interlock.model.target import Link, Target
from interlock.resolve.candidates import Pair, candidates, disputed_numbers, kept_apart, quoted_pairs
from interlock.resolve.cluster import Clusters, by_record, target_id
from interlock.resolve.company import Company
from interlock.resolve.decide import DOUBT, LINK, Decision, Setting, Weighed, conclude, weigh
from interlock.resolve.judged import Rulings, rule
from interlock.resolve.memory import Memory, Recalled, remember
from interlock.resolve.profile import Profile, profile
from interlock.resolve.rarity import Rarity
from interlock.resolve.weigh import weights


def resolve(records: Iterable[Record], judgements: Iterable[Judgement] = ()) -> tuple[Target, ...]:
    """Every record in exactly one target, the targets sorted by id; what people judged comes first.

    Cost: linear in records but for pairs of equal names; 50,000 records take about a minute on one core.
    """
    return resolve_again(records, judgements, None)[0]


def resolve_again(
    records: Iterable[Record], judgements: Iterable[Judgement], recalled: Recalled | None
) -> tuple[tuple[Target, ...], Memory]:
    """The same targets as `resolve`, in a fraction of the time where most records read as they did.

    Returns: the targets, and what the next resolution may use again.
    """
    profiles = recalled.profiles_of(records) if recalled else profiles_of(records)
    setting = setting_of(profiles)
    known = recalled.weighed(profiles, setting) if recalled else {}
    weighed = {}
    for a, b in candidates(profiles, setting.quoted):
        found = known.get((a, b))
        weighed[a, b] = found if found is not None else weigh(profiles[a], profiles[b], setting)
    decisions = _decided(weighed, profiles, setting.quoted)
    targets = _joined(decisions, profiles, setting.quoted, rule(judgements, profiles.keys()))
    return targets, remember(profiles, weighed, setting)


def _joined(
    decisions: Mapping[Pair, Decision],
    profiles: dict[str, Profile],
    quoted: frozenset[Pair],
    rulings: Rulings,
) -> tuple[Target, ...]:
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


def profiles_of(records: Iterable[Record]) -> dict[str, Profile]:
    """Every record as the engine sees it, by key."""
    focuses = tuple(load_focus(key) for key in focus_keys() if key != "all")
    return {record.key: profile(record, focuses) for record in sorted(records, key=lambda r: r.key)}


def setting_of(profiles: dict[str, Profile]) -> Setting:
    """What must be known of all records to decide on two."""
    quoted = frozenset(quoted_pairs(profiles))
    return Setting(
        quoted=quoted,
        disputed=disputed_numbers(profiles.values()),
        rarity=Rarity(profiles.values()),
        bearers=_bearers(profiles, quoted),
    )


def _bearers(profiles: dict[str, Profile], quoted: frozenset[tuple[str, str]]) -> dict[tuple[str, str], int]:
    """(list key, name key) to how many parties of that list bear the name.

    Entries that the list itself says are one party count once: all but the last of such a pair are left out.
    """
    repeated = {a for a, b in quoted if profiles[a].listing.list_key == profiles[b].listing.list_key}
    bearers: dict[tuple[str, str], list[Profile]] = defaultdict(list)
    for item in profiles.values():
        list_key = item.listing.list_key
        for name in item.equal.keys() | item.native.keys():
            bearers[list_key, name].append(item)
    repeated = {a for a, b in quoted if profiles[a].listing.list_key == profiles[b].listing.list_key}
    return {bearer: 1 if len(items) == 1 else _parties(items, repeated) for bearer, items in bearers.items()}


def _parties(items: list[Profile], repeated: set[str]) -> int:
    known: list[Profile] = []
    for item in items:
        # An entry that came when another of the name was gone may be that one, under a new id.
        if not known or (item.key not in repeated and any(kept_apart(item, other) for other in known)):
            known.append(item)
    return len(known)


_WITHIN = 2.5
"""Powers of ten around the line of linking in which company can still decide."""


def _decided(
    weighed: Mapping[Pair, Weighed], profiles: dict[str, Profile], quoted: frozenset[Pair]
) -> dict[Pair, Decision]:
    """Every decision; those near the line a second time, when it is known who was listed with whom."""
    alone = {
        (a, b): conclude(found, profiles[a], profiles[b]) for (a, b), found in weighed.items() if found.told
    }
    line = weights().link
    company = _company(alone, profiles, quoted)
    return {
        (a, b): conclude(weighed[a, b], profiles[a], profiles[b], company)
        if weighed[a, b].in_company and abs(decision.strength - line) <= _WITHIN
        else decision
        for (a, b), decision in alone.items()
    }


def _company(
    decisions: Mapping[Pair, Decision], profiles: dict[str, Profile], quoted: frozenset[Pair]
) -> Company:
    strength = {pair: found.strength for pair, found in decisions.items() if found.score >= LINK}
    clusters = Clusters(profiles, quoted, frozenset(strength), rule((), ()))
    for a, b in sorted(strength, key=lambda pair: (-strength[pair], pair)):
        clusters.merge(Link(a, b, 1.0, ()))
    return Company(clusters.groups(), profiles)


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
    clusters: Clusters, profiles: dict[str, Profile], links: list[Link], doubts: list[Link]
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


def _is_open(link: Link, profiles: dict[str, Profile], clusters: Clusters, rulings: Rulings) -> bool:
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
