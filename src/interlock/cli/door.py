"""What every command shares: its home, its errors and exit codes, its output."""

from __future__ import annotations

import getpass
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import msgspec
import typer
from rich.console import Console

from interlock.base.errors import InterlockError, QueryError
from interlock.base.settings import HOME_VARIABLE, settings

DONE = 0
FAILED = 1
MISUSED = 2
INCOMPLETE = 3
"""The command did its work, and something it was given is missing from the result: say what, and fail
whoever checks the exit code. An incomplete answer is never a clean one."""


class Format(StrEnum):
    """How to print the answer."""

    table = "table"
    json = "json"
    csv = "csv"


AUTHOR_VARIABLE = "INTERLOCK_AUTHOR"
Author = Annotated[
    str | None,
    typer.Option(
        "--author",
        help=f"Who decides. Default: ${AUTHOR_VARIABLE}, else your login.",
        show_default=False,
    ),
]
Home = Annotated[
    Path | None,
    typer.Option(
        "--home",
        help=f"Folder that holds Interlock's state. Default: ${HOME_VARIABLE}, else the user data folder.",
        show_default=False,
    ),
]
Focused = Annotated[str, typer.Option("--focus", help="`dprk`, or `all` for every listing.")]
AsOf = Annotated[
    str | None,
    typer.Option("--as-of", help="Day the answer is for, YYYY-MM-DD. Default: today.", show_default=False),
]

errors = Console(stderr=True, highlight=False, soft_wrap=True)


def home_of(option: Path | None) -> Path:
    """The home folder of this call."""
    return settings(option).home


def author_of(option: str | None) -> str:
    """Who decides: --author, else $INTERLOCK_AUTHOR, else the name of the login.

    Raises:
        QueryError: none of them says.
    """
    if found := (option or os.environ.get(AUTHOR_VARIABLE, "")).strip():
        return found
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        raise QueryError("nobody is named as the author", where="--author", remedy="give your name") from None


def now() -> datetime:
    """The moment at the door, in UTC."""
    return datetime.now(UTC)


def ledger_of() -> str:
    """URL of the database of decisions; empty for the one in the home."""
    return settings(None).ledger


def today() -> date:
    """The day at the door: the only place that reads the clock."""
    return date.today()  # noqa: DTZ011  # an officer's "today" is the local one


def day_of(text: str | None, *, option: str = "--as-of") -> date:
    """The day that an option names; today when it is not given.

    Raises:
        QueryError: not a date.
    """
    if text is None:
        return today()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise QueryError(
            f"{text!r} is not a date", where=option, remedy="write it as YYYY-MM-DD, such as 2022-12-13"
        ) from None


def print_json(value: Any) -> None:
    """The value as JSON on standard output, dates in ISO form, one line break at the end."""
    sys.stdout.buffer.write(msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n")
    sys.stdout.flush()


def write_out(data: bytes) -> None:
    """Bytes on standard output, ended by a line's end."""
    write_parts((data,))


def write_parts(parts: Iterable[bytes]) -> None:
    """The same, part after part as they come."""
    last = b""
    for part in parts:
        sys.stdout.buffer.write(part)
        last = part or last
    if not last.endswith(b"\n"):
        sys.stdout.buffer.write(b"\n")
    sys.stdout.flush()


@contextmanager
def exit_codes() -> Iterator[None]:
    """Our errors become one clear message and an exit code; nothing else is swallowed."""
    try:
        yield
    except InterlockError as error:
        errors.print(f"[bold red]error:[/] {_escape(error.what)}")
        if error.where:
            errors.print(f"  where: {_escape(error.where)}")
        if error.remedy:
            errors.print(f"  what to do: {_escape(error.remedy)}")
        raise typer.Exit(MISUSED if isinstance(error, QueryError) else FAILED) from None
    except BrokenPipeError:
        # The reader of a pipe (`head`) has seen enough.
        sys.stderr.close()
        raise typer.Exit(DONE) from None


def _escape(text: str) -> str:
    from rich.markup import escape

    return escape(text)
