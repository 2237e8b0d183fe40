"""The command `screen` with --in: a file of customers; and how a screening is put on file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

import typer
from rich.console import Console

from interlock.base.errors import QueryError
from interlock.cli.door import INCOMPLETE, author_of, now, print_json

if TYPE_CHECKING:
    from interlock.ingest.progress import Progress
    from interlock.screen.answer import ScreenAnswer
    from interlock.screen.bulk_kernel import Manner
    from interlock.screen.bulk_run import Done, Engine, Keep, Order
    from interlock.screen.screener import Options


class EngineChoice(StrEnum):
    """Who does the work."""

    local = "local"
    spark = "spark"


@dataclass(frozen=True)
class Crew:
    """Who does the work, and how many."""

    engine: EngineChoice
    workers: int | None
    spark_master: str

    def of(self, progress: Progress) -> Engine:
        """The engine. Raises: QueryError: Spark is not installed."""
        from interlock.screen.bulk_run import Local

        if self.engine is EngineChoice.local:
            return Local(self.workers, progress)
        from interlock.screen.bulk_spark import Spark

        return Spark(self.spark_master)


def bulk_order(
    source: Path,
    out: Path | None,
    *,
    columns: Sequence[str],
    delimiter: str,
    manner: Manner,
    since: str,
    max_age_days: int,
) -> Order:
    """What the options ask for.

    Raises:
        QueryError: no output, or an option of another shape.
    """
    from interlock.screen.bulk_input import Layout
    from interlock.screen.bulk_rows import mapping_of
    from interlock.screen.bulk_run import Order

    if out is None:
        raise QueryError(
            "the output is not named", where="--out", remedy="give a .jsonl, .csv or .parquet file"
        )
    if len(delimiter) != 1:
        raise QueryError("the delimiter is one character", where="--delimiter", remedy="such as ; or a tab")
    return Order(
        source=source,
        out=out,
        layout=Layout(mapping_of(columns), delimiter),
        manner=manner,
        since=since,
        max_age_days=max_age_days,
    )


def screen_bulk(
    home: Path,
    order: Order,
    today: date,
    *,
    crew: Crew,
    author: str | None,
    restart: bool,
    as_json: bool,
) -> None:
    """The file is screened, and what came of it printed; exit code 3 where something is missing.

    `author`: who is put on file; None for no record.
    """
    from interlock.cli.watch import Bars
    from interlock.report.text import formula_safe
    from interlock.screen.bulk_run import screen_file

    keep = None if author is None else _keep(home, author, crew.engine)
    with Bars() as bars:
        done = screen_file(
            home, order, today, engine=crew.of(bars), safe=formula_safe, keep=keep, restart=restart
        )
    if as_json:
        print_json(done)
    else:
        _print(done, Console(highlight=False, soft_wrap=True))
    if done.incomplete or done.rejects:
        raise typer.Exit(INCOMPLETE)


def record_answer(
    home: Path,
    answer: ScreenAnswer,
    options: Options,
    scope: tuple[str, ...],
    max_age_days: int,
    author: str | None,
) -> str:
    """The answered question is on file. Returns: the id of its record."""
    from interlock.screen.dataset import OURS
    from interlock.screen.record import asked_of, screening_of
    from interlock.screen.record_run import Records
    from interlock.screen.run import code_version

    screening = screening_of(
        answer,
        asked_of(answer.query, options, scope),
        author=author_of(author),
        made_at=now(),
        code=code_version(),
        dataset=OURS,
        max_age_days=max_age_days,
    )
    return Records(home).add([screening])[0]


def _keep(home: Path, author: str, engine: EngineChoice) -> Keep:
    from interlock.screen.record import batch_screening
    from interlock.screen.record_run import Records

    return lambda job, done: Records(home).add(
        [batch_screening(job, done, author=author, made_at=now(), engine=engine.value)]
    )[0]


def _print(done: Done, console: Console) -> None:
    from interlock.cli.timeline import SAMPLE

    if done.fictional:
        console.print(SAMPLE)
    tally = done.tally
    what = f"differ from edition {done.since}" if done.since else "match"
    console.print(
        f"{tally.rows:,} rows screened, [bold]{tally.matched:,} {what}[/]; {tally.hits:,} hits: {done.out}"
    )
    if done.resumed_at:
        console.print(f"went on after the {done.resumed_at:,} rows that an earlier run had done")
    if done.rejects:
        told = f"{tally.rejected:,} rows could not be screened, {tally.partly:,} only in part: {done.rejects}"
        console.print(told, style="yellow", markup=False)
    console.print(f"rests on edition {done.edition}, as of {done.as_of}")
    for text in done.incomplete:
        console.print(f"  incomplete: {text}", markup=False, style="yellow")
    if done.incomplete:
        console.print("  a customer without a hit is therefore not clear", style="yellow")
    if done.record:
        console.print(f"on file as {done.record}")
