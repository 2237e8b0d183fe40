"""Kills ingest and build at random instants, and looks at what is left. Run by test_crash.py.

Arguments: an empty folder, the number of kills, a seed. Prints one JSON line with what was seen.
"""

import gc
import json
import os
import random
import signal
import sys
import time
from pathlib import Path

from fake_lists import PARSERS, alias, build, core, put
from interlock.ingest.run import ingest
from interlock.store.archive import Archive
from interlock.store.editions import Editions

DAYS = ("2022-01-01", "2022-02-01", "2022-08-01", "2023-01-01")


def work(home, lists):
    """Ingest and build, as `interlock run` does; the id of the edition."""
    ingest(home, [lists], parsers=PARSERS, workers=1)
    return build(home)


def new_lists(root, number, chance):
    """One or two snapshots: of a new day, or a longer issue of an old one, which is then in force."""
    lists = root / "lists" / str(number)
    for day in chance.sample(DAYS, chance.randint(1, 2)):
        keys = chance.sample(range(10, 60), 40)
        put(lists, day, core=core(*(f"{key}|KIM {key}|{'x' * number}" for key in keys)))
        if chance.random() < 0.5:
            put(lists, day, alias=alias(*(f"{key}|alias {'x' * number}" for key in keys)))
    return lists


def undisturbed_s(home, root, chance):
    """How long a child takes when nobody kills it, as a middle of nine."""
    times = []
    for number in range(-9, 0):
        lists = new_lists(root, number + 10, chance)
        began = time.perf_counter()
        child = os.fork()
        if child == 0:
            work(home, lists)
            os._exit(0)
        os.waitpid(child, 0)
        times.append(time.perf_counter() - began)
    return sorted(times)[4]


def killed_after(delay_s, home, lists):
    """Does the work in a child and kills it. Returns: whether it was still at work."""
    child = os.fork()
    if child == 0:
        work(home, lists)
        os._exit(0)
    time.sleep(delay_s)
    os.kill(child, signal.SIGKILL)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def main(root, kills, seed):
    """Every kill is followed by a look at the home, and by the same work undisturbed."""
    home, chance = root / "home", random.Random(seed)
    editions = Editions(home)
    work(home, new_lists(root, 0, chance))
    took_s, hits, kept, advanced = undisturbed_s(home, root, chance), 0, 0, 0
    for number in range(1, kills + 1):
        lists = new_lists(root, number + 10, chance)
        before = editions.current()
        records = editions.load().records
        hits += killed_after(chance.uniform(0, 2 * took_s), home, lists)

        found = editions.current()
        editions.verify(found)
        editions.verify(before)
        assert editions.load(before).records == records, "an old edition changed"
        Archive(home).manifests()
        began = time.perf_counter()
        after = work(home, lists)
        took_s = (
            0.8 * took_s + 0.2 * (time.perf_counter() - began) if number > 1 else time.perf_counter() - began
        )
        assert found in (before, after), f"neither the old nor the new edition after kill {number}"
        assert editions.current() == after
        assert list((home / "tmp").iterdir()) == [], "rubbish"
        kept += found == before
        advanced += found == after
        gc.collect()
    editions.verify()
    Archive(home).verify()
    print(
        json.dumps({"kills": kills, "hits": hits, "old": kept, "new": advanced, "took_s": round(took_s, 3)})
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
