"""What a server counts, and the Prometheus text of it.

https://prometheus.io/docs/instrumenting/exposition_formats/. Each process counts for itself and leaves its
counts in a file; whichever process is asked adds up all of them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"

COUNTERS = {
    "http_requests_total": "Requests answered, by route, method and status.",
    "http_requests_begun_total": "Requests begun: less those answered, the requests in flight.",
    "connections_opened_total": "Connections taken.",
    "connections_closed_total": "Connections that ended.",
    "refused_total": "What was turned away, by reason.",
    "queries_total": "Names screened.",
    "alerts_total": "Queries with a hit at or above the threshold.",
    "cpu_seconds_total": "Processor time of all processes, loading included.",
    "incomplete_total": "Queries answered while a list in scope was missing, held back or too old.",
}
GAUGES = {
    "edition_info": "The edition that is answered from.",
    "dataset_entities": "Entities of a dataset.",
    "list_age_days": "Days since the newest good snapshot of a list.",
    "list_relied_on": "1 when the list can be relied on, 0 when it is missing, held back or too old.",
}
DURATION = "http_request_duration_seconds"
EDGES_S = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0)

Labels = tuple[tuple[str, str], ...]
Counts = dict[str, dict[Labels, float]]


class Tally:
    """The counts of one process."""

    def __init__(self, folder: Path | None = None, name: str = "") -> None:
        """`folder`: where the processes of one server leave their counts; None for one process alone."""
        self.counts: Counts = {}
        self._file = folder / f"{name}.counts" if folder else None

    def add(self, name: str, amount: float = 1.0, **labels: str) -> None:
        """The counter is higher by the amount."""
        rows = self.counts.setdefault(name, {})
        key = tuple(labels.items())
        rows[key] = rows.get(key, 0.0) + amount

    def put(self, name: str, amount: float) -> None:
        """The counter, kept by somebody else, has come to the amount."""
        self.counts[name] = {(): amount}

    def took(self, route: str, seconds: float) -> None:
        """One more request of this duration."""
        edge = EDGES_S[place] if (place := bisect_left(EDGES_S, seconds)) < len(EDGES_S) else float("inf")
        self.add(f"{DURATION}_bucket", 1.0, route=route, le=_number(edge))
        self.add(f"{DURATION}_sum", seconds, route=route)

    def leave(self) -> None:
        """The counts so far are in this process's file, for the others. Raises: OSError."""
        if self._file is None:
            return
        unfinished = self._file.with_suffix(".new")
        unfinished.write_bytes(msgspec.msgpack.encode(self.counts))
        unfinished.replace(self._file)

    def of_all(self) -> Counts:
        """The counts of every process of this server, those that ended too."""
        total: Counts = {name: dict(rows) for name, rows in self.counts.items()}
        if self._file is None:
            return total
        for path in sorted(self._file.parent.glob("*.counts")):
            if path != self._file:
                _add_to(total, msgspec.msgpack.decode(path.read_bytes(), type=Counts))
        return total


def exposition(counts: Counts, gauges: Mapping[str, Mapping[Labels, float]]) -> str:
    """All metrics, each with its help, names and labels in a fixed order."""
    blocks = [_block(name, "counter", text, counts.get(name, {})) for name, text in COUNTERS.items()]
    blocks.append(_histogram(counts))
    blocks += [_block(name, "gauge", text, gauges.get(name, {})) for name, text in GAUGES.items()]
    return "".join(blocks)


def _add_to(total: Counts, more: Counts) -> None:
    for name, rows in more.items():
        into = total.setdefault(name, {})
        for key, amount in rows.items():
            into[key] = into.get(key, 0.0) + amount


def _block(name: str, kind: str, text: str, rows: Mapping[Labels, float]) -> str:
    return "".join((*_head(name, kind, text), *(_line(name, key, rows[key]) for key in sorted(rows))))


def _histogram(counts: Counts) -> str:
    buckets, sums = counts.get(f"{DURATION}_bucket", {}), counts.get(f"{DURATION}_sum", {})
    lines = list(_head(DURATION, "histogram", "How long requests took, by route."))
    for key in sorted(sums):
        running = 0.0
        for edge in (*EDGES_S, float("inf")):
            label = ("le", _number(edge))
            running += buckets.get((*key, label), 0.0)
            lines.append(_line(f"{DURATION}_bucket", (*key, label), running))
        lines += (_line(f"{DURATION}_sum", key, sums[key]), _line(f"{DURATION}_count", key, running))
    return "".join(lines)


def _head(name: str, kind: str, text: str) -> Iterable[str]:
    return f"# HELP interlock_{name} {text}\n", f"# TYPE interlock_{name} {kind}\n"


def _line(name: str, labels: Labels, value: float) -> str:
    inner = ",".join(f'{key}="{_escaped(text)}"' for key, text in labels)
    return f"interlock_{name}{{{inner}}} {value!r}\n" if inner else f"interlock_{name} {value!r}\n"


def _number(edge: float) -> str:
    return "+Inf" if edge == float("inf") else repr(edge)


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")
