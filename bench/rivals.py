"""Other matchers on the same pairs, in the same run."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path

from bench.frozen import Ledger
from bench.pairs import Labelled, Scorer, timed

SCRIPT = Path(__file__).parent / "rival_nomenklatura.py"


PROMISED_US, WRATIO_US = 50.0, 1.7
"""What a pair may cost, and what WRatio costs on the machine that this was promised for."""
_PASSES = 5


def wratio() -> Scorer:
    from rapidfuzz import fuzz, utils

    return lambda a, b, schema: fuzz.WRatio(a, b, processor=utils.default_process) / 100


def timed_wratio(pairs: Sequence[Labelled]) -> tuple[list[float], float]:
    """As `timed`, the best of a few passes: one takes some milliseconds, and every ratio rests on it."""
    passes = [timed(wratio(), pairs) for _ in range(_PASSES)]
    return min(passes, key=lambda one: one[1])


def say_cost(ledger: Ledger, us: float, wratio_us: float) -> None:
    """Prints what a pair costs, and promises it in the cost of WRatio, which moves with the machine."""
    ledger.say("microseconds a pair", us)
    most = PROMISED_US / WRATIO_US
    note = f"{us * WRATIO_US / wratio_us:.0f} us where WRatio takes {WRATIO_US:g}"
    ledger.say("cost of a pair in WRatios of the same run", us / wratio_us, most=most, note=note)


def nomenklatura(python: str, pairs: Sequence[Labelled]) -> tuple[list[float], float, str] | None:
    """Scores, microseconds a pair and version of logic-v2, run by another interpreter; None without one."""
    if not python:
        return None
    rows = [[p.name1, p.name2, p.schema] for p in pairs]
    done = subprocess.run(
        [python, str(SCRIPT)], input=json.dumps(rows), stdout=subprocess.PIPE, text=True, check=False
    )
    if done.returncode != 0:
        return None
    answer = json.loads(done.stdout.splitlines()[-1])
    return answer["scores"], answer["us"], answer["version"]
