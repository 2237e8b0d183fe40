"""Commands over many gaps: lag, overlap."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from interlock.base.errors import QueryError
from interlock.cli.ask import COALITION, FOCUS, Coalition, FocusKey, keys_of
from interlock.cli.door import AsOf, Home, day_of, exit_codes, home_of, print_json
from interlock.cli.timeline import SAMPLE, Answer, AnswerFormat

if TYPE_CHECKING:
    from collections.abc import Iterable

    from interlock.model.analytics import LagAnswer, LagFigures, OverlapAnswer


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    app.command("lag", help=_LAG)(_lag)
    app.command("overlap", help=_OVERLAP)(_overlap)


class _By(StrEnum):
    year = "year"
    programme = "programme"


_LAG = """How fast authorities follow each other: days from the first's listing to the second's.

Quartiles are by Kaplan-Meier: targets that the second has not listed count as "longer than". Where the half
was not reached there is no median, and the answer says why. With --before-after, two groups by the date of
the first's listing, and whether the difference is sure (log-rank test).

Examples:

  interlock lag --before-after 2022-12-13

  interlock lag --coalition us,jp --by year --format json
"""


def _lag(
    coalition: Coalition = COALITION,
    focus: FocusKey = FOCUS,
    as_of: AsOf = None,
    by: Annotated[
        _By | None, typer.Option("--by", help="Groups beside the whole.", show_default=False)
    ] = None,
    before_after: Annotated[
        str | None,
        typer.Option(
            "--before-after", help="Compare before this day with from it on, YYYY-MM-DD.", show_default=False
        ),
    ] = None,
    output: AnswerFormat = Answer.table,
    home: Home = None,
) -> None:
    with exit_codes():
        from interlock.analytics.run import lags

        answer = lags(
            home_of(home),
            as_of=day_of(as_of),
            coalition=keys_of(coalition),
            focus=focus,
            by=by.value if by else "",
            turn=day_of(before_after, option="--before-after") if before_after else None,
        )
        if output is Answer.json:
            print_json(answer)
        else:
            print_lags(answer, Console(highlight=False))


def print_lags(answer: LagAnswer, console: Console) -> None:
    """The whole, each group, and what the comparison says."""
    if answer.fictional:
        console.print(SAMPLE)
    console.print(f"Lag as of {answer.as_of}, focus {answer.focus}, edition {answer.edition}")
    _print_pairs(answer.pairs, console)
    for group in answer.groups:
        console.print(f"\n[bold]{escape(group.group)}[/]")
        _print_pairs(group.pairs, console)
    if answer.comparisons:
        console.print(f"\n[bold]Faster since {answer.turn}?[/]")
    for one in answer.comparisons:
        sure = "" if one.p_value is None else f" (p = {one.p_value:.3f})"
        console.print(
            f"{one.first.upper()}, then {one.second.upper()}: [bold]{one.pace}[/]{sure}: {one.words}"
        )
    for note in answer.notes:
        console.print(f"· {escape(note)}", style="dim")


_HEADS = ("Pair", "Later", "Same day", "Open", "p25", "Median", "p75", "1 year", "No date", "Unknown")


def _print_pairs(pairs: Iterable[LagFigures], console: Console) -> None:
    table = _table(*_HEADS)
    told = []
    for one in pairs:
        name = f"{one.first.upper()}, {one.second.upper()}"
        year = one.within["365"]
        table.add_row(
            name,
            str(one.closed),
            str(one.same_day),
            str(one.open),
            _days(one.p25_days),
            _days(one.median_days),
            _days(one.p75_days),
            "–" if year is None else f"{year:.0%}",
            str(one.unclear + one.undated),
            str(one.unknown),
        )
        if one.median_days is None and one.closed + one.same_day:
            told.append(f"{name}: {one.why}")
        elif one.median_at_least != one.median_at_most:
            bounds = f"{_days(one.median_at_least)} to {_days(one.median_at_most)} days"
            told.append(f"{name}: by the bounds of its dates the median is {bounds}")
    console.print(table)
    for line in told:
        console.print(f"  {line}", style="dim")


def _days(value: float | None) -> str:
    return "–" if value is None else f"{value:,.0f}"


_OVERLAP = """Who lists whom: what each authority alone lists, pairwise overlap, and every intersection.

Not listed, not known and not comparable are counted apart. --out writes overlap.html, overlap.svg (an UpSet
drawing) and overlap.json.

Examples:

  interlock overlap --as-of 2022-12-13

  interlock overlap --focus all --coalition us,eu,gb --out overlap/
"""


def _overlap(
    coalition: Annotated[
        str, typer.Option("--coalition", help="Authority keys, comma-separated. Default: every authority.")
    ] = "",
    focus: FocusKey = FOCUS,
    as_of: AsOf = None,
    limit: Annotated[int, typer.Option("--limit", help="Rows of each table on the terminal.", min=1)] = 20,
    output: AnswerFormat = Answer.table,
    out: Annotated[
        Path | None,
        typer.Option("--out", help="Folder for overlap.html, overlap.svg, overlap.json.", show_default=False),
    ] = None,
    home: Home = None,
) -> None:
    with exit_codes():
        from interlock.analytics.run import overlap

        answer = overlap(home_of(home), as_of=day_of(as_of), coalition=keys_of(coalition), focus=focus)
        if out is not None:
            _write_overlap(answer, out)
        if output is Answer.json:
            print_json(answer)
        else:
            print_overlap(answer, Console(highlight=False), limit)


def _write_overlap(answer: OverlapAnswer, out: Path) -> None:
    import msgspec

    from interlock.report.overlap_page import as_html, as_svg

    try:
        out.mkdir(parents=True, exist_ok=True)
        (out / "overlap.html").write_text(as_html(answer), encoding="utf-8")
        (out / "overlap.svg").write_text(as_svg(answer), encoding="utf-8")
        (out / "overlap.json").write_bytes(msgspec.json.encode(answer))
    except OSError as error:
        raise QueryError(
            f"the folder cannot be written to: {error.strerror}",
            where=str(out),
            remedy="choose another --out",
        ) from error


def print_overlap(answer: OverlapAnswer, console: Console, limit: int) -> None:
    """Shares, the matrix, the largest intersections, and the parts by kind and regime."""
    from interlock.report.overlap_page import share_in_words

    if answer.fictional:
        console.print(SAMPLE)
    console.print(
        f"Who lists whom as of {answer.as_of}, focus {answer.focus}, edition {answer.edition}:"
        f" {answer.targets:,} targets"
    )
    keys = [share.authority for share in answer.authorities]
    shares = _table("Authority", "Lists", "Only it", "Perhaps", "Not listed", "Not known", "Not comparable")
    for share in answer.authorities:
        shares.add_row(
            share.authority.upper(),
            *(f"{value:,}" for value in (share.targets, share.unique, share.perhaps_unique)),
            *(f"{value:,}" for value in (share.not_listed, share.unknown + share.unresolved)),
            f"{share.not_comparable:,}",
        )
    console.print(shares)
    console.print("[bold]Of what the first lists, what the second lists[/] (where its copy can tell)")
    matrix = _table("", *(key.upper() for key in keys))
    told = {(pair.first, pair.second): share_in_words(pair) for pair in answer.pairs}
    for first in keys:
        matrix.add_row(first.upper(), *(told.get((first, second), "") for second in keys))
    console.print(matrix)
    groups = _table("Listed by exactly", "Targets", "Surely")
    for one in answer.intersections[:limit]:
        groups.add_row(
            ", ".join(key.upper() for key in one.authorities), f"{one.targets:,}", f"{one.surely:,}"
        )
    console.print(groups)
    for by in ("kind", "regime"):
        parts = _table(f"By {by}", "Targets", *(key.upper() for key in keys))
        for part in [part for part in answer.parts if part.by == by][:limit]:
            counts = (f"{share.targets:,}" for share in part.authorities)
            parts.add_row(part.part, f"{part.targets:,}", *counts)
        console.print(parts)
    for note in answer.notes:
        console.print(f"· {escape(note)}", style="dim")


def _table(*heads: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    for number, head in enumerate(heads):
        table.add_column(head, justify="right" if number else "left")
    return table
