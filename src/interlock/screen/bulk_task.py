"""One piece of bulk work as a value: which indexes, which manner. Whoever has the files can do it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec

from interlock.screen.bulk_changes import Changes
from interlock.screen.bulk_hits import Screened
from interlock.screen.bulk_kernel import Against, Kernel, Manner, screened
from interlock.screen.bulk_rows import Row
from interlock.screen.columns import mapped
from interlock.screen.dataset import OURS, Dataset, dataset_of

AFTER = "edition.index"
BEFORE = "earlier.index"
FEW_AFTER = "changed.index"
FEW_BEFORE = "changed-earlier.index"


class Task(msgspec.Struct, frozen=True):
    """How to screen any row of the input."""

    manner: Manner
    version: str
    """The edition."""
    since: str = ""
    """An earlier edition: only what differs is told."""

    def files(self) -> tuple[str, ...]:
        """The indexes that it needs, by name."""
        return (AFTER, BEFORE, FEW_AFTER, FEW_BEFORE) if self.since else (AFTER,)

    def kernel(self, where: Callable[[str], Path]) -> Kernel:
        """What answers rows. `where`: of a name in `files` the file, which is mapped and not read.

        Raises:
            StoreError: an index is not there, or damaged.
        """
        if not self.since:
            return Against(_open(where(AFTER), self.version), self.manner)
        return Changes(
            _open(where(BEFORE), self.since),
            _open(where(AFTER), self.version),
            _open(where(FEW_BEFORE), self.since),
            _open(where(FEW_AFTER), self.version),
            self.manner,
        )


def _open(path: Path, version: str) -> Dataset:
    return dataset_of(mapped(path), name=OURS, title="", version=version)


_kernel: Kernel | None = None
"""Of this worker process, which does one task all its life."""


def begin(task: Task, folder: Path) -> None:
    """This process can answer rows."""
    global _kernel  # a worker has no other place to keep what its chunks share
    _kernel = task.kernel(folder.joinpath)


def carry_out(rows: list[Row]) -> Screened:
    """The rows, screened by this process's kernel."""
    if _kernel is None:
        raise RuntimeError("begin was not called in this process")
    return screened(_kernel, rows)
