"""The command about what can be read: sources."""

from __future__ import annotations

import tempfile
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from interlock.cli.door import Home, exit_codes, home_of, print_json, write_out


class PageFormat(StrEnum):
    """How to print the answer."""

    table = "table"
    json = "json"
    markdown = "markdown"


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("sources", help=_SOURCES)(_sources)


_SOURCES = """Every authority and list that can be read: legal basis, address, format, what it holds, traps.

With --lists, what is read of each list in a folder, what is ignored by name and what is unknown, as Markdown.

Examples:

  interlock sources --format markdown > docs/sources.md

  interlock sources --lists lists/ > lists.md
"""


def _sources(
    output: Annotated[
        PageFormat, typer.Option("--format", help="How to print the answer.")
    ] = PageFormat.table,
    lists: Annotated[
        Path | None,
        typer.Option("--lists", help="Folder of lists to report on; they enter --home, if it is given."),
    ] = None,
    home: Home = None,
) -> None:
    with exit_codes():
        if lists is not None:
            _report(lists, home)
            return
        from interlock.ingest.catalogue import as_markdown, catalogue

        rows = catalogue()
        if output is PageFormat.json:
            print_json(rows)
        elif output is PageFormat.markdown:
            write_out(as_markdown(rows).encode())
        else:
            table = Table(box=None, header_style="bold", pad_edge=False)
            for title in ("list", "title", "holds", "effects"):
                table.add_column(title, overflow="fold")
            for row in rows:
                table.add_row(row.list_key, row.title, ", ".join(row.holds), ", ".join(row.effects))
            Console().print(table)


def _report(lists: Path, home: Path | None) -> None:
    from interlock.cli.watch import Bars
    from interlock.ingest.handled import report

    with tempfile.TemporaryDirectory(prefix="interlock-") as scratch, Bars() as bars:
        page = report(lists, home_of(home) if home else Path(scratch), bars)
    write_out(page.encode())
