"""How much each client may ask for: a bucket of tokens that fills with time. Pure: time is handed in."""

from __future__ import annotations

_MANY = 10_000
"""Buckets kept before full ones are dropped: some megabytes. A client that was dropped starts full again,
which is what its bucket was."""


class Throttle:
    """One bucket for each client."""

    def __init__(self, rate: float, burst: float) -> None:
        """`rate`: tokens a second, 0 for no limit. `burst`: what a full bucket holds."""
        self._rate = rate
        self._burst = burst
        self._buckets: dict[str, tuple[float, float]] = {}

    def wait_s(self, client: str, cost: float, now: float, rate: float | None = None) -> float:
        """0.0 when the client may go on, and its tokens are taken; else the seconds until it may.

        `now`: seconds of a clock that never goes back. `rate`: the client's own, in place of the common one.
        What costs more than a bucket holds may go on when the bucket is full, and leaves a debt.
        """
        fill = self._rate if rate is None else rate
        if fill <= 0:
            return 0.0
        burst = max(self._burst, fill)
        tokens, at = self._buckets.get(client, (burst, now))
        tokens = min(burst, tokens + (now - at) * fill)
        missing = min(cost, burst) - tokens
        if missing > 0:
            return missing / fill
        self._buckets[client] = (tokens - cost, now)
        if len(self._buckets) > _MANY:
            self._drop_full(now)
        return 0.0

    def _drop_full(self, now: float) -> None:
        slowest = self._rate or 1.0
        self._buckets = {
            client: (tokens, at)
            for client, (tokens, at) in self._buckets.items()
            if tokens + (now - at) * slowest < self._burst
        }
