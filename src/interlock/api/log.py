"""The log of a server: one JSON object a line on standard error, and nothing personal in it.

Never written: names that are screened, search texts, addresses beyond the route's pattern, keys, and (unless
asked for) where a client calls from. Of a fault: its kind and the lines of code, not its message.
"""

from __future__ import annotations

import logging
import sys
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import msgspec
import structlog
from structlog.typing import EventDict, FilteringBoundLogger, WrappedLogger

Write = Callable[[str], None]


def to_stderr(line: str) -> None:
    """The line is on standard error, whole."""
    sys.stderr.write(line + "\n")
    sys.stderr.flush()


def logger_of(write: Write = to_stderr, **always: Any) -> FilteringBoundLogger:
    """A log that writes lines of JSON, each with what is given here in it."""
    wrapped: FilteringBoundLogger = structlog.wrap_logger(
        _Lines(write),
        processors=[
            _level,
            _time,
            structlog.processors.JSONRenderer(serializer=_json),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        **always,
    )
    return wrapped


def place_of(error: BaseException) -> list[str]:
    """Where the fault happened, in lines of code: `module.py:12 function`, the innermost last."""
    frames = traceback.extract_tb(error.__traceback__)
    return [f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno} {frame.name}" for frame in frames[-8:]]


class ServerLog(logging.Handler):
    """What uvicorn and asyncio log by the standard library, as lines of ours."""

    def __init__(self, log: FilteringBoundLogger) -> None:
        super().__init__(logging.WARNING)
        self._log = log

    def emit(self, record: logging.LogRecord) -> None:
        """The record is a line; of an exception its kind and place."""
        error = record.exc_info[1] if record.exc_info else None
        facts: dict[str, Any] = {"logger": record.name, "text": str(record.msg).strip()}
        if error is not None:
            facts |= {"kind": type(error).__name__, "at": place_of(error)}
        self._log.log(record.levelno, "server", **facts)


class _Lines:
    """Takes rendered lines; structlog's end of the chain."""

    def __init__(self, write: Write) -> None:
        self.debug = self.info = self.warning = self.error = self.critical = self.log = self.msg = write


def _level(_logger: WrappedLogger, method: str, event: EventDict) -> EventDict:
    return {"level": method, **event}


def _time(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    return {"time": datetime.now(UTC).isoformat(timespec="milliseconds"), **event}


def _json(event: EventDict, **_: Any) -> str:
    return msgspec.json.encode(event).decode()
