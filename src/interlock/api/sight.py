"""What there is to serve at this moment: the current edition, the files beside it, the day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from interlock.api.settings import TAKEN, Serving
from interlock.base.errors import NoEditionError, QueryError, StoreError
from interlock.store.editions import Editions


@dataclass(frozen=True)
class Sight:
    """A new one is a reason for new processes."""

    edition: str
    """Empty: there is none, and files are served alone."""
    files: tuple[tuple[str, int, int], ...]
    """Name, time of the last change, size."""
    day: date
    """Standings and ages are as of it."""


def sight(serving: Serving, today: date) -> Sight:
    """What there is to serve now.

    Raises:
        NoEditionError: nothing. StoreError: the home is damaged, or a file is gone.
    """
    files = []
    for name, path in serving.files:
        try:
            stat = path.stat()
        except OSError as error:
            raise StoreError(
                f"the file of the dataset {name} cannot be read: {error.strerror}",
                where=str(path),
                remedy="put it back; what was loaded from it is served until then",
            ) from error
        files.append((name, stat.st_mtime_ns, stat.st_size))
    edition = Editions(serving.home).current()
    if edition is None and not files:
        raise NoEditionError(
            "there is nothing to serve: no edition has been built in this home",
            where=str(serving.home),
            remedy="run `interlock ingest` and `interlock build`, or give --dataset NAME=entities.ftm.json",
        )
    return Sight(edition or "", tuple(files), today)


def named_files(texts: Sequence[str]) -> tuple[tuple[str, Path], ...]:
    """`NAME=FILE` as names and files.

    Raises:
        QueryError: not of that form, a name that is taken, or no such file.
    """
    found: dict[str, Path] = {}
    for text in texts:
        name, sign, file = text.partition("=")
        if not (sign and file and name and all(c.isalnum() or c in "_.-" for c in name)):
            raise QueryError(
                f"{text!r} is not NAME=FILE", where="--dataset", remedy="such as peps=peps.ftm.json"
            )
        if name in TAKEN or name in found:
            raise QueryError(f"the name {name} is taken", where="--dataset", remedy="give another name")
        path = Path(file).expanduser().absolute()
        if not path.is_file():
            raise QueryError(
                f"there is no file {path}", where="--dataset", remedy="give a file of FtM entities"
            )
        found[name] = path
    return tuple(found.items())
