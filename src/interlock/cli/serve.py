"""`interlock serve`: the HTTP API, from the command line."""

from __future__ import annotations

import importlib.util
import ipaddress
import os
import signal
import time
from typing import TYPE_CHECKING, Annotated, Any

import typer

from interlock.base.errors import QueryError
from interlock.cli.door import Home, exit_codes, home_of, today

if TYPE_CHECKING:
    from pathlib import Path

TOKEN_VARIABLE = "INTERLOCK_UPDATE_TOKEN"  # noqa: S105  # its name, not a token

_NEEDED = ("argon2", "fastapi", "httptools", "structlog", "uvicorn")


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("serve", help=_SERVE)(_serve)


_SERVE = f"""Serves the lists over HTTP: /match, /search, /entities, /reconcile, as the field's clients ask.

A new edition is taken up by itself, without losing a request. SIGTERM or the interrupt key stops it when the
requests in flight are answered. At any address but this machine's own, callers need a key (`interlock keys`).
${TOKEN_VARIABLE} lets `POST /updatez?token=` in. The log is JSON on standard error, without personal data.

Examples:

  interlock serve --port 8000

  interlock serve --host 0.0.0.0 --workers 2 --dataset peps=peps.ftm.json
"""


def _serve(
    host: Annotated[str, typer.Option("--host", help="Address to listen at.")] = "127.0.0.1",
    port: Annotated[
        int, typer.Option("--port", help="Port to listen at; 0 for a free one.", min=0, max=65535)
    ] = 8000,
    dataset: Annotated[
        list[str] | None,
        typer.Option(
            "--dataset", help="A file of FtM entities beside our lists: NAME=FILE.", show_default=False
        ),
    ] = None,
    workers: Annotated[
        int, typer.Option("--workers", help="Processes that answer; each holds the data.", min=1, max=64)
    ] = 1,
    keep: Annotated[
        int, typer.Option("--keep", help="Earlier editions that stay answerable.", min=0, max=10)
    ] = 1,
    keys: Annotated[
        bool | None,
        typer.Option(
            "--keys/--no-keys",
            help="Ask callers for a key. Default: unless only this machine is listened to.",
            show_default=False,
        ),
    ] = None,
    rate: Annotated[
        float, typer.Option("--rate", help="Queries a second for each client; 0 for no limit.", min=0)
    ] = 1000.0,
    max_age_days: Annotated[
        int, typer.Option("--max-age-days", help="A list older than this makes answers incomplete.", min=1)
    ] = 60,
    record: Annotated[
        bool,
        typer.Option(
            "--record/--no-record", help="Whether each query of /match and /reconcile is put on file."
        ),
    ] = True,
    log_clients: Annotated[
        bool, typer.Option("--log-clients", help="Write the addresses of clients to the log.")
    ] = False,
    home: Home = None,
) -> None:
    with exit_codes():
        _require_extra()
        from interlock.api.settings import Limits, Serving
        from interlock.api.sight import named_files

        place = home_of(home).absolute()
        wanted = (not _is_local(host)) if keys is None else keys
        if wanted:
            _require_key(place)
        serving = Serving(
            home=place,
            files=named_files(dataset or []),
            keys=wanted,
            update_token=os.environ.get(TOKEN_VARIABLE, "").strip(),
            log_clients=log_clients,
            record=record,
            workers=workers,
            keep=keep,
            max_age_days=max_age_days,
            limits=Limits(rate=rate, burst=max(2 * rate, 200.0)),
        )
        _run(serving, host, port)


def _run(serving: Any, host: str, port: int) -> None:
    from interlock.api.log import logger_of
    from interlock.api.supervisor import Spawned, World, listening, serve

    stops: list[int] = []
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda received, _frame: stops.append(received))
    log = logger_of()
    with listening(host, port) as listener:
        log.info("listening", address=f"http://{_printed(listener.getsockname())}", keys=serving.keys)
        world = World(
            clock=time.monotonic,
            today=today,
            log=log.info,
            start=lambda order: Spawned(order, listener),
        )
        serve(serving, listener, world, lambda: bool(stops))
    log.info("stopped")


def _require_extra() -> None:
    missing = [name for name in _NEEDED if importlib.util.find_spec(name) is None]
    if missing:
        raise QueryError(
            f"the server needs {', '.join(missing)}, not installed here",
            where="interlock serve",
            remedy='install them with: pip install "interlock[serve]"',
        )


def _require_key(home: Path) -> None:
    from interlock.api.keyring import load_keyring

    if not load_keyring(home).standing(today()):
        raise QueryError(
            "callers are asked for a key, and there is none that counts",
            where=str(home),
            remedy="make one with `interlock keys create NAME`, or give --no-keys to answer everyone",
        )


def _is_local(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _printed(address: Any) -> str:
    host, port = address[:2]
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
