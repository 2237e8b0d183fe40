"""Work that leaves the processor to those who answer meanwhile."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import TypeVar

T = TypeVar("T")

_LEAST = 19


def gently(work: Callable[[], T]) -> T:
    """What the work gives. It was done with the time of processors that nobody else wanted.

    In a thread, which ends with it: a process that has lowered its own priority may not raise it again.
    """
    with ThreadPoolExecutor(1, initializer=give_way) as threads:
        return threads.submit(work).result()


def give_way() -> None:
    """This thread runs from here on when nobody else wants the processor.

    Only Linux gives each thread a priority of its own; elsewhere nothing changes.
    """
    if sys.platform == "linux":
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _LEAST)
