"""Commands with which a person decides who is who: judge, judgements import, export, withdraw."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from interlock.base.errors import QueryError
from interlock.cli.door import (
    Author,
    Format,
    Home,
    author_of,
    exit_codes,
    home_of,
    ledger_of,
    now,
    print_json,
    write_out,
)

if TYPE_CHECKING:
    from interlock.model.decisions import Judgement


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    app.command("judge", help=_JUDGE)(_judge)
    group = typer.Typer(help="People's judgements: in, out, and taken back.", no_args_is_help=True)
    group.command("import", help=_IMPORT)(_import)
    group.command("export", help=_EXPORT)(_export)
    group.command("withdraw", help=_WITHDRAW)(_withdraw)
    app.add_typer(group, name="judgements")


class _Verdict(StrEnum):
    positive = "positive"
    negative = "negative"
    unsure = "unsure"


_REBUILD = "`interlock build` carries it out"

_JUDGE = """Says whether two entries are one party. Your word stands over the engine in every build.

positive joins them, negative keeps them apart whatever chain would join them, unsure leaves the pair to a
person with your note. Nothing is erased: `interlock judgements withdraw` takes a judgement back.

Examples:

  interlock judge us:39498 kr:512 --verdict positive --reason "same passport in the annex"

  interlock judge KPi.033 jp:017-000012 --verdict negative --reason "born 1942, not 1964" --author "Lee"
"""


def _judge(
    id_a: Annotated[
        str, typer.Argument(metavar="A", help="authority:id, a native id, a reference or a target id.")
    ],
    id_b: Annotated[str, typer.Argument(metavar="B", help="The other one.")],
    verdict: Annotated[_Verdict, typer.Option("--verdict", help="positive, negative or unsure.")],
    reason: Annotated[str, typer.Option("--reason", help="What you saw. Kept with the judgement.")],
    author: Author = None,
    output: Annotated[Format, typer.Option("--format", help="How to print the answer.")] = Format.table,
    home: Home = None,
) -> None:
    with exit_codes():
        from interlock.model.decisions import judgement
        from interlock.resolve.named import record_named
        from interlock.store.editions import Editions
        from interlock.store.ledger import Ledger

        place = home_of(home)
        records = {record.key: record for record in Editions(place).load().records}
        a, b = (record_named(text, records) for text in (id_a, id_b))
        one = judgement(a.key, b.key, verdict.value, author=author_of(author), made_at=now(), reason=reason)
        with Ledger(place, ledger_of()) as ledger:
            ledger.append([one])
        if output is Format.json:
            print_json(one)
        else:
            names = {a.key: a.listing.caption, b.key: b.listing.caption}
            Console().print(
                f"{one.id}: {one.a} ({names[one.a]}) and {one.b} ({names[one.b]}):"
                f" {one.verdict}, by {one.author}; {_REBUILD}",
                highlight=False,
                markup=False,
                soft_wrap=True,
            )


_IMPORT = """Takes judgements out of a file into the ledger: all of its lines, or none.

A line is our own JSON object {"a", "b", "verdict", "author", "made_at", "reason"}, or an edge of a
FollowTheMoney resolver [target, source, judgement, score, user, created_at]. Ids are authority:id, target
ids, or ofac-123, unsc-123, eu-fsf-eu-12-34. Canonical ids (Q42, NK-...) join what they stand for. The
same file twice changes nothing.

Examples:

  interlock judgements import judgements.jsonl

  interlock judgements import resolver.ijson --skip-unknown --author "Desk 2"
"""


def _import(
    file: Annotated[Path, typer.Argument(help="JSON lines; `-` for standard input.", metavar="FILE")],
    author: Annotated[
        str, typer.Option("--author", help="Author of lines that name none.", show_default=False)
    ] = "",
    skip_unknown: Annotated[
        bool, typer.Option("--skip-unknown", help="Leave lines on lists unknown here aside, and count them.")
    ] = False,
    output: Annotated[Format, typer.Option("--format", help="How to print the result.")] = Format.table,
    home: Home = None,
) -> None:
    with exit_codes():
        from interlock.model.target import own_id
        from interlock.resolve.exchange import Known, not_yet_known, read_judgements
        from interlock.sources.registry import authority_keys
        from interlock.store.editions import Editions
        from interlock.store.ledger import Ledger

        place, editions = home_of(home), Editions(home_of(home))
        keys = [record.key for record in editions.load().records] if editions.current() else []
        known = Known(
            {*authority_keys(), *(key.partition(":")[0] for key in keys)}, {own_id(k): k for k in keys}
        )
        try:
            found = read_judgements(_bytes(file), known, author=author, skip_unknown=skip_unknown)
        except QueryError as error:
            raise error.at(str(file)) from error
        with Ledger(place, ledger_of()) as ledger:
            added = ledger.append(not_yet_known(found.judgements, ledger.judgements()))
        held = set(keys)
        result = {
            "judgements": len(found.judgements),
            "new_rows": added,
            "unknown_entries": sum(1 for one in found.judgements if not {one.a, one.b} <= held),
            "left_aside": dict(found.left_aside),
        }
        if output is Format.json:
            print_json(result)
        else:
            _print_imported(result)


def _bytes(file: Path) -> bytes:
    if str(file) == "-":
        return sys.stdin.buffer.read()
    try:
        return file.read_bytes()
    except OSError as error:
        raise QueryError(
            f"the file cannot be read: {error.strerror}", remedy="give a file of JSON lines"
        ) from error


def _print_imported(result: dict[str, object]) -> None:
    console = Console(highlight=False, markup=False, soft_wrap=True)
    console.print(
        f"{result['judgements']} judgements in the file, {result['new_rows']} rows new to the ledger"
    )
    if result["unknown_entries"]:
        console.print(
            f"{result['unknown_entries']} are on entries that this home does not hold: kept, not used"
        )
    aside = result["left_aside"]
    for why, count in sorted(aside.items()) if isinstance(aside, dict) else ():
        console.print(f"left aside: {count} lines: {why}")


_EXPORT = """Writes every judgement, the withdrawn ones too, by time.

jsonl is our own form: import gives the same ledger. resolver is the array form of FollowTheMoney
resolvers, which has no place for the reason.

Example: interlock judgements export --out judgements.jsonl
"""


class _ExportFormat(StrEnum):
    jsonl = "jsonl"
    resolver = "resolver"


def _export(
    out: Annotated[
        Path | None,
        typer.Option("--out", help="File to write. Default: standard output.", show_default=False),
    ] = None,
    output: Annotated[
        _ExportFormat, typer.Option("--format", help="jsonl or resolver.")
    ] = _ExportFormat.jsonl,
    home: Home = None,
) -> None:
    with exit_codes():
        from interlock.resolve.exchange import resolver_line
        from interlock.store.ledger import Ledger, has_ledger, lines_of

        place = home_of(home)
        judgements: tuple[Judgement, ...] = ()
        if has_ledger(place, ledger_of()):
            with Ledger(place, ledger_of()) as ledger:
                judgements = ledger.judgements()
        data = lines_of(judgements)
        if output is _ExportFormat.resolver:
            data = b"".join(resolver_line(one) for one in judgements)
        if out is None:
            write_out(data) if data else None
            return
        try:
            out.write_bytes(data)
        except OSError as error:
            raise QueryError(
                f"the file cannot be written: {error.strerror}", where=str(out), remedy="choose another --out"
            ) from error


_WITHDRAW = """Takes a decision back by its id. It stays on file, with who took it back and why.

Example: interlock judgements withdraw J-ABCDEFGHIJKLMNOP --reason "the passport was his brother's"
"""


def _withdraw(
    decision_id: Annotated[
        str, typer.Argument(metavar="ID", help="J-..., as `judge` and `export` print it.")
    ],
    reason: Annotated[str, typer.Option("--reason", help="Why. Kept with the judgement.")],
    author: Author = None,
    home: Home = None,
) -> None:
    with exit_codes():
        from interlock.model.decisions import withdrawal
        from interlock.store.ledger import Ledger

        back = withdrawal(author=author_of(author), made_at=now(), reason=reason)
        with Ledger(home_of(home), ledger_of()) as ledger:
            ledger.withdraw(decision_id.strip(), back)
        Console().print(
            f"{decision_id}: withdrawn, by {back.author}; {_REBUILD}", highlight=False, markup=False
        )
