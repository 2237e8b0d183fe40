"""`python -m fuzz [N] [AUTHORITY...] [--seed S]` in `tests/`: N mutated inputs for each authority.

Exit 1 when one brought anything but a list or a SourceError; its bytes are then in `fuzz-found/`, to become a
test. Memory is bounded by the system where it can be (Linux): a parser that needs more is a failure too.
"""

import argparse
import random
import sys
import time
import traceback
from collections import Counter
from pathlib import Path

import authority_fixtures as fixtures
from fuzz.attempt import attempt
from fuzz.mutations import mutated, random_steps
from interlock.sources.registry import authority_keys

MEMORY_BYTES = 2_000_000_000
MAX_INPUT_BYTES = 2_000_000
FOUND = Path("fuzz-found")


def main() -> int:
    """Runs the inputs, and says how many were read, refused, and worse."""
    options = argparse.ArgumentParser(prog="fuzz", description=__doc__)
    options.add_argument("count", nargs="?", type=int, default=100_000)
    options.add_argument("keys", nargs="*", metavar="AUTHORITY")
    options.add_argument("--seed", type=int, default=0)
    given = options.parse_args()
    _bound_memory()
    return 1 if sum(fuzz(key, given.count, given.seed) for key in given.keys or authority_keys()) else 0


def fuzz(key: str, count: int, seed: int) -> int:
    """`count` inputs for one authority. Returns: how many brought something else than they may."""
    shots = fixtures.shots(key)
    others = [file.data for shot in fixtures.every_shot() for _, file in shot.files]
    began, seen, slowest = time.perf_counter(), Counter(), 0.0
    failures: dict[str, int] = {}
    for turn in range(count):
        dice = random.Random(f"{seed} {key} {turn}")
        shot = dice.choice(shots)
        number = dice.randrange(len(shot.files))
        data = mutated(shot.files[number][1].data, random_steps(dice), others)[:MAX_INPUT_BYTES]
        try:
            outcome = attempt(shot, number, data)
        except Exception as error:  # noqa: BLE001  # whatever comes out is what is looked for
            place = traceback.extract_tb(error.__traceback__)[-1]
            _keep(
                failures,
                f"{type(error).__name__} at {Path(place.filename).name}:{place.lineno}",
                turn,
                shot,
                number,
                data,
            )
        else:
            seen["read" if outcome.read else "refused"] += 1
            slowest = max(slowest, outcome.seconds)
    seconds = time.perf_counter() - began
    print(
        f"{key}: {count:,} inputs, {seen['read']:,} read, {seen['refused']:,} refused,"
        f" {sum(failures.values())} worse; {seconds:.0f} s (slowest {slowest:.2f}), peak {_peak_mb():.0f} MB",
        flush=True,
    )
    for what, times in sorted(failures.items()):
        print(f"  {times}x {what}", flush=True)
    return sum(failures.values())


def _keep(failures: dict[str, int], what: str, turn: int, shot, number: int, data: bytes) -> None:
    failures[what] = failures.get(what, 0) + 1
    if failures[what] == 1:
        FOUND.mkdir(exist_ok=True)
        file = shot.files[number][1]
        (FOUND / f"{shot.list_key}-{turn}-{file.name}").write_bytes(data)
        print(f"  {shot} input {turn}: {what}", flush=True)


def _bound_memory() -> None:
    if sys.platform == "linux":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))


def _peak_mb() -> float:
    if sys.platform == "win32":
        return 0.0
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    sys.exit(main())
