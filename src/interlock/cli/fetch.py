"""`interlock fetch`: lists from their official addresses."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from interlock.cli.door import FAILED, INCOMPLETE, Format, Home, errors, exit_codes, home_of, print_json

if TYPE_CHECKING:
    from interlock.ingest.fetch import FetchResult


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("fetch", help=_FETCH)(_fetch)


_FETCH = """Gets lists from their official addresses into the home. Run `interlock build` afterwards.

Exit 0: every list is as its site has it. Exit 3: some could not be had, the rest is in. Exit 1: none. A
list that did not change is not sent again. Tokens are read from the environment (INTERLOCK_EU_TOKEN). Other
addresses: addresses.toml in the home folder, see docs/fetching.md.

Examples:

  interlock fetch

  interlock fetch un us --timeout 60

  interlock fetch --only jp.mof --format json
"""


def _fetch(
    authorities: Annotated[
        list[str] | None,
        typer.Argument(
            help="Keys of authorities. Default: all.", metavar="[AUTHORITY]...", show_default=False
        ),
    ] = None,
    only: Annotated[
        str | None,
        typer.Option(
            "--only", help="Key of one list, such as us.sdn.", metavar="LIST_KEY", show_default=False
        ),
    ] = None,
    timeout: Annotated[
        float, typer.Option("--timeout", help="Seconds for a connection and for each read.", min=0.1)
    ] = 30.0,
    output: Annotated[Format, typer.Option("--format", help="How to print the result.")] = Format.table,
    home: Home = None,
) -> None:
    with exit_codes():
        from interlock.cli.watch import Bars
        from interlock.ingest.addresses import addresses, chosen
        from interlock.ingest.fetch import Manner, fetch
        from interlock.ingest.parsers import installed

        place = home_of(home)
        asked = chosen(addresses(place), [key.lower() for key in authorities or ()], only, installed())
        with Bars() as bars:
            found = fetch(place, asked, environ=os.environ, manner=Manner(timeout_s=timeout), progress=bars)
        if output is Format.json:
            print_json(found)
        else:
            print_fetched(found, Console(highlight=False, soft_wrap=True))
        if found.failed:
            raise typer.Exit(INCOMPLETE if found.reached else FAILED)


def print_fetched(found: FetchResult, console: Console) -> None:
    """One line for each list; alarms and reasons below."""
    for one in found.lists:
        words = [f"{one.list_key}: {one.outcome}"]
        if one.outcome == "new":
            words.append(f"dated {one.day}, {one.entries:,} entries, {one.file} ({one.size_bytes:,} bytes)")
        elif one.outcome == "unchanged":
            words.append(f"as of {one.day}")
        elif one.why:
            words.append(one.why)
        target = errors if one.outcome == "failed" else console
        target.print(", ".join(words[:1]) + (f": {words[1]}" if len(words) > 1 else ""), markup=False)
        for note in one.notes:
            console.print(f"note: {one.list_key}: {note}", markup=False)
        for alarm in one.alarms:
            errors.print(f"alarm: {one.list_key}: {alarm.text} ({alarm.count}x)", markup=False)
