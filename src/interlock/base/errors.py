"""Every error that Interlock raises on purpose.

    InterlockError
    ├── SourceError        bytes of a list that cannot be read as that list
    ├── StoreError         the home folder is missing something it should hold, or is damaged
    │   └── NoEditionError nothing was built yet
    ├── IngestError        a snapshot that may not enter the home as asked
    └── QueryError         a question that cannot be answered as asked (unknown authority, bad date)

Each says *what* happened, *where*, and *what to do*; a door prints exactly that and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Self


class InterlockError(Exception):
    """The root: a sentence of what happened, the place, and the way out."""

    def __init__(self, what: str, *, where: str = "", remedy: str = "") -> None:
        super().__init__(what, where, remedy)
        self.what = what
        self.where = where
        self.remedy = remedy

    def __str__(self) -> str:
        """One line: `what (where). What to do: remedy`."""
        place = f" ({self.where})" if self.where else ""
        advice = f" What to do: {self.remedy}" if self.remedy else ""
        return f"{self.what}{place}.{advice}"

    def __reduce__(self) -> tuple[Callable[..., InterlockError], tuple[object, ...]]:
        """Errors travel whole from a worker process; the keyword-only arguments need this."""
        return _rebuilt, (type(self), self.what, self.where, self.remedy)

    def at(self, where: str) -> Self:
        """The same error with the outer place put before the inner one."""
        inner = f"{where}, {self.where}" if self.where else where
        return type(self)(self.what, where=inner, remedy=self.remedy)


def _rebuilt(kind: type[InterlockError], what: str, where: str, remedy: str) -> InterlockError:
    return kind(what, where=where, remedy=remedy)


class SourceError(InterlockError):
    """The bytes are not a list of the authority they were given for. The only error of a parser."""


class StoreError(InterlockError):
    """The home folder cannot give what was asked, or is damaged."""


class NoEditionError(StoreError):
    """No edition has been built in this home."""


class IngestError(InterlockError):
    """A snapshot may not enter the home as asked."""


class QueryError(InterlockError):
    """The question cannot be answered as it was asked."""
