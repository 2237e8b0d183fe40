"""From an unchanged home, one changed list to a new edition: for each authority, ingest and build.

Text formats come with a year altered in several places; workbooks as they were, under the next day.
"""

from __future__ import annotations

import gzip
import re
import shutil
import tempfile
from datetime import date, timedelta
from pathlib import Path

from bench.measure import LISTS, run

MOST_S = 10.0
_YEAR = re.compile(rb"(?<![0-9A-Za-z])1962(?![0-9])")  # as a part of a date, not of a number
_ALTERED = 20
"""Years: about as many entries as an authority amends in a day."""


def main() -> int:
    """Prints what one new snapshot of each list costs. Returns the number of broken promises."""
    if not LISTS.is_dir():
        print(f"the real lists are not at {LISTS}; set INTERLOCK_TEST_LISTS")
        return 0
    broken = 0
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        run("ingest", str(LISTS), home=home)
        run("build", home=home)
        for authority in sorted(path.name for path in LISTS.iterdir() if path.is_dir()):
            again = _as_of_the_next_day(authority, Path(folder) / "lists")
            if again is None:
                continue
            read = run("ingest", str(again), home=home)
            built = run("build", home=home)
            seconds = read.seconds + built.seconds
            broken += seconds > MOST_S
            print(
                f"{'BROKEN' if seconds > MOST_S else 'ok    '} one new snapshot of {authority:<4}"
                f" {seconds:7.2f} s (at most {MOST_S:g}):"
                f" ingest {read.seconds:.2f}, build {built.seconds:.2f};"
                f" of processors {read.cpu_s:.2f} and {built.cpu_s:.2f}"
                f"  exit {read.code}, {built.code}",
                flush=True,
            )
    return broken


def _as_of_the_next_day(authority: str, into: Path) -> Path | None:
    """A folder with the authority's newest official snapshot under a later day; None when it has none."""
    days = sorted(path for path in (LISTS / authority).iterdir() if _is_day(path.name) and _is_official(path))
    if not days:
        return None
    day = date.fromisoformat(days[-1].name) + timedelta(days=1)
    place = into / authority / day.isoformat()
    place.mkdir(parents=True)
    for file in days[-1].iterdir():
        if file.is_file() and file.suffix == ".gz":
            data = gzip.decompress(file.read_bytes())
            if file.name.endswith((".csv.gz", ".xml.gz")):
                data = _YEAR.sub(b"1963", data, count=_ALTERED) + b"\n"
            (place / file.name.removesuffix(".gz")).write_bytes(data)
        elif file.is_file():
            shutil.copy(file, place)
    return into / authority


def _is_official(folder: Path) -> bool:
    """Conversions by others are lines of JSON, which no authority prints."""
    return any(".jsonl" not in file.name for file in folder.iterdir() if file.is_file())


def _is_day(name: str) -> bool:
    try:
        date.fromisoformat(name)
    except ValueError:
        return False
    return True
