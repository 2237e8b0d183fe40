"""Commands about screenings on file: replay, screenings list, screenings verify."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from interlock.cli.door import FAILED, Home, exit_codes, home_of, print_json
from interlock.cli.timeline import Answer, AnswerFormat

if TYPE_CHECKING:
    from interlock.screen.record import Record
    from interlock.screen.replay_run import Replayed


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    app.command("replay", help=_REPLAY)(_replay)
    group = typer.Typer(
        help="The screenings on file: who asked, when, of which edition.", no_args_is_help=True
    )
    group.command("list", help=_LIST)(_list)
    group.command("verify", help=_VERIFY)(_verify)
    app.add_typer(group, name="screenings")


_REPLAY = """Asks a recorded screening again, of the same edition as of the same day, and compares.

Exit code 0: the same came out. 1: something else did, or the edition or the customers' file is gone.

Examples:

  interlock replay 2026-11-27-0123456789ab

  interlock replay 2026-11-27-0123456789ab --in moved/customers.csv --format json
"""


def _replay(
    record: Annotated[str, typer.Argument(metavar="RECORD", help="Id of the screening on file.")],
    source: Annotated[
        Path | None,
        typer.Option("--in", help="Where the file of customers lies now, if moved.", show_default=False),
    ] = None,
    output: AnswerFormat = Answer.table,
    home: Home = None,
) -> None:
    with exit_codes():
        from interlock.api.replaying import asked_again
        from interlock.screen.replay_run import replay

        found = replay(home_of(home), record, source=source, api=asked_again)
        if output is Answer.json:
            print_json(found)
        else:
            _print(found, Console(highlight=False, soft_wrap=True))
        if not found.same:
            raise typer.Exit(FAILED)


def _print(found: Replayed, console: Console) -> None:
    from interlock.cli.screen import print_answer

    if found.answer is not None:
        print_answer(found.answer, console)
    if found.response is not None:
        rows = [f"{row['score']:.3f}  {row['id']}  {row['caption']}" for row in found.response["results"]]
        console.print("\n".join([found.response["outcome"], *rows]), markup=False)
    if found.batch is not None:
        tally = found.batch.tally
        console.print(
            f"{tally.rows:,} rows, {tally.hits:,} hits, edition {found.edition}, as of {found.as_of}"
        )
    word = "[bold green]the same[/]" if found.same else "[bold red]NOT the same[/]"
    console.print(f"{word} as recorded in {found.record}")
    if not found.same:
        console.print(f"  recorded {found.recorded_sha256} by code {found.recorded_code}")
        console.print(f"  now      {found.sha256} by code {found.code}")
    for note in found.notes:
        console.print(f"  {note}", markup=False)


_LIST = """The newest screenings on file. Tells no name that was asked.

Example: interlock screenings list --limit 50
"""


def _list(
    limit: Annotated[int, typer.Option("--limit", help="How many to show.", min=1)] = 20,
    output: AnswerFormat = Answer.table,
    home: Home = None,
) -> None:
    with exit_codes():
        from interlock.screen.record_run import Records

        found = [_row(record) for record in Records(home_of(home)).newest(limit)]
        if output is Answer.json:
            print_json(found)
            return
        console = Console(highlight=False, soft_wrap=True)
        for row in found:
            console.print("  ".join(str(value) for value in row.values()), markup=False)


def _row(record: Record) -> dict[str, object]:
    told = record.screening
    return {
        "record": record.id,
        "made_at": told.made_at,
        "author": told.author,
        "door": told.door,
        "what": f"{told.batch.rows:,} rows" if told.batch else "one question",
        "edition": told.edition,
        "status": told.status,
        "hits": told.hits,
    }


_VERIFY = """Whether all screenings on file are as they were written, with none missing in between.

The hash of the last line, kept elsewhere, also tells whether later ones were taken away.

Example: interlock screenings verify
"""


def _verify(output: AnswerFormat = Answer.table, home: Home = None) -> None:
    with exit_codes():
        from interlock.screen.record_run import Records

        chain = Records(home_of(home)).verify()
        if output is Answer.json:
            print_json(chain)
            return
        console = Console(highlight=False, soft_wrap=True)
        console.print(
            f"{chain.records:,} screenings of {chain.days:,} days, unbroken; last {chain.last_sha256}"
        )
        if chain.begins_after:
            console.print(
                f"  earlier ones were thrown away; the one before the first was {chain.begins_after}"
            )
