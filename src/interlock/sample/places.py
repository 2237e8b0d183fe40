"""Countries and cities as each authority names them. Geography is real, streets are not."""

from __future__ import annotations

from typing import NamedTuple

from interlock.sample.bodies import stem
from interlock.sample.dice import Dice
from interlock.sample.koreans import romanised
from interlock.sample.naming import capital
from interlock.sample.words import pairs, words


class Country(NamedTuple):
    """A country in the words of us, un, eu, jp and kr."""

    code: str
    us: str
    un: str
    eu: str
    jp: str
    kr: str


COUNTRIES = {row[0]: Country(*row) for row in pairs("places", "countries", "|")}
CITIES = {row[0]: row[1:] for row in pairs("places", "cities", "|")}


class Place(NamedTuple):
    """An address: country code, city, street or none."""

    country: str
    city: str
    street: str


def place(dice: Dice, country: str) -> Place:
    """Somewhere in the country; half of all addresses have no street, as on the lists."""
    city = dice.one(CITIES[country])
    if dice.chance(0.5):
        return Place(country, city, "")
    if country == "KP":
        return Place(country, city, f"{_ward(dice)}-dong, {_ward(dice)} District")
    return Place(country, city, f"{dice.between(1, 240)} {dice.one(words('bodies', 'roads'))} Road")


def _ward(dice: Dice) -> str:
    return capital("".join(romanised(stem(dice), "dprk")))
