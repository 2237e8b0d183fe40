"""The API's keys, in the home: who may ask what. Of a key only a slow hash is kept.

Rows are added and never changed: a key that is revoked stays on file, with who revoked it and why.
"""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Literal, get_args

import msgspec

from interlock.base.errors import QueryError
from interlock.store.durable import place_file, read_file, seal, unseal
from interlock.store.lock import writing

Scope = Literal["match", "search", "reconcile", "metrics", "update"]
SCOPES: tuple[Scope, ...] = get_args(Scope)
DEFAULT_SCOPES: tuple[Scope, ...] = ("match", "search", "reconcile")

PREFIX = "ilk"
"""Begins every key, so that one that leaked into a text can be found there."""


class Key(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One key that was given out."""

    key_id: str
    name: str
    """For whom, or for which system."""
    scopes: tuple[Scope, ...]
    digest: str
    """argon2id of the whole key, with its parameters and salt."""
    created_at: datetime
    created_by: str
    expires_on: date | None = None
    """The last day on which it counts."""
    rate: float | None = None
    """Queries a second; None: what the server grants everyone."""


class Revocation(msgspec.Struct, frozen=True, kw_only=True):
    """The end of a key."""

    key_id: str
    revoked_at: datetime
    revoked_by: str
    reason: str


class Keyring(msgspec.Struct, frozen=True):
    """All keys of one home, in the order in which they were made."""

    keys: tuple[Key, ...] = ()
    revocations: tuple[Revocation, ...] = ()

    def revocation(self, key_id: str) -> Revocation | None:
        """How the key ended, None when nobody revoked it."""
        return next((row for row in self.revocations if row.key_id == key_id), None)

    def standing(self, today: date) -> dict[str, Key]:
        """The keys that count on that day, by id."""
        gone = {row.key_id for row in self.revocations}
        return {
            key.key_id: key
            for key in self.keys
            if key.key_id not in gone and (key.expires_on is None or today <= key.expires_on)
        }


def scope_of(text: str) -> Scope:
    """The scope of that name.

    Raises:
        QueryError: there is none.
    """
    for scope in SCOPES:
        if scope == text.strip().lower():
            return scope
    raise QueryError(f"{text!r} is no scope", where="--scope", remedy=f"one of {', '.join(SCOPES)}")


def keyring_path(home: Path) -> Path:
    """Where the keys of a home are."""
    return home / "keys" / "keys.json"


def load_keyring(home: Path) -> Keyring:
    """The keys of a home; none where no key was ever made.

    Raises:
        StoreError: the file is damaged or cannot be read.
    """
    path = keyring_path(home)
    if not path.exists():
        return Keyring()
    return unseal(read_file(path), Keyring, path)


def add_key(home: Path, key: Key) -> None:
    """The key counts from now on.

    Raises:
        QueryError: there is one of this id. StoreError: the home cannot be written to.
    """
    with writing(home) as scratch:
        ring = load_keyring(home)
        if any(known.key_id == key.key_id for known in ring.keys):
            raise QueryError(f"there is a key {key.key_id} already", where=str(home), remedy="try once more")
        _save(home, Keyring((*ring.keys, key), ring.revocations), scratch)


def revoke_key(home: Path, row: Revocation) -> None:
    """The key counts no more; servers see it with their next request.

    Raises:
        QueryError: no such key, or it is revoked already. StoreError: the home cannot be written to.
    """
    with writing(home) as scratch:
        ring = load_keyring(home)
        if all(known.key_id != row.key_id for known in ring.keys):
            raise QueryError(
                f"there is no key {row.key_id!r}", where=str(home), remedy="see `interlock keys list`"
            )
        if ring.revocation(row.key_id):
            raise QueryError(
                f"the key {row.key_id} is revoked already",
                where=str(home),
                remedy="see `interlock keys list`",
            )
        _save(home, Keyring(ring.keys, (*ring.revocations, row)), scratch)


def _save(home: Path, ring: Keyring, scratch: Path) -> None:
    path = keyring_path(home)
    path.parent.mkdir(mode=0o700, exist_ok=True)
    place_file(path, seal(ring), scratch)
