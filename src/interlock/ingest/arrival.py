"""A file that came from an authority's site, into the home: known again, dated, ingested."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Literal

import msgspec

from interlock.base.errors import SourceError
from interlock.ingest.addresses import Address
from interlock.ingest.parsers import Parsers
from interlock.ingest.run import Ingested, ingest
from interlock.ingest.unpack import HEAD_BYTES, unpack
from interlock.model.snapshot import Alarm, Parsed
from interlock.sources.contract import Authority, File, FileRole
from interlock.store.archive import Archive

_HTML = (b"<!doctype html", b"<html", b"<head", b"<script", b"<body")


class Arrival(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a file that came whole."""

    outcome: Literal["new", "unchanged"]
    """`unchanged`: the newest snapshot of the list is made of these bytes already."""
    day: date
    entries: int | None = None
    alarms: tuple[Alarm, ...] = ()
    notes: tuple[str, ...] = ()


def take_in(
    home: Path, parsers: Parsers, address: Address, name: str, path: Path, fetched_at: datetime
) -> Arrival:
    """The list is in the home, under its own date; under the UTC day of fetching where it carries none.

    Raises:
        SourceError: this is not the list, or it cannot be read. IngestError, StoreError: as of `ingest`.
    """
    try:
        data = unpack(path)
    except SourceError as error:
        # By the list's own name: where it lies for the moment tells nobody anything.
        raise SourceError(error.what, where=name, remedy=error.remedy) from error
    if day := _newest_is(home, address.list_key, data):
        return Arrival(outcome="unchanged", day=day)
    authority = parsers.authority_of(address.authority)
    role = authority.recognise(name, data[:HEAD_BYTES])
    if role is None or role.list_key != address.list_key:
        raise _stranger(address, name, data, role)
    try:
        parsed = authority.read(role.list_key, [(role, File(name, data))])
    except SourceError as error:
        if _is_page(name, data):
            raise _stranger(address, name, data, role) from error
        raise
    day, notes = _day_of(parsed, fetched_at)
    shot = _ingested(home, _knowing(parsers, authority, data, parsed), address, name, data, day, fetched_at)
    if shot.outcome == "failed":
        raise SourceError(shot.error, remedy="fetch it again later; what was there before still stands")
    return Arrival(
        outcome="unchanged" if shot.outcome == "unchanged" else "new",
        day=day,
        entries=shot.entries,
        alarms=shot.alarms,
        notes=(*notes, *shot.notes),
    )


def _newest_is(home: Path, list_key: str, data: bytes) -> date | None:
    """The day of the newest snapshot, where it holds these bytes."""
    sha256 = hashlib.sha256(data).hexdigest()
    newest = max(
        (one for one in Archive(home).manifests() if one.list_key == list_key),
        key=lambda manifest: manifest.day,
        default=None,
    )
    if newest is not None and any(file.sha256 == sha256 for file in newest.files):
        return newest.day
    return None


def _day_of(parsed: Parsed, fetched_at: datetime) -> tuple[date, tuple[str, ...]]:
    """A date of tomorrow is a time zone; a later one is a slip, and would hide every list until then."""
    today = fetched_at.date()
    printed = parsed.list_date
    if printed is None:
        return today, ()
    if printed > today + timedelta(days=1):
        return today, (f"the list is dated {printed}, in the future; filed under the day it was fetched",)
    return printed, ()


def _ingested(
    home: Path, parsers: Parsers, address: Address, name: str, data: bytes, day: date, fetched_at: datetime
) -> Ingested:
    with tempfile.TemporaryDirectory(prefix="interlock-") as scratch:
        folder = Path(scratch) / address.authority / day.isoformat()
        folder.mkdir(parents=True)
        (folder / name).write_bytes(data)
        result = ingest(home, [Path(scratch)], fetched_at=fetched_at, parsers=parsers, workers=1)
    return result.snapshots[0]


def _knowing(parsers: Parsers, authority: Authority, data: bytes, parsed: Parsed) -> Parsers:
    """Parsers that need not read these bytes a second time: the largest list takes many seconds."""

    def read(list_key: str, files: Sequence[tuple[FileRole, File]]) -> Parsed:
        if len(files) == 1 and files[0][1].data == data:
            return parsed
        return authority.read(list_key, files)

    quick = msgspec.structs.replace(authority, read=read)
    return msgspec.structs.replace(parsers, authority_of=lambda _key: quick)


def _stranger(address: Address, name: str, data: bytes, role: FileRole | None) -> SourceError:
    if _is_page(name, data):
        what = "the site sent a web page in place of the list: a login, an error or a block page"
    elif role is not None:
        what = f"the site sent {role.list_key} in place of {address.list_key}"
    else:
        what = f"what the site sent is not recognised as a file of {address.list_key}"
    return SourceError(
        what,
        where=name,
        remedy="open the address in a browser; put a new one into addresses.toml of the home folder",
    )


def _is_page(name: str, data: bytes) -> bool:
    start = data[:HEAD_BYTES].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    start = start.partition(b"?>")[2].lstrip() if start.startswith(b"<?xml") else start
    return start.startswith(_HTML) and not name.lower().endswith((".htm", ".html"))
