"""News of alarms to a webhook. A failure is told in words, never raised: an alarm must not stop the watch."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import httpx

from interlock.ingest.backoff import backoff_s
from interlock.ingest.fetch_http import client

ATTEMPTS = 3
TIMEOUT_S = 10.0
DEADLINE_S = 60.0


def post(
    url: str,
    payload: bytes,
    *,
    roll: Callable[[], float],
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    deadline_s: float = DEADLINE_S,
) -> str:
    """Empty when the webhook took the JSON; else why not, without its address, which may be a secret."""

    async def within() -> str:
        try:
            async with asyncio.timeout(deadline_s):
                return await _post(url, payload, roll, sleep)
        except TimeoutError:
            return f"it took longer than {deadline_s:g} s in all"

    return asyncio.run(within())


async def _post(
    url: str, payload: bytes, roll: Callable[[], float], sleep: Callable[[float], Awaitable[None]]
) -> str:
    why = "it was never asked"
    async with client(TIMEOUT_S) as http:
        for attempt in range(1, ATTEMPTS + 1):
            try:
                request = http.build_request(
                    "POST", url, content=payload, headers={"Content-Type": "application/json"}
                )
                response = await http.send(request, stream=True)
                await response.aclose()
            except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
                why = type(error).__name__
            else:
                if response.is_success:
                    return ""
                why = f"it answered with status {response.status_code}"
                if response.status_code < 500 and response.status_code != 429:
                    return why
            if attempt < ATTEMPTS:
                await sleep(backoff_s(attempt, roll))
    return why
