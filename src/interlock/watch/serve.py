"""The metrics over HTTP, for a Prometheus that scrapes: a small thread, on this machine alone by default."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from interlock.base.errors import QueryError

HOST = "127.0.0.1"
CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


class Board:
    """The text that is shown; changed by the watch, read by the server's threads."""

    def __init__(self) -> None:
        self.text = ""


@contextmanager
def serving(board: Board, port: int, host: str = HOST) -> Iterator[int]:
    """`/metrics` answers with the board's text inside the block. Gives the port; 0 asks for a free one.

    Raises:
        QueryError: the port cannot be had.
    """

    class Handler(BaseHTTPRequestHandler):
        timeout = 5.0
        server_version = "interlock"
        sys_version = ""

        def do_GET(self) -> None:
            known = self.path.partition("?")[0] == "/metrics"
            body = board.text.encode() if known else b"metrics are at /metrics\n"
            self.send_response(200 if known else 404)
            self.send_header("Content-Type", CONTENT_TYPE)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            """Scrapes are not news."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: Any) -> None:
            """A scraper that hangs up is not news either."""

    try:
        server = Server((host, port), Handler)
    except (OSError, OverflowError) as error:
        raise QueryError(
            f"the metrics cannot be served at {host}:{port}: {getattr(error, 'strerror', None) or error}",
            where="--metrics-port",
            remedy="give another port, or --metrics-file",
        ) from error
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
