"""One writer at a time, on all of a home folder."""

from __future__ import annotations

import shutil
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from interlock.base.errors import StoreError
from interlock.store.durable import unwritable

if sys.platform == "win32":
    import msvcrt

    def _try_lock(file: IO[bytes]) -> None:
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

    def _wait_lock(file: IO[bytes]) -> None:
        msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
else:
    import fcntl

    def _try_lock(file: IO[bytes]) -> None:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _wait_lock(file: IO[bytes]) -> None:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX)


_held: dict[tuple[Path, int], int] = {}
"""(home, thread) to depth: the same thread may enter again, as a build does that also ingests."""


@contextmanager
def writing(home: Path) -> Iterator[Path]:
    """Nobody else writes to this home inside the block. Gives the scratch folder, swept.

    The lock is the operating system's: it vanishes with the process, however that ends.

    Raises:
        StoreError: another process or thread is writing, or the folder cannot be written to.
    """
    scratch = home / "tmp"
    holder = (home.resolve(), threading.get_ident())
    if holder in _held:
        _held[holder] += 1
        try:
            yield scratch
        finally:
            _held[holder] -= 1
        return
    with _opened(home) as file:
        try:
            _try_lock(file)
        except OSError as error:
            raise StoreError(
                "another interlock is writing to this home",
                where=str(home),
                remedy="wait until it is done, or choose another --home",
            ) from error
        _sweep(scratch)
        _held[holder] = 1
        try:
            yield scratch
        finally:
            del _held[holder]


def _opened(home: Path) -> IO[bytes]:
    try:
        (home / "tmp").mkdir(parents=True, exist_ok=True)
        return (home / ".lock").open("ab")
    except OSError as error:
        raise unwritable(home, error) from error


def _sweep(scratch: Path) -> None:
    """What a writer that died had begun is gone, as far as the system lets it go."""
    for rubbish in scratch.iterdir():
        if rubbish.is_dir():
            shutil.rmtree(rubbish, ignore_errors=True)
        else:
            with suppress(OSError):
                rubbish.unlink()


@contextmanager
def only_one(path: Path, what: str) -> Iterator[None]:
    """No other process or thread is inside such a block with this path. The lock vanishes with the process.

    Raises:
        StoreError: another one is (`what` names it), or the folder cannot be written to.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("ab")
    except OSError as error:
        raise unwritable(path, error) from error
    with file:
        try:
            _try_lock(file)
        except OSError as error:
            raise StoreError(
                f"{what} is running already", where=str(path), remedy="stop that one first, or leave it to it"
            ) from error
        yield


@contextmanager
def waiting_for(path: Path, *, wait: bool = True) -> Iterator[None]:
    """No other process or thread is inside such a block with this path; comes in when they are out.

    For work of milliseconds. Raises: BlockingIOError: they are not, and are not to be waited for. OSError.
    """
    with path.open("ab", buffering=0) as file:
        if wait:
            _wait_lock(file)
        else:
            try:
                _try_lock(file)
            except OSError as error:  # each system has a kind of its own
                raise BlockingIOError(str(error)) from error
        yield
