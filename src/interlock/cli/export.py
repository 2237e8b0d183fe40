"""`interlock export`: what the edition holds, for other programs."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from interlock.cli.ask import COALITION, FOCUS, Coalition, FocusKey, keys_of
from interlock.cli.door import AsOf, Home, day_of, errors, exit_codes, home_of, print_json, write_out

if TYPE_CHECKING:
    from interlock.export.run import Exported, Subject


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    export = typer.Typer(help="Writes what the edition holds, for other programs.", no_args_is_help=True)
    export.command("resolution", help=_RESOLUTION)(_resolution)
    export.command("targets", help=_TARGETS)(_targets)
    export.command("graph", help=_GRAPH)(_graph)
    export.command("gaps", help=_GAPS)(_gaps)
    app.add_typer(export, name="export")


class _As(StrEnum):
    ftm = "ftm"
    stix = "stix"
    graphml = "graphml"
    xlsx = "xlsx"
    parquet = "parquet"
    csv = "csv"
    json = "json"


class _RowFormat(StrEnum):
    csv = "csv"
    json = "json"


class _Said(StrEnum):
    table = "table"
    json = "json"


_Form = Annotated[_As, typer.Option("--as", help="Format of the file.")]
_Out = Annotated[Path, typer.Option("--out", help="File to write; replaced whole.")]
_Whose = Annotated[
    str,
    typer.Option(
        "--coalition",
        help="Only targets that one of these lists. Default: all of them.",
        show_default=False,
    ),
]
_EditionId = Annotated[
    str | None,
    typer.Option("--edition", help="Hash of an edition. Default: the current one.", show_default=False),
]
_Said_ = Annotated[_Said, typer.Option("--format", help="How to print what was written.")]


_TARGETS = """Every target in force on a day, with the entries that list it.

ftm: FollowTheMoney entities, one JSON object a line. stix: a STIX 2.1 bundle. graphml: targets and entries
as a graph. xlsx, parquet, csv, json: one row for each entry.

Examples:

  interlock export targets --as ftm --out targets.ftm.json

  interlock export targets --as xlsx --focus dprk --as-of 2022-12-13 --coalition us,jp,kr --out targets.xlsx
"""


def _targets(
    form: _Form,
    out: _Out,
    focus: FocusKey = "all",
    as_of: AsOf = None,
    coalition: _Whose = "",
    edition: _EditionId = None,
    output: _Said_ = _Said.table,
    home: Home = None,
) -> None:
    _run("targets", form, out, focus, as_of, coalition, edition, output, home)


_GRAPH = """Targets, their entries, the ties that lists state, and pairs in doubt, as a graph.

A party that a list names is taken for a target only where one single target bears that name on the lists of
the same authority; otherwise it stays a named party. Targets outside the focus come in where they are tied.

Examples:

  interlock export graph --as graphml --focus dprk --out dprk.graphml

  interlock export graph --as stix --out bundle.json
"""


def _graph(
    form: _Form,
    out: _Out,
    focus: FocusKey = "all",
    as_of: AsOf = None,
    coalition: _Whose = "",
    edition: _EditionId = None,
    output: _Said_ = _Said.table,
    home: Home = None,
) -> None:
    _run("graph", form, out, focus, as_of, coalition, edition, output, home)


_GAPS = """The gaps of a coalition, with the targets they are about.

csv, json and xlsx are the files of `interlock gaps --out`. In ftm and stix a gap is a note on its target; in
graphml an edge from the authority that has it.

Examples:

  interlock export gaps --as parquet --out gaps.parquet

  interlock export gaps --as stix --coalition us,jp,kr --focus dprk --as-of 2022-12-13 --out gaps.json
"""


def _gaps(
    form: _Form,
    out: _Out,
    focus: FocusKey = FOCUS,
    as_of: AsOf = None,
    coalition: Coalition = COALITION,
    edition: _EditionId = None,
    output: _Said_ = _Said.table,
    home: Home = None,
) -> None:
    _run("gaps", form, out, focus, as_of, coalition, edition, output, home)


def _run(
    subject: Subject,
    form: _As,
    out: Path,
    focus: str,
    as_of: str | None,
    coalition: str,
    edition: str | None,
    output: _Said,
    home: Path | None,
) -> None:
    with exit_codes():
        from interlock.cli.watch import Bars
        from interlock.export.run import export

        with Bars() as bars:
            done = export(
                home_of(home),
                subject,
                form.value,
                out,
                as_of=day_of(as_of),
                focus=focus,
                coalition=keys_of(coalition),
                edition_id=edition,
                progress=bars,
            )
        if output is _Said.json:
            print_json(done)
        else:
            _print(done)


def _print(done: Exported) -> None:
    if done.fictional:
        errors.print("[bold white on red] SAMPLE WORLD: everything here is fictional [/]")
    parts = [f"{done.targets:,} targets", f"{done.entries:,} entries"]
    if done.subject == "graph":
        parts.append(f"{done.ties:,} ties")
    if done.subject == "gaps":
        parts.append(f"{done.gaps:,} gaps")
    errors.print(f"written: {done.out}, {', '.join(parts)}, edition {done.edition}", markup=False)


_RESOLUTION = """Which entry of which list is which target: one row for every entry now on a list.

Columns: target_id, authority, source_id.

source_id is the list's own key: OFAC uid, UN DATAID, EU reference number, Japan sheet and number
(015-000001), Korea's running number in the notice.

Example: interlock export resolution --format csv > resolution.csv
"""


def _resolution(
    output: Annotated[_RowFormat, typer.Option("--format", help="How to print the rows.")] = _RowFormat.csv,
    home: Home = None,
) -> None:
    with exit_codes():
        from interlock.resolve.run import resolution, resolution_csv
        from interlock.store.editions import Editions

        edition = Editions(home_of(home)).load()
        if output is _RowFormat.json:
            print_json(list(resolution(edition)))
        else:
            write_out(resolution_csv(edition).encode())
