"""The main job in one go: ingest, build, gaps and report; and the sample world."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.panel import Panel

from interlock.cli.ask import COALITION, FOCUS, Coalition, FocusKey, keys_of, show
from interlock.cli.door import INCOMPLETE, AsOf, Format, Home, day_of, exit_codes, home_of, ledger_of, today
from interlock.cli.lists import print_built, print_ingested


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    app.command("run", help=_RUN)(_run)
    app.command("sample", help=_SAMPLE)(_sample)


_RUN = """Ingest, build, gaps and report in one go.

With --lists, from a folder of lists. Without, from the official addresses; where none can be reached,
from a sample world of fictional lists, in a home of its own, under a banner.

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
        from interlock.cli.watch import Bars
        from interlock.gaps.run import answer
        from interlock.ingest.run import ingest
        from interlock.resolve.run import build

        console = Console(stderr=True)
        place = home_of(home)
        day = day_of(as_of)
        with tempfile.TemporaryDirectory(prefix="interlock-") as scratch, Bars() as bars:
            source, incomplete = lists, False
            if source is None:
                source, incomplete = _fetched(Path(scratch) / "fetched", console)
            if source is None:
                # No list was given and none lost: the sample world is the whole answer, and says so.
                source, place, incomplete = _sample_world(Path(scratch) / "sample"), place / "sample", False
            result = ingest(place, [source], progress=bars)
            built = build(place, bars, ledger=ledger_of())
        print_ingested(result, console)
        print_built(built, console)
        report = answer(place, as_of=day, coalition=keys_of(coalition), focus=focus)
        show(report, output, out, limit)
        if result.failed or built.quarantined or incomplete:
            raise typer.Exit(INCOMPLETE)


def _fetched(into: Path, console: Console) -> tuple[Path | None, bool]:
    """The folder of fetched lists, None when no address answered; and whether some did not."""
    from interlock.ingest.fetch import addresses, fetch_all

    console.print("no --lists given: asking the official addresses")
    answers = fetch_all(into, today(), known=addresses(), environ=os.environ)
    for one in answers:
        console.print(f"  {one.list_key}: {one.outcome}: {one.why}", highlight=False)
    reached = any(one.outcome == "fetched" for one in answers)
    if not reached:
        console.print(
            Panel(
                "[bold]No official list could be reached.[/]\n"
                "What follows is a SAMPLE WORLD: every person, company and ship in it is invented.\n"
                "For real lists: interlock run --lists FOLDER",
                title="FICTIONAL",
                style="bold white on red",
            )
        )
    return (into if reached else None), any(one.outcome == "failed" for one in answers)


def _sample_world(into: Path) -> Path:
    from interlock.sample import write_world

    write_world(into, targets=300, seed=0)
    return into


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
