"""`interlock`: the commands and their help. Each imports what it needs when it is called."""

from __future__ import annotations

import typer

from interlock import __version__
from interlock.cli import (
    analytics,
    ask,
    draft,
    explain,
    export,
    fetch,
    gap,
    inbox,
    judge,
    keys,
    lists,
    names,
    pipeline,
    quarantine,
    review,
    screen,
    screenings,
    serve,
    sources,
    timeline,
    unattended,
)

app = typer.Typer(
    name="interlock",
    help=(
        "Reads sanctions lists of allied authorities, finds who is who across them, and shows, ranks and"
        " dates the gaps.\n\nFirst run: `interlock run --lists FOLDER`, or `interlock run` alone."
    ),
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"interlock {__version__}")
        raise typer.Exit


@app.callback()
def _interlock(
    version: bool = typer.Option(
        False, "--version", callback=_print_version, is_eager=True, help="Print the version and stop."
    ),
) -> None:
    """Options that stand before the command."""


pipeline.register(app)
fetch.register(app)
lists.register(app)
ask.register(app)
analytics.register(app)
gap.register(app)
inbox.register(app)
export.register(app)
quarantine.register(app)
unattended.register(app)
draft.register(app)
explain.register(app)
review.register(app)
judge.register(app)
names.register(app)
screen.register(app)
screenings.register(app)
timeline.register(app)
sources.register(app)
serve.register(app)
keys.register(app)


def main() -> None:
    """The console script."""
    app()
