"""Work that lets those who answer meanwhile go first."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import TypeVar

T = TypeVar("T")

_NICE = 5
"""A quarter of the share of others where all want the processor. At 19 it would be a seventieth: a server
with more to do than its machine can would hardly ever come to a new edition."""


def gently(work: Callable[[], T]) -> T:
    """What the work gives. Others had the processor first.

    In a thread, which ends with it: a process that has lowered its own priority may not raise it again.
    """
    with ThreadPoolExecutor(1, initializer=give_way) as threads:
        return threads.submit(work).result()


def give_way() -> None:
    """Others have the processor first, from here on, of this thread.

    Only Linux gives each thread a priority of its own; elsewhere nothing changes.
    """
    if sys.platform == "linux":
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICE)
