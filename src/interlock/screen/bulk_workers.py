"""Chunks done by several processes, given back in their order, a few ahead of whoever takes them.

Workers are spawned and never forked: a fork would share locks and threads of whoever calls, a server too.
"""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

from interlock.base.errors import StoreError
from interlock.base.workers import end_with_parent
from interlock.screen import bulk_task
from interlock.screen.bulk_hits import Screened
from interlock.screen.bulk_kernel import screened
from interlock.screen.bulk_rows import Row
from interlock.screen.bulk_task import Task

_AHEAD = 2
"""Chunks for each worker that wait or are in work: one in hand, one ready."""


def screen_chunks(task: Task, folder: Path, chunks: Iterable[list[Row]], workers: int) -> Iterator[Screened]:
    """Each chunk screened, in order. `folder`: where the task's indexes lie.

    Raises:
        StoreError: an index cannot be read, or a worker died.
    """
    if workers <= 1:
        kernel = task.kernel(folder.joinpath)
        for chunk in chunks:
            yield screened(kernel, chunk)
        return
    pool = ProcessPoolExecutor(
        workers,
        mp_context=multiprocessing.get_context("spawn"),
        initializer=_begin,
        initargs=(task, str(folder)),
    )
    try:
        yield from _in_order(pool, chunks, workers * _AHEAD)
    except BrokenProcessPool as error:
        raise StoreError(
            "a worker process died, for want of memory perhaps",
            remedy="run the same command again: it goes on where it stopped; or give fewer --workers",
        ) from error
    finally:
        pool.shutdown(cancel_futures=True)


def _in_order(pool: ProcessPoolExecutor, chunks: Iterable[list[Row]], most: int) -> Iterator[Screened]:
    waiting: deque[Future[Screened]] = deque()
    for chunk in chunks:
        if len(waiting) >= most:
            yield waiting.popleft().result()
        waiting.append(pool.submit(bulk_task.carry_out, chunk))
    while waiting:
        yield waiting.popleft().result()


def _begin(task: Task, folder: str) -> None:
    end_with_parent()
    bulk_task.begin(task, Path(folder))
