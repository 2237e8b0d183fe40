"""False alarms: a hundred designation gaps drawn by seed, each judged by hand against the lists."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable
from datetime import date
from hashlib import sha256
from pathlib import Path

from bench.options import Options
from interlock.gaps.run import answer
from interlock.model.gap import Gap

DATA = Path(__file__).parent / "data" / "gap-judgements.csv"
COLUMNS = ("gap_id", "authority", "listed_by", "verdict", "reason", "judged_by")
VERDICTS = ("real", "false", "cannot tell")
"""`false`: the list that is said to lack the target holds it. `real`: it does not, under any spelling."""
SEED, DRAWN = 20260310, 100
AS_OF = date(2026, 3, 10)
"""The newest day that all five lists of the default question can speak of."""
MOST_FALSE = 2
MOST_UNJUDGED = 10
"""Of the hundred. With more of them unjudged, what is left is no draw: they are the ones that stayed."""


def main(options: Options) -> int:
    """Prints how many of the drawn gaps were judged false. Returns the number of broken promises."""
    if options.home is None:
        print("  name a home with an edition of all lists (--home)")
        return 0
    drawn = draw(open_gaps(options.home))
    judged = judgements(drawn, read())
    if options.show is not None:
        _write_sheet(drawn, judged, options.show)
    counts = Counter(row["verdict"] for row in judged.values())
    print(
        f"  of the {len(drawn)} that seed {SEED} draws: "
        + ", ".join(f"{counts[verdict]} {verdict}" for verdict in VERDICTS)
        + f", {len(drawn) - len(judged)} not judged"
    )
    for gap_id, row in sorted(judged.items()):
        if row["verdict"] != "real":
            print(f"  {row['verdict']}: {gap_id}: {row['reason']}")
    kept = counts["false"] * DRAWN <= MOST_FALSE * len(judged) and len(drawn) - len(judged) <= MOST_UNJUDGED
    verdict = "ok    " if kept else "BROKEN"
    print(
        f"{verdict} {counts['false']} false alarms of {len(judged)} judged "
        f"(at most {MOST_FALSE} in {DRAWN}, at most {MOST_UNJUDGED} not judged)"
    )
    return 0 if kept else 1


def open_gaps(home: Path) -> list[Gap]:
    """The open designation gaps of the newest DPRK report."""
    report = answer(home, as_of=AS_OF, kind="designation")
    return [gap for gap in report.gaps if gap.status == "open"]


def draw(found: Iterable[Gap], size: int = DRAWN) -> list[Gap]:
    """The gaps whose ids hash lowest with the seed, by id: a gap more or less changes one of them at most.

    By gap id, because it outlasts what it rests on: between two editions of one day and two versions of the
    resolver, 715 of 724 gaps kept their id, and 708 the entries that list the target.
    """
    return sorted(sorted(found, key=_lot)[:size], key=lambda gap: gap.gap_id)


def _lot(gap: Gap) -> bytes:
    return sha256(f"{SEED} {gap.gap_id}".encode()).digest()


def judgements(drawn: Iterable[Gap], rows: Iterable[dict[str, str]]) -> dict[str, dict[str, str]]:
    """By gap id, the row that judges it: under its id, or else under who lacks it and who lists it."""
    by_id, by_entries = {}, {}
    for row in rows:
        by_id[row["gap_id"]] = row
        by_entries[row["authority"], row["listed_by"]] = row
    found = {gap.gap_id: by_id.get(gap.gap_id) or by_entries.get(_entries(gap)) for gap in drawn}
    return {gap_id: row for gap_id, row in found.items() if row is not None}


def _entries(gap: Gap) -> tuple[str, str]:
    """What stays when an edition gives the target another id: who lacks it, and the entries that list it."""
    return gap.authority, " ".join(sorted(f"{one.authority}:{one.source_id}" for one in gap.listed_by))


def read() -> list[dict[str, str]]:
    """Every judgement, those on gaps that are closed or no longer drawn too."""
    with DATA.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _write_sheet(drawn: list[Gap], judged: dict[str, dict[str, str]], folder: Path) -> None:
    """A sheet to judge on: names stand in it, so it stays out of the repository."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "gaps-to-judge.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow((*COLUMNS, "target", "native", "names", "why"))
        for gap in drawn:
            row = judged.get(gap.gap_id, {})
            names = " | ".join(dict.fromkeys(one.name for one in gap.listed_by))
            said = (row.get("verdict", ""), row.get("reason", ""), row.get("judged_by", ""))
            natives = " | ".join(gap.native_names)
            writer.writerow(
                (gap.gap_id, *_entries(gap), *said, gap.target_name, natives, names, gap.why),
            )
