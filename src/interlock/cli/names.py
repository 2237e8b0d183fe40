"""Commands that compare names, without any home: names compare, names score."""

from __future__ import annotations

import csv
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from interlock.base.errors import QueryError
from interlock.cli.door import exit_codes, print_json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from interlock.model.listing import Schema

COLUMNS = ("name1", "name2", "schema")


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    group = typer.Typer(help="Compares names, in any script, and says why.", no_args_is_help=True)
    group.command("compare", help=_COMPARE)(_compare)
    group.command("score", help=_SCORE)(_score)
    app.add_typer(group, name="names")


class _Answer(StrEnum):
    table = "table"
    json = "json"


_COMPARE = """How alike two names are, from 0 to 1, and why. 0.7 and above is a match.

Equal but for case, punctuation or spacing is 1. A match says that the names may be one name in two
spellings, never that their bearers are one person: that is for the whole entry (`interlock explain`).

Examples:

  interlock names compare "Kim Yong Chol" "김영철"

  interlock names compare "Namgang Trading" "Namgang Construction" --schema Organization --format json
"""


def _compare(
    name_a: Annotated[str, typer.Argument(help="A name, as printed.")],
    name_b: Annotated[str, typer.Argument(help="Another.")],
    schema: Annotated[
        str, typer.Option("--schema", help="Person, Organization, Company, Vessel, Airplane or LegalEntity.")
    ] = "Person",
    output: Annotated[_Answer, typer.Option("--format", help="How to print the answer.")] = _Answer.table,
) -> None:
    with exit_codes():
        from interlock.names import MATCH, compare

        kind = schema_of(schema)
        found = compare(name_a, name_b, kind)
        if output is _Answer.json:
            print_json(
                {
                    "name1": name_a,
                    "name2": name_b,
                    "schema": kind,
                    "score": found.score,
                    "match": found.match,
                    "threshold": MATCH,
                    "reasons": found.reasons,
                }
            )
            return
        console = Console(highlight=False)
        console.print(f"{found.score:.3f}  {'match' if found.match else 'no match'} (threshold {MATCH})")
        for reason in found.reasons:
            console.print(f"  {reason}", markup=False)


_SCORE = """Scores every pair of a CSV file: adds `score`, `match` and `reasons` to its columns.

Columns: name1, name2, schema (Person where it is empty); any others are kept. `match` is true at 0.7 and
above. Nothing is written when a row cannot be read.

Example: interlock names score --in pairs.csv --out scored.csv
"""


def _score(
    source: Annotated[Path, typer.Option("--in", help="CSV, UTF-8, with a header: name1,name2,schema.")],
    out: Annotated[Path, typer.Option("--out", help="CSV to write.")],
) -> None:
    with exit_codes():
        from interlock.names import compare

        rows = list(_rows(source))
        fields = [*(rows[0] if rows else COLUMNS), "score", "match", "reasons"]
        lines = []
        for row in rows:
            found = compare(row["name1"], row["name2"], schema_of(row["schema"] or "Person"))
            lines.append(
                {
                    **row,
                    "score": f"{found.score:.3f}",
                    "match": str(found.match).lower(),
                    "reasons": "; ".join(found.reasons),
                }
            )
        _write(out, _csv_bytes(list(dict.fromkeys(fields)), lines))
        Console(stderr=True, highlight=False).print(f"{len(lines):,} pairs scored: {out}", soft_wrap=True)


def _rows(source: Path) -> Iterator[dict[str, str]]:
    try:
        with source.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
            if missing:
                raise QueryError(
                    f"the file has no column {', '.join(missing)}",
                    where=str(source),
                    remedy="give it a header with name1,name2,schema",
                )
            for row in reader:
                if None in row or None in row.values():
                    raise QueryError(
                        "a row has more or fewer cells than the header",
                        where=f"{source}, line {reader.line_num}",
                        remedy="quote the cells that hold commas",
                    )
                schema_of(row["schema"] or "Person", where=f"{source}, line {reader.line_num}")
                yield row
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise QueryError(
            f"the file cannot be read: {error}", where=str(source), remedy="give a CSV file in UTF-8"
        ) from error


def schema_of(text: str, *, where: str = "--schema") -> Schema:
    """The schema of that name, whatever its case.

    Raises:
        QueryError: no such schema.
    """
    from typing import get_args

    from interlock.model.listing import Schema

    known: dict[str, Schema] = {name.lower(): name for name in get_args(Schema)}
    if text.strip().lower() not in known:
        raise QueryError(
            f"unknown schema {text!r}", where=where, remedy=f"use one of: {', '.join(known.values())}"
        )
    return known[text.strip().lower()]


def _write(path: Path, data: bytes) -> None:
    """The file holds the data, or what it held before."""
    unfinished = path.with_name(path.name + ".part")
    try:
        unfinished.write_bytes(data)
        unfinished.replace(path)
    except OSError as error:
        raise QueryError(
            f"the file cannot be written: {error.strerror or error}",
            where=str(path),
            remedy="name a file in a folder that exists and can be written to",
        ) from error


def _csv_bytes(fields: list[str], rows: list[dict[str, str]]) -> bytes:
    import io

    text = io.StringIO()
    writer = csv.DictWriter(text, fields, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode("utf-8")
