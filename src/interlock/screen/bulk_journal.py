"""Unfinished work beside the output: what is done of it survives any crash, and is not done twice.

    OUT.part/
      lock              held by the process at work
      job.json          what the work is
      *.index           the indexes that it screens against
      hits, rejects     lines of JSON, in the order of the rows
      journal           one sealed line for every chunk whose lines are on the disk: the commit point

Lines beyond the journal's last are of a chunk that was not finished: they are cut off, and the chunk is done
again.
"""

from __future__ import annotations

import os
import shutil
from datetime import date
from pathlib import Path
from typing import IO

import msgspec

from interlock.base.errors import QueryError, StoreError
from interlock.screen.bulk_hits import Screened, Tally
from interlock.screen.bulk_input import InputFile, Layout
from interlock.screen.bulk_task import Task
from interlock.store.durable import damaged, read_file, seal, sync_folder, unseal

HITS = "hits"
REJECTS = "rejects"
LOCK = "lock"
_JOB = "job.json"
_JOURNAL = "journal"


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """What the work is. Two jobs that are equal have one result."""

    input: InputFile
    layout: Layout
    task: Task
    as_of: date
    max_age_days: int
    code: str
    """Version of the code that screens."""
    out: str
    """Name of the output."""


class Mark(msgspec.Struct, frozen=True):
    """How far the work has come."""

    hits_end: int = 0
    """Bytes."""
    rejects_end: int = 0
    tally: Tally = Tally()


class Work:
    """The folder, held by one process at a time (whoever calls sees to that)."""

    def __init__(self, folder: Path, job: Job) -> None:
        self.folder = folder
        self.job = job
        self.mark = Mark()
        self._files: list[IO[bytes]] = []

    def open(self) -> None:
        """Goes on after the last chunk that the journal has.

        Raises:
            StoreError: the folder is damaged, or cannot be written to.
        """
        try:
            self.mark = self._last_mark()
            for name, end in ((HITS, self.mark.hits_end), (REJECTS, self.mark.rejects_end)):
                file = (self.folder / name).open("ab")
                self._files.append(file)
                file.truncate(end)
            self._files.append((self.folder / _JOURNAL).open("ab"))
            sync_folder(self.folder)
        except OSError as error:
            raise unwritable(self.folder, error) from error

    def add(self, chunk: Screened) -> None:
        """The chunk's lines are on the disk, and then the journal says so.

        Raises:
            StoreError: the disk does not take them.
        """
        mark = Mark(
            self.mark.hits_end + len(chunk.hits),
            self.mark.rejects_end + len(chunk.rejects),
            self.mark.tally + chunk.tally,
        )
        try:
            for file, data in zip(self._files, (chunk.hits, chunk.rejects, seal(mark)), strict=True):
                if data:
                    file.write(data)
                    file.flush()
                    os.fsync(file.fileno())
        except OSError as error:
            raise unwritable(self.folder, error) from error
        self.mark = mark

    def close(self) -> None:
        """No file is open any more."""
        for file in self._files:
            file.close()
        self._files.clear()

    def remove(self) -> None:
        """The folder is gone."""
        self.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _last_mark(self) -> Mark:
        """The last one whose line is whole; what was begun after it is cut off the journal."""
        path = self.folder / _JOURNAL
        if not path.is_file():
            return Mark()
        data = path.read_bytes()
        mark, end = Mark(), 0
        for line in data.splitlines(keepends=True):
            try:
                mark = unseal(line, Mark, path)
            except StoreError:
                break
            end += len(line)
        os.truncate(path, end)
        for name, least in ((HITS, mark.hits_end), (REJECTS, mark.rejects_end)):
            held = self.folder / name
            if (held.stat().st_size if held.is_file() else 0) < least:
                raise StoreError(
                    "the unfinished work is damaged: lines that were kept are gone",
                    where=str(held),
                    remedy="begin anew with --restart",
                )
        return mark


def holds_work(folder: Path) -> bool:
    """Was a job begun in the folder?"""
    return (folder / _JOB).is_file()


def clear(folder: Path) -> None:
    """Nothing of any earlier work is in the folder, but for the lock that its holder has.

    Raises:
        StoreError: it cannot be cleared.
    """
    try:
        (folder / _JOB).unlink(missing_ok=True)
        for path in folder.iterdir():
            if path.is_dir():
                shutil.rmtree(path)
            elif path.name != LOCK:
                path.unlink()
    except OSError as error:
        raise unwritable(folder, error) from error


def begun(folder: Path) -> Job | None:
    """The job of which the folder holds unfinished work; None when there is none.

    Raises:
        StoreError: the folder is damaged.
    """
    path = folder / _JOB
    try:
        return unseal(read_file(path), Job, path) if path.is_file() else None
    except StoreError as error:
        raise StoreError(damaged(path).what, where=str(path), remedy="begin anew with --restart") from error


def begin(folder: Path, job: Job) -> None:
    """The folder holds the job, and with it is unfinished work. Call when the indexes lie in it.

    Raises:
        StoreError: it cannot be written to.
    """
    unfinished = folder / f"{_JOB}.new"
    try:
        with unfinished.open("wb") as file:
            file.write(seal(job))
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(folder / _JOB)
        sync_folder(folder)
    except OSError as error:
        raise unwritable(folder, error) from error


def same_work(held: Job, asked: Job, *, folder: Path) -> None:
    """The held work is what is asked.

    Raises:
        QueryError: it is not; says in what.
    """
    others = [
        name
        for name, a, b in (
            ("input", held.input.sha256, asked.input.sha256),
            ("columns", held.layout, asked.layout),
            ("edition", held.task.version, asked.task.version),
            ("--since", held.task.since, asked.task.since),
            ("limit, threshold, cutoff or lists", held.task.manner, asked.task.manner),
            ("--max-age-days", held.max_age_days, asked.max_age_days),
            ("version of Interlock", held.code, asked.code),
            ("output", held.out, asked.out),
        )
        if a != b
    ]
    if others:
        raise QueryError(
            f"unfinished work lies beside the output, and differs in {', '.join(others)}",
            where=str(folder),
            remedy="repeat the command that began it, or begin anew with --restart",
        )


def unwritable(where: Path, error: OSError) -> StoreError:
    """The error for a disk that does not take the output."""
    return StoreError(
        f"the output cannot be written: {error.strerror or error}",
        where=str(where),
        remedy="make room on the disk, and run the same command: it goes on where it stopped",
    )
