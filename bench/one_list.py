"""From an unchanged home, one changed list to a new edition: for each list, ingest and build."""

from __future__ import annotations

import gzip
import shutil
import tempfile
from datetime import date, timedelta
from pathlib import Path

from bench.measure import LISTS, run

MOST_S = 10.0


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
                f" {seconds:7.2f} s (at most {MOST_S:g}): ingest {read.seconds:.2f} build {built.seconds:.2f}"
                f"  exit {read.code}, {built.code}",
                flush=True,
            )
    return broken


def _as_of_the_next_day(authority: str, into: Path) -> Path | None:
    """A folder with the newest snapshot of the authority under a later day; None when it has none."""
    days = sorted(path for path in (LISTS / authority).iterdir() if _is_day(path.name))
    if not days:
        return None
    day = date.fromisoformat(days[-1].name) + timedelta(days=1)
    place = into / authority / day.isoformat()
    place.mkdir(parents=True)
    for file in days[-1].iterdir():
        if file.is_file() and file.suffix == ".gz":
            # Unlike bytes, same content: nothing is answered from the cache.
            data = gzip.decompress(file.read_bytes())
            tail = b"\n" if file.name.endswith((".csv.gz", ".xml.gz")) else b""
            (place / file.name.removesuffix(".gz")).write_bytes(data + tail)
        elif file.is_file():
            shutil.copy(file, place)
    return into / authority


def _is_day(name: str) -> bool:
    try:
        date.fromisoformat(name)
    except ValueError:
        return False
    return True
