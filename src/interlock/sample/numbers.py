"""Numbers that someone issues, all of them from ranges that no real one comes from."""

from __future__ import annotations

from interlock.sample.dice import Dice

_SHIP_YEARS, _SHIP_THIRDS = (74, 84), (6, 9)
"""IMO ship numbers 74 to 84, then 6 to 9, then four digits: they were given by year and never got so far
(of 1,100 ships seen on lists none; a test looks again). Readers know a ship by a number from 7 million on."""
_COMPANIES_FROM, _COMPANIES = 690_000, 10_000
"""IMO company numbers from 6,900,000 to 6,999,999: not yet reached (6.1 million in 2022)."""
_PASSPORTS_FROM, _PASSPORTS = 110_000_000, 90_000_000
"""Nine digits beginning with 11 to 19; those seen begin with 2 to 9."""


class Numbers:
    """Hands out every number once, in an order without pattern."""

    def __init__(self, dice: Dice) -> None:
        self._dice = dice
        self._used: set[int] = set()

    def _fresh(self, first: int, count: int) -> int:
        while (drawn := first + self._dice.below(count)) in self._used:
            pass
        self._used.add(drawn)
        return drawn

    def imo_ship(self) -> str:
        """Seven digits, the last of them the check digit."""
        (first, last), (low, high) = _SHIP_YEARS, _SHIP_THIRDS
        thirds = high - low + 1
        drawn = self._fresh(0, (last - first + 1) * thirds * 1000)
        stem = f"{first + drawn // (thirds * 1000)}{low + drawn // 1000 % thirds}{drawn % 1000:03d}"
        return stem + str(ship_check_digit(stem))

    def imo_company(self) -> str:
        """Seven digits, the last of them the check digit of companies."""
        stem = str(self._fresh(_COMPANIES_FROM, _COMPANIES))
        return stem + str(company_check_digit(stem))

    def passport(self) -> str:
        """Nine digits."""
        return str(self._fresh(_PASSPORTS_FROM, _PASSPORTS))

    def tax_number(self) -> str:
        """Ten digits beginning with 00, which no tax office issues."""
        return "00" + self._dice.digits(8)

    def wallet(self) -> str:
        """An Ethereum address whose first ten digits are zero."""
        return "0x" + "0" * 10 + "".join(self._dice.one("0123456789abcdef") for _ in range(30))


def ship_check_digit(stem: str) -> int:
    """The seventh digit of a ship's IMO number: the six times 7 to 2, summed, the last digit.

    Source: IMO resolution A.1117(30).
    """
    return sum(int(digit) * weight for digit, weight in zip(stem, range(7, 1, -1), strict=True)) % 10


def company_check_digit(stem: str) -> int:
    """The seventh digit of a company's IMO number.

    Source: IMO resolution MSC.160(78); the weights agree with every company number seen on lists.
    """
    total = sum(int(digit) * weight for digit, weight in zip(stem, (8, 6, 4, 2, 9, 7), strict=True))
    return (11 - total % 11) % 10
