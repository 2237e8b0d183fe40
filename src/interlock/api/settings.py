"""What a server is told, once, at its door. Plain values: they travel to worker processes."""

from __future__ import annotations

from pathlib import Path

import msgspec

ALL = "default"
"""The collection of everything: what clients of the field ask when they are told nothing else."""
TAKEN = (ALL, "interlock")
"""Names that no file can have; the second is our edition's."""


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """What one client may cost. Each is a judgement, far from what a well-behaved client needs."""

    body_bytes: int = 2 * 1024 * 1024
    """A batch of 100 queries is 20 to 200 kB; ten times the most."""
    url_bytes: int = 16 * 1024
    """50 excluded ids and a search text are 4 kB."""
    header_bytes: int = 32 * 1024
    """Of a whole request head, the address too."""
    batch: int = 100
    """Queries in one request, as the field's clients expect."""
    header_s: float = 10.0
    """From the first byte of a connection, or of its next request, to the end of the head."""
    body_s: float = 20.0
    """From the head to the end of the body."""
    reading_s: float = 20.0
    """For which a client may leave a full response unread."""
    idle_s: float = 15.0
    """For which a connection is kept between two requests. Proxies mostly keep theirs shorter."""
    connections: int = 20_000
    """Held by one process at most; lowered to what the system grants."""
    rate: float = 1000.0
    """Queries a second for each client and process; 0: no limit. Near what one core screens."""
    burst: float = 2000.0
    """Queries that a client who was idle may ask at once: twenty full batches."""
    at_once: int = 16
    """Requests of one client that are worked on at the same time; more of them wait."""


class Serving(msgspec.Struct, frozen=True, kw_only=True):
    """One server."""

    home: Path
    files: tuple[tuple[str, Path], ...] = ()
    """Datasets beside our own: name and file of FtM entities."""
    keys: bool = True
    """Only who has a key is answered."""
    update_token: str = ""
    """Lets `POST /updatez` in; empty: nobody but the holder of a key for it."""
    log_clients: bool = False
    """Write the addresses of clients to the log."""
    record: bool = True
    """What is asked is put on file in the home."""
    workers: int = 1
    max_age_days: int = 60
    """A list whose newest copy is older makes an answer incomplete."""
    keep: int = 1
    """Earlier editions that stay answerable after a new one came."""
    grace_s: float = 20.0
    """For which requests in flight may go on when the server is told to stop."""
    limits: Limits = Limits()
