"""Reading a focus from its table, and asking whether a listing belongs to it."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources

import msgspec

from interlock.base.errors import QueryError
from interlock.model.listing import Listing

ALL = "all"


class AuthorityFocus(msgspec.Struct, frozen=True):
    """What marks an entry of one authority as belonging to the focus."""

    programmes: tuple[str, ...] = ()
    legal_basis: tuple[str, ...] = ()
    """Phrases, any of which stands inside one of the entry's legal bases."""


class Focus(msgspec.Struct, frozen=True):
    """A named question: which programmes of which authority it takes in."""

    key: str
    title: str
    authorities: dict[str, AuthorityFocus]

    def mark(self, listing: Listing) -> str:
        """What puts the listing in the focus (`us programme DPRK2`); empty when nothing does."""
        if self.key == ALL:
            return ALL
        marks = self.authorities.get(listing.authority)
        if marks is None:
            return ""
        for programme in listing.programmes:
            if programme in marks.programmes:
                return f"{listing.authority} programme {programme}"
        for phrase in marks.legal_basis:
            if any(phrase in basis for basis in listing.legal_basis):
                return f"{listing.authority} legal basis: {phrase}"
        return ""


def focus_keys() -> tuple[str, ...]:
    """Every focus that has a table, and `all`."""
    tables = resources.files(__package__).joinpath("tables").iterdir()
    return (ALL, *sorted(item.name.removesuffix(".toml") for item in tables if item.name.endswith(".toml")))


@cache
def load_focus(key: str) -> Focus:
    """The focus of that name.

    Raises:
        QueryError: no such focus.
    """
    if key == ALL:
        return Focus(ALL, "every listing", {})
    if key not in focus_keys():
        raise QueryError(f"unknown focus {key!r}", remedy=f"use one of: {', '.join(focus_keys())}")
    text = resources.files(__package__).joinpath("tables", f"{key}.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    return Focus(
        key,
        table["title"],
        msgspec.convert(table["authorities"], type=dict[str, AuthorityFocus]),
    )
