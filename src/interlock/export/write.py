"""A file in its place, whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path

from interlock.base.errors import QueryError


def place(out: Path, write: Callable[[Path], object]) -> None:
    """`out` holds what `write` wrote; after a failure it is what it was before.

    Raises:
        QueryError: the file cannot be written.
    """
    draft = out.with_name(f".{out.name}.{os.getpid()}.tmp")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        write(draft)
        draft.replace(out)
    except OSError as error:
        raise QueryError(
            f"the file cannot be written: {error.strerror or error}",
            where=str(out),
            remedy="name a file with --out that you may write",
        ) from error
    finally:
        _remove(draft)


def pour(pieces: Iterable[bytes]) -> Callable[[Path], object]:
    """A writer of these bytes, one after the other."""

    def write(path: Path) -> None:
        with path.open("wb") as out:
            out.writelines(pieces)

    return write


def _remove(draft: Path) -> None:
    try:
        draft.unlink(missing_ok=True)
    except OSError:
        return  # the folder is none: then there is no draft, and the error above says so
