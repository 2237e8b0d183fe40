"""What the benches may be told on the command line."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from bench.measure import LISTS, REPOSITORY

ORACLE = Path(os.environ.get("INTERLOCK_BENCH_ORACLE", REPOSITORY.parent / "shared" / "oracle"))


@dataclass(frozen=True)
class Options:
    """One run of the benches."""

    freeze: bool = False
    """Write the figures as the new baseline."""
    show: Path | None = None
    """Folder for the rows that went wrong, to study."""
    home: Path | None = None
    """A home that holds an edition of all lists already; else one is built for the bench."""
    oracle: Path = ORACLE
    lists: Path = LISTS
    rival_python: str = ""
    """An interpreter that has nomenklatura."""
    targets: tuple[int, ...] = (10_000,)
    """Sizes of the sample world."""
    every: bool = False
    """Ask every name where a sample is the default (screen_quality)."""
    names: int = 0
    """Names of the sample world to screen against, instead of the lists of a home (screen)."""
    half: str = "report"
    """Which half of the CJK names to show: `report`, or `dev` while working on the engine."""
