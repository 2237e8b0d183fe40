"""What people decided, brought to bear on who is who: before the engine's links, and over them.

A positive judgement joins two records, a negative one keeps their targets apart whatever chain would
join them, `unsure` leaves the pair open. Where judgements contradict each other the negative stands, and
the positive that would close the chain is left to a person: a wrong link accuses someone.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

import msgspec

from interlock.model.decisions import Judgement
from interlock.model.edition import JudgementsUsed
from interlock.model.target import Link

Pair = tuple[str, str]

_OPEN_SCORE = 0.5
"""Of a pair that only a person's doubt keeps open. The least that a doubt may have."""

_IN_WORDS = {"positive": "judged the same", "negative": "judged not the same", "unsure": "left open"}


@dataclass(frozen=True, slots=True)
class Rulings:
    """Judgements that stand, as the clusters need them."""

    joined: tuple[Link, ...]
    """Pairs to join before any other, oldest judgement first; no two of them break a negative one."""
    apart: dict[Pair, str]
    """Pairs that no target may hold, with the judgement in words."""
    unsure: dict[Pair, tuple[str, ...]]
    """Pairs that somebody looked at and left open."""
    contradicted: tuple[Link, ...]
    """Positive judgements that negative ones forbid: for a person."""
    ignored: int
    """Judgements on records that the edition does not hold: kept in the ledger, without effect."""

    def applied(self, links: Iterable[Link], doubts: Iterable[Link]) -> tuple[list[Link], list[Link]]:
        """The engine's links and doubts, but for pairs that a person judged; unsure ones are doubts."""
        settled = self.apart.keys() | {(link.a, link.b) for link in (*self.joined, *self.contradicted)}
        kept: list[Link] = []
        open_pairs: list[Link] = []
        left_open = dict(self.unsure)
        for link, is_link in [*((one, True) for one in links), *((one, False) for one in doubts)]:
            pair = (link.a, link.b)
            if pair in settled:
                continue
            if words := left_open.pop(pair, ()):
                open_pairs.append(Link(link.a, link.b, link.score, (*words, *link.reasons)))
            else:
                (kept if is_link else open_pairs).append(link)
        open_pairs += [Link(a, b, _OPEN_SCORE, words) for (a, b), words in sorted(left_open.items())]
        return kept, open_pairs

    def parted(self, left: Collection[str], right: Collection[str]) -> str:
        """The judgement that keeps two groups of records apart, in words; empty when there is none."""
        if not self.apart:
            return ""
        pairs = (((a, b) if a < b else (b, a)) for a in left for b in right)
        return next((self.apart[pair] for pair in pairs if pair in self.apart), "")


def under_present_keys(judgements: Iterable[Judgement], keys_now: Mapping[str, str]) -> tuple[Judgement, ...]:
    """The judgements, about entries that their list has numbered anew under the keys they have now."""
    found = []
    for one in judgements:
        a, b = sorted((keys_now.get(one.a, one.a), keys_now.get(one.b, one.b)))
        found.append(one if (a, b) == (one.a, one.b) else msgspec.structs.replace(one, a=a, b=b))
    return tuple(found)


def rule(judgements: Iterable[Judgement], keys: Collection[str]) -> Rulings:
    """The standing judgements on the records of these keys, checked against each other.

    The same whatever the order of `judgements`.
    """
    standing = sorted({one for one in judgements if one.stands}, key=lambda one: (one.made_at, one.id))
    known = [one for one in standing if one.a in keys and one.b in keys]
    by_pair: dict[str, dict[Pair, list[Judgement]]] = defaultdict(lambda: defaultdict(list))
    for one in known:
        by_pair[one.verdict][one.a, one.b].append(one)
    apart = {pair: _in_words(said) for pair, said in by_pair["negative"].items()}
    joined, contradicted = _joined(by_pair["positive"], apart)
    unsure = {
        pair: tuple(in_words(one) for one in said)
        for pair, said in by_pair["unsure"].items()
        if pair not in by_pair["positive"] and pair not in apart
    }
    return Rulings(joined, apart, unsure, contradicted, len(standing) - len(known))


def _joined(
    positive: dict[Pair, list[Judgement]], apart: dict[Pair, str]
) -> tuple[tuple[Link, ...], tuple[Link, ...]]:
    enemies: dict[str, set[str]] = defaultdict(set)
    for a, b in apart:
        enemies[a].add(b)
        enemies[b].add(a)
    group: dict[str, frozenset[str]] = {}
    joined, contradicted = [], []
    for (a, b), said in positive.items():
        left, right = group.get(a, frozenset({a})), group.get(b, frozenset({b}))
        broken = sorted({(min(x, y), max(x, y)) for x in left for y in enemies.get(x, set()) & right})
        words = tuple(in_words(one) for one in said)
        if broken:
            against = "; ".join(apart[pair] for pair in broken)
            contradicted.append(Link(a, b, _OPEN_SCORE, (*words, f"but contradicted: {against}")))
            continue
        joined.append(Link(a, b, 1.0, words))
        together = left | right
        group.update(dict.fromkeys(together, together))
    return tuple(joined), tuple(contradicted)


def _in_words(said: list[Judgement]) -> str:
    first = said[0]
    return f"{first.a} and {first.b}: " + "; ".join(in_words(one) for one in said)


def in_words(one: Judgement) -> str:
    """Who judged what, when and why."""
    return f"{_IN_WORDS[one.verdict]} by {one.author} on {one.made_at.date()}: {one.reason}"


def used(judgements: Iterable[Judgement], rulings: Rulings) -> JudgementsUsed:
    """What an edition says of the judgements it was built with."""
    standing = sorted((one for one in judgements if one.stands), key=lambda one: one.id)
    digest = hashlib.sha256(b"\n".join(msgspec.json.encode(one) for one in standing))
    return JudgementsUsed(
        count=len(standing),
        sha256=digest.hexdigest() if standing else "",
        ignored=rulings.ignored,
        contradictions=tuple(
            f"{link.a} and {link.b}: {'; '.join(link.reasons)}" for link in rulings.contradicted
        ),
    )
