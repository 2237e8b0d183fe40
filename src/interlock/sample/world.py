"""The whole fictional world in memory: targets, traps and what every list prints of them."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from interlock.sample.dice import Dice
from interlock.sample.maker import Maker
from interlock.sample.plan import AUTHORITIES, KINDS, REGIMES
from interlock.sample.schedule import schedule
from interlock.sample.target import Entry, Target
from interlock.sample.traps import Trap, natural_namesakes, plant_traps
from interlock.sample.wording import Wording


class World(msgspec.Struct):
    """Everything that is true, and every entry in the order of its list."""

    seed: int
    targets: list[Target]
    traps: list[Trap]
    entries: dict[str, list[Entry]]


def make_world(targets: int, seed: int) -> World:
    """The world of that size and seed; always the same one."""
    dice = Dice("interlock sample", seed, targets)
    maker = Maker(dice)
    # One target stands on every list from the start: an empty list is an error to every parser.
    maker.target("dprk", "Person", pattern=" ".join(AUTHORITIES), settled=True)
    traps = plant_traps(maker, targets)
    while len(maker.targets) < targets:
        regime = dice.one(REGIMES)
        maker.target(regime, dice.one(KINDS[regime]))
    schedule(dice, maker.targets)
    traps.extend(natural_namesakes(maker.targets, traps))
    entries: dict[str, list[Entry]] = {authority: [] for authority in AUTHORITIES}
    for authority, entry in _worded(dice, maker.targets):
        entries[authority].append(entry)
    for authority in AUTHORITIES:
        entries[authority].sort(key=lambda entry: (entry.on, entry.target, entry.source_id))
    return World(seed, maker.targets, traps, entries)


def _worded(dice: Dice, targets: list[Target]) -> Iterator[tuple[str, Entry]]:
    wording = Wording(dice, targets)
    for target in targets:
        yield from wording.entries(target)
