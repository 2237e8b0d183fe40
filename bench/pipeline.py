"""From official lists to the report: all snapshots, and the newest alone."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from bench.measure import LISTS, Cost, run

AUTHORITIES = ("us", "un", "eu", "jp", "kr")
ALL_S, ALL_MB = 240.0, 3072.0
NEWEST_S = 60.0
ANSWER_S, EVERYTHING_S = 1.5, 10.0


def main() -> int:
    """Prints the figures beside what was promised. Returns the number of broken promises."""
    if not LISTS.is_dir():
        print(f"the real lists are not at {LISTS}; set INTERLOCK_TEST_LISTS")
        return 0
    broken = 0
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "all"
        cost = run("run", "--lists", str(LISTS), "--out", f"{folder}/out", home=home)
        broken += _say("run over all snapshots of all lists", cost, ALL_S, ALL_MB)
        broken += _say("build again, nothing changed", run("build", home=home), NEWEST_S)
        answer = ("gaps", "--format", "json")
        broken += _say("interlock gaps (dprk)", run(*answer, home=home), ANSWER_S)
        broken += _say("interlock gaps --focus all", run(*answer, "--focus", "all", home=home), EVERYTHING_S)
        newest = _newest_alone(Path(folder) / "lists")
        fresh = Path(folder) / "newest"
        broken += _say("ingest the newest snapshots", run("ingest", str(newest), home=fresh), NEWEST_S)
        broken += _say("build from the newest snapshots", run("build", home=fresh), NEWEST_S)
    return broken


def _newest_alone(into: Path) -> Path:
    """A folder with each authority's newest day that holds a whole list."""
    whole = {"us": "sdn.csv.gz", "un": "consolidated.xml.gz", "eu": "xmlFullSanctionsList_1_1.xml.gz",
             "jp": ".xlsx.gz", "kr": ".csv.gz"}  # fmt: skip
    for authority in AUTHORITIES:
        days = [
            day
            for day in sorted((LISTS / authority).iterdir())
            if day.is_dir()
            and any(f.name.endswith(whole[authority]) and "meti" not in f.name for f in day.iterdir())
        ]
        shutil.copytree(days[-1], into / authority / days[-1].name)
    return into


def _say(what: str, cost: Cost, most_s: float, most_mb: float = 3072.0) -> int:
    kept = cost.seconds <= most_s and cost.peak_mb <= most_mb and cost.code in (0, 3)
    mark = "ok    " if kept else "BROKEN"
    print(
        f"{mark} {what:<52} {cost.seconds:7.2f} s (at most {most_s:g})"
        f" {cost.peak_mb:7.0f} MB (at most {most_mb:g})  exit {cost.code}",
        flush=True,
    )
    return 0 if kept else 1
