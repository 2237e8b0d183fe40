"""Commands about time and provenance: history, diff, trace."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.markup import escape

from interlock.cli.door import Home, day_of, exit_codes, home_of, print_json

if TYPE_CHECKING:
    from interlock.timeline.diff import Diff, ListDiff
    from interlock.timeline.four import DateTold
    from interlock.timeline.printed import FieldChange
    from interlock.timeline.story import History, Story
    from interlock.timeline.trace import Source, Traced, Traces

SHOWN = 3_000
"""Characters of a raw text on the terminal."""
SAMPLE = "[bold white on red] SAMPLE WORLD: everything here is fictional [/]"


class Answer(StrEnum):
    """How to print the answer."""

    table = "table"
    json = "json"


AnswerFormat = Annotated[Answer, typer.Option("--format", help="How to print the answer.")]


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    app.command("history", help=_HISTORY)(_history)
    app.command("diff", help=_DIFF)(_diff)
    app.command("trace", help=_TRACE)(_trace)


_HISTORY = """How one entry went: its versions, its times on the list, and its four dates kept apart.

ID is a target id, a record key, or any native id that the entry ever had.

Examples:

  interlock history us:39496

  interlock history KPe.068 --format json
"""


def _history(
    query: Annotated[str, typer.Argument(metavar="ID", help="Target id, record key or native id.")],
    output: AnswerFormat = Answer.table,
    home: Home = None,
) -> None:
    with exit_codes():
        from interlock.timeline.run import history

        found = history(home_of(home), query)
        if output is Answer.json:
            print_json(found)
        else:
            print_history(found, Console(highlight=False, soft_wrap=True))


def print_history(found: History, console: Console) -> None:
    """One block for each entry."""
    if found.fictional:
        console.print(SAMPLE)
    for entry in found.entries:
        _print_story(entry, console)


def _print_story(entry: Story, console: Console) -> None:
    console.print(f"[bold]{escape(entry.name)}[/]  {entry.key}  {entry.list_key}  {entry.target_id}")
    if len(entry.ids) > 1:
        ids = "; ".join(f"{one.source_id} ({one.first_seen} to {one.last_seen})" for one in entry.ids)
        console.print(f"  its list numbered it anew: {escape(ids)}")
    console.print(f"  seen {entry.first_seen} to {entry.last_seen}")
    for told in entry.dates:
        what = f"{_span(told)} ({told.basis})" if told.basis else "unknown"
        console.print(f"  {told.kind.replace('_', ' ')}: {what}: {escape(told.why)}")
    for span in entry.spans:
        word = "listed again, no new designation," if span.relisted else "listed"
        end = f", taken off {span.delisted_on.words()} ({span.delisted_on.basis})" if span.delisted_on else ""
        console.print(f"  {word} {span.listed_on.words()} ({span.listed_on.basis}){end}")
    for absence in entry.absences:
        back = f", back on {absence.back}" if absence.back else ""
        console.print(
            f"  absent: last seen {absence.last_seen}, gone on {absence.gone}{back}: {absence.counts_as}"
        )
    if entry.amended_on:
        console.print(f"  amended, as printed: {', '.join(map(str, entry.amended_on))}")
    for version in entry.versions[:1]:
        console.print(f"  {version.snapshot}: first read")
    for version in entry.versions[1:]:
        learned = f"first told: {', '.join(version.learned)}" if version.learned else ""
        unchanged = "" if version.fields or learned else "only order or spacing differs"
        console.print(f"  {version.snapshot}: {learned or unchanged}")
        _print_fields(version.fields, console)


def _span(told: DateTold) -> str:
    if told.earliest == told.latest:
        return str(told.latest or "")
    return f"{told.earliest or ''}..{told.latest or ''}"


def _print_fields(fields: tuple[FieldChange, ...], console: Console) -> None:
    for field in fields:
        console.print(f"    {field.field}")
        for text in field.before:
            if text not in field.after:
                console.print(f"      [red]- {escape(text)}[/]")
        for text in field.after:
            if text not in field.before:
                console.print(f"      [green]+ {escape(text)}[/]")


_DIFF = """What changed on each list between two days, as its snapshots show it.

Examples:

  interlock diff --from 2022-11-30 --to 2022-12-02 --authority us

  interlock diff --from 2023-05-28 --to 2023-11-02 --focus dprk --format json
"""


def _diff(
    first: Annotated[str, typer.Option("--from", help="The earlier day, YYYY-MM-DD.")],
    last: Annotated[str, typer.Option("--to", help="The later day, YYYY-MM-DD.")],
    authority: Annotated[
        str | None,
        typer.Option("--authority", help="Key of one authority. Default: all.", show_default=False),
    ] = None,
    focus: Annotated[str, typer.Option("--focus", help="`dprk`, or `all` for every listing.")] = "all",
    limit: Annotated[int, typer.Option("--limit", help="Rows of each part on the terminal.", min=1)] = 40,
    output: AnswerFormat = Answer.table,
    home: Home = None,
) -> None:
    with exit_codes():
        from interlock.timeline.run import diff

        days = day_of(first, option="--from"), day_of(last, option="--to")
        found = diff(home_of(home), *days, authority=authority, focus=focus)
        if output is Answer.json:
            print_json(found)
        else:
            print_diff(found, Console(highlight=False, soft_wrap=True), limit)


def print_diff(found: Diff, console: Console, limit: int) -> None:
    """One block for each list that has a snapshot."""
    if found.fictional:
        console.print(SAMPLE)
    for one in found.lists:
        console.print(
            f"[bold]{one.list_key}[/]: {one.from_snapshot or 'none'} to {one.to_snapshot or 'none'}:"
            f" {len(one.added)} added, {len(one.removed)} removed, {len(one.changed)} changed"
        )
        for note in one.notes:
            console.print(f"  note: {escape(note)}", style="dim")
        _print_rows(one, console, limit)


def _print_rows(one: ListDiff, console: Console, limit: int) -> None:
    for new in one.added[:limit]:
        how = "" if new.how == "new" else f", {new.how}"
        console.print(
            f"  [green]+[/] {escape(new.source_id)} {escape(new.name)}"
            f" (listed {new.listed_on.iso()}, {new.listed_on.basis}; seen {new.seen}{how})"
        )
    for old in one.removed[:limit]:
        off = f", taken off {old.delisted_on.iso()}" if old.delisted_on else ""
        console.print(
            f"  [red]-[/] {escape(old.source_id)} {escape(old.name)} (gone on {old.gone}: {old.how}{off})"
        )
    for row in one.changed[:limit]:
        console.print(f"  [yellow]~[/] {escape(row.source_id)} {escape(row.name)}")
        _print_fields(row.fields, console)
    for part, word in ((one.added, "added"), (one.removed, "removed"), (one.changed, "changed")):
        if len(part) > limit:
            console.print(f"  ... and {len(part) - limit} more {word} (--limit)")


_TRACE = """Where a field of an entry stands: snapshot, file, place in it, and the raw text there.

FIELD is a field of the JSON of a listing, such as names, identifiers, birth_dates, programmes, listed_on.

Examples:

  interlock trace us:39496 names

  interlock trace KPi.033 birth_dates --as-of 2023-01-16 --format json
"""


def _trace(
    query: Annotated[str, typer.Argument(metavar="ID", help="Target id, record key or native id.")],
    field: Annotated[str, typer.Argument(metavar="FIELD", help="Name of the field.")],
    as_of: Annotated[
        str | None,
        typer.Option(
            "--as-of",
            "--snapshot",
            help="Use the snapshots up to this day, YYYY-MM-DD. Default: all.",
            show_default=False,
        ),
    ] = None,
    output: AnswerFormat = Answer.table,
    home: Home = None,
) -> None:
    with exit_codes():
        from interlock.timeline.run import trace

        found = trace(home_of(home), query, field, day_of(as_of))
        if output is Answer.json:
            print_json(found)
        else:
            print_traces(found, Console(highlight=False, soft_wrap=True))


def print_traces(found: Traces, console: Console) -> None:
    """One block for each entry, in it one for each value."""
    if found.fictional:
        console.print(SAMPLE)
    for entry in found.entries:
        console.print(f"[bold]{escape(entry.name)}[/]  {entry.key}  {entry.list_key}  {found.field}")
        for note in entry.notes:
            console.print(f"  {escape(note)}")
        for value in entry.values:
            console.print(f"  [bold]{escape(value.value)}[/]")
            _print_traced(value, console)
        for source in entry.sources:
            _print_source(source, console)


def _print_source(source: Source, console: Console) -> None:
    where = f"{source.list_key} of {source.snapshot}: {escape(source.locator)}"
    console.print(f"  [bold]\\[{source.number}][/] {where}\n      file {escape(source.file)}")
    console.print(f"      sha256 {source.sha256}\n      parser {source.parser_version}")
    more = (
        f" (and {len(source.text) - SHOWN:,} characters: --format json)" if len(source.text) > SHOWN else ""
    )
    console.print(f"      {escape(source.text[:SHOWN] or 'no text: ' + source.why)}{more}")


def _print_traced(value: Traced, console: Console) -> None:
    if value.why:
        console.print(f"    {escape(value.why)}")
    for at in value.at:
        console.print(f"    \\[{at.source}] {escape(at.place)}: {escape(at.text)}")
