"""What beside the name speaks for or against: birth dates, countries, sex, numbers. Each says why.

A feature moves the score towards 1 by a share of what is missing, or takes a share of it away. So a name
alone never reaches 1, agreement ranks namesakes, and no order of the features matters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from interlock.model.listing import normal_identifier
from interlock.screen.hit import Explained

Properties = Mapping[str, tuple[str, ...]]

# Shares, by judgement: what a compliance officer makes of two namesakes. One telling fact that agrees
# halves the doubt; a birth date some years apart clears an equal name (0.95 * 0.7 is no match), as two
# in three namesakes of one country are not born in one decade; a country alone clears nobody.
_SAME_DAY, _SAME_MONTH, _SAME_YEAR = 0.7, 0.5, 0.35
_TURNED_DAY = 0.4
"""Day and month the other way round, as two conventions of writing have it."""
_NEAR_DAY = 0.95
"""Kept where only the day differs: lists disagree by a day or a month about one person."""
_NEAR_YEAR = 0.9
"""A year or two apart."""
_OTHER_YEAR = 0.7
_OTHER_DECADE = 0.55
_SAME_COUNTRY = 0.25
_OTHER_COUNTRY = 0.92
_OTHER_SEX = 0.8
_SAME_NUMBER = 0.9
"""The number of a passport or a ship, and the name agrees too."""
NUMBER_ALONE = 0.9
"""The score of an equal number whatever the name: lists err, and numbers are copied wrong."""
_OTHER_SHIP_NUMBER = 0.6
"""An IMO number stays with the hull through every change of name."""

_COUNTRIES = ("nationality", "citizenship", "country", "jurisdiction", "mainCountry", "birthCountry", "flag")
NUMBERS = (
    "passportNumber", "idNumber", "taxNumber", "registrationNumber", "imoNumber", "mmsi", "callSign",
    "innCode", "ogrnCode", "leiCode", "swiftBic", "dunsCode", "publicKey", "cryptoAddress", "serialNumber",
    "vatCode", "isin", "isinCode", "socialSecurityNumber", "okpoCode", "npiCode", "uscCode", "permId",
    "cageCode", "kppCode", "bikCode", "icaoCode", "ticker",
)  # fmt: skip
"""Properties that hold numbers which one party has alone. Any of them may agree with any other: what is a tax
number to one list is a registration to the next."""
NUMBERS_SET = frozenset(NUMBERS)
_WEIGHED = NUMBERS_SET | {*_COUNTRIES, "birthDate", "gender"}
_SHORTEST_NUMBER = 5
_PREFIX = re.compile(r"^(?:IMO|MMSI|ИНН|INN)(?=\d)")


@dataclass(frozen=True, slots=True)
class Evidence:
    """One feature that says something."""

    feature: str
    towards_one: float
    """Share (0..1) of what is missing to 1 that it adds."""
    kept: float
    """Share (0..1) of the score that it leaves."""
    told: str
    query: str | None = None
    candidate: str | None = None

    @property
    def is_strong(self) -> bool:
        """Can it by itself make a match of names that are none?"""
        return self.towards_one >= _SAME_DAY

    def moved(self, score: float, weight: float) -> float:
        """The score with this feature, which counts so much."""
        if self.towards_one:
            return score + (1.0 - score) * min(1.0, self.towards_one * weight)
        return score * max(0.0, 1.0 - (1.0 - self.kept) * weight)


def numbers_in(properties: Properties) -> dict[str, str]:
    """Every number, normalised, to how it is written. Those too short to tell are left out."""
    found: dict[str, str] = {}
    for key in NUMBERS:
        for text in properties.get(key, ()):
            value = normal_number(text)
            if len(value) >= _SHORTEST_NUMBER and any(ch.isdigit() for ch in value):
                found.setdefault(value, text)
    return found


def normal_number(text: str) -> str:
    """Upper case, letters and digits only, without a word for its kind in front."""
    return _PREFIX.sub("", normal_identifier(text))


def weigh(asked: Properties, held: Properties) -> list[Evidence]:
    """Every feature beside the name that both sides say something about."""
    if _WEIGHED.isdisjoint(asked):
        return []
    found = [_births(asked, held), _countries(asked, held), _sexes(asked, held), _numbers(asked, held)]
    return [one for one in found if one is not None]


def _numbers(asked: Properties, held: Properties) -> Evidence | None:
    mine = numbers_in(asked)
    if not mine:
        return None
    theirs = numbers_in(held)
    for value, text in mine.items():
        if value in theirs:
            return Evidence("identifier", _SAME_NUMBER, 1.0, "the same number", text, theirs[value])
    ours = {normal_number(text) for text in asked.get("imoNumber", ())}
    other = {normal_number(text) for text in held.get("imoNumber", ())}
    if ours and other:
        told = "another IMO number"
        return Evidence("identifier", 0.0, _OTHER_SHIP_NUMBER, told, min(ours), min(other))
    return None


def _births(asked: Properties, held: Properties) -> Evidence | None:
    best: Evidence | None = None
    for mine in asked.get("birthDate", ()):
        for theirs in held.get("birthDate", ()):
            one = _birth(mine[:10], theirs[:10])
            if one is not None and (best is None or _goodness(one) > _goodness(best)):
                best = one
    return best


def _goodness(one: Evidence) -> float:
    return one.towards_one + one.kept


def _birth(x: str, y: str) -> Evidence | None:
    if not (x[:4].isdigit() and y[:4].isdigit()):
        return None
    short = min(len(x), len(y))
    if x[:short] == y[:short]:
        share = _SAME_DAY if short >= 10 else _SAME_MONTH if short >= 7 else _SAME_YEAR
        same = "the same birth date" if short >= 10 else "the birth dates agree as far as they are known"
        return Evidence("birth_date", share, 1.0, same, x, y)
    years = abs(int(x[:4]) - int(y[:4]))
    if years == 0:
        if len(x) == len(y) == 10 and (x[5:7], x[8:]) == (y[8:], y[5:7]):
            return Evidence("birth_date", _TURNED_DAY, 1.0, "the same birth date, day and month turned", x, y)
        return Evidence("birth_date", 0.0, _NEAR_DAY, "born in the same year, on another day", x, y)
    kept = _NEAR_YEAR if years <= 2 else _OTHER_YEAR if years < 10 else _OTHER_DECADE
    return Evidence("birth_date", 0.0, kept, f"born {years} year{'s' if years > 1 else ''} apart", x, y)


def _countries(asked: Properties, held: Properties) -> Evidence | None:
    mine, theirs = _all(asked, _COUNTRIES), _all(held, _COUNTRIES)
    if not mine or not theirs:
        return None
    shared = mine & theirs
    query, candidate = " ".join(sorted(mine)), " ".join(sorted(theirs))
    if shared:
        told = f"both have to do with {' '.join(sorted(shared))}"
        return Evidence("country", _SAME_COUNTRY, 1.0, told, query, candidate)
    return Evidence("country", 0.0, _OTHER_COUNTRY, "no country in common", query, candidate)


def _sexes(asked: Properties, held: Properties) -> Evidence | None:
    mine, theirs = _all(asked, ("gender",)), _all(held, ("gender",))
    if not mine or not theirs or mine & theirs:
        return None
    return Evidence("gender", 0.0, _OTHER_SEX, "not of one sex", min(mine), min(theirs))


def _all(properties: Properties, keys: Iterable[str]) -> frozenset[str]:
    return frozenset(text.lower() for key in keys for text in properties.get(key, ()))


def explained(one: Evidence, before: float, after: float) -> Explained:
    """The feature as it is told: what it added or took."""
    return Explained(round(after - before, 4), one.told, one.query, one.candidate)
