"""Makes targets: who they truly are, before any list has heard of them."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from interlock.sample.bodies import (
    Firm,
    KoreanBody,
    arabic_firm,
    chinese_firm,
    korean_company,
    korean_office,
    russian_firm,
    ship,
)
from interlock.sample.dice import Dice, Weighted
from interlock.sample.foreigners import arabic_name, chinese_name, russian_name
from interlock.sample.koreans import korean_name
from interlock.sample.naming import TrueName
from interlock.sample.numbers import Numbers
from interlock.sample.places import place
from interlock.sample.plan import (
    BIRTH_KNOWN,
    FEMALE,
    PASSPORT_HELD,
    PATTERNS,
    ROLE_HELD,
    VESSEL_PATTERNS,
    Kind,
    Regime,
)
from interlock.sample.target import Role, Target
from interlock.sample.words import pairs

_NATIONS: Final[dict[Regime, Weighted[str]]] = {
    # Seen on the DPRK entries: Chinese and Russian helpers, 15% together.
    "dprk": Weighted(("KP", 85), ("CN", 9), ("RU", 6)),
    "terror": Weighted(("AF", 25), ("IQ", 20), ("SY", 20), ("PK", 20), ("YE", 15)),
    "russia": Weighted(("RU", 100)),
    "iran": Weighted(("IR", 75), ("AE", 25)),
}
_BORN: Final = (date(1938, 1, 1), date(1993, 12, 31))
_WALLET: Final = 0.01
_RECENT_EMPLOYERS: Final = 400
"""Employers and owners are taken from the last so many bodies: networks are small."""


class Maker:
    """Makes targets one after the other and remembers them."""

    def __init__(self, dice: Dice) -> None:
        self.dice = dice
        self.numbers = Numbers(dice)
        self.targets: list[Target] = []
        self._bodies: dict[str, list[Target]] = {}
        self._next_office = 401

    def target(
        self, regime: Regime, kind: Kind, *, name: TrueName | None = None, pattern: str = "", **facts: Any
    ) -> Target:
        """A new target; what is given is taken, the rest is drawn."""
        dice = self.dice
        country = str(facts.pop("country", "")) or dice.one(_NATIONS[regime])
        drawn = pattern or dice.one(VESSEL_PATTERNS if kind == "Vessel" else PATTERNS[regime])
        female = bool(facts.pop("female", kind == "Person" and name is None and dice.chance(FEMALE)))
        target = Target(
            number=len(self.targets) + 1,
            regime=regime,
            kind=kind,
            name=name or self._name(regime, kind, country, female),
            country=country,
            pattern=tuple(drawn.split()),
            female=female,
            place=place(dice, country),
        )
        self._person(target) if kind == "Person" else self._body(target)
        for fact, value in facts.items():
            setattr(target, fact, value)
        self.targets.append(target)
        if kind in ("Company", "Organization"):
            self._bodies.setdefault(regime, []).append(target)
        return target

    def office_number(self, count: int = 1) -> int:
        """The first of `count` numbers that no office has."""
        number = self._next_office
        self._next_office += count
        return number

    def employer(self, regime: Regime) -> Target | None:
        """One of the last bodies made under the regime."""
        bodies = self._bodies.get(regime, [])[-_RECENT_EMPLOYERS:]
        return self.dice.one(bodies) if bodies else None

    def role_at(self, employer: Target) -> Role:
        """An office at that body."""
        office, office_ja, office_ko = self.dice.one(pairs("bodies", "offices"))
        name = employer.name
        return Role(office, office_ja, office_ko, name.latin, name.kana, name.native)

    def wallets(self, count: int) -> tuple[str, ...]:
        """So many addresses."""
        return tuple(self.numbers.wallet() for _ in range(count))

    def _name(self, regime: Regime, kind: Kind, country: str, female: bool) -> TrueName:
        dice = self.dice
        if kind == "Vessel":
            return ship(dice, korean=regime == "dprk")
        if kind == "Person":
            if country == "KP":
                return korean_name(dice, female)
            if country == "CN":
                return chinese_name(dice)
            return russian_name(dice) if country == "RU" else arabic_name(dice)
        if country == "KP":
            if kind == "Organization":
                return korean_office(dice, self.office_number())
            return korean_company(dice)
        if country == "CN":
            return chinese_firm(dice)
        return russian_firm(dice) if country == "RU" else arabic_firm(dice)

    def _person(self, target: Target) -> None:
        dice = self.dice
        if dice.chance(BIRTH_KNOWN):
            target.born = dice.day(*_BORN)
        if dice.chance(PASSPORT_HELD):
            target.passport = self.numbers.passport()
        employer = self.employer(target.regime)
        if employer is not None and dice.chance(ROLE_HELD):
            target.role = self.role_at(employer)
            target.owner = employer.number if dice.chance(0.3) else 0
        if target.regime == "dprk" and dice.chance(_WALLET):
            target.wallets = self.wallets(dice.between(1, 4))

    def _body(self, target: Target) -> None:
        dice = self.dice
        name = target.name
        if target.kind == "Vessel":
            target.imo = self.numbers.imo_ship()
            owner = self.employer(target.regime)
            target.owner = owner.number if owner is not None and dice.chance(0.6) else 0
            target.country = dice.one((target.country, target.country, "PA"))
            target.place = None
        elif isinstance(name, KoreanBody) and name.kind[0].startswith("Ship"):
            target.imo = self.numbers.imo_company() if dice.chance(0.6) else ""
        elif isinstance(name, Firm) and dice.chance(0.5):
            target.tax_number = self.numbers.tax_number()
