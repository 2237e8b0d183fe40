"""What may be compared with what: programmes, effects, scripts; and who has a legal basis for what."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from datetime import date
from functools import cache, lru_cache
from importlib import resources
from typing import Any

import msgspec

from interlock.focus import regimes_under
from interlock.model.listing import Effect, Listing
from interlock.names import Script


class Basis(msgspec.Struct, frozen=True):
    """An act under which an authority lists parties of a regime."""

    authority: str
    regime: str
    since: date
    act: str
    source: str
    own: bool = True
    """False: it carries out the Security Council's list and no other."""


class Tells(msgspec.Struct, frozen=True):
    """What the entries of an authority's lists say where it applies."""

    effects: tuple[Effect, ...] = ()
    scripts: tuple[Script, ...] = ()
    working: tuple[Script, ...] = ()
    """In any of these an officer of the authority reads a name."""


_NOTHING = Tells()


class Review(msgspec.Struct, frozen=True):
    """An act that lapses on a day of each year unless it is continued."""

    authority: str
    regime: str
    month: int
    day: int
    act: str
    source: str


class Comparability(msgspec.Struct, frozen=True, eq=False):
    """The whole table. Equal to itself alone, so that what follows from it can be kept."""

    basis: tuple[Basis, ...]
    tells: dict[str, Tells]
    native: dict[str, Script]
    """Country to the script in which its parties write their names."""
    programmes: dict[str, tuple[str, ...]] = {}
    """`us:NPWMD` to the regimes that it answers to."""
    review: tuple[Review, ...] = ()

    def regimes(self, listing: Listing) -> frozenset[str]:
        """The regimes that the entry's programmes answer to; empty when none is known."""
        return _answered(self, listing.authority, listing.programmes)

    def bases(self, authority: str, regimes: Iterable[str], day: date) -> tuple[Basis, ...]:
        """The authority's acts for any of the regimes in force on the day; `own` ones first."""
        wanted = set(regimes)
        found = [
            row
            for row in self.basis
            if row.authority == authority and row.regime in wanted and row.since <= day
        ]
        return tuple(sorted(found, key=lambda row: (not row.own, row.regime)))

    def speaks_of(self, authority: str, regimes: Iterable[str]) -> bool:
        """Does the table say anything of the authority on any of the regimes, whatever the day?"""
        wanted = set(regimes)
        return any(row.authority == authority and row.regime in wanted for row in self.basis)

    def regimes_of(self, authority: str) -> frozenset[str]:
        """The regimes of which the table says under which act the authority lists parties."""
        return frozenset(row.regime for row in self.basis if row.authority == authority)

    def told_by(self, authority: str) -> Tells:
        """What its lists tell; nothing for an authority that the table does not know."""
        return self.tells.get(authority, _NOTHING)


@lru_cache(maxsize=16_384)
def _answered(table: Comparability, authority: str, programmes: tuple[str, ...]) -> frozenset[str]:
    more = [table.programmes.get(f"{authority}:{code}", ()) for code in programmes]
    return regimes_under(authority, programmes).union(*more)


@cache
def comparability() -> Comparability:
    """The tables that come with Interlock."""
    basis = [
        {"authority": authority, "regime": regime, **row}
        for regime, rows in _table("bases.toml").items()
        for authority, row in rows.items()
    ]
    return msgspec.convert(_table("comparability.toml") | {"basis": basis}, type=Comparability)


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads(resources.files(__package__).joinpath(name).read_text(encoding="utf-8"))
