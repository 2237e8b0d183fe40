"""How long to wait before asking again. Pure: the dice and the clock are the caller's."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

FIRST_WAIT_S = 1.0
MAX_WAIT_S = 60.0
MAX_RETRY_AFTER_S = 120.0
"""A site that asks for more is not waited for: the next poll comes soon enough."""


def backoff_s(attempt: int, roll: Callable[[], float]) -> float:
    """Seconds before the next attempt: doubled each time, between half and all of it by chance.

    `attempt`: how many have failed, from 1. `roll`: 0..1. The chance keeps many clients that failed
    together from coming back together.
    """
    full = min(FIRST_WAIT_S * 2.0 ** (attempt - 1), MAX_WAIT_S)
    return full * (0.5 + roll() / 2)


def retry_after_s(header: str, now: datetime) -> float | None:
    """Seconds that a Retry-After header asks for, never negative; None when it says nothing readable."""
    text = header.strip()
    if text.isascii() and text.isdigit() and len(text) < 10:
        return float(text)
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max((moment - now).total_seconds(), 0.0)
