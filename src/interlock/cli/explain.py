"""`interlock explain`: why two entries are, or are not, one party."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from interlock.cli.door import Format, Home, exit_codes, home_of, ledger_of, print_json

if TYPE_CHECKING:
    from interlock.model.explanation import Explanation, Fact

_MOST_PRINTED = 4
"""Values of one field that are printed for each side; the JSON holds them all."""


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("explain", help=_EXPLAIN)(_explain)


_EXPLAIN = """Why two entries are, or are not, taken for one party.

Which fields agree, differ and are silent; what each contributed to the score; what would change the
outcome. A target id stands for all its entries: the two that speak most strongly for a link are explained.

Examples:

  interlock explain us:39498 kr:512

  interlock explain IL-ABCDEFGHIJ KPi.033 --format json
"""


def _explain(
    id_a: Annotated[str, typer.Argument(help="authority:id, a native id, a reference or a target id.")],
    id_b: Annotated[str, typer.Argument(help="The other one.")],
    output: Annotated[Format, typer.Option("--format", help="How to print the answer.")] = Format.table,
    home: Home = None,
) -> None:
    with exit_codes():
        from interlock.resolve.run import explain

        found = explain(home_of(home), id_a, id_b, ledger=ledger_of())
        if output is Format.json:
            print_json(found)
        else:
            _print(found, Console(highlight=False, markup=False, soft_wrap=True))


def _print(found: Explanation, console: Console) -> None:
    console.print(f"{found.a}  {found.name_a}")
    console.print(f"{found.b}  {found.name_b}")
    console.print()
    console.print(f"Outcome: {_outcome(found)}", style="bold")
    for said in found.judgements:
        console.print(f"  {said}")
    for note in found.notes:
        console.print(f"  {note}")
    _facts("They agree on", found.agree, console)
    _facts("They differ on", found.differ, console)
    _facts("Silent, and so evidence of nothing", found.silent, console)
    _lines("The engine's reasons", found.reasons, console)
    _lines(
        "What each field did",
        [f"{one.effect:+.2f}  {one.field}: {one.text}" for one in found.contributions],
        console,
    )
    if len(found.chain) > 1:
        steps = [f"{link.a} = {link.b} ({link.score:.2f}): {'; '.join(link.reasons)}" for link in found.chain]
        _lines("The chain that makes them one target", steps, console)
    _lines("What would change the outcome", found.would_change, console)


def _outcome(found: Explanation) -> str:
    where = (
        f"one target, {found.target_a}"
        if found.same_target
        else f"two targets, {found.target_a} and {found.target_b}"
    )
    return f"{found.outcome} (score {found.score:.2f} of 1); in this edition {where}"


def _facts(heading: str, facts: tuple[Fact, ...], console: Console) -> None:
    _lines(heading, [f"{fact.field}: {fact.text}{_sides(fact)}" for fact in facts], console)


def _sides(fact: Fact) -> str:
    if fact.field == "kind" or not (fact.a or fact.b):
        return ""
    return f" [{_values(fact.a)} | {_values(fact.b)}]"


def _values(values: tuple[str, ...]) -> str:
    if not values:
        return "none"
    more = f"; and {len(values) - _MOST_PRINTED} more" if len(values) > _MOST_PRINTED else ""
    return "; ".join(values[:_MOST_PRINTED]) + more


def _lines(heading: str, lines: tuple[str, ...] | list[str], console: Console) -> None:
    if lines:
        console.print()
        console.print(heading, style="bold")
        for line in lines:
            console.print(f"  {line}")
