"""`interlock watch`: the unattended watch, from the command line."""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import msgspec
import typer

from interlock.base.errors import QueryError
from interlock.cli.door import DONE, Home, exit_codes, home_of, ledger_of

if TYPE_CHECKING:
    from interlock.watch.run import World


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("watch", help=_WATCH)(_watch)


_WATCH = """Fetches on a schedule, builds when something changed, raises alarms.

Alarms: a list that could not be had, that is older than its limit, that a guard holds back, whose parser
met something new, or a build that failed. Each is a JSON line on standard error; the webhook is told of new
ones and of those that ended. Stops at once and cleanly on SIGTERM or the interrupt key. With --once, exit 0:
all is well; 3: there are alarms; 1: no list could be had, or the build failed.

Examples:

  interlock watch --every 6h --metrics-port 9477

  interlock watch --once --webhook https://alerts.example/interlock --max-age-days 3
"""


def _watch(
    every: Annotated[str, typer.Option("--every", help="Time between polls: 30m, 6h, 1d.")] = "6h",
    once: Annotated[bool, typer.Option("--once", help="One poll, for a scheduler such as cron.")] = False,
    webhook: Annotated[
        str | None, typer.Option("--webhook", help="Address that takes alarms as JSON.", show_default=False)
    ] = None,
    metrics_port: Annotated[
        int | None,
        typer.Option(
            "--metrics-port", help="Serve Prometheus metrics here.", min=0, max=65535, show_default=False
        ),
    ] = None,
    metrics_host: Annotated[
        str, typer.Option("--metrics-host", help="Address to serve them at; this machine alone by default.")
    ] = "127.0.0.1",
    metrics_file: Annotated[
        Path | None,
        typer.Option("--metrics-file", help="Write them here, for a textfile collector.", show_default=False),
    ] = None,
    max_age_days: Annotated[
        float, typer.Option("--max-age-days", help="A list not confirmed for longer is an alarm.", min=0.0)
    ] = 7.0,
    timeout: Annotated[
        float, typer.Option("--timeout", help="Seconds for a connection and for each read.", min=0.1)
    ] = 30.0,
    home: Home = None,
) -> None:
    with exit_codes():
        from interlock.ingest.fetch import Manner
        from interlock.watch.run import Orders, watch
        from interlock.watch.schedule import seconds_of
        from interlock.watch.serve import Board, serving

        if webhook is not None and not webhook.startswith(("https://", "http://")):
            raise QueryError(
                "the webhook is no http address", where="--webhook", remedy="begin it with https://"
            )
        orders = Orders(
            environ=os.environ,
            every_s=seconds_of(every),
            max_age_days=max_age_days,
            manner=Manner(timeout_s=timeout),
            ledger=ledger_of(),
            webhook=webhook or "",
            metrics_file=metrics_file.absolute() if metrics_file else None,
        )
        board, world = Board(), _world()
        signal.signal(signal.SIGTERM, _stop)
        server = serving(board, metrics_port, metrics_host) if metrics_port is not None else nullcontext()
        try:
            with server as port:
                if port is not None:
                    world.log(
                        {"level": "info", "event": "metrics", "text": f"http://{metrics_host}:{port}/metrics"}
                    )
                code = watch(home_of(home), orders, world, once=once, board=board)
        except KeyboardInterrupt:
            # Whatever it was doing: a home is whole at every instant.
            world.log({"level": "info", "event": "watch.stopped"})
            code = DONE
        raise typer.Exit(code)


def _stop(_number: int, _frame: Any) -> NoReturn:
    raise KeyboardInterrupt


def _world() -> World:
    from interlock.watch.run import World

    def log(event: dict[str, Any]) -> None:
        line = {"time": datetime.now(UTC).isoformat(timespec="seconds"), **event}
        sys.stderr.write(msgspec.json.encode(line).decode() + "\n")
        sys.stderr.flush()

    return World(now=lambda: datetime.now(UTC), wait=time.sleep, roll=random.random, log=log)
