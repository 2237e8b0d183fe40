"""Which regimes an entry belongs to, whatever each authority calls its programme."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib import resources

import msgspec

from interlock.model.listing import Listing


class _Regime(msgspec.Struct, frozen=True):
    codes: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    jp: tuple[str, ...] = ()
    """Sheets of the Japanese workbook, which are numbers and mean nothing elsewhere."""


@cache
def _table() -> dict[str, _Regime]:
    text = resources.files(__package__).joinpath("regimes.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text)["regimes"], type=dict[str, _Regime])


@cache
def _orders() -> dict[str, str]:
    text = resources.files(__package__).joinpath("regimes.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text)["orders"], type=dict[str, str])


_ORDER = re.compile(r"E\.? ?O\.? ?(\d{5})")


def orders_of(listing: Listing) -> frozenset[str]:
    """Numbers of the American executive orders that the entry names, or whose programme it is under."""
    named = [
        match[1] for text in (*listing.legal_basis, *listing.programmes) for match in _ORDER.finditer(text)
    ]
    if listing.authority == "us":
        named += [_orders()[code] for code in listing.programmes if code in _orders()]
    return frozenset(named)


_CODE_END = re.compile(r"[-\s]")


@lru_cache(maxsize=16_384)
def _of_programme(authority: str, programme: str) -> frozenset[str]:
    heads = {programme} | {programme[: match.start()] for match in _CODE_END.finditer(programme)}
    found = set()
    for key, regime in _table().items():
        if (
            (authority == "jp" and programme in regime.jp)
            or (authority != "jp" and heads & set(regime.codes))
            or (len(programme) > _LONGEST_CODE and any(phrase in programme for phrase in regime.phrases))
        ):
            found.add(key)
    return frozenset(found)


_LONGEST_CODE = 6
"""What is no longer is a code: GB on the UN's list is Guinea-Bissau, and no phrase."""


def regimes_of(listing: Listing) -> frozenset[str]:
    """The regimes of the entry's programmes (`dprk`, `iran`); empty when none is known."""
    return regimes_under(listing.authority, listing.programmes)


@lru_cache(maxsize=16_384)
def regimes_under(authority: str, programmes: tuple[str, ...]) -> frozenset[str]:
    """The regimes of those programmes of the authority."""
    return frozenset().union(*[_of_programme(authority, programme) for programme in programmes])
