"""What is wrong with the lists: each a notice with a key that tells it from the others. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Literal

import msgspec

Kind = Literal["missed_poll", "age", "missing", "quarantine", "parser_alarm", "build_failed"]
KINDS: tuple[Kind, ...] = ("missed_poll", "age", "missing", "quarantine", "parser_alarm", "build_failed")


class Notice(msgspec.Struct, frozen=True, order=True):
    """One thing that a person should know."""

    kind: Kind
    list_key: str
    """Empty: about the home as a whole."""
    subject: str
    """What tells it from others of its kind: a day, the parser's words. Stable while it lasts."""
    text: str

    @property
    def key(self) -> str:
        """Equal as long as it is the same trouble, whatever the numbers in its text."""
        return f"{self.kind}|{self.list_key}|{self.subject}"


class ListView(msgspec.Struct, frozen=True, kw_only=True):
    """One list as the home has it after a poll."""

    list_key: str
    polled: bool
    """It has an address that is asked; the others come by hand."""
    newest: date | None
    """Day of the newest good snapshot."""
    newest_is_good: bool
    """No later one is held back."""
    entries: int | None
    waiting: tuple[tuple[date, str], ...] = ()
    """Snapshots that wait for a person: day and why."""
    alarms: tuple[str, ...] = ()
    """Of the newest snapshot's parser."""
    checked_at: datetime | None = None
    """When its site last said what the list is."""
    failures: int = 0
    """Polls in a row that did not get it."""
    why: str = ""
    """Of the last of them."""

    def age_days(self, now: datetime) -> float | None:
        """Days since the list was last known to be so; None when there is none.

        A site that says "still the same" today makes an old list current, unless what it has is held back.
        """
        if self.newest is None:
            return None
        age = float((now.date() - self.newest).days)
        if self.checked_at is not None and self.newest_is_good:
            age = min(age, (now - self.checked_at).total_seconds() / 86_400)
        return max(age, 0.0)


def notices(
    views: Iterable[ListView], *, now: datetime, max_age_days: float, known_alarms: dict[str, tuple[str, ...]]
) -> tuple[Notice, ...]:
    """Everything that is wrong now, sorted.

    `known_alarms`: by list, the parser's alarms at the poll before; only new ones are notices.
    """
    found: list[Notice] = []
    for view in views:
        found.extend(_of_list(view, now, max_age_days, known_alarms.get(view.list_key, ())))
    return tuple(sorted(found))


def _of_list(
    view: ListView, now: datetime, max_age_days: float, known_alarms: tuple[str, ...]
) -> Iterator[Notice]:
    if view.failures:
        text = f"{view.failures} polls in a row did not get it; the last: {view.why}"
        yield Notice("missed_poll", view.list_key, "", text)
    age = view.age_days(now)
    if age is None and view.polled:
        yield Notice("missing", view.list_key, "", "no snapshot of it can be relied upon")
    if age is not None and age > max_age_days:
        text = f"last confirmed {age:.0f} days ago (limit {max_age_days:g}); its snapshot is of {view.newest}"
        yield Notice("age", view.list_key, "", text)
    for day, why in view.waiting:
        yield Notice("quarantine", view.list_key, day.isoformat(), why)
    for alarm in view.alarms:
        if alarm not in known_alarms:
            yield Notice("parser_alarm", view.list_key, alarm, alarm)
