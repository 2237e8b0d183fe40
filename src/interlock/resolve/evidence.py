"""What two records agree and differ on. Each function is one question."""

from __future__ import annotations

from datetime import date
from typing import Literal

from rapidfuzz import fuzz

from interlock.model.dates import PartialDate
from interlock.model.listing import Schema
from interlock.names import fold, script_of
from interlock.resolve.profile import Profile

BirthVerdict = Literal["same day", "agree", "near", "conflict", "silent"]

_NEAR_DAYS = 31
"""Lists print one birth date a day, or a month, apart (passport 745420176: 7 and 8 November 1969)."""
_NEXT_YEAR_DAYS = 366
"""Two lists that print years alone may print neighbouring ones (1949 and 1950)."""
_CIRCA_DAYS = 3 * 366
"""How far "about 1960" may be off before it contradicts."""

_PERSONS_CAN_AGREE = 65
_BODIES_CAN_AGREE = 50
"""token_sort_ratio (0..100) of the closest names, below which two parties tied by a number or a quote are
not taken for one. Read off the pairs of the real lists that share one: persons who are one score 73 and
more, the known slips (a passport of Kil Jong Hun printed for Ryu Jin; a reference of Kim Kyong Ok quoted
for Kim Tong Ho) 61 and less. Bodies score lower, since their names are translated: 53 and more."""

_BODIES: frozenset[Schema] = frozenset({"Organization", "Company", "LegalEntity"})


def comparable(a: Schema, b: Schema) -> bool:
    """May records of these kinds be the same party?"""
    if a == b:
        return True
    if "LegalEntity" in (a, b):
        return {a, b} <= _BODIES | {"Person"}
    return {a, b} <= _BODIES


def births(a: tuple[PartialDate, ...], b: tuple[PartialDate, ...]) -> BirthVerdict:
    """The best verdict over all pairs of birth dates: one that agrees outweighs those that differ."""
    if not a or not b:
        return "silent"
    verdicts = {_birth_pair(x, y) for x in a for y in b}
    order: tuple[BirthVerdict, ...] = ("same day", "agree", "near")
    for verdict in order:
        if verdict in verdicts:
            return verdict
    return "conflict"


def _birth_pair(x: PartialDate, y: PartialDate) -> BirthVerdict:
    if x.is_day and y.is_day:
        if x.earliest == y.earliest:
            return "same day"
        return "near" if _slip(x.earliest, y.earliest) or _about(x, y) else "conflict"
    if x.agrees_with(y):
        return "agree"
    return "near" if _about(x, y) or _apart(x, y) < _NEXT_YEAR_DAYS else "conflict"


def _slip(x: date, y: date) -> bool:
    """Two days that a copyist may have made of one: some days apart, swapped, or one of three parts off."""
    if abs((x - y).days) <= _NEAR_DAYS or (x.year, x.month, x.day) == (y.year, y.day, y.month):
        return True
    if (x.year, x.day) == (y.year, y.day):
        return True
    return (x.month, x.day) == (y.month, y.day) and abs(x.year - y.year) in (1, 2, 10)


def _about(x: PartialDate, y: PartialDate) -> bool:
    return (x.circa or y.circa) and _apart(x, y) <= _CIRCA_DAYS


def _apart(x: PartialDate, y: PartialDate) -> int:
    return max((y.earliest - x.latest).days, (x.earliest - y.latest).days, 0)


def genders_conflict(a: Profile, b: Profile) -> bool:
    """Both state a sex, and not the same."""
    x, y = set(a.listing.genders), set(b.listing.genders)
    return bool(x and y and not x & y)


def shared_numbers(a: Profile, b: Profile) -> frozenset[tuple[str, str]]:
    """Identifiers that both print."""
    return a.numbers & b.numbers


def equal_names(a: Profile, b: Profile) -> list[tuple[str, str]]:
    """Pairs of Latin names as printed that are equal, one for each key, sorted."""
    return sorted((a.equal[key], b.equal[key]) for key in a.equal.keys() & b.equal.keys())


def equal_native(a: Profile, b: Profile) -> list[tuple[str, str]]:
    """Pairs of names in other scripts that are equal."""
    return sorted((a.native[key], b.native[key]) for key in a.native.keys() & b.native.keys())


def shared_roles(a: Profile, b: Profile) -> list[str]:
    """Telling words that the offices of both share."""
    return sorted(a.role_words & b.role_words)


def names_can_agree(a: Profile, b: Profile) -> bool:
    """Could these be names of one party at all? Asked of pairs that a number or a quote ties."""
    if a.sounds & b.sounds or a.equal.keys() & b.equal.keys() or a.native.keys() & b.native.keys():
        return True
    left = [fold(n.text) for n in a.listing.names if script_of(n.text) == "latin"]
    right = [fold(n.text) for n in b.listing.names if script_of(n.text) == "latin"]
    if not left or not right:
        return True
    persons = "Person" in (a.listing.schema, b.listing.schema)
    least = _PERSONS_CAN_AGREE if persons else _BODIES_CAN_AGREE
    return any(fuzz.token_sort_ratio(x, y) >= least for x in left[:40] for y in right[:40])
