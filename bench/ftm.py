"""The export as FollowTheMoney, checked by followthemoney itself, over a whole edition."""

from __future__ import annotations

import json
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from bench.editions import made
from bench.options import Options
from interlock.export.run import export_from
from interlock.sample import write_world
from interlock.store.editions import Editions

VALIDATOR = Path(__file__).parent / "ftm_validator.py"


def verdict(python: str, lines: bytes) -> dict[str, Any] | None:
    """What followthemoney finds in the entities; None where the interpreter has none."""
    done = subprocess.run([python, str(VALIDATOR)], input=lines, stdout=subprocess.PIPE, check=False)
    return json.loads(done.stdout) if done.returncode == 0 else None


def main(options: Options) -> int:
    """Prints the figures of the edition of `--home`, else of a sample world; promised are no faults."""
    if not options.rival_python:
        print("  left out: name an interpreter that has followthemoney with --rival-python")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        edition = Editions(options.home or _sample(Path(folder))).load()
        out = Path(folder) / "edition.ftm"
        day = max(shot.day for shot in edition.snapshots)
        wrote = export_from(edition, "graph", "ftm", out, as_of=day, focus="all", coalition=())
        found = verdict(options.rival_python, out.read_bytes())
    if found is None:
        print(f"  {options.rival_python} has no followthemoney, or it failed")
        return 1
    refused, changed = found["refused"], found["changed"]
    print(f"  edition {wrote.edition}: {wrote.targets:,} targets, {wrote.entries:,} entries")
    print(f"  followthemoney {found['version']}: {found['entities']:,} entities, {found['schemata']}")
    print(f"  faults {sum(refused.values())} {refused}; values its cleaning changes {sum(changed.values())}")
    for example in found["examples"]:
        print(f"    {example}")
    return bool(refused) + bool(changed)


def _sample(folder: Path) -> Path:
    lists = write_world(folder / "lists", targets=1_000, seed=0)
    made(lists.out, folder / "home")
    return folder / "home"
