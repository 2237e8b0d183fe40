"""The main job in one go: ingest, build, gaps and report; and the sample world."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.panel import Panel

from interlock.cli.ask import COALITION, FOCUS, Coalition, FocusKey, keys_of, show
from interlock.cli.door import (
    INCOMPLETE,
    AsOf,
    Format,
    Home,
    day_of,
    exit_codes,
    home_of,
    ledger_of,
    now,
    today,
)
from interlock.cli.lists import print_built, print_ingested

if TYPE_CHECKING:
    from interlock.cli.watch import Bars


FIRST_TIMEOUT_S = 8.0
"""For a connection and for each read: a first run without a network must not feel like a hang."""


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    app.command("run", help=_RUN)(_run)
    app.command("sample", help=_SAMPLE)(_sample)


_RUN = """Ingest, build, gaps and report in one go.

With --lists, from a folder of lists. Without, from the official addresses; where none can be reached,
from what the home holds already; where that is nothing, from a sample world of fictional lists, in a home
of its own, under a banner.

Examples:

  interlock run --lists lists/ --out report/

  interlock run
"""


def _run(
    lists: Annotated[
        Path | None, typer.Option("--lists", help="Folder laid out AUTHORITY/DATE/FILE[.gz].")
    ] = None,
    coalition: Coalition = COALITION,
    focus: FocusKey = FOCUS,
    as_of: AsOf = None,
    limit: Annotated[int, typer.Option("--limit", help="Rows of each table on the terminal.", min=1)] = 20,
    output: Annotated[Format, typer.Option("--format", help="How to print the answer.")] = Format.table,
    out: Annotated[Path, typer.Option("--out", help="Folder for the report files.")] = Path("out"),
    home: Home = None,
) -> None:
    with exit_codes():
        from interlock.casework.run import build
        from interlock.cli.watch import Bars
        from interlock.gaps.run import answer
        from interlock.ingest.run import ingest
        from interlock.store.archive import Archive

        console = Console(stderr=True)
        place = home_of(home)
        day = day_of(as_of)
        with tempfile.TemporaryDirectory(prefix="interlock-") as scratch, Bars() as bars:
            source, incomplete, ledger = lists, False, ledger_of()
            if source is None:
                incomplete = _fetched(place, console, bars)
                if not Archive(place).manifests():
                    # No list was given and none lost: the sample world is the whole answer, and says so.
                    # Nobody judged its parties: a shared ledger stays out of it.
                    source, place, incomplete = _sample_world(Path(scratch), console), place / "sample", False
                    ledger = ""
            result = ingest(place, [source], progress=bars) if source is not None else None
            built = build(place, bars, ledger=ledger, as_of=today(), at=now())
        if result is not None:
            print_ingested(result, console)
            incomplete |= result.failed
        print_built(built, console)
        report = answer(place, as_of=day, coalition=keys_of(coalition), focus=focus)
        show(report, output, out, limit)
        if built.quarantined or incomplete:
            raise typer.Exit(INCOMPLETE)


def _fetched(place: Path, console: Console, bars: Bars) -> bool:
    """The lists that answered are in the home. Returns: whether some did not."""
    from interlock.cli.fetch import print_fetched
    from interlock.ingest.addresses import addresses, chosen
    from interlock.ingest.fetch import Manner, fetch
    from interlock.ingest.parsers import installed

    console.print("no --lists given: asking the official addresses")
    known = chosen(addresses(place), (), None, installed())
    hasty = Manner(timeout_s=FIRST_TIMEOUT_S, attempts=1)
    found = fetch(place, known, environ=os.environ, manner=hasty, progress=bars)
    print_fetched(found, console)
    return bool(found.failed)


def _sample_world(into: Path, console: Console) -> Path:
    from interlock.sample import write_world

    console.print(
        Panel(
            "[bold]No official list could be reached, and this home holds none.[/]\n"
            "What follows is a SAMPLE WORLD: every person, company and ship in it is invented.\n"
            "For real lists: interlock run --lists FOLDER",
            title="FICTIONAL",
            style="bold white on red",
        )
    )
    world = into / "sample"
    write_world(world, targets=300, seed=0)
    return world


_SAMPLE = """Writes fictional lists of five authorities in their official formats, and the truth about them.

Example: interlock sample --out world/ --targets 1000 --seed 7
"""


def _sample(
    out: Annotated[Path, typer.Option("--out", help="Folder to write into; made when absent.")],
    targets: Annotated[int, typer.Option("--targets", help="Real-world targets to invent.", min=10)] = 300,
    seed: Annotated[int, typer.Option("--seed", help="Same seed, same world, byte for byte.")] = 0,
) -> None:
    with exit_codes():
        from interlock.sample import write_world

        world = write_world(out, targets=targets, seed=seed)
        typer.echo(f"{world}")
