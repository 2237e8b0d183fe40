"""The screenings on file: sealed lines that are only ever added, each chained to the one before.

    home/screenings/
      .lock
      2026-11-27.jsonl     the records of a day, oldest first

A record holds the question, and so a person's name. The folder is the owner's alone (mode 700). Records may
be thrown away by whole days, oldest first, when the law says so: `verify` then tells where the chain begins.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC
from pathlib import Path

import msgspec

from interlock.base.errors import QueryError, StoreError
from interlock.screen.record import Record, Screening, record_of
from interlock.store.durable import damaged, lines_of, seal, sync_folder, unseal
from interlock.store.lock import waiting_for

FOLDER = "screenings"
_TAIL = 1 << 13
"""Bytes at the end of a file in which its last line is looked for first: several records."""
_OF_A_DAY = re.compile(r"\d{4}-\d\d-\d\d\.jsonl")
_ONLY_OWNER = 0o700


class Chain(msgspec.Struct, frozen=True):
    """What `verify` found."""

    records: int
    days: int
    last_sha256: str
    """Write it down elsewhere: who has it can tell whether records at the end were taken away."""
    begins_after: str
    """sha256 of the line before the oldest one held; empty when nothing was thrown away."""


class Written(msgspec.Struct, frozen=True):
    """Records that stand in a file, and may be on their way to the disk still."""

    ids: list[str]
    path: Path


class Records:
    """The screenings of one home."""

    def __init__(self, home: Path) -> None:
        self._folder = home / FOLDER

    def add(self, screenings: Sequence[Screening]) -> list[str]:
        """They are on the disk, in this order. Returns: their ids.

        Raises:
            StoreError: the folder cannot be written to, or its last record is damaged.
        """
        if not screenings:
            return []
        written = self.write(screenings)
        self.sync([written.path])
        return written.ids

    def write(self, screenings: Sequence[Screening], *, wait: bool = True) -> Written:
        """They stand in their file, in this order; a power cut can take them away until `sync`.

        Others may write while the disk is waited for, so this itself takes a tenth of a millisecond.

        Raises:
            StoreError: the folder cannot be written to, or its last record is damaged.
            BlockingIOError: another process is writing, and is not to be waited for (`wait`).
        """
        try:
            with self._writing(wait=wait):
                return self._append(screenings)
        except BlockingIOError:
            raise
        except OSError as error:
            raise self._unwritable(error) from error

    def sync(self, paths: Iterable[Path]) -> None:
        """What was written to these files is on the disk.

        Raises:
            StoreError: it is not, or nobody can tell.
        """
        try:
            for path in paths:
                with path.open("r+b", buffering=0) as file:
                    os.fsync(file.fileno())
        except OSError as error:
            raise self._unwritable(error) from error

    def get(self, record_id: str) -> Record:
        """The record of that id.

        Raises:
            QueryError: there is none. StoreError: its day's file is damaged.
        """
        day = record_id[:10]
        path = self._folder / f"{day}.jsonl"
        if path in self._files():
            for record in self._of_day(path):
                if record.id == record_id:
                    return record
        raise QueryError(
            f"no screening {record_id!r} is on file",
            where=str(self._folder),
            remedy="`interlock screenings list` names those that are",
        )

    def newest(self, limit: int) -> list[Record]:
        """So many of the newest, the newest first. Raises: StoreError: a file is damaged."""
        found: list[Record] = []
        for path in reversed(self._files()):
            found += reversed(list(self._of_day(path)))
            if len(found) >= limit:
                break
        return found[:limit]

    def verify(self) -> Chain:
        """Every record is what was written, and none between the oldest and the newest is missing.

        Raises:
            StoreError: says which line is not.
        """
        previous: str | None = None
        begins_after, count, files = "", 0, self._files()
        for path in files:
            for number, line in enumerate(_lines(path), start=1):
                where = f"{path.name}, line {number}"
                record = _record(line, path, where)
                if previous is None:
                    previous = begins_after = record.previous
                same = record_of(record.screening, record.id[:10], record.previous)
                if record.previous != previous or same.id != record.id:
                    raise StoreError(
                        "the screenings on file are not as written: one was changed or taken away",
                        where=where,
                        remedy="compare with a backup of the home",
                    )
                previous = hashlib.sha256(line).hexdigest()
                count += 1
        return Chain(count, len(files), previous or "", begins_after)

    def _files(self) -> list[Path]:
        return [self._folder / name for name in self._names()] if self._folder.is_dir() else []

    def _names(self) -> list[str]:
        return sorted(name for name in os.listdir(self._folder) if _OF_A_DAY.fullmatch(name))  # noqa: PTH208

    def _of_day(self, path: Path) -> Iterator[Record]:
        for number, line in enumerate(_lines(path), start=1):
            yield _record(line, path, f"{path.name}, line {number}")

    @contextmanager
    def _writing(self, *, wait: bool) -> Iterator[None]:
        lock = self._folder / ".lock"
        if not lock.exists():
            self._folder.mkdir(parents=True, exist_ok=True, mode=_ONLY_OWNER)
        with waiting_for(lock, wait=wait):
            yield

    def _append(self, screenings: Sequence[Screening]) -> Written:
        names = self._names()
        day = screenings[-1].made_at.astimezone(UTC).date().isoformat()
        if names:
            day = max(day, names[-1][: len(day)])  # whatever a clock that was set back says
        path = self._folder / f"{day}.jsonl"
        previous = _last_sha256(self._folder / name for name in reversed(names))
        data, ids = bytearray(), []
        for screening in screenings:
            record = record_of(screening, day, previous)
            line = seal(record)
            previous = hashlib.sha256(line).hexdigest()
            data += line
            ids.append(record.id)
        is_new = path.name not in names
        with open(path, "ab", opener=_private) as file:  # Path.open takes no opener
            file.write(data)
        if is_new:
            self.sync(self._folder / name for name in names[-1:])  # no record without the one before it
            sync_folder(self._folder)
        return Written(ids, path)

    def _unwritable(self, error: OSError) -> StoreError:
        return StoreError(
            f"the screening cannot be recorded: {error.strerror or error}",
            where=str(self._folder),
            remedy="make the home folder writable, or say --no-record to screen without a record",
        )


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _lines(path: Path) -> Iterator[bytes]:
    for line in lines_of(path):
        if line.endswith(b"\n"):  # what was never finished was never told
            yield line


def _record(line: bytes, path: Path, where: str) -> Record:
    try:
        return unseal(line, Record, path)
    except StoreError as error:
        raise StoreError(damaged(path).what, where=where, remedy=error.remedy) from error


def _last_sha256(newest_first: Iterable[Path]) -> str:
    """Of the last whole line of all; a line that a crash cut short was told to nobody, and is cut off."""
    for path in newest_first:
        line = _last_line(path)
        if line:
            unseal(line, Record, path)
            return hashlib.sha256(line).hexdigest()
    return ""


def _last_line(path: Path) -> bytes:
    with path.open("r+b", buffering=0) as file:
        size = file.seek(0, os.SEEK_END)
        span = min(_TAIL, size)
        while True:
            file.seek(size - span)
            data = file.read(span)
            end = data.rfind(b"\n") + 1
            start = data.rfind(b"\n", 0, max(end - 1, 0)) + 1
            if start or span == size:
                break
            span = min(span * 4, size)
        if end < span:
            file.truncate(size - span + end)
    return data[start:end]
