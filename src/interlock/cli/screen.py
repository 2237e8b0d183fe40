"""The command that screens one name: screen."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from msgspec import to_builtins
from rich.console import Console
from rich.markup import escape

from interlock.cli.door import INCOMPLETE, Author, Home, author_of, exit_codes, home_of, print_json, today
from interlock.cli.screen_bulk import Crew, EngineChoice, bulk_order, record_answer, screen_bulk
from interlock.cli.timeline import SAMPLE, Answer, AnswerFormat

if TYPE_CHECKING:
    from interlock.screen.answer import ScreenAnswer, ScreenHit
    from interlock.screen.entity import ListingNote


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("screen", help=_SCREEN)(_screen)


_SCREEN = """Who on any list a name, ship or number may mean: how surely, why, listed by whom, to what effect.

The answer is never *clear* when a list in scope is missing, held back, too old, or holds entries without
names: it is then *incomplete*, with exit code 3. Entries that were taken off are shown and are no match.

Examples:

  interlock screen "Kim Yong Chol" --birth-date 1962 --country kp

  interlock screen "Ocean Maritime Management" --schema Organization --format json

  interlock screen --identifier 9314234 --lists un,us --max-age-days 30

With --in, a file of customers: CSV or Parquet, columns id,name and, if there, schema,birth_date,country,
identifier. Broken off, the same command goes on where it stopped. See docs/screening-bulk.md.

  interlock screen --in customers.csv --out hits.jsonl --map name=customer_name

  interlock screen --in customers.parquet --out changes.csv --since 0049f4cf8c96c792
"""


def _screen(
    name: Annotated[str | None, typer.Argument(help="A name in any script.", show_default=False)] = None,
    schema: Annotated[
        str, typer.Option("--schema", help="Person, Organization, Company, Vessel...; Thing for any.")
    ] = "Thing",
    birth_date: Annotated[
        str | None, typer.Option("--birth-date", help="YYYY, YYYY-MM or YYYY-MM-DD.", show_default=False)
    ] = None,
    country: Annotated[
        str | None, typer.Option("--country", help="Two letters, such as kp.", show_default=False)
    ] = None,
    identifier: Annotated[
        str | None,
        typer.Option("--identifier", help="Passport, IMO, registration, wallet...", show_default=False),
    ] = None,
    limit: Annotated[int, typer.Option("--limit", help="Most hits to show.", min=1, max=500)] = 5,
    threshold: Annotated[
        float, typer.Option("--threshold", help="A score at or above it is a match.", min=0, max=1)
    ] = 0.7,
    lists: Annotated[
        str | None,
        typer.Option(
            "--lists",
            help="Authorities or lists in scope, comma-separated. Default: all.",
            show_default=False,
        ),
    ] = None,
    max_age_days: Annotated[
        int,
        typer.Option("--max-age-days", help="An older copy of a list makes the answer incomplete.", min=0),
    ] = 60,
    source: Annotated[
        Path | None, typer.Option("--in", help="File of customers, .csv or .parquet.", show_default=False)
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", help="With --in: .jsonl, .csv or .parquet.", show_default=False)
    ] = None,
    columns: Annotated[
        list[str] | None,
        typer.Option("--map", help="With --in: FIELD=COLUMN, where a column has another name. Repeatable."),
    ] = None,
    delimiter: Annotated[str, typer.Option("--delimiter", help="With --in: of a CSV file.")] = ",",
    cutoff: Annotated[
        float | None,
        typer.Option(
            "--cutoff",
            help="Hits below it are not told. Default: 0.5, with --in the threshold.",
            min=0,
            max=1,
            show_default=False,
        ),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option("--since", help="With --in: an earlier edition; only what differs.", show_default=False),
    ] = None,
    workers: Annotated[
        int | None,
        typer.Option("--workers", help="With --in: processes. Default: cores.", min=1, show_default=False),
    ] = None,
    engine: Annotated[
        EngineChoice, typer.Option("--engine", help="With --in: who works.")
    ] = EngineChoice.local,
    spark_master: Annotated[
        str | None,
        typer.Option("--spark-master", help="With --engine spark. Default: local[*].", show_default=False),
    ] = None,
    restart: Annotated[bool, typer.Option("--restart", help="With --in: forget unfinished work.")] = False,
    author: Author = None,
    record: Annotated[
        bool, typer.Option("--record/--no-record", help="Whether the screening is put on file.")
    ] = True,
    output: AnswerFormat = Answer.table,
    home: Home = None,
) -> None:
    with exit_codes():
        scope = tuple(part.strip() for part in (lists or "").split(",") if part.strip())
        if source is not None:
            from interlock.screen.bulk_kernel import Manner

            least = threshold if cutoff is None else min(cutoff, threshold)
            order = bulk_order(
                source,
                out,
                columns=columns or (),
                delimiter=delimiter,
                manner=Manner(limit=limit, threshold=threshold, cutoff=least, scope=scope),
                since=since or "",
                max_age_days=max_age_days,
            )
            screen_bulk(
                home_of(home),
                order,
                today(),
                crew=Crew(engine, workers, spark_master or ""),
                author=author_of(author) if record else None,
                restart=restart,
                as_json=output is Answer.json,
            )
            return
        from interlock.screen.ask import query_of
        from interlock.screen.run import screen
        from interlock.screen.screener import Options

        query = query_of(
            name or "",
            schema=schema,
            birth_date=birth_date or "",
            country=country or "",
            identifier=identifier or "",
        )
        options = Options(
            limit=limit, threshold=threshold, cutoff=min(threshold, 0.5 if cutoff is None else cutoff)
        )
        answer = screen(
            home_of(home), query, today(), options=options, scope=scope, max_age_days=max_age_days
        )
        kept = record_answer(home_of(home), answer, options, scope, max_age_days, author) if record else ""
        if output is Answer.json:
            print_json({**to_builtins(answer), "record": kept})
        else:
            console = Console(highlight=False, soft_wrap=True)
            print_answer(answer, console)
            if kept:
                console.print(f"on file as {kept}")
        if answer.incomplete:
            raise typer.Exit(INCOMPLETE)


def print_answer(answer: ScreenAnswer, console: Console) -> None:
    """The verdict first, then the hits, then what the answer rests on."""
    if answer.fictional:
        console.print(SAMPLE)
    matches = sum(hit.match for hit in answer.hits)
    verdict = {
        "hits": f"[bold red]{matches} match{'es' if matches != 1 else ''}[/]",
        "clear": "[bold green]clear[/]: no match on any list in scope",
        "incomplete": "[bold yellow]incomplete[/]: no match, and not every list in scope could be asked",
    }[answer.status]
    console.print(f"{verdict}  (threshold {answer.threshold:g})")
    for hit in answer.hits:
        _print_hit(hit, console)
    console.print(f"rests on edition {answer.edition}, as of {answer.as_of}:")
    for row in answer.rests_on:
        age = f" of {row.snapshot}, {row.age_days} days old" if row.snapshot else ""
        console.print(f"  {row.list_key}{age}: {row.state}", markup=False)
    for text in answer.incomplete:
        console.print(f"  incomplete: {text}", markup=False, style="yellow")


def _print_hit(hit: ScreenHit, console: Console) -> None:
    word = "[bold]match[/]" if hit.match else "taken off, no match" if hit.delisted else "below the threshold"
    console.print(f"\n{hit.score:.3f}  {word}  [bold]{escape(hit.caption)}[/]  {hit.schema}  {hit.target_id}")
    for feature, told in hit.explanations.items():
        values = f" ({told.query} | {told.candidate})" if told.candidate else ""
        console.print(
            f"    {feature.replace('_', ' ')} {told.score:+.3f}: {told.detail}{values}", markup=False
        )
    for note in hit.listed_by:
        console.print(f"    {_listed(note)}", markup=False)
    for tie in hit.ownership:
        console.print(f"    {tie.kind.replace('_', ' ')}, as {tie.list_key} prints: {tie.name}", markup=False)
    if hit.not_listed_by:
        console.print(f"    not listed by {', '.join(hit.not_listed_by)}", markup=False)
    for unknown in hit.unknown_by:
        console.print(f"    unknown: {unknown.authority}: {unknown.why}", markup=False)


def _listed(note: ListingNote) -> str:
    effects = ", ".join(effect.replace("_", " ") for effect in note.effects) or "no effect stated"
    return (
        f"{note.list_key} {note.source_id} {note.name}: {note.standing} ({effects}); {note.why},"
        f" seen in the copy of {note.snapshot}"
    )
