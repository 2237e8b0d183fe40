"""The Prometheus text of a poll: https://prometheus.io/docs/instrumenting/exposition_formats/. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, time

import msgspec

from interlock.watch.notices import KINDS, ListView, Notice

Sample = tuple[dict[str, str], float]


class PollFacts(msgspec.Struct, frozen=True, kw_only=True):
    """One poll in numbers."""

    at: datetime
    took_s: float
    edition: str
    build_failed: bool
    views: tuple[ListView, ...]
    notices: tuple[Notice, ...]


def exposition(facts: PollFacts) -> str:
    """All metrics, each with its help, names and labels in a fixed order."""
    now, views = facts.at, facts.views
    kinds = Counter(notice.kind for notice in facts.notices)
    edition: list[Sample] = [({"edition": facts.edition}, 1.0)] if facts.edition else []
    blocks = [
        _gauge("poll_timestamp_seconds", "When the lists were last polled.", [({}, now.timestamp())]),
        _gauge("poll_duration_seconds", "How long the last poll took.", [({}, facts.took_s)]),
        _gauge("build_failed", "1 when the last build failed.", [({}, float(facts.build_failed))]),
        _gauge("edition_info", "The current edition.", edition),
        _gauge(
            "list_age_days",
            "Days since the list was last known to be as it is here.",
            [(_key(view), age) for view in views if (age := view.age_days(now)) is not None],
        ),
        _gauge(
            "list_snapshot_timestamp_seconds",
            "Day of the newest good snapshot.",
            [
                (_key(view), datetime.combine(view.newest, time(), UTC).timestamp())
                for view in views
                if view.newest is not None
            ],
        ),
        _gauge(
            "list_success_timestamp_seconds",
            "When the site last said what the list is.",
            [(_key(view), view.checked_at.timestamp()) for view in views if view.checked_at is not None],
        ),
        _gauge("list_failures", "Polls in a row that did not get the list.", _each(views, "failures")),
        _gauge("list_entries", "Entries of the newest good snapshot.", _each(views, "entries")),
        _gauge(
            "list_quarantined",
            "Snapshots that wait for a person.",
            [(_key(view), float(len(view.waiting))) for view in views],
        ),
        _gauge("alarms", "Alarms by kind.", [({"kind": kind}, float(kinds[kind])) for kind in KINDS]),
    ]
    return "".join(blocks)


def _each(views: Sequence[ListView], field: str) -> list[Sample]:
    values = ((view, getattr(view, field)) for view in views)
    return [(_key(view), float(value)) for view, value in values if value is not None]


def _key(view: ListView) -> dict[str, str]:
    return {"list": view.list_key}


def _gauge(name: str, help_text: str, samples: Iterable[Sample]) -> str:
    lines = [f"# HELP interlock_{name} {help_text}", f"# TYPE interlock_{name} gauge"]
    for labels, value in samples:
        inner = ",".join(f'{key}="{_escaped(text)}"' for key, text in labels.items())
        lines.append(f"interlock_{name}{{{inner}}} {value!r}" if inner else f"interlock_{name} {value!r}")
    return "\n".join(lines) + "\n"


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")
