"""Other matchers on the same pairs, in the same run."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path

from bench.pairs import Labelled, Scorer

SCRIPT = Path(__file__).parent / "rival_nomenklatura.py"


def wratio() -> Scorer:
    from rapidfuzz import fuzz, utils

    return lambda a, b, schema: fuzz.WRatio(a, b, processor=utils.default_process) / 100


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
