"""The command line as a user meets it: an outcome, the JSON answer, and a built home of the sample world."""

import json

from typer.testing import CliRunner

from interlock.cli.main import app

RUNNER = CliRunner()


def command(*arguments, **more):
    """The outcome of one command."""
    return RUNNER.invoke(app, [str(argument) for argument in arguments], **more)


def answer(*arguments):
    """What a command that must succeed says as JSON."""
    result = command(*arguments, "--format", "json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def built_sample(folder, *, targets, seed):
    """A home in the folder, built from a sample world of so many targets."""
    world, home = folder / "world", folder / "home"
    assert command("sample", "--out", world, "--targets", targets, "--seed", seed).exit_code == 0
    assert command("ingest", world, "--home", home).exit_code == 0
    assert command("build", "--home", home).exit_code == 0
    return home
