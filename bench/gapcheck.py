"""False alarms: a hundred designation gaps drawn by seed, each judged by hand against the lists."""

from __future__ import annotations

import csv
import random
from datetime import date
from pathlib import Path

from bench.options import Options
from interlock.gaps.run import answer
from interlock.model.gap import Gap

DATA = Path(__file__).parent / "data" / "gap-judgements.csv"
COLUMNS = ("gap_id", "authority", "listed_by", "verdict", "reason")
SEED, DRAWN = 20260310, 100
AS_OF = date(2026, 3, 10)
"""The newest day that all five lists of the default question can speak of."""
MOST_WRONG = 2


def main(options: Options) -> int:
    """Prints how many of the drawn gaps were judged false. Returns the number of broken promises."""
    if options.home is None:
        print("  name a home with an edition of all lists (--home)")
        return 0
    found = _open(options.home)
    drawn = draw(found)
    if options.show is not None:
        _write_sheet(drawn, options.show)
    judged = _judgements()
    known = {(row["authority"], row["listed_by"]) for row in judged}
    missing = [gap.gap_id for gap in drawn if _key(gap) not in known]
    keys = {_key(gap) for gap in found}
    still = [row for row in judged if (row["authority"], row["listed_by"]) in keys]
    wrong = [row for row in still if row["verdict"] == "wrong"]
    print(f"  {len(judged)} judged by hand, {len(still)} of them open in this edition too")
    if missing:
        print(
            f"  of the {len(drawn)} that seed {SEED} draws from this edition, {len(missing)} are not judged"
        )
    for row in wrong:
        print(f"  wrong: {row['gap_id']}: {row['reason']}")
    kept = len(wrong) * DRAWN <= MOST_WRONG * len(still)
    verdict = "ok    " if kept else "BROKEN"
    print(f"{verdict} {len(wrong)} false alarms of {len(still)} (at most {MOST_WRONG} in {DRAWN})")
    return 0 if kept else 1


def _open(home: Path) -> list[Gap]:
    report = answer(home, as_of=AS_OF, kind="designation")
    return sorted((gap for gap in report.gaps if gap.status == "open"), key=_key)


def draw(found: list[Gap]) -> list[Gap]:
    """A hundred of the open gaps of the newest DPRK report, by id."""
    return sorted(random.Random(SEED).sample(found, DRAWN), key=lambda gap: gap.gap_id)


def _key(gap: Gap) -> tuple[str, str]:
    """What stays when an edition gives the target another id: who lacks it, and the entries that list it."""
    return gap.authority, " ".join(sorted(f"{one.authority}:{one.source_id}" for one in gap.listed_by))


def _judgements() -> list[dict[str, str]]:
    if not DATA.is_file():
        return []
    with DATA.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _write_sheet(drawn: list[Gap], folder: Path) -> None:
    """A sheet to judge on: names stand in it, so it stays out of the repository."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "gaps-to-judge.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow((*COLUMNS, "target", "native", "names", "why"))
        for gap in drawn:
            authority, entries = _key(gap)
            names = " | ".join(dict.fromkeys(one.name for one in gap.listed_by))
            natives = " | ".join(gap.native_names)
            writer.writerow(
                (gap.gap_id, authority, entries, "", "", gap.target_name, natives, names, gap.why)
            )
