"""`interlock keys`: who may ask the API, from the command line."""

from __future__ import annotations

import secrets
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import msgspec
import typer
from rich.console import Console
from rich.table import Table

from interlock.cli.door import (
    Author,
    Format,
    Home,
    author_of,
    day_of,
    exit_codes,
    home_of,
    now,
    print_json,
    today,
)


class KeyView(msgspec.Struct, frozen=True, kw_only=True):
    """A key as it is shown; what it was made of is not."""

    key_id: str
    name: str
    scopes: tuple[str, ...]
    created_at: datetime
    created_by: str
    expires_on: date | None
    rate: float | None
    state: str
    """`counts`, `expired` or `revoked`."""
    revoked_at: datetime | None
    revoked_by: str
    reason: str


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    keys = typer.Typer(help="Keys of the HTTP API: make, show, revoke.", no_args_is_help=True)
    keys.command("create", help=_CREATE)(_create)
    keys.command("list", help=_LIST)(_list)
    keys.command("revoke", help=_REVOKE)(_revoke)
    app.add_typer(keys, name="keys")


_CREATE = """Makes a key and shows it, once: only a hash of it is kept.

Scopes: match, search, reconcile (these three by default), metrics, update.

Example:

  interlock keys create "onboarding system" --scope match --expires 2027-12-31
"""
_LIST = """Shows every key that was ever made, and whether it counts.

Example:

  interlock keys list --format json
"""
_REVOKE = """The key counts no more, from the next request on; it stays on file.

Example:

  interlock keys revoke 3f9a2c1b --reason "the system was taken out of service"
"""


def _create(
    name: Annotated[str, typer.Argument(help="For whom, or for which system.")],
    scope: Annotated[
        list[str] | None, typer.Option("--scope", help="What it allows; repeatable.", show_default=False)
    ] = None,
    expires: Annotated[
        str | None,
        typer.Option("--expires", help="Last day on which it counts, YYYY-MM-DD.", show_default=False),
    ] = None,
    rate: Annotated[
        float | None,
        typer.Option(
            "--rate", help="Queries a second, in place of the server's.", min=0.001, show_default=False
        ),
    ] = None,
    author: Author = None,
    output: Annotated[Format, typer.Option("--format", help="How to print it.")] = Format.table,
    home: Home = None,
) -> None:
    with exit_codes():
        from interlock.api.keyring import DEFAULT_SCOPES, Key, add_key, scope_of
        from interlock.api.secret import SECRET_BYTES, digest_of, whole_key

        key_id = secrets.token_hex(4)
        text = whole_key(key_id, secrets.token_urlsafe(SECRET_BYTES))
        key = Key(
            key_id=key_id,
            name=name,
            scopes=tuple(scope_of(one) for one in scope) if scope else DEFAULT_SCOPES,
            digest=digest_of(text),
            created_at=now(),
            created_by=author_of(author),
            expires_on=day_of(expires, option="--expires") if expires else None,
            rate=rate,
        )
        add_key(home_of(home), key)
        if output is Format.json:
            print_json({"key": text, "key_id": key_id, "name": name, "scopes": key.scopes})
        else:
            typer.echo(text)
            typer.echo("It is shown this once. Send it as `Authorization: ApiKey KEY`.", err=True)


def _list(
    output: Annotated[Format, typer.Option("--format", help="How to print it.")] = Format.table,
    home: Home = None,
) -> None:
    with exit_codes():
        views = _views(home_of(home))
        if output is Format.json:
            print_json(views)
            return
        table = Table("id", "name", "scopes", "made", "expires", "state")
        for view in views:
            why = f": {view.reason}" if view.reason else ""
            table.add_row(
                view.key_id,
                view.name,
                ", ".join(view.scopes),
                f"{view.created_at:%Y-%m-%d} {view.created_by}",
                str(view.expires_on or "never"),
                f"{view.state}{why}",
            )
        Console(highlight=False).print(table)


def _revoke(
    key_id: Annotated[str, typer.Argument(help="Id of the key, as `keys list` shows it.")],
    reason: Annotated[str, typer.Option("--reason", help="Why.")],
    author: Author = None,
    output: Annotated[Format, typer.Option("--format", help="How to print it.")] = Format.table,
    home: Home = None,
) -> None:
    with exit_codes():
        from interlock.api.keyring import Revocation, revoke_key

        row = Revocation(key_id=key_id, revoked_at=now(), revoked_by=author_of(author), reason=reason)
        revoke_key(home_of(home), row)
        if output is Format.json:
            print_json(row)
        else:
            typer.echo(f"The key {key_id} counts no more.")


def _views(home: Path) -> list[KeyView]:
    from interlock.api.keyring import load_keyring

    ring = load_keyring(home)
    standing = ring.standing(today())
    views = []
    for key in ring.keys:
        end = ring.revocation(key.key_id)
        state = "revoked" if end else "counts" if key.key_id in standing else "expired"
        views.append(
            KeyView(
                key_id=key.key_id,
                name=key.name,
                scopes=key.scopes,
                created_at=key.created_at,
                created_by=key.created_by,
                expires_on=key.expires_on,
                rate=key.rate,
                state=state,
                revoked_at=end.revoked_at if end else None,
                revoked_by=end.revoked_by if end else "",
                reason=end.reason if end else "",
            )
        )
    return views
