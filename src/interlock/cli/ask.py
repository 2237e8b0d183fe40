"""Commands that ask the current edition: gaps, target."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from interlock.base.errors import QueryError
from interlock.cli.door import (
    INCOMPLETE,
    AsOf,
    Focused,
    Format,
    Home,
    day_of,
    errors,
    exit_codes,
    home_of,
    ledger_of,
    print_json,
    write_out,
    write_parts,
)
from interlock.model.gap import GAP_KINDS

if TYPE_CHECKING:
    from interlock.model.gap import GapReport
    from interlock.model.view import ListingView, TargetAnswer, TargetView

COALITION = "us,jp,kr"
FOCUS = "dprk"

Coalition = Annotated[str, typer.Option("--coalition", help="Authority keys, comma-separated.")]
FocusKey = Focused
Out = Annotated[
    Path | None,
    typer.Option("--out", help="Folder for gaps.html, gaps.json, gaps.csv, gaps.xlsx.", show_default=False),
]


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    app.command("gaps", help=_GAPS)(_gaps)
    app.command("target", help=_TARGET)(_target)


_GAPS = """What some allies list and others do not: ranked, dated, explained.

The coalition's gaps are shown against each other and against the UN; UN and EU stand beside it as
references. Unknown is not a gap: the coverage box says what each list can tell.

Examples:

  interlock gaps --as-of 2022-12-13

  interlock gaps --coalition us,jp,kr --focus dprk --kind un_implementation,designation --format json

  interlock gaps --known-by 2022-12-13 --min-severity 40

  interlock gaps --explain designation-jp-IL-ABCDEFGHIJ

  interlock gaps --edition 1a0d179fa00b9956 --explain designation-jp-IL-ABCDEFGHIJ

  interlock gaps --out report/
"""


def _gaps(
    coalition: Coalition = COALITION,
    focus: FocusKey = FOCUS,
    as_of: AsOf = None,
    known_by: Annotated[
        str | None,
        typer.Option(
            "--known-by",
            help="Use only what snapshots up to that day showed. Then --as-of is that day unless given.",
            show_default=False,
        ),
    ] = None,
    changed_since: Annotated[
        str | None,
        typer.Option(
            "--changed-since", help="Only what became otherwise after this day.", show_default=False
        ),
    ] = None,
    kind: Annotated[
        list[str] | None,
        typer.Option("--kind", help=f"Any of: {', '.join(GAP_KINDS)}. Default: all.", show_default=False),
    ] = None,
    min_severity: Annotated[
        float, typer.Option("--min-severity", help="Leave out rows below it.", min=0, max=100)
    ] = 0.0,
    weights: Annotated[
        Path | None,
        typer.Option("--weights", help="TOML of weights that shall be others than ours.", show_default=False),
    ] = None,
    edition: Annotated[
        str | None,
        typer.Option(
            "--edition",
            help="Ask an earlier edition by its id: the same question then has the same answer for good.",
            show_default=False,
        ),
    ] = None,
    explain: Annotated[
        str | None,
        typer.Option("--explain", help="One gap by its id, down to the source rows.", show_default=False),
    ] = None,
    limit: Annotated[int, typer.Option("--limit", help="Rows of each table on the terminal.", min=1)] = 40,
    page: Annotated[
        Path | None,
        typer.Option(
            "--page",
            help="Write one page of Markdown on the regime to this file.",
            show_default=False,
        ),
    ] = None,
    checked: Annotated[
        Path | None,
        typer.Option(
            "--checked", help="TOML of findings read by hand, to stand on the page.", show_default=False
        ),
    ] = None,
    output: Annotated[Format, typer.Option("--format", help="How to print the answer.")] = Format.table,
    out: Out = None,
    home: Home = None,
) -> None:
    with exit_codes():
        from interlock.gaps.run import answer

        known = day_of(known_by, option="--known-by") if known_by is not None else None
        report = answer(
            home_of(home),
            as_of=known if known is not None and as_of is None else day_of(as_of),
            coalition=keys_of(coalition),
            focus=focus,
            kind=kind,
            known_by=known,
            edition_id=edition,
            min_severity=min_severity,
            weights=weights,
        )
        if changed_since is not None:
            from interlock.casework.run import only_changed

            since = day_of(changed_since, option="--changed-since")
            report = only_changed(home_of(home), report, since, ledger=ledger_of())
        if page is not None:
            _write_page(home_of(home), report, page, checked)
        elif explain is None:
            show(report, output, out, limit)
        else:
            _explain(home_of(home), report, explain, output)


def _write_page(home: Path, report: GapReport, page: Path, checked: Path | None) -> None:
    from interlock.gaps.run import explain_gaps
    from interlock.report.regime import Chosen, as_markdown, gap_of, read_checked

    found = [(one, gap_of(report, one)) for one in (read_checked(checked) if checked is not None else ())]
    told = explain_gaps(home, report, [gap.gap_id for _, gap in found if gap is not None])
    by_id = {one.gap.gap_id: one for one in told}
    chosen = [Chosen(one, by_id[gap.gap_id] if gap is not None else None) for one, gap in found]
    command = f"interlock gaps --as-of {report.as_of} --page {page}"
    command += f" --checked {checked}" if checked is not None else ""
    try:
        page.write_text(as_markdown(report, chosen, command), encoding="utf-8")
    except OSError as error:
        raise QueryError(
            f"the page cannot be written: {error.strerror}", where=str(page), remedy="name another file"
        ) from error
    lost = [one.checked.entry for one in chosen if one.told is None]
    Console(stderr=True).print(f"written: {page}", soft_wrap=True)
    if lost:
        errors.print(f"[bold yellow]no longer in the answer:[/] {', '.join(lost)}")
        raise typer.Exit(INCOMPLETE)


def _explain(home: Path, report: GapReport, gap_id: str, output: Format) -> None:
    from interlock.gaps.run import explain_gaps

    (told,) = explain_gaps(home, report, [gap_id])
    if output is Format.json:
        print_json(told)
    else:
        from interlock.report.terminal_explained import print_explained

        print_explained(told, Console())


def keys_of(text: str) -> tuple[str, ...]:
    """`us, jp,kr` as keys."""
    return tuple(part.strip().lower() for part in text.split(",") if part.strip())


def show(report: GapReport, output: Format, out: Path | None, limit: int) -> None:
    """Writes the files that were asked for, and prints the answer."""
    if out is not None:
        from interlock.report.write import write_all

        written = write_all(report, out)
        Console(stderr=True).print(f"written: {', '.join(str(path) for path in written)}", soft_wrap=True)
    if output is Format.json:
        from interlock.report.machine import json_parts

        write_parts(json_parts(report))
    elif output is Format.csv:
        from interlock.report.machine import as_csv

        write_out(as_csv(report).encode())
    else:
        from interlock.report.terminal import print_report

        print_report(report, Console(), limit=limit)


_TARGET = """One target across all lists: by target id, native id, reference, or a name in any script.

Examples:

  interlock target 39498

  interlock target KPi.033

  interlock target "Kim Su Gil" --as-of 2022-12-13 --format json
"""


def _target(
    query: Annotated[str, typer.Argument(help="A target id, a native id or reference, or a name.")],
    as_of: AsOf = None,
    limit: Annotated[int, typer.Option("--limit", help="How many targets at most.", min=1)] = 10,
    output: Annotated[Format, typer.Option("--format", help="How to print the answer.")] = Format.table,
    home: Home = None,
) -> None:
    with exit_codes():
        from interlock.resolve.run import find

        found = find(home_of(home), query, day_of(as_of), limit=limit)
        if output is Format.json:
            print_json(found)
        else:
            _print_targets(found, Console())
        if not found.targets:
            raise typer.Exit(1)


def _print_targets(found: TargetAnswer, console: Console) -> None:
    if found.fictional:
        console.print("[bold white on red] SAMPLE WORLD: everything here is fictional [/]")
    if not found.targets:
        console.print(f"nothing in edition {found.edition} answers to {found.query!r}", highlight=False)
    for note in found.notes:
        console.print(f"note: {note}", highlight=False, markup=False)
    for target in found.targets:
        _print_target(target, console)


def _print_target(target: TargetView, console: Console) -> None:
    from rich.markup import escape

    console.rule(f"[bold]{escape(target.caption)}[/]  {target.schema}  {target.target_id}", align="left")
    console.print(escape("; ".join(target.names)), highlight=False)
    for entry in target.listings:
        console.print(f"[bold]{entry.authority}[/] {escape(entry.source_id)}  {escape(_state(entry))}")
        for label, values in (
            ("programmes", entry.programmes),
            ("born", entry.birth_dates),
            ("identifiers", tuple(f"{i.kind} {i.printed or i.value}" for i in entry.identifiers)),
            ("positions", entry.positions),
        ):
            if values:
                console.print(f"    {label}: {escape('; '.join(values))}", highlight=False)
    for heading, links in (("linked", target.links), ("may be the same", target.doubts)):
        for link in links:
            console.print(
                f"  {heading}: {link.a} = {link.b} ({link.score}): {escape('; '.join(link.reasons))}",
                highlight=False,
                style="dim",
            )


def _state(entry: ListingView) -> str:
    return (
        f"{entry.standing}; listed {entry.listed_on.iso()} ({entry.listed_on.basis});"
        f" seen {entry.first_seen} to {entry.last_seen}"
        + (f"; taken off {entry.delisted_on.iso()}" if entry.delisted_on else "")
    )
