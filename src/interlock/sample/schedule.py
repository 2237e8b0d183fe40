"""When each list came to hold a target, and under which number."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from math import log

from interlock.sample.dice import Dice
from interlock.sample.plan import (
    ABSENT,
    CROSS_LISTED,
    DELISTED,
    FIRST_LISTING,
    LAG_MEAN_DAYS,
    LAG_SAME_DAY,
    LAST_LISTING,
    MIDDLE,
    RECENT,
    RECENT_SHARE,
    SETTLED,
    SNAPSHOTS,
)
from interlock.sample.target import Listed, Target

OLDEST = {key: days[0][0] for key, days in SNAPSHOTS.items()}
NEWEST = {key: days[-1][0] for key, days in SNAPSHOTS.items()}

_OFAC_FIRST, _UN_FIRST, _EU_FIRST = 900_001, 79_000_001, 90_001
"""First numbers of the world's entries: beyond any that the authorities have reached. The UN's references
have three digits by custom, so they begin with 001; from about 13,000 targets on they need a fourth."""


def schedule(dice: Dice, targets: Iterable[Target]) -> None:
    """Fills in each target's listings, then their numbers. Every target is on one list at least."""
    everything = list(targets)
    for target in everything:
        while not target.listed:
            target.listed = _listings(dice, target)
    _absences(dice, everything)
    _number(everything)


def _listings(dice: Dice, target: Target) -> list[Listed]:
    first_day = dice.day(FIRST_LISTING, SETTLED) if target.settled else _first_day(dice)
    listed: list[Listed] = []
    for authority in _order(dice, target):
        day = first_day if not listed else _later(dice, first_day)
        if authority == "us" and "un" in target.pattern and dice.chance(0.6):
            day = first_day - timedelta(days=dice.between(0, 500))  # the US is mostly ahead of the UN
        if target.settled:
            day = min(day, OLDEST[authority] - timedelta(days=7))
        if day <= NEWEST[authority]:
            listed.append(Listed(authority, _working_day(max(day, FIRST_LISTING))))
    for entry in listed:
        if not target.settled and dice.chance(DELISTED):
            entry.until = _delisting(dice, entry)
    listed.extend(_second_rows(dice, target, listed))
    return listed


def _first_day(dice: Dice) -> date:
    recent = dice.chance(RECENT_SHARE)
    return dice.day(RECENT, LAST_LISTING) if recent else dice.day(FIRST_LISTING, RECENT)


def _order(dice: Dice, target: Target) -> list[str]:
    """The UN first where it lists; then the others as it falls, the US in front half of the time."""
    others = dice.shuffled([key for key in target.pattern if key != "un"])
    if "us" in others and dice.chance(0.5):
        others.remove("us")
        others.insert(0, "us")
    return (["un"] if "un" in target.pattern else []) + others


def _later(dice: Dice, day: date) -> date:
    if dice.chance(LAG_SAME_DAY):
        return day
    return day + timedelta(days=1 + int(-log(1 - dice.below(10_000) / 10_000) * LAG_MEAN_DAYS))


def _working_day(day: date) -> date:
    return day - timedelta(days=max(day.weekday() - 4, 0))


def _delisting(dice: Dice, entry: Listed) -> date | None:
    first = max(entry.on, OLDEST[entry.authority]) + timedelta(days=1)
    return dice.day(first, NEWEST[entry.authority]) if first < NEWEST[entry.authority] else None


def _second_rows(dice: Dice, target: Target, listed: list[Listed]) -> list[Listed]:
    rows = []
    for entry in listed:
        if any(plant.what == "twice" and plant.authority == entry.authority for plant in target.plants):
            rows.append(Listed(entry.authority, entry.on, second=True))
        own_measure = entry.authority == "jp" and target.regime == "dprk" and "un" in target.pattern
        if own_measure and entry.until is None and dice.chance(CROSS_LISTED):
            earlier = _working_day(max(FIRST_LISTING, entry.on - timedelta(days=dice.between(10, 900))))
            rows.append(Listed("jp", earlier, second=True))
    return rows


def _absences(dice: Dice, targets: list[Target]) -> None:
    """Some entries are absent from one snapshot and back in the next; at least one on each list."""
    for authority, middle in MIDDLE.items():
        eligible = [
            entry
            for target in targets
            for entry in target.listed
            if entry.authority == authority and entry.on <= OLDEST[authority]
            if entry.until is None and not target.settled
        ]
        count = max(1, round(len(eligible) * ABSENT))
        for entry in dice.some(eligible, count) if len(eligible) < 5_000 else _spread(eligible, count):
            entry.absent = (middle,)


def _spread(entries: list[Listed], count: int) -> list[Listed]:
    return entries[:: max(1, len(entries) // count)][:count]


def _number(targets: list[Target]) -> None:
    rows = sorted(
        ((entry, target) for target in targets for entry in target.listed),
        key=lambda row: (row[0].on, row[1].number, row[0].second),
    )
    counts: dict[str, int] = {}
    for entry, target in rows:
        series = _series(entry, target)
        counts[series] = counts.get(series, 0) + 1
        _name_entry(entry, series, counts[series])
        if entry.authority == "un":
            prefix = un_prefix(target)
            counts[prefix] = counts.get(prefix, 0) + 1
            entry.reference = f"{prefix}.{counts[prefix]:03d}"
    for target in targets:
        _cross_reference(target)


def _series(entry: Listed, target: Target) -> str:
    if entry.authority != "jp":
        return entry.authority
    entry.sheet = _sheet(entry, target)
    return f"jp{entry.sheet}"


def _name_entry(entry: Listed, series: str, count: int) -> None:
    if entry.authority == "us":
        entry.source_id = str(_OFAC_FIRST + count - 1)
    elif entry.authority == "un":
        entry.source_id = str(_UN_FIRST + count - 1)
    elif entry.authority == "eu":
        number = _EU_FIRST + count - 1
        entry.source_id = f"EU.{number}.{number % 97}"
    elif entry.authority == "jp":
        entry.source_id = f"{entry.sheet:03d}-{count:06d}"
        entry.reference = str(count)
    else:
        entry.source_id = str(count)


def _sheet(entry: Listed, target: Target) -> int:
    """The sheet of Japan's workbook: 14 and 15 UN-based, 16 and 17 own; 2 terror, 28 and 29 Russia."""
    person = target.kind == "Person"
    if target.regime == "terror":
        return 2
    if target.regime == "russia":
        return 29 if person else 28
    if "un" in target.pattern and not entry.second:
        return 15 if person else 14
    # A few of the oldest bodies stand under resolution 1695.
    if not person and entry.second and entry.on.year < 2012:
        return 13
    return 17 if person else 16


def _cross_reference(target: Target) -> None:
    """Japan marks two rows of one target: `#47` on the UN-based sheet, `1(#47)` on its own."""
    rows = [entry for entry in target.listed if entry.authority == "jp"]
    if len(rows) == 2:
        first, second = rows
        mark = "*" if second.sheet == 13 else "#"
        second.reference = f"{second.reference}({mark}{first.reference})"
        first.reference = f"{mark}{first.reference}"


def un_prefix(target: Target) -> str:
    """`KPi`, `QDe`, `TAi`...: the regime, and i for individuals or e for entities."""
    suffix = "i" if target.kind == "Person" else "e"
    if target.regime == "dprk":
        return "KP" + suffix
    return ("TA" if is_taliban(target) else "QD") + suffix


def is_taliban(target: Target) -> bool:
    """Two regimes of the UN share the terror half: one in three targets belongs to the smaller."""
    return target.regime == "terror" and target.number % 3 == 0
