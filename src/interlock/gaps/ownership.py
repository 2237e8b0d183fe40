"""Ownership: implied blocked under one authority's rule, and not, or not surely, under a member's."""

from __future__ import annotations

from collections.abc import Iterator

from interlock.gaps.finding import Finding, Silent
from interlock.gaps.ownership_rules import Rule, Stake, Verdict, judge, rule_on, rules
from interlock.gaps.position import Position
from interlock.gaps.scene import Scene
from interlock.model.target import Target

OWNED_BY = {"owner", "parent"}
"""Ties that name who owns the entry that prints them."""
OWNS = {"subsidiary"}
"""Ties that name what the entry owns."""


def find(position: Position, scene: Scene, table: tuple[Rule, ...] | None = None) -> list[Finding | Silent]:
    """One finding for each member that does not name the party, where a listed owner may block it.

    Rule: the owners that entries in force print, with their shares; each authority judges them by its own
    rule of the day (`ownership_rules`). *Open*: implied blocked under another authority's rule, and surely
    not under the member's, or the member knows no such rule. *Unknown*: the member lists an owner, and the
    share is not printed. A member whose own rule blocks the party has no gap. Ships are in `vessel`.
    """
    if position.target.schema in ("Vessel", "Airplane", "Person", "CryptoWallet"):
        return []
    stakes = tuple(_stakes(position.target, scene))
    if not stakes:
        return []
    question = scene.question
    regimes = frozenset().union(*(scene.table.regimes(record.listing) for record in position.in_force))
    verdicts = {
        key: _verdict(position, scene, key, rule_on(table or rules(), key, regimes, question.as_of))
        for key in question.authorities
        if key not in position.listed
    }
    implying = [key for key, verdict in verdicts.items() if verdict.outcome == "implied"]
    found = list[Finding | Silent]()
    for authority in question.coalition:
        verdict = verdicts.get(authority)
        if verdict is None or verdict.outcome == "implied":
            continue
        others = [key for key in implying if key != authority]
        if not others and verdict.outcome != "share not known":
            continue
        unsure = verdict.outcome == "share not known"
        ground = verdict if unsure else verdicts[others[0]]
        under = (
            f"implied blocked under the rule of {', '.join(key.upper() for key in others)}; "
            if others
            else ""
        )
        found.append(
            Finding(
                kind="ownership",
                authority=authority,
                status="unknown" if unsure else "open",
                since=None,
                why=f"{under}{_words(authority, verdict)}",
                details=tuple(_path(scene, stake) for stake in ground.path),
                closes=f"the share of each listed owner is found, or {authority.upper()} names the party",
            )
        )
    return found


def _verdict(position: Position, scene: Scene, authority: str, rule: Rule | None) -> Verdict:
    def target(target_id: str) -> Target:
        return scene.target(target_id)

    return judge(
        position.target.target_id,
        lambda target_id: _stakes(target(target_id), scene),
        lambda target_id: authority in scene.of(target(target_id)).listed,
        rule,
    )


def _words(authority: str, verdict: Verdict) -> str:
    name = authority.upper()
    if verdict.outcome == "no rule known":
        return f"{name} lists an owner, and no rule of it on what listed parties own is known for that day"
    if verdict.outcome == "no listed owner":
        return f"{name} lists none of the owners"
    source = f" ({verdict.rule.source})" if verdict.rule else ""
    if verdict.outcome == "share not known":
        return f"{name} lists an owner and not the party; its rule{source} needs a share, and none is printed"
    return f"not under that of {name}, which counts {verdict.share_pct:g} %{source}"


def _stakes(target: Target, scene: Scene) -> Iterator[Stake]:
    """Who owns the target, by the entries in force that print it; each owner and entry once."""
    found = set()
    for key in target.members:
        for tie in scene.ties.printed.get(key, ()):
            owner = scene.party(tie) if tie.kind in OWNED_BY and scene.is_in_force(key) else None
            if owner is not None and owner.target_id != target.target_id:
                found.add(Stake(owner.target_id, tie.share_pct, None, key))
        for tie in scene.ties.naming.get(key, ()):
            holder = scene.holders.get(tie.key) if tie.kind in OWNS and scene.is_in_force(tie.key) else None
            if holder is not None and scene.party(tie) is target and holder is not target:
                found.add(Stake(holder.target_id, tie.share_pct, None, tie.key))
    yield from sorted(found, key=lambda stake: (stake.owner, stake.where))


def _path(scene: Scene, stake: Stake) -> str:
    share = "share not known" if stake.share_pct is None else f"{stake.share_pct:g} %"
    return f"owned by {scene.target(stake.owner).caption}: {share} ({stake.where})"
