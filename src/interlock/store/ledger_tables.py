"""The tables of the ledger, as the newest migration leaves them.

Times are ISO 8601 text in UTC to the microsecond on every database: equal values, equal bytes, and the
ids, which are hashes, can be checked with any tool.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Column, Date, Dialect, ForeignKey, MetaData, Table, Text
from sqlalchemy.types import TypeDecorator

HEAD = "0002"
"""The newest revision under `migrations/`; a test holds the two together."""

_NAMES = ("judgement", "snapshot_decision", "gap_word", "gap_sighting")
TABLES = tuple(table for name in _NAMES for table in (name, f"{name}_withdrawal"))


class Moment(TypeDecorator[datetime]):
    """A time with its zone, as ISO 8601 text in UTC."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        """As stored."""
        return None if value is None else value.isoformat(timespec="microseconds")

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:
        """As read."""
        return None if value is None else datetime.fromisoformat(value)


class Keys(TypeDecorator[tuple[str, ...]]):
    """Record keys, as a JSON array."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: tuple[str, ...] | None, dialect: Dialect) -> str | None:
        """As stored."""
        return None if value is None else msgspec.json.encode(value).decode()

    def process_result_value(self, value: Any | None, dialect: Dialect) -> tuple[str, ...] | None:
        """As read."""
        return None if value is None else msgspec.json.decode(value, type=tuple[str, ...])


_METADATA = MetaData()

JUDGEMENT = Table(
    "judgement",
    _METADATA,
    Column("id", Text, primary_key=True),
    Column("a", Text, nullable=False),
    Column("b", Text, nullable=False),
    Column("verdict", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("reason", Text, nullable=False),
)
SNAPSHOT_DECISION = Table(
    "snapshot_decision",
    _METADATA,
    Column("id", Text, primary_key=True),
    Column("list_key", Text, nullable=False),
    Column("day", Date, nullable=False),
    Column("inputs", Text, nullable=False),
    Column("verdict", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("reason", Text, nullable=False),
)
GAP_WORD = Table(
    "gap_word",
    _METADATA,
    Column("id", Text, primary_key=True),
    Column("gap_id", Text, nullable=False),
    Column("entries", Keys, nullable=False),
    Column("what", Text, nullable=False),
    Column("value", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("reason", Text, nullable=False),
)
GAP_SIGHTING = Table(
    "gap_sighting",
    _METADATA,
    Column("id", Text, primary_key=True),
    Column("gap_id", Text, nullable=False),
    Column("entries", Keys, nullable=False),
    Column("what", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("edition", Text, nullable=False),
    Column("edition_before", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("reason", Text, nullable=False),
)


def _withdrawals_of(table: Table) -> Table:
    return Table(
        f"{table.name}_withdrawal",
        _METADATA,
        Column("id", Text, primary_key=True),
        Column("of_id", Text, ForeignKey(table.c.id), nullable=False, index=True),
        Column("author", Text, nullable=False),
        Column("made_at", Moment, nullable=False),
        Column("reason", Text, nullable=False),
    )


JUDGEMENT_WITHDRAWAL = _withdrawals_of(JUDGEMENT)
SNAPSHOT_DECISION_WITHDRAWAL = _withdrawals_of(SNAPSHOT_DECISION)
GAP_WORD_WITHDRAWAL = _withdrawals_of(GAP_WORD)
GAP_SIGHTING_WITHDRAWAL = _withdrawals_of(GAP_SIGHTING)
