"""Killed at any instant, the home still opens, and has the old edition or the new one."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from fake_lists import PARSERS, core, put
from interlock.ingest.run import ingest

HERE = Path(__file__).parent
PATHS = os.pathsep.join(str(HERE.parents[1] / folder) for folder in ("src", "tests"))
ENVIRONMENT = {**os.environ, "PYTHONPATH": PATHS}
KILLS = 200

needs_signals = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and kill")


@needs_signals
@pytest.mark.slow
def test_two_hundred_kills_lose_nothing(tmp_path):
    """Archive, cache and editions; at least half of the kills must have hit work in progress."""
    done = subprocess.run(
        [sys.executable, HERE / "crash_driver.py", tmp_path, str(KILLS), "20221213"],
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-4000:]
    seen = json.loads(done.stdout)
    print(seen)
    assert seen["kills"] == KILLS
    assert seen["hits"] >= KILLS / 2
    assert seen["old"] + seen["new"] == KILLS
    assert min(seen["old"], seen["new"]) >= 3, "the kills did not fall on both sides of the swap"


@needs_signals
def test_workers_end_with_the_process_that_started_them_and_the_lock_is_free(tmp_path):
    """Also when that process is killed and can tell nobody."""
    lists = tmp_path / "lists"
    for day in range(1, 6):
        put(lists, f"2022-01-0{day}", core=core("1|KIM"))
    process = subprocess.Popen(
        [sys.executable, HERE / "orphan_driver.py", tmp_path / "home", lists],
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        start_new_session=True,
    )
    assert process.stdout.readline() == b"parsing\n"
    process.kill()
    process.wait()
    assert _is_empty(process.pid), "a worker lives on"
    process.stdout.close()
    assert ingest(tmp_path / "home", [lists], parsers=PARSERS, workers=1).changed


def _is_empty(group):
    for _ in range(100):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.1)
    os.killpg(group, signal.SIGKILL)
    return False
