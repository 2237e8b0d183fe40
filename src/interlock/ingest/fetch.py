"""Getting the lists from their official addresses, each on its own: one failure never stops the others.

The plain first fetch: no schedule, no conditional requests. What comes is only put into a folder laid
out like any other; whether it *is* the list is for the parser to say.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from importlib import resources
from pathlib import Path
from typing import Literal

import httpx
import msgspec

from interlock.ingest.unpack import MAX_BYTES

TIMEOUT_S = 8.0
"""For a connection and for each read: a first run without a network must not feel like a hang."""
# The OFAC site refuses clients whose User-Agent is not browser-like (seen 2026-07).
_USER_AGENT = "Mozilla/5.0 (compatible; interlock)"


class Address(msgspec.Struct, frozen=True, kw_only=True):
    """Where one list is published."""

    authority: str
    list_key: str
    url: str = ""
    file: str = ""
    index: str = ""
    pattern: str = ""
    token: str = ""
    manual: str = ""


class Fetched(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one address."""

    list_key: str
    outcome: Literal["fetched", "failed", "by hand"]
    why: str


def addresses() -> tuple[Address, ...]:
    """Every official address that Interlock knows."""
    text = resources.files(__package__).joinpath("addresses.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text)["list"], type=tuple[Address, ...])


def fetch_all(
    into: Path,
    day: date,
    *,
    known: Sequence[Address],
    environ: Mapping[str, str],
    timeout_s: float = TIMEOUT_S,
) -> tuple[Fetched, ...]:
    """Every list that answers lies in `into/<authority>/<day>/`; the rest say why not. Raises nothing."""
    with (
        httpx.Client(timeout=timeout_s, follow_redirects=True, headers={"User-Agent": _USER_AGENT}) as client,
        ThreadPoolExecutor(max_workers=max(len(known), 1)) as pool,
    ):
        return tuple(pool.map(lambda one: _fetch(client, one, into, day, environ), known))


def _fetch(
    client: httpx.Client, address: Address, into: Path, day: date, environ: Mapping[str, str]
) -> Fetched:
    if address.manual:
        return Fetched(list_key=address.list_key, outcome="by hand", why=address.manual)
    token = environ.get(address.token, "") if address.token else ""
    if address.token and not token:
        why = f"set {address.token} to the token that the site gave you"
        return Fetched(list_key=address.list_key, outcome="failed", why=why)
    try:
        name = address.file or _newest_name(client, address)
        data = _download(client, address.url.format(token=token, file=name))
    except (httpx.HTTPError, httpx.InvalidURL, _RefusedError) as error:
        # The reason, never the address: it may hold the token.
        why = str(error) if isinstance(error, _RefusedError) else type(error).__name__
        return Fetched(list_key=address.list_key, outcome="failed", why=why)
    folder = into / address.authority / day.isoformat()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(data)
    return Fetched(list_key=address.list_key, outcome="fetched", why=f"{name}, {len(data):,} bytes")


class _RefusedError(Exception):
    """The site answered, and not with a list."""


def _newest_name(client: httpx.Client, address: Address) -> str:
    page = _download(client, address.index).decode("utf-8", "replace")
    names: list[str] = sorted(set(re.findall(address.pattern, page)))
    if not names:
        raise _RefusedError("the index page names no file of the known form")
    return names[-1]


def _download(client: httpx.Client, url: str) -> bytes:
    chunks: list[bytes] = []
    size = 0
    with client.stream("GET", url) as response:
        if response.status_code != httpx.codes.OK:
            raise _RefusedError(f"the site answered {response.status_code}")
        for chunk in response.iter_bytes():
            size += len(chunk)
            if size > MAX_BYTES:
                raise _RefusedError(f"the answer is longer than {MAX_BYTES:,} bytes")
            chunks.append(chunk)
    return b"".join(chunks)
