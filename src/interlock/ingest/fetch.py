"""Every list from its official address: in parallel, each on its own. One failure never stops the others."""

from __future__ import annotations

import asyncio
import random
import re
import tempfile
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Literal
from urllib.parse import quote, unquote, urljoin, urlsplit

import httpx
import msgspec

from interlock.base.errors import InterlockError
from interlock.ingest.addresses import Address
from interlock.ingest.arrival import take_in
from interlock.ingest.backoff import MAX_RETRY_AFTER_S, backoff_s, retry_after_s
from interlock.ingest.fetch_http import TIMEOUT_S, Got, RefusedError, Validators, client, get, page
from interlock.ingest.fetch_state import FetchState, Remembered, load_state, save_state
from interlock.ingest.parsers import Parsers, installed
from interlock.ingest.progress import Progress, Silent
from interlock.ingest.unpack import MAX_BYTES
from interlock.model.snapshot import Alarm
from interlock.store.archive import Archive

DEADLINE_S = 600.0
"""For one list with all its attempts and waits. The largest, of 120 MB, takes two minutes at 1 MB/s."""
ATTEMPTS = 4


class Manner(msgspec.Struct, frozen=True, kw_only=True):
    """How to ask. The clock, the dice and the waiting are here so that a test can hold them."""

    timeout_s: float = TIMEOUT_S
    """For a connection, and for each read."""
    deadline_s: float = DEADLINE_S
    """For one list in all: what drips slowly or never ends is cut off then."""
    attempts: int = ATTEMPTS
    max_bytes: int = MAX_BYTES
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    roll: Callable[[], float] = random.random
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep


class Fetched(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one address."""

    authority: str
    list_key: str
    outcome: Literal["new", "unchanged", "failed", "by hand"]
    file: str = ""
    day: date | None = None
    """Of the snapshot that the site's list is: its own date, or the day it was fetched."""
    entries: int | None = None
    """Of a new one."""
    size_bytes: int = 0
    attempts: int = 0
    alarms: tuple[Alarm, ...] = ()
    notes: tuple[str, ...] = ()
    why: str = ""
    """Why it failed, or what to do by hand."""


class FetchResult(msgspec.Struct, frozen=True, kw_only=True):
    """What became of all of them."""

    fetched_at: datetime
    lists: tuple[Fetched, ...]

    @property
    def failed(self) -> tuple[Fetched, ...]:
        """Those that could not be had."""
        return tuple(one for one in self.lists if one.outcome == "failed")

    @property
    def reached(self) -> bool:
        """At least one list is here as its site has it."""
        return any(one.outcome in ("new", "unchanged") for one in self.lists)

    @property
    def changed(self) -> bool:
        """The home holds something that it did not hold before."""
        return any(one.outcome == "new" for one in self.lists)


class _Arrived(msgspec.Struct, frozen=True):
    """How one address answered."""

    name: str = ""
    path: Path | None = None
    """None: unchanged, or failed."""
    got: Got | None = None
    attempts: int = 0
    why: str = ""
    """Of a failure."""


def fetch(
    home: Path,
    known: Sequence[Address],
    *,
    environ: Mapping[str, str],
    manner: Manner | None = None,
    progress: Progress | None = None,
    parsers: Parsers | None = None,
) -> FetchResult:
    """Every list that answers is in the home; the rest say why not.

    Tokens are read from `environ` and appear nowhere else. What is asked the same way as last time is asked
    with what the site gave to compare by, so an unchanged list is not sent again.

    Raises:
        StoreError: what was remembered of the sites cannot be kept.
    """
    how, readers, watch = manner or Manner(), parsers or installed(), progress or Silent()
    state = load_state(home)
    with tempfile.TemporaryDirectory(prefix="interlock-") as scratch:
        asker = _Asker(home, Path(scratch), how, environ, state)
        watch.start(len(known), "fetching lists")
        try:
            arrived = asyncio.run(asker.ask_all(known, watch))
        finally:
            watch.done()
        watch.start(len(known), "reading lists")
        try:
            lists = []
            for address, answer in zip(known, arrived, strict=True):
                lists.append(_taken_in(home, readers, address, answer, state, how.now()))
                watch.advance(address.list_key)
        finally:
            watch.done()
    now = how.now()
    memory = dict(state.lists)
    for address, answer, one in zip(known, arrived, lists, strict=True):
        if one.outcome != "by hand":
            memory[address.key] = _remembered(state.lists.get(address.key), answer, one, now)
    save_state(home, FetchState(memory))
    return FetchResult(fetched_at=now, lists=tuple(lists))


class _Asker:
    """Asks many sites at once."""

    def __init__(
        self, home: Path, scratch: Path, manner: Manner, environ: Mapping[str, str], state: FetchState
    ) -> None:
        self._archived = {
            (manifest.list_key, file.sha256)
            for manifest in Archive(home).manifests()
            for file in manifest.files
        }
        self._scratch = scratch
        self._manner = manner
        self._environ = environ
        self._state = state

    async def ask_all(self, known: Sequence[Address], watch: Progress) -> list[_Arrived]:
        """How each address answered, in their order."""

        async def ask(number: int, address: Address) -> _Arrived:
            answer = await self._ask(http, address, self._scratch / str(number))
            watch.advance(address.list_key)
            return answer

        async with client(self._manner.timeout_s) as http:
            return list(await asyncio.gather(*(ask(number, one) for number, one in enumerate(known))))

    async def _ask(self, http: httpx.AsyncClient, address: Address, into: Path) -> _Arrived:
        if address.manual:
            return _Arrived()
        token = self._environ.get(address.token, "").strip() if address.token else ""
        if address.token and not token:
            return _Arrived(why=f"set {address.token} to the token that the site gave you")
        try:
            async with asyncio.timeout(self._manner.deadline_s):
                return await self._with_patience(http, address, token, into)
        except TimeoutError:
            return _Arrived(why=f"it took longer than {self._manner.deadline_s:g} s in all, and was cut off")

    async def _with_patience(
        self, http: httpx.AsyncClient, address: Address, token: str, into: Path
    ) -> _Arrived:
        how = self._manner
        for attempt in range(1, how.attempts + 1):
            try:
                name, url = await _located(http, address, token)
                known = self._validators(address, name)
                got = await get(http, url, into, known=known, max_bytes=how.max_bytes)
            except RefusedError as error:
                why, wait = error.why, backoff_s(attempt, how.roll)
                asked = retry_after_s(error.retry_after, how.now()) if error.retry_after else None
                if asked is not None and asked > MAX_RETRY_AFTER_S:
                    return _Arrived(attempts=attempt, why=f"{why}; it asks to wait for {asked:,.0f} s")
                if not error.again or attempt == how.attempts:
                    return _Arrived(attempts=attempt, why=why)
                await how.sleep(max(wait, asked or 0.0))
            else:
                return _Arrived(name, into if got else None, got, attempt)
        return _Arrived(why="it was never asked")

    def _validators(self, address: Address, name: str) -> Validators:
        """What to compare by, as long as the bytes that it stands for are still here."""
        known = self._state.lists.get(address.key)
        if known is None or known.file != name or (known.list_key, known.sha256) not in self._archived:
            return Validators()
        return known.validators


async def _located(http: httpx.AsyncClient, address: Address, token: str) -> tuple[str, str]:
    """The file's name, and its address with the token in it. Raises: RefusedError."""
    secret = quote(token, safe="")
    if not address.index:
        return address.file, _filled(address.url, file=address.file, token=secret)
    text, base = await page(http, _filled(address.index, file="", token=secret))
    found = [match.group(0) for match in re.finditer(address.pattern, text)]
    if not found:
        raise RefusedError("the index page names no file of the known form: the page has changed")
    link = max(found) if address.pick == "last by name" else found[0]
    name = address.file or unquote(urlsplit(link).path.rsplit("/", 1)[-1])
    if not name or "/" in name or "\\" in name or name.startswith("."):
        raise RefusedError("the index page names a file that no list is called")
    return name, _filled(address.url, file=link, token=secret) if address.url else urljoin(base, link)


def _filled(template: str, *, file: str, token: str) -> str:
    return template.replace("{file}", file).replace("{token}", token)


def _taken_in(
    home: Path, parsers: Parsers, address: Address, answer: _Arrived, state: FetchState, now: datetime
) -> Fetched:
    base = Fetched(
        authority=address.authority,
        list_key=address.list_key,
        outcome="failed",
        file=answer.name,
        attempts=answer.attempts,
        size_bytes=answer.got.size_bytes if answer.got else 0,
        why=answer.why,
    )
    change = msgspec.structs.replace
    if address.manual:
        return change(base, outcome="by hand", why=address.manual)
    if answer.why:
        return base
    if answer.path is None:
        known = state.lists.get(address.key)
        return change(base, outcome="unchanged", day=known.day if known else None)
    try:
        came = take_in(home, parsers, address, answer.name, answer.path, now)
    except InterlockError as error:
        return change(base, why=str(error))
    except Exception as error:  # noqa: BLE001  # a room's run: a fault in one parser stops no other list
        return change(base, why=f"a fault of Interlock, please report it: {type(error).__name__}: {error}")
    return change(
        base, outcome=came.outcome, day=came.day, entries=came.entries, alarms=came.alarms, notes=came.notes
    )


def _remembered(known: Remembered | None, answer: _Arrived, one: Fetched, now: datetime) -> Remembered:
    before = known or Remembered(list_key=one.list_key)
    change = msgspec.structs.replace
    if one.outcome == "failed":
        return change(before, failures=before.failures + 1, why=one.why)
    better = change(before, failures=0, why="", checked_at=now, file=one.file, day=one.day)
    if answer.got is None:
        return better
    return change(better, validators=answer.got.validators, sha256=answer.got.sha256)
