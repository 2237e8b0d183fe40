"""Running a command for its time and its memory, on real lists when they are there."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
import timeit
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).parents[1]
LISTS = Path(os.environ.get("INTERLOCK_TEST_LISTS", REPOSITORY.parent / "shared" / "lists"))


@dataclass(frozen=True)
class Cost:
    """What one command cost."""

    seconds: float
    peak_mb: float
    """Of the largest single process among the command and its workers."""
    code: int
    cpu_s: float = 0.0
    """Of processors, the command's and its workers'; 0 where that was not measured."""


def run(*arguments: str, home: Path) -> Cost:
    """Runs `interlock ARGUMENTS` in a process of its own; its standard output is dropped.

    The peak is the largest process ever waited for by the *measuring child*, so runs do not mix.
    """
    probe = (
        "import resource, subprocess, sys\n"
        "code = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL).returncode\n"
        "used = resource.getrusage(resource.RUSAGE_CHILDREN)\n"
        "print(used.ru_utime + used.ru_stime, used.ru_maxrss, code)\n"
    )
    command = [sys.executable, "-m", "interlock", *arguments, "--home", str(home)]
    began = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", probe, *command], stdout=subprocess.PIPE, text=True, check=True
    )
    seconds = time.perf_counter() - began
    cpu_s, peak_kb, code = done.stdout.split()[-3:]
    scale = 1024 if sys.platform != "darwin" else 1024 * 1024
    return Cost(seconds, int(peak_kb) / scale, int(code), float(cpu_s))


def known_loop_us() -> float:
    """Processor time of a loop that everyone knows, by which to judge how slow the machine is just now."""
    return min(timeit.repeat("sum(range(1000))", number=1_000, repeat=5, timer=time.process_time)) * 1e3


def this_peak_mb() -> float:
    """Peak memory of this process so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
