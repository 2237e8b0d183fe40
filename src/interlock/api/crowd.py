"""How many connections each process of a generation holds, seen by all of them.

One number for each in a file that all of them map: written and read without a call to the system.
"""

from __future__ import annotations

import mmap
from pathlib import Path

TAKES_NONE = (1 << 32) - 1
"""Of a process that loads, or is about to end: nobody leaves a connection to it."""
_WIDTH = 4


class Crowd:
    """One process's view of it."""

    def __init__(self, path: Path, size: int, place: int) -> None:
        """`size`: processes of the generation; `place`: this one's among them. Raises: OSError."""
        with path.open("a+b") as file:
            file.truncate(size * _WIDTH)
            self._map = mmap.mmap(file.fileno(), size * _WIDTH)
        self._held = memoryview(self._map).cast("I")
        self._place = place
        self._others = [other for other in range(size) if other != place]
        self.holds(TAKES_NONE)

    def holds(self, connections: int) -> None:
        """This process has so many."""
        self._held[self._place] = connections

    def is_emptier_elsewhere(self, mine: int) -> bool:
        """Does another one, that takes connections, have fewer than so many?"""
        return any(self._held[other] < mine for other in self._others)
