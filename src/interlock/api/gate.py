"""Who calls, and what they may ask.

A key is checked against its slow hash once; after that a process knows it by a fast one. Keys are looked up
in the home's ring at every request, so that one that is revoked counts no more at once.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TypeVar

import msgspec

from interlock.api.keyring import SCOPES, Key, Keyring, Scope, keyring_path, load_keyring
from interlock.api.secret import id_of, is_true
from interlock.base.errors import StoreError

T = TypeVar("T")

_KNOWN = 10_000
"""Keys that a process remembers, true and false ones each: about a megabyte."""

_AT_ONCE = 2
"""Slow hashes worked on at the same time: each holds 64 MB, and a core for 50 ms."""


class Caller(msgspec.Struct, frozen=True):
    """Whoever sent a request."""

    name: str
    """The key's id, or `anyone` where no keys are asked for."""
    scopes: frozenset[Scope]
    rate: float | None = None


ANYONE = Caller("anyone", frozenset(SCOPES) - {"update"})
"""Where no keys are asked for, all but forcing an update is free."""


class Ring:
    """The keys of a home as they are now, read again when the file changes."""

    def __init__(self, home: Path, report: Callable[[StoreError], None]) -> None:
        """`report` takes the error when the file cannot be read; no key counts then."""
        self._home = home
        self._path = keyring_path(home)
        self._report = report
        self._seen: tuple[int, int, int] | None = None
        self._ring = Keyring()
        self._day: date | None = None
        self._standing: dict[str, Key] = {}

    def standing(self, today: date) -> dict[str, Key]:
        """The keys that count now, by id."""
        try:
            stat = self._path.stat()
            seen = (stat.st_mtime_ns, stat.st_size, stat.st_ino)
        except FileNotFoundError:
            seen = None
        if seen != self._seen or today != self._day:
            try:
                self._ring = load_keyring(self._home)
            except StoreError as error:
                self._ring = Keyring()
                self._report(error)
            self._seen, self._day = seen, today
            self._standing = self._ring.standing(today)
        return self._standing


class Gate:
    """Tells callers by their keys."""

    def __init__(self, ring: Ring, check: Callable[[str, str], bool] = is_true) -> None:
        """`check(key, digest)` is slow, and runs in a thread."""
        self._ring = ring
        self._check = check
        self._true: dict[bytes, str] = {}
        self._false: dict[bytes, None] = {}
        self._slow = asyncio.Semaphore(_AT_ONCE)

    async def caller(self, text: str, today: date) -> Caller | None:
        """The caller with this key; None when it is no key, a false one, revoked or expired."""
        key_id = id_of(text)
        key = self._ring.standing(today).get(key_id) if key_id else None
        if key is None or not await self._proven(text, key):
            return None
        return Caller(key.key_id, frozenset(key.scopes), key.rate)

    async def _proven(self, text: str, key: Key) -> bool:
        fast = hashlib.sha256(f"{key.digest} {text}".encode()).digest()
        if self._true.get(fast) == key.key_id:
            return True
        if fast in self._false:
            return False
        async with self._slow:
            right = await asyncio.to_thread(self._check, text, key.digest)
        if right:
            _remember(self._true, fast, key.key_id)
        else:
            _remember(self._false, fast, None)
        return right


def _remember(known: dict[bytes, T], fast: bytes, value: T) -> None:
    if len(known) >= _KNOWN:
        known.pop(next(iter(known)))
    known[fast] = value
