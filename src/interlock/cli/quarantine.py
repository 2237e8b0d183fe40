"""Commands on what the guards hold back: list, show, accept, reject, withdraw."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.markup import escape

from interlock.cli.door import (
    Author,
    Format,
    Home,
    author_of,
    day_of,
    exit_codes,
    home_of,
    ledger_of,
    now,
    print_json,
)

if TYPE_CHECKING:
    from interlock.ingest.decide import Officer
    from interlock.ingest.quarantine import Difference, Held
    from interlock.model.decisions import SnapshotDecision, SnapshotVerdict

ListKey = Annotated[str, typer.Argument(help="Key of the list, such as un.consolidated.", metavar="LIST")]
Day = Annotated[str, typer.Argument(help="Date of the snapshot, YYYY-MM-DD.", metavar="DAY")]
Reason = Annotated[str, typer.Option("--reason", help="Why, for whoever asks later, such as a notice.")]
Output = Annotated[Format, typer.Option("--format", help="How to print the answer: table or json.")]


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    group = typer.Typer(help="What the guards hold back, for a person to decide.", no_args_is_help=True)
    group.command("list", help=_LIST)(_list)
    group.command("show", help=_SHOW)(_show)
    group.command("accept", help=_ACCEPT)(_accept)
    group.command("reject", help=_REJECT)(_reject)
    group.command("withdraw", help=_WITHDRAW)(_withdraw)
    app.add_typer(group, name="quarantine")


_LIST = """What is held back, and what was decided.

Example: interlock quarantine list
"""


def _list(output: Output = Format.table, home: Home = None) -> None:
    with exit_codes():
        from interlock.ingest.decide import rulings
        from interlock.ingest.quarantine import held_back

        place = home_of(home)
        found = held_back(place, rulings(place, ledger_of()))
        if output is Format.json:
            print_json(list(found))
        else:
            _print_list(found, Console(highlight=False, soft_wrap=True))


def _print_list(found: tuple[Held, ...], console: Console) -> None:
    if not found:
        console.print("nothing is held back, and nothing was decided")
        return
    for row in found:
        guards = ", ".join(sorted({breach.guard for breach in row.breaches}))
        against = f", compared with {row.against}" if row.against else ""
        line = f"{row.list_key} {row.day}: {row.state} ({guards or 'no guard'})"
        line += f": {row.entries:,} entries{against}"
        if row.ruling:
            line += f"; {row.ruling.verdict} by {row.ruling.author}: {row.ruling.reason}"
        console.print(line, markup=False)
    if any(row.ruling is None for row in found):
        console.print("to see why: interlock quarantine show LIST DAY")


_SHOW = """One snapshot beside the last good one before it: what came, what went, what else moved.

Example: interlock quarantine show un.consolidated 2023-10-20
"""


def _show(list_key: ListKey, day: Day, output: Output = Format.table, home: Home = None) -> None:
    with exit_codes():
        from interlock.ingest.decide import rulings
        from interlock.ingest.quarantine import difference

        place = home_of(home)
        found = difference(place, rulings(place, ledger_of()), list_key, day_of(day, option="DAY"))
        if output is Format.json:
            print_json(found)
        else:
            _print_difference(found, Console(highlight=False, soft_wrap=True))


def _print_difference(found: Difference, console: Console) -> None:
    held = found.held
    console.print(f"[bold]{held.list_key} {held.day}[/]: {held.state}")
    for breach in held.breaches:
        console.print(f"  {breach.guard}: {escape(breach.text)}")
    if held.ruling:
        console.print(f"  {held.ruling.verdict} by {escape(f'{held.ruling.author}: {held.ruling.reason}')}")
    if found.entries_before is None:
        console.print(f"entries: {held.entries:,} (no good snapshot before it to compare with)")
    else:
        console.print(
            f"entries: {found.entries_before:,} ({held.against}) -> {held.entries:,};"
            f" {found.gone:,} gone, {found.new:,} new, {found.changed:,} read differently"
        )
    for label, count, names in (("gone", found.gone, found.gone_names), ("new", found.new, found.new_names)):
        for named in names:
            console.print(f"  {label}: {escape(f'{named.name} ({named.source_id})')}")
        if count > len(names):
            console.print(f"  {label}: and {count - len(names):,} more")
    for fill in found.fills:
        console.print(f"  filled: {fill.field}: {_percent(fill.before)} -> {_percent(fill.after)}")
    for word, alarms in (("alarm, new", found.alarms_new), ("alarm, no longer", found.alarms_gone)):
        for alarm in alarms:
            console.print(f"  {word}: {escape(alarm.text)} ({alarm.count}x)")
    for word, fields in (("field, new", found.fields_new), ("field, gone", found.fields_gone)):
        if fields:
            console.print(f"  {word}: {escape(', '.join(fields))}")
    if held.ruling is None and held.state == "quarantined":
        console.print(f"to decide: interlock quarantine accept {held.list_key} {held.day} --reason TEXT")
        console.print(f"       or: interlock quarantine reject {held.list_key} {held.day} --reason TEXT")


def _percent(rate: float | None) -> str:
    return "none" if rate is None else f"{rate:.1%}"


_ACCEPT = """This snapshot is right: it counts from the next build on, and stays accepted.

The decision holds for these bytes alone, and is kept in the ledger with your name and reason.

Example: interlock quarantine accept un.consolidated 2023-10-20 --reason "the Iran measures ended"
"""


def _accept(
    list_key: ListKey,
    day: Day,
    reason: Reason,
    author: Author = None,
    output: Output = Format.table,
    home: Home = None,
) -> None:
    _rule(list_key, day, "accepted", reason, author, output, home)


_REJECT = """This snapshot is wrong: it is never used, whatever the guards say.

Example: interlock quarantine reject us.sdn 2026-06-02 --reason "a test file of the publisher"
"""


def _reject(
    list_key: ListKey,
    day: Day,
    reason: Reason,
    author: Author = None,
    output: Output = Format.table,
    home: Home = None,
) -> None:
    _rule(list_key, day, "rejected", reason, author, output, home)


def _rule(
    list_key: str,
    day: str,
    verdict: SnapshotVerdict,
    reason: str,
    author: str | None,
    output: Format,
    home: Home,
) -> None:
    with exit_codes():
        from interlock.ingest.decide import rule

        when = day_of(day, option="DAY")
        made = rule(home_of(home), list_key, when, verdict, _officer(author, reason), ledger=ledger_of())
        _tell((made,), output, f"{verdict}: {list_key} {when}; run `interlock build` to make it count")


_WITHDRAW = """What was decided about this snapshot counts no more; the decision stays on file.

Example: interlock quarantine withdraw un.consolidated 2023-10-20 --reason "wrong date"
"""


def _withdraw(
    list_key: ListKey,
    day: Day,
    reason: Reason,
    author: Author = None,
    output: Output = Format.table,
    home: Home = None,
) -> None:
    with exit_codes():
        from interlock.ingest.decide import withdraw

        when = day_of(day, option="DAY")
        taken = withdraw(home_of(home), list_key, when, _officer(author, reason), ledger=ledger_of())
        _tell(taken, output, f"withdrawn: {list_key} {when}; run `interlock build` to make it count")


def _officer(author: str | None, reason: str) -> Officer:
    from interlock.ingest.decide import Officer

    return Officer(author_of(author), reason, now())


def _tell(made: tuple[SnapshotDecision, ...], output: Format, text: str) -> None:
    if output is Format.json:
        print_json(list(made))
    else:
        Console(highlight=False, soft_wrap=True).print(escape(text))
