"""When to poll. Pure: clock and dice are the caller's."""

from __future__ import annotations

import re

from interlock.base.errors import QueryError

MIN_EVERY_S = 60.0
"""Official lists change a few times a day at most; asking more often would only be turned away."""
JITTER = 0.1
"""Share of the interval by which a poll may be early or late: many installations must not ask at once."""

_UNITS = {"s": 1.0, "m": 60.0, "h": 3600.0, "d": 86_400.0}
_EVERY = re.compile(r"(\d{1,6})\s*([smhd])")


def seconds_of(text: str) -> float:
    """`90s`, `30m`, `6h` or `1d` in seconds.

    Raises:
        QueryError: neither of these, or less than a minute.
    """
    match = _EVERY.fullmatch(text.strip().lower())
    if match is None:
        raise QueryError(
            f"{text!r} is no length of time", where="--every", remedy="write it as 30m, 6h or 1d"
        )
    seconds = int(match[1]) * _UNITS[match[2]]
    if seconds < MIN_EVERY_S:
        raise QueryError(
            f"every {text} is too often: sites turn away who asks so often",
            where="--every",
            remedy="give a minute or more; official lists change a few times a day at most",
        )
    return seconds


def wait_s(every_s: float, took_s: float, roll: float) -> float:
    """Seconds from the end of a poll that took `took_s` to the start of the next. `roll`: 0..1."""
    return max(every_s * (1.0 + JITTER * (2.0 * roll - 1.0)) - took_s, 1.0)
