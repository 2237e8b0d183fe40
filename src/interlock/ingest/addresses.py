"""Where each list is published: the official table, and what a user puts in its place."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Collection, Sequence
from importlib import resources
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import msgspec

from interlock.base.errors import QueryError
from interlock.ingest.parsers import Parsers

OWN_FILE = "addresses.toml"
"""In the home folder: a user's own addresses."""
_FORM = "see docs/fetching.md for its form"


class Address(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where one file of a list is published."""

    authority: str
    list_key: str
    url: str = ""
    """`{file}` stands for the name found on the index page, `{token}` for the token. Empty: the link on the
    index page is itself the address."""
    file: str = ""
    """The name to file it under; empty: the last part of the link that was found."""
    index: str = ""
    """A page to read first, because the file's name changes."""
    pattern: str = ""
    """A regular expression for the file's name, or the whole link, on that page."""
    pick: Literal["last by name", "first on page"] = "last by name"
    """Which of several, as a name that carries a date, or a page that shows the current one first."""
    token: str = ""
    """Environment variable that holds the token."""
    manual: str = ""
    """Why it cannot be fetched, and what to do instead."""

    @property
    def key(self) -> str:
        """Changes when the address does: what was remembered of another says nothing about this one."""
        return hashlib.sha256(msgspec.json.encode(self)).hexdigest()[:16]


class _Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    list: tuple[Address, ...] = ()
    official: bool = True
    """The official addresses of other lists are asked too."""


def official_addresses() -> tuple[Address, ...]:
    """Every official address that Interlock knows."""
    text = resources.files(__package__).joinpath("addresses.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), type=_Table).list


def addresses(home: Path) -> tuple[Address, ...]:
    """The official addresses, those of a list replaced by the user's own for that list, where there are any.

    Raises:
        QueryError: the user's file cannot be read, or an address in it cannot be one.
    """
    path = home / OWN_FILE
    known = official_addresses()
    if not path.is_file():
        return known
    try:
        own = msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), type=_Table)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise QueryError(
            f"the addresses cannot be read: {error}",
            where=str(path),
            remedy="see docs/fetching.md for its form",
        ) from error
    for address in own.list:
        _check(address, path)
    mine = {address.list_key for address in own.list}
    others = tuple(one for one in known if one.list_key not in mine) if own.official else ()
    return (*others, *own.list)


def _check(address: Address, path: Path) -> None:
    """An address that can be asked, or a reason why there is none."""
    trouble = ""
    if address.list_key.partition(".")[0] != address.authority:
        trouble = "the list's key does not begin with its authority"
    elif not (address.url or address.index or address.manual):
        trouble = "neither url, index nor manual is given"
    elif any(urlsplit(url).scheme not in ("http", "https") for url in (address.url, address.index) if url):
        trouble = "only http and https are asked"
    elif bool(address.index) != bool(address.pattern):
        trouble = "index and pattern belong together"
    elif not (address.file or address.index or address.manual):
        trouble = "file is missing: the name that the list is known by"
    elif "/" in address.file or "\\" in address.file or address.file.startswith("."):
        trouble = "file is a name, not a path"
    else:
        try:
            re.compile(address.pattern)
        except re.error as error:
            trouble = f"the pattern is no regular expression: {error}"
    if trouble:
        raise QueryError(
            trouble, where=f"{path}, {address.list_key}", remedy="see docs/fetching.md for its form"
        )


def chosen(
    known: Sequence[Address], authorities: Collection[str], only: str | None, parsers: Parsers
) -> tuple[Address, ...]:
    """The addresses to ask: of these authorities (all when empty), or of one list.

    An address of a list that this version cannot read is left out: the table may be ahead of the code.

    Raises:
        QueryError: an authority that is unknown, or a list that has no address or that nobody reads.
    """
    readable = {spec.key for key in parsers.keys() for spec in parsers.authority_of(key).lists}  # noqa: SIM118
    for key in authorities:
        parsers.authority_of(key)
    able = [one for one in known if one.list_key in readable]
    asked = [
        one
        for one in able
        if (not authorities or one.authority in authorities) and only in (None, one.list_key)
    ]
    if not asked:
        what = f"the list {only!r}" if only else f"a list of {', '.join(sorted(authorities)) or 'anyone'}"
        keys = ", ".join(sorted({one.list_key for one in able}))
        raise QueryError(f"no address of {what} is known", remedy=f"use one of: {keys}")
    return tuple(asked)
