"""Commands about one gap: its life, and what people put on file about it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.markup import escape

from interlock.cli.ask import COALITION, Coalition, keys_of
from interlock.cli.door import (
    AsOf,
    Author,
    Home,
    author_of,
    day_of,
    exit_codes,
    home_of,
    ledger_of,
    now,
    print_json,
)
from interlock.cli.timeline import SAMPLE, Answer, AnswerFormat

if TYPE_CHECKING:
    from interlock.model.casework import GapWord, WordKind
    from interlock.model.life import GapLife

GapId = Annotated[str, typer.Argument(metavar="GAP_ID", help="As `interlock gaps --format json` gives it.")]


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    group = typer.Typer(help="One gap: its life, notes, owner and state.", no_args_is_help=True)
    group.command("show", help=_SHOW)(_show)
    group.command("note", help=_NOTE)(_note)
    group.command("own", help=_OWN)(_own)
    group.command("state", help=_STATE)(_state)
    group.command("withdraw", help=_WITHDRAW)(_withdraw)
    app.add_typer(group, name="gap")


_SHOW = """The life of a gap: opened, changed, closed, reopened, by whose act; and what is on file about it.

Example: interlock gap show designation-jp-IL-ABCDEFGHIJ --format json
"""


def _show(
    gap_id: GapId,
    coalition: Coalition = COALITION,
    as_of: AsOf = None,
    output: AnswerFormat = Answer.table,
    home: Home = None,
) -> None:
    with exit_codes():
        from interlock.casework.run import life

        found = life(
            home_of(home), gap_id, as_of=day_of(as_of), coalition=keys_of(coalition), ledger=ledger_of()
        )
        if output is Answer.json:
            print_json(found)
        else:
            print_life(found, Console(highlight=False, soft_wrap=True))


def print_life(found: GapLife, console: Console) -> None:
    """What it is, how it came to be so, and what people said."""
    if found.fictional:
        console.print(SAMPLE)
    console.print(f"[bold]{escape(found.target_name)}[/]  {found.gap_id}")
    console.print(f"  {found.status or 'no gap'} on {found.as_of}: {escape(found.why)}")
    owner = f", with {escape(found.case.owner)}" if found.case.owner else ""
    why = f" ({escape(found.case.why)})" if found.case.why else ""
    console.print(f"  state: [bold]{found.case.state}[/]{owner}{why}")
    for step in found.steps:
        console.print(f"  {step.on}  [bold]{step.what}[/]: {escape(step.why)}")
    for one in found.said:
        gone = ", withdrawn" if one.withdrawn else ""
        value = f" {escape(one.value)}" if one.value else ""
        console.print(
            f"  {one.made_at:%Y-%m-%d %H:%M} UTC  {one.id}  {one.what}{value}, by {escape(one.author)}{gone}:"
            f" {escape(one.text)}"
        )
    for note in found.notes:
        console.print(f"  note: {escape(note)}", style="dim")


_NOTE = """Puts a note on a gap. Nothing is erased: `interlock gap withdraw` takes a note back.

Example: interlock gap note designation-jp-IL-ABCDEFGHIJ "asked the ministry for the gazette of March"
"""


def _note(
    gap_id: GapId,
    text: Annotated[str, typer.Argument(metavar="TEXT", help="The note.")],
    author: Author = None,
    output: AnswerFormat = Answer.table,
    home: Home = None,
) -> None:
    _say(gap_id, "note", "", text, author, output, home)


_OWN = """Says who has a gap. An empty name: nobody has it any more.

Examples:

  interlock gap own designation-jp-IL-ABCDEFGHIJ Sato

  interlock gap own designation-jp-IL-ABCDEFGHIJ "" --reason "moved to another desk"
"""


def _own(
    gap_id: GapId,
    owner: Annotated[str, typer.Argument(metavar="NAME", help="Who has it from now on.")],
    reason: Annotated[str, typer.Option("--reason", help="Why. Kept with it.")] = "assigned",
    author: Author = None,
    output: AnswerFormat = Answer.table,
    home: Home = None,
) -> None:
    _say(gap_id, "owner", owner.strip(), reason, author, output, home)


_STATE = """Says how far the work on a gap is: new, acknowledged, in-work, accepted-as-is, closed.

A gap that is accepted as it is, or closed, leaves the inbox; when it opens again, it is new again.

Example: interlock gap state designation-jp-IL-ABCDEFGHIJ accepted-as-is --reason "deceased in 2020"
"""


def _state(
    gap_id: GapId,
    state: Annotated[str, typer.Argument(metavar="STATE", help="One of the five; `-` or a space between.")],
    reason: Annotated[str, typer.Option("--reason", help="Why. Kept with it.")],
    author: Author = None,
    output: AnswerFormat = Answer.table,
    home: Home = None,
) -> None:
    _say(gap_id, "state", " ".join(state.replace("-", " ").split()).lower(), reason, author, output, home)


def _say(
    gap_id: str,
    what: WordKind,
    value: str,
    reason: str,
    author: str | None,
    output: Answer,
    home: Path | None,
) -> None:
    with exit_codes():
        from interlock.casework.run import say

        word = say(
            home_of(home),
            gap_id,
            what,
            value,
            author=author_of(author),
            at=now(),
            reason=reason,
            ledger=ledger_of(),
        )
        if output is Answer.json:
            print_json(word)
        else:
            _print_word(word)


def _print_word(word: GapWord) -> None:
    value = f" {word.value or 'nobody'}" if word.what != "note" else ""
    Console().print(
        f"{word.id}: {word.gap_id}: {word.what}{value}, by {word.author}: {word.reason}",
        highlight=False,
        markup=False,
        soft_wrap=True,
    )


_WITHDRAW = """Takes a note, an owner, a state or a build's sighting back by its id. It stays on file.

Example: interlock gap withdraw G-ABCDEFGHIJKLMNOP --reason "meant another gap"
"""


def _withdraw(
    word_id: Annotated[str, typer.Argument(metavar="ID", help="G-... or O-..., as `gap show` gives it.")],
    reason: Annotated[str, typer.Option("--reason", help="Why. Kept with it.")],
    author: Author = None,
    home: Home = None,
) -> None:
    with exit_codes():
        from interlock.model.decisions import withdrawal
        from interlock.store.ledger import Ledger

        back = withdrawal(author=author_of(author), made_at=now(), reason=reason)
        with Ledger(home_of(home), ledger_of()) as ledger:
            ledger.withdraw(word_id.strip(), back)
        Console().print(f"{word_id}: withdrawn, by {back.author}", highlight=False, markup=False)
