"""Killed again and again in the middle, it ends as an undisturbed run does: no row lost or doubled."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from screening_world import customers, names, put_edition, world

HERE = Path(__file__).parent
PATHS = os.pathsep.join(str(HERE.parents[1] / folder) for folder in ("src", "tests"))
ROWS = 3_000
needs_signals = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs kill -9")


def start(home, source, out, workers):
    return subprocess.Popen(
        [sys.executable, HERE / "bulk_driver.py", home, source, out, str(workers)],
        env={**os.environ, "PYTHONPATH": PATHS},
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def is_empty(group):
    for _ in range(200):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


@needs_signals
@pytest.mark.slow
@pytest.mark.parametrize("workers", [1, 2])
def test_killed_anywhere_the_resumed_output_is_the_undisturbed_one(tmp_path, workers):
    """After each kill less is left to do; the last run ends."""
    home = tmp_path / "home"
    put_edition(home, world())
    source = customers(tmp_path / "c.csv", ROWS, names(60))
    whole = start(home, source, tmp_path / "whole.jsonl", workers)
    assert whole.communicate()[0].splitlines()[-1] == "done 0"

    dice, kept, kills = random.Random(workers), 0, 0
    for _ in range(4):
        process = start(home, source, tmp_path / "hits.jsonl", workers)
        chunks = dice.randrange(1, 12)
        seen = [process.stdout.readline().strip() for _ in range(chunks)]
        process.kill()
        process.wait()
        rest = process.stdout.read().split()
        process.stdout.close()
        assert is_empty(process.pid), "a worker lives on"
        assert int(seen[0]) > kept, "a chunk that was kept is done again"
        kept = int((seen + rest)[-1])
        kills += 1
        assert not (tmp_path / "hits.jsonl").exists()
    last = start(home, source, tmp_path / "hits.jsonl", workers)
    resumed_at = int(last.communicate()[0].split()[-1])
    assert kills == 4
    assert 40 <= kept <= resumed_at < ROWS
    assert (tmp_path / "hits.jsonl").read_bytes() == (tmp_path / "whole.jsonl").read_bytes()
    assert sorted(path.name for path in tmp_path.glob("hits*")) == ["hits.jsonl", "hits.jsonl.about.json"]
