"""`interlock draft`: what would close a gap."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from interlock.cli.ask import COALITION, FOCUS, Coalition, FocusKey, keys_of
from interlock.cli.door import AsOf, Home, day_of, errors, exit_codes, home_of, print_json

if TYPE_CHECKING:
    from interlock.export.draft import Draft


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("draft", help=_DRAFT)(_draft)


class _As(StrEnum):
    docx = "docx"
    json = "json"
    template = "template"
    list = "list"


class _Said(StrEnum):
    table = "table"
    json = "json"


_DRAFT = """A draft designation for the authority that has the gap: what other lists print, with its sources.

Contradictions are shown and not resolved; names in the authority's script where any list has them; what no
list prints; candidates of a legal basis, for the lawyers to verify. docx and json for people and programs;
template: a row of the fill-in template; list: a row in the authority's own format (Japan's workbook,
OFAC's XML). The
number and the date of the notice stay empty. A gap in doubt has a docx or json only, with a warning.

GAP_ID is that of `interlock gaps`; give the same --as-of, --coalition and --focus.

Examples:

  interlock draft designation-jp-IL-ABCDEFGHIJ --out draft.docx

  interlock draft un_implementation-kr-IL-ABCDEFGHIJ --as template --out row.csv --as-of 2022-12-13
"""


def _draft(
    gap_id: Annotated[str, typer.Argument(metavar="GAP_ID", help="As `interlock gaps` prints it.")],
    out: Annotated[Path, typer.Option("--out", help="File to write: .docx, .json, .csv, .xlsx, .xml.")],
    form: Annotated[
        _As | None,
        typer.Option("--as", help="Form. Default: that of the file's suffix.", show_default=False),
    ] = None,
    focus: FocusKey = FOCUS,
    as_of: AsOf = None,
    coalition: Coalition = COALITION,
    output: Annotated[_Said, typer.Option("--format", help="json: also print the draft.")] = _Said.table,
    home: Home = None,
) -> None:
    with exit_codes():
        from interlock.export.run import draft

        made = draft(
            home_of(home),
            gap_id,
            out,
            as_of=day_of(as_of),
            focus=focus,
            coalition=keys_of(coalition),
            form=form.value if form else None,
        )
        if output is _Said.json:
            print_json(made)
        else:
            _print(made, out)


def _print(made: Draft, out: Path) -> None:
    for warning in made.warnings:
        errors.print(warning, style="bold red", markup=False)
    errors.print(
        f"written: {out}, {made.caption} for {made.authority_name}: {len(made.names)} names,"
        f" {len(made.identifiers)} numbers, {len(made.contradictions)} contradictions;"
        f" edition {made.edition}",
        markup=False,
    )
