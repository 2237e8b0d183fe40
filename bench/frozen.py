"""Figures beside the ones that were frozen in git: what a change did, before and after."""

from __future__ import annotations

import json
from pathlib import Path

BASELINES = Path(__file__).parent / "baselines"
Figures = dict[str, float]


class Ledger:
    """Collects a bench's figures, prints each beside its baseline, and freezes them when asked."""

    def __init__(self, bench: str) -> None:
        self._path = BASELINES / f"{bench}.json"
        self._before: Figures = {}
        if self._path.is_file():
            self._before = json.loads(self._path.read_text(encoding="utf-8"))
        self._now: Figures = {}
        self.broken = 0

    def say(
        self,
        name: str,
        value: float,
        *,
        least: float | None = None,
        most: float | None = None,
        note: str = "",
    ) -> None:
        """Prints one figure; `least` and `most` are what was promised."""
        value = round(value, 4)
        self._now[name] = value
        kept = (least is None or value >= least) and (most is None or value <= most)
        promise = "" if least is None and most is None else ("ok" if kept else "BROKEN")
        self.broken += not kept
        goal = (f" at least {least:g}" if least is not None else "") + (
            f" at most {most:g}" if most is not None else ""
        )
        before = self._before.get(name)
        was = "  (no baseline)" if before is None else f"  was {before:g}" if before != value else ""
        print(f"  {promise:6} {name:<52} {value:>10g}{goal}{was}{'  ' + note if note else ''}", flush=True)

    def close(self, *, freeze: bool) -> int:
        """Writes the baseline when asked. Returns the number of broken promises."""
        gone = sorted(self._before.keys() - self._now.keys())
        if gone:
            print(f"  in the baseline and not measured now: {', '.join(gone)}")
        if freeze:
            BASELINES.mkdir(exist_ok=True)
            # What this run could not measure (a rival that is not here) keeps its frozen figure.
            body = json.dumps(self._before | self._now, indent=1, sort_keys=True, ensure_ascii=False)
            self._path.write_text(body + "\n", encoding="utf-8")
            print(f"  frozen: {self._path.name}")
        return self.broken
