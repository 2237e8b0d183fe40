"""`interlock inbox`: what an official of one authority opens first."""

from __future__ import annotations

import random
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import msgspec
import typer
from rich.console import Console
from rich.markup import escape

from interlock.base.errors import QueryError
from interlock.cli.ask import COALITION, FOCUS, Coalition, FocusKey, keys_of
from interlock.cli.door import (
    INCOMPLETE,
    AsOf,
    Home,
    author_of,
    day_of,
    errors,
    exit_codes,
    home_of,
    ledger_of,
    print_json,
    write_out,
)
from interlock.cli.timeline import SAMPLE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from interlock.model.inbox import Inbox, InboxGap


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("inbox", help=_INBOX)(_inbox)


class _InboxFormat(StrEnum):
    table = "table"
    json = "json"
    html = "html"


_INBOX = """What an official opens first: changes, UN holes, what can be closed, contradictions, what waits.

Without --since it counts from the last day but one on which a snapshot came: what the newest ones brought.
--out writes the page as HTML that a mail program can show; --webhook sends it as JSON. Exit 3: the webhook
did not take it.

Examples:

  interlock inbox --authority jp

  interlock inbox --authority jp --since 2026-08-01 --out digest.html
"""


def _inbox(
    authority: Annotated[str, typer.Option("--authority", help="Whose inbox: a key such as jp.")],
    since: Annotated[
        str | None, typer.Option("--since", help="Changes after this day, YYYY-MM-DD.", show_default=False)
    ] = None,
    coalition: Coalition = COALITION,
    focus: FocusKey = FOCUS,
    as_of: AsOf = None,
    reader: Annotated[
        str | None,
        typer.Option("--for", help="Whose gaps wait. Default: as the author.", show_default=False),
    ] = None,
    limit: Annotated[int, typer.Option("--limit", help="Rows of each section.", min=1)] = 15,
    output: Annotated[
        _InboxFormat, typer.Option("--format", help="How to print the answer.")
    ] = _InboxFormat.table,
    out: Annotated[
        Path | None, typer.Option("--out", help="File for the page as HTML.", show_default=False)
    ] = None,
    webhook: Annotated[
        str | None, typer.Option("--webhook", help="Address that takes it as JSON.", show_default=False)
    ] = None,
    home: Home = None,
) -> None:
    with exit_codes():
        from interlock.casework.run import inbox_of
        from interlock.report.digest import as_digest

        if webhook is not None and not webhook.startswith(("https://", "http://")):
            raise QueryError(
                "the webhook is no http address", where="--webhook", remedy="begin it with https://"
            )
        found = inbox_of(
            home_of(home),
            authority.strip().lower(),
            as_of=day_of(as_of),
            since=day_of(since, option="--since") if since else None,
            coalition=keys_of(coalition),
            focus=focus,
            reader=author_of(reader),
            ledger=ledger_of(),
        )
        if out is not None:
            _write(out, as_digest(found, rows=limit))
        if output is _InboxFormat.json:
            print_json(found)
        elif output is _InboxFormat.html:
            write_out(as_digest(found, rows=limit).encode())
        else:
            print_inbox(found, Console(highlight=False, soft_wrap=True), limit)
        if webhook is not None and (why := _posted(webhook, found)):
            errors.print(f"[bold red]the webhook did not take it:[/] {escape(why)}")
            raise typer.Exit(INCOMPLETE)


def _write(out: Path, page: str) -> None:
    try:
        out.write_text(page, encoding="utf-8")
    except OSError as error:
        raise QueryError(
            f"the file cannot be written: {error.strerror}", where=str(out), remedy="choose another --out"
        ) from error


def _posted(url: str, found: Inbox) -> str:
    from interlock.watch.webhook import post

    return post(url, msgspec.json.encode({"source": "interlock", "inbox": found}), roll=random.random)


def print_inbox(found: Inbox, console: Console, limit: int) -> None:
    """The five sections, each at most `limit` rows."""
    from interlock.report.digest import HAPPENED, TEXT, others_in_words
    from interlock.report.wording import KINDS, authority_name, count

    name = authority_name(found.authority)
    if found.fictional:
        console.print(SAMPLE)
    console.print(
        f"Inbox of [bold]{name}[/] as of {found.as_of}, since {found.since}, focus {found.focus},"
        f" edition {found.edition}"
    )
    console.print(f"\n[bold]{TEXT['changed']}[/]")
    for event in found.changes[:limit]:
        told = f"{escape(event.target_name)}, {KINDS[event.kind]}: {escape(event.why)}"
        console.print(f"  {HAPPENED[event.what]:<10} {told}")
    _print_more(console, found.changes, limit)
    if not found.changes:
        console.print(f"  {TEXT['no_change'].format(authority=name)}")
    if others := others_in_words(found):
        console.print(f"  {TEXT['others'].format(others=others)}")
    for one in found.lists:
        told = f"{one.added:,} added, {one.removed:,} removed, {one.changed:,} changed"
        console.print(f"  {one.list_key} {one.from_snapshot} to {one.to_snapshot}: {told}")
    console.print(f"\n[bold]{TEXT['un'].format(authority=name)}[/]")
    if not found.un_open:
        console.print(f"  {TEXT['un_none']}")
    _print_gaps(found.un_open, console, limit)
    if found.un_unresolved:
        console.print(f"  {TEXT['un_unresolved']}:")
        _print_gaps(found.un_unresolved, console, limit)
    for reason in found.un_unknown:
        words = TEXT["un_unknown"].format(targets=count(reason.targets, "target"), why=reason.why)
        console.print(f"  {escape(words)}", style="dim")
    console.print(f"\n[bold]{TEXT['close'].format(authority=name)}[/]")
    console.print(f"  {TEXT['close_lead'].format(count=len(found.close_now), more=found.needs_more)}")
    _print_gaps(found.close_now, console, limit)
    console.print(f"\n[bold]{TEXT['contradictions']}[/]")
    _print_gaps(found.contradictions, console, limit)
    if not found.contradictions:
        console.print(f"  {TEXT['no_contradictions']}")
    console.print(f"\n[bold]{TEXT['waiting']}[/]")
    for waits in found.waiting[:limit]:
        console.print(f"  {waits.what}: {escape(waits.text)}")
        if waits.to_do:
            console.print(f"      {escape(waits.to_do)}", style="dim")
    _print_more(console, found.waiting, limit)
    if found.accepted:
        console.print(f"\n{TEXT['accepted'].format(count=found.accepted)}")


def _print_gaps(rows: Sequence[InboxGap], console: Console, limit: int) -> None:
    for one in rows[:limit]:
        owner = f", with {one.case.owner}" if one.case.owner else ""
        state = f"  \\[{one.case.state}{escape(owner)}]" if one.case.state != "new" or owner else ""
        console.print(f"  {one.gap.severity:5.1f}  [bold]{escape(one.gap.target_name)}[/]{state}")
        console.print(f"         {escape(one.gap.why)}")
        if one.ready:
            values = "; ".join(
                f"{v.what.replace('_', ' ')} {v.value} ({', '.join(v.entries)})" for v in one.ready
            )
            console.print(f"         {escape(values)}")
        console.print(f"         {one.gap.gap_id}", style="dim")
    _print_more(console, rows, limit)


def _print_more(console: Console, rows: Sequence[object], limit: int) -> None:
    if len(rows) > limit:
        console.print(f"  ... and {len(rows) - limit} more (--limit)", style="dim")
