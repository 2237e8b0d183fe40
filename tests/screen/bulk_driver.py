"""Screens a file of customers as the command does, in small chunks. Run, and killed, by test_bulk_crash.py.

Arguments: home, input, output, workers. Prints a line when the first chunk is kept.
"""

import sys
from pathlib import Path

from interlock.screen.bulk_journal import Work
from interlock.screen.bulk_run import Local, Order, screen_file
from screening_world import TODAY

ROWS = 10


def told(add):
    """`Work.add`, saying how many rows are kept."""

    def adding(work, chunk):
        add(work, chunk)
        print(work.mark.tally.rows, flush=True)

    return adding


if __name__ == "__main__":
    Work.add = told(Work.add)
    home, source, out = map(Path, sys.argv[1:4])
    done = screen_file(home, Order(source=source, out=out), TODAY, engine=Local(int(sys.argv[4]), chunk=ROWS))
    print("done", done.resumed_at, flush=True)
