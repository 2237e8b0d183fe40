"""`interlock review`: the pairs that wait for a person, side by side, one key for each answer."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from interlock.cli.door import Author, Focused, Home, author_of, exit_codes, home_of, ledger_of, now

if TYPE_CHECKING:
    from interlock.model.decisions import Judgement, Verdict
    from interlock.model.record import Record
    from interlock.resolve.docket import Case
    from interlock.store.ledger import Ledger

_KEYS = "y same party   n not the same   u unsure   s skip   b take back   q quit"
_VERDICTS: dict[str, Verdict] = {"y": "positive", "n": "negative", "u": "unsure"}
_MARKS = {"agree": "[green]=[/]", "differ": "[red]≠[/]", "silent": "[dim]·[/]"}
_MOST_PRINTED = 6
"""Values of one field that are shown for each side."""


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("review", help=_REVIEW)(_review)


_REVIEW = """Shows the pairs that wait for a person side by side, most useful first, and takes your answer.

Keys: y same party, n not the same, u unsure, s skip, b take the last one back, q quit. Each answer is in
the ledger at once; `interlock build` carries them out. Without a terminal, one letter a line is read.

Examples:

  interlock review

  interlock review --focus all --limit 20 --author "Lee" --reason "passport registers"
"""


def _review(
    focus: Focused = "dprk",
    limit: Annotated[int | None, typer.Option("--limit", help="Pairs at most.", min=1)] = None,
    reason: Annotated[
        str,
        typer.Option(
            "--reason", help="Reason kept with each answer. Default: what was shown.", show_default=False
        ),
    ] = "",
    author: Author = None,
    home: Home = None,
) -> None:
    with exit_codes():
        from interlock.focus import load_focus
        from interlock.resolve.docket import docket
        from interlock.store.editions import Editions
        from interlock.store.ledger import Ledger, standing_judgements

        place, chosen, name = home_of(home), load_focus(focus), author_of(author)
        edition = Editions(place).load()
        records = {record.key: record for record in edition.records}
        cases = docket(edition.targets, records, chosen, standing_judgements(place, ledger_of()))
        console = Console(soft_wrap=False)
        if edition.fictional:
            console.print("[bold white on red] SAMPLE WORLD: everything here is fictional [/]")
        if not cases:
            console.print(f"no pair waits for a person ({chosen.title})", highlight=False, markup=False)
            return
        with Ledger(place, ledger_of()) as ledger:
            session = Session(cases[:limit], ledger, name, now, reason)
            with _single_keys():
                _converse(session, console, _keys())
        _sum_up(session, console)


class Session:
    """One person's way through the cases; every answer is in the ledger when the method returns."""

    def __init__(
        self, cases: list[Case], ledger: Ledger, author: str, clock: Callable[[], datetime], reason: str
    ) -> None:
        self.cases = cases
        self.position = 0
        self.made: list[tuple[int, Judgement]] = []
        """Answers that stand, with the place of their case."""
        self.taken_back = 0
        self._ledger, self._author, self._clock, self._reason = ledger, author, clock, reason

    @property
    def case(self) -> Case | None:
        """The case at hand, None after the last."""
        return self.cases[self.position] if self.position < len(self.cases) else None

    def answer(self, case: Case, verdict: Verdict) -> None:
        """The judgement is in the ledger, and the next case at hand."""
        from interlock.model.decisions import judgement

        shown = f"seen side by side in review, where the engine said: {'; '.join(case.link.reasons)}"
        one = judgement(
            case.a.key,
            case.b.key,
            verdict,
            author=self._author,
            made_at=self._clock(),
            reason=self._reason or shown,
        )
        self._ledger.append([one])
        self.made.append((self.position, one))
        self.position += 1

    def skip(self) -> None:
        """The next case is at hand."""
        self.position += 1

    def undo(self) -> bool:
        """The last answer of this session is withdrawn and its case at hand; False when there is none."""
        from interlock.model.decisions import withdrawal

        if not self.made:
            return False
        position, one = self.made.pop()
        back = withdrawal(author=self._author, made_at=self._clock(), reason="taken back in review")
        self._ledger.withdraw(one.id, back)
        self.position = position
        self.taken_back += 1
        return True


def _keys() -> Iterator[str]:
    """Single keys of a terminal, or the first letters of lines; ends with the input."""
    if not sys.stdin.isatty():
        for line in sys.stdin:
            yield line.strip()[:1]
        return
    try:
        yield from _pressed()
    except (EOFError, KeyboardInterrupt):
        return


if sys.platform == "win32":

    def _pressed() -> Iterator[str]:
        while True:
            yield typer.getchar()

    @contextmanager
    def _single_keys() -> Iterator[None]:
        yield

else:
    import termios
    import tty

    def _pressed() -> Iterator[str]:
        # Not typer.getchar: it throws away what was typed while a pair was being drawn.
        while True:
            data = os.read(sys.stdin.fileno(), 64)
            if not data or data == _END:
                return
            if not data.startswith(_ESCAPE):  # an arrow, or another key that means nothing here
                yield from data.decode(errors="ignore")

    @contextmanager
    def _single_keys() -> Iterator[None]:
        """Inside the block the terminal gives each key at once and unseen; then it is as it was."""
        if not sys.stdin.isatty():
            yield
            return
        terminal = sys.stdin.fileno()
        before = termios.tcgetattr(terminal)
        try:
            tty.setcbreak(terminal, termios.TCSANOW)
            yield
        finally:
            termios.tcsetattr(terminal, termios.TCSADRAIN, before)


_END = b"\x04"
_ESCAPE = b"\x1b"


def _converse(session: Session, console: Console, keys: Iterator[str]) -> None:
    shown = -1
    while (case := session.case) is not None:
        if shown != session.position:
            _show(case, session, console)
            shown = session.position
        key = next(keys, "q").lower()
        if key == "q":
            return
        if key in _VERDICTS:
            session.answer(case, _VERDICTS[key])
            console.print(f"  {_VERDICTS[key]}", style="bold")
        elif key == "s":
            session.skip()
            console.print("  skipped", style="dim")
        elif key == "b":
            done = session.undo()
            console.print("  taken back" if done else "  there is nothing to take back", style="bold")
        else:
            console.print(_KEYS, highlight=False)


def _show(case: Case, session: Session, console: Console) -> None:
    console.rule(f"{session.position + 1} of {len(session.cases)}", align="left")
    table = Table(expand=True, show_lines=False, pad_edge=False)
    table.add_column("", style="dim", no_wrap=True)
    table.add_column("", width=1)
    table.add_column(escape(case.a.key), ratio=1, overflow="fold")
    table.add_column(escape(case.b.key), ratio=1, overflow="fold")
    for label, mark, left, right in _rows(case):
        table.add_row(label, mark, escape(left), escape(right))
    console.print(table)
    console.print(f"score {case.link.score:.2f}", highlight=False, style="bold")
    for reason in case.link.reasons:
        console.print(f"  {escape(reason)}", highlight=False)
    if case.looked_at:
        console.print("  somebody left this pair open before", style="yellow")
    if case.others:
        console.print(
            f"  {case.others} more pairs of these two targets wait on the same question", style="dim"
        )
    console.print(_KEYS, highlight=False, style="dim")


def _rows(case: Case) -> Iterator[tuple[str, str, str, str]]:
    from interlock.focus import focus_keys, load_focus
    from interlock.resolve.compare import compare_fields
    from interlock.resolve.profile import profile

    yield "list", "", case.a.listing.list_key, case.b.listing.list_key
    focuses = tuple(load_focus(key) for key in focus_keys() if key != "all")
    for verdict, fact in compare_fields(profile(case.a, focuses), profile(case.b, focuses)):
        if fact.a or fact.b:
            yield fact.field, _MARKS[verdict], _values(fact.a), _values(fact.b)
    for label, value in (
        ("programmes", lambda record: _values(record.listing.programmes)),
        ("listed", _listed),
        ("grounds", lambda record: _values(record.listing.reasons or record.listing.remarks)),
    ):
        left, right = value(case.a), value(case.b)
        if left or right:
            yield label, "", left, right


def _values(values: tuple[str, ...]) -> str:
    more = f"\nand {len(values) - _MOST_PRINTED} more" if len(values) > _MOST_PRINTED else ""
    return "\n".join(values[:_MOST_PRINTED]) + more


def _listed(record: Record) -> str:
    state = "taken off since" if record.delisted else "in force when last seen"
    return f"{record.listed_on.words()}; {state} ({record.last_seen})"


def _sum_up(session: Session, console: Console) -> None:
    back = f", {session.taken_back} taken back" if session.taken_back else ""
    left = len(session.cases) - session.position
    console.print(
        f"{len(session.made)} judgements in the ledger{back}, {left} pairs left;"
        " `interlock build` carries them out",
        highlight=False,
        soft_wrap=True,
    )
