"""Commands about the lists themselves: ingest, build, status."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from interlock.base.errors import QueryError
from interlock.cli.door import (
    INCOMPLETE,
    Format,
    Home,
    day_of,
    errors,
    exit_codes,
    home_of,
    ledger_of,
    now,
    print_json,
    today,
)

if TYPE_CHECKING:
    from interlock.ingest.run import IngestResult
    from interlock.ingest.status import HomeStatus
    from interlock.resolve.run import Built


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    app.command("ingest", help=_INGEST)(_ingest)
    app.command("build", help=_BUILD)(_build)
    app.command("status", help=_STATUS)(_status)


_INGEST = """Reads lists into the home. The same bytes twice change nothing.

A PATH is a folder laid out AUTHORITY/DATE/FILE[.gz], any folder of such a tree, or one file with
--authority and --date. Exit 3: something could not be read, the rest is in.

Examples:

  interlock ingest lists/

  interlock ingest consolidated.xml --authority un --date 2026-02-27
"""


def _ingest(
    paths: Annotated[list[Path], typer.Argument(help="Folders or one file.", metavar="PATH...")],
    authority: Annotated[str | None, typer.Option(help="Key of the authority, for one file.")] = None,
    day: Annotated[str | None, typer.Option("--date", help="Date of the list, YYYY-MM-DD.")] = None,
    output: Annotated[Format, typer.Option("--format", help="How to print the result.")] = Format.table,
    home: Home = None,
) -> None:
    with exit_codes():
        from interlock.cli.watch import Bars
        from interlock.ingest.run import ingest

        given = day_of(day, option="--date") if day else None
        if given is not None and given > today():
            raise QueryError(
                f"{given} is in the future", where="--date", remedy="give the date the list was published"
            )
        with Bars() as bars:
            result = ingest(home_of(home), paths, authority=authority, day=given, progress=bars)
        if output is Format.json:
            print_json(result)
        else:
            print_ingested(result, Console())
        if result.failed:
            raise typer.Exit(INCOMPLETE)


def print_ingested(result: IngestResult, console: Console) -> None:
    """What became of each snapshot; strangers and failures by name."""
    counts: dict[str, int] = {}
    for shot in result.snapshots:
        counts[shot.outcome] = counts.get(shot.outcome, 0) + 1
        if shot.outcome == "failed":
            errors.print(f"[bold red]failed:[/] {shot.list_key} {shot.day}: {escape(shot.error)}")
        for alarm in shot.alarms:
            where = f"{alarm.count}x" + (f" at {escape(alarm.where)}" if alarm.where else "")
            errors.print(f"[yellow]alarm:[/] {shot.list_key} {shot.day}: {escape(alarm.text)} ({where})")
        for note in shot.notes:
            console.print(f"note: {shot.list_key} {shot.day}: {note}")
    for problem in result.errors:
        errors.print(f"[bold red]failed:[/] {escape(problem)}")
    for skip in (skip for skip in result.skipped if not skip.quiet):
        console.print(
            f"skipped: {skip.path}: {skip.reason}", style="dim", highlight=False, markup=False, soft_wrap=True
        )
    words = ", ".join(f"{count} {outcome}" for outcome, count in sorted(counts.items())) or "none"
    console.print(f"snapshots: {words}", highlight=False)


_BUILD = """Makes a new edition from everything ingested; the last one stays until this one is whole.

Example: interlock build
"""


def _build(
    output: Annotated[Format, typer.Option("--format", help="How to print the result.")] = Format.table,
    home: Home = None,
) -> None:
    with exit_codes():
        from interlock.casework.run import build
        from interlock.cli.watch import Bars

        with Bars() as bars:
            built = build(home_of(home), bars, ledger=ledger_of(), as_of=today(), at=now())
        if output is Format.json:
            print_json(built)
        else:
            print_built(built, Console())
        if built.quarantined:
            raise typer.Exit(INCOMPLETE)


def print_built(built: Built, console: Console) -> None:
    """One paragraph on the edition."""
    console.print(
        f"edition {built.edition_id}{'' if built.changed else ' (unchanged)'}:"
        f" {built.snapshots} snapshots, {built.records:,} entries, {built.targets:,} targets,"
        f" {built.shared_targets:,} of them on two lists or more, {built.doubts:,} pairs for a person",
        highlight=False,
        soft_wrap=True,
    )
    if built.judgements:
        console.print(
            f"judgements of people: {built.judgements:,} stand,"
            f" {built.judgements_ignored:,} of them on entries that this home does not hold",
            highlight=False,
            soft_wrap=True,
        )
    for contradiction in built.contradictions:
        errors.print(f"[yellow]judgements contradict each other:[/] {escape(contradiction)}")
    if built.quarantined:
        errors.print(
            f"[bold yellow]{built.quarantined} snapshot(s) quarantined[/]; `interlock status` says why"
        )


_STATUS = """Each list's newest snapshot, its age, counts and alarms.

Example: interlock status --format json
"""


def _status(
    output: Annotated[Format, typer.Option("--format", help="How to print the answer.")] = Format.table,
    home: Home = None,
) -> None:
    with exit_codes():
        from interlock.ingest.status import status

        found = status(home_of(home), today(), ledger=ledger_of())
        if output is Format.json:
            print_json(found)
        else:
            _print_status(found, Console())


def _print_status(found: HomeStatus, console: Console) -> None:
    if found.fictional:
        console.print("[bold white on red] SAMPLE WORLD: every list here is fictional [/]")
    table = Table(box=None, header_style="bold", pad_edge=False)
    for title in ("list", "newest", "age", "state", "snapshots", "entries", "alarms"):
        numeric = title in ("age", "snapshots", "entries", "alarms")
        table.add_column(title, justify="right" if numeric else "left", no_wrap=True)
    for row in found.lists:
        table.add_row(
            row.list_key,
            str(row.newest or "none"),
            f"{row.age_days} d" if row.age_days is not None else "",
            row.state,
            str(row.snapshots),
            f"{row.entries:,}" if row.entries is not None else "",
            str(row.alarms),
        )
    console.print(table)
    for row in found.lists:
        for text in filter(None, (row.why, *(f"alarm: {alarm}" for alarm in row.alarm_texts))):
            console.print(f"{row.list_key}: {text}", highlight=False, markup=False)
        for command in row.to_do:
            console.print(f"{row.list_key}: to decide: {command}", highlight=False, markup=False)
    console.print(f"edition: {found.edition or 'none built yet'}", highlight=False)
