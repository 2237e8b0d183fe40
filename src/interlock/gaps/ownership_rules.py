"""Is a party blocked because listed ones own it? Each authority's rule, by date, from `ownership.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable
from datetime import date
from functools import cache
from importlib import resources
from typing import Literal

import msgspec

Outcome = Literal["implied", "not implied", "share not known", "no rule known", "no listed owner"]

MOST_STEPS = 6
"""Owners of owners are followed so far: longer chains stand on no list, and a circle must end."""


class Rule(msgspec.Struct, frozen=True, rename={"from_": "from"}):
    """When an authority holds an unlisted party blocked, between two days, both included."""

    authority: str
    from_: date
    threshold_pct: float
    source: str
    until: date = date.max
    strict: bool = False
    """More than the threshold, and not just as much."""
    aggregate: bool = False
    """Shares of several listed owners are added."""
    control: bool = False
    """Control alone is enough."""
    indirect: bool = False
    """An owner that is itself implied blocked counts as listed."""
    regimes: tuple[str, ...] = ()
    """The only regimes it is known for; empty: every one."""


class Stake(msgspec.Struct, frozen=True, order=True):
    """One owner of a party, as a source prints it."""

    owner: str
    """Id of the owner's target."""
    share_pct: float | None
    """0..100; None: no share is printed, which is not zero."""
    controls: bool | None
    """None: nothing is said of control."""
    where: str
    """The entry that prints it."""


class Verdict(msgspec.Struct, frozen=True):
    """What the rule says of one party on one day."""

    outcome: Outcome
    share_pct: float
    """Of listed owners, as far as printed: what the rule counts of it."""
    path: tuple[Stake, ...] = ()
    """The stakes that it rests on, from the party upwards."""
    rule: Rule | None = None


@cache
def rules() -> tuple[Rule, ...]:
    """The table that comes with Interlock."""
    text = resources.files(__package__).joinpath("ownership.toml").read_text(encoding="utf-8")
    return tuple(msgspec.convert(row, type=Rule) for row in tomllib.loads(text)["rule"])


def rule_on(table: Iterable[Rule], authority: str, regimes: Iterable[str], day: date) -> Rule | None:
    """The authority's rule for any of the regimes on the day; None where none is known."""
    about = set(regimes)
    for rule in table:
        in_time = rule.from_ <= day <= rule.until
        if rule.authority == authority and in_time and (not rule.regimes or about & set(rule.regimes)):
            return rule
    return None


def judge(
    party: str,
    stakes_in: Callable[[str], Iterable[Stake]],
    is_listed: Callable[[str], bool],
    rule: Rule | None,
) -> Verdict:
    """Is the party implied blocked? `stakes_in`: the owners of a party. `is_listed`: by that authority.

    A share that is not printed never counts as zero: where it could decide, the outcome is not known.
    """
    return _judge(party, stakes_in, is_listed, rule, frozenset({party}))


def _judge(
    party: str,
    stakes_in: Callable[[str], Iterable[Stake]],
    is_listed: Callable[[str], bool],
    rule: Rule | None,
    seen: frozenset[str],
) -> Verdict:
    sure: list[Stake] = []
    path: list[Stake] = []
    may = False
    for stake in sorted(stakes_in(party), key=lambda one: (one.owner, one.where)):
        if is_listed(stake.owner):
            sure.append(stake)
            path.append(stake)
        elif rule is not None and rule.indirect and stake.owner not in seen and len(seen) < MOST_STEPS:
            above = _judge(stake.owner, stakes_in, is_listed, rule, seen | {stake.owner})
            if above.outcome == "implied":
                sure.append(stake)
                path += [stake, *above.path]
            elif above.outcome == "share not known":
                may = True
                path += [stake, *above.path]
    if not sure and not may:
        return Verdict("no listed owner", 0.0, (), rule)
    if rule is None:
        return Verdict("no rule known", _counted(sure, aggregate=True), tuple(path))
    counted = _counted(sure, aggregate=rule.aggregate)
    enough = counted > rule.threshold_pct if rule.strict else counted >= rule.threshold_pct
    if enough or (rule.control and any(stake.controls for stake in sure)):
        return Verdict("implied", counted, tuple(path), rule)
    open_ = may or any(stake.share_pct is None or (rule.control and stake.controls is None) for stake in sure)
    return Verdict("share not known" if open_ else "not implied", counted, tuple(path), rule)


def _counted(stakes: Iterable[Stake], *, aggregate: bool) -> float:
    """The share that counts; of one owner told twice, the larger."""
    largest: dict[str, float] = {}
    for stake in stakes:
        if stake.share_pct is not None:
            largest[stake.owner] = max(stake.share_pct, largest.get(stake.owner, 0.0))
    if not largest:
        return 0.0
    return min(sum(largest.values()), 100.0) if aggregate else max(largest.values())
