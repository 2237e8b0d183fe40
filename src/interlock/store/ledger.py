"""The ledger: what people decided, appended and withdrawn, never changed.

One database, SQLite at `HOME/ledger.sqlite` unless a URL names PostgreSQL. The ledger is a set of
decisions and a set of withdrawals, each under a hash of what it says, and only grows: loading a dump is
the union of two sets, so it may be done twice, in any order, from several ledgers.

SQLAlchemy is imported when a ledger is opened: a home without decisions does not pay for it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TypeVar

import msgspec

from interlock.base.errors import QueryError, StoreError
from interlock.model.casework import GapSighting, GapWord, refiled
from interlock.model.decisions import (
    Judgement,
    SnapshotDecision,
    Withdrawal,
    remade,
    withdrawal_id,
    withdrawals_remade,
)

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine, Table

Decided = Judgement | SnapshotDecision | GapWord | GapSighting
D = TypeVar("D", Judgement, SnapshotDecision, GapWord, GapSighting)

_LINE = msgspec.json.Decoder(Decided)


def has_ledger(home: Path, url: str = "") -> bool:
    """Was anything ever decided here? A named database is taken to hold a ledger."""
    return bool(url) or (home / "ledger.sqlite").is_file()


def standing_judgements(home: Path, url: str = "") -> tuple[Judgement, ...]:
    """Every judgement that nobody has taken back; none where there is no ledger.

    Raises:
        StoreError: the ledger cannot be read.
    """
    if not has_ledger(home, url):
        return ()
    with Ledger(home, url) as ledger:
        return tuple(one for one in ledger.judgements() if one.stands)


def standing_snapshot_decisions(home: Path, url: str = "") -> tuple[SnapshotDecision, ...]:
    """Every decision on a snapshot that nobody has taken back; none where there is no ledger.

    Raises:
        StoreError: the ledger cannot be read.
    """
    if not has_ledger(home, url):
        return ()
    with Ledger(home, url) as ledger:
        return tuple(one for one in ledger.snapshot_decisions() if one.stands)


class Ledger:
    """An open ledger, made and migrated if need be. Use as a context manager."""

    def __init__(self, home: Path, url: str = "") -> None:
        """Opens it.

        Raises:
            StoreError: the database cannot be reached, or was written by a newer version.
        """
        from interlock.store import ledger_engine

        database = ledger_engine.database_of(home, url)
        if not url:
            try:
                home.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise StoreError(
                    f"the home folder cannot be written to: {error.strerror}",
                    where=str(home),
                    remedy="choose another --home",
                ) from error
        self._engine: Engine = ledger_engine.engine_of(database)
        try:
            ledger_engine.migrate(self._engine)
        except BaseException:
            self._engine.dispose()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """No connection is open."""
        self._engine.dispose()

    def append(self, decisions: Iterable[Decided]) -> int:
        """Every decision, with its withdrawals, is in the ledger; all of them or none.

        Returns: how many decisions and withdrawals were not there before.

        Raises:
            QueryError: a decision is not what its id says. StoreError: the ledger cannot be written to.
        """
        from interlock.store.ledger_engine import writing

        checked = [_checked(decided) for decided in decisions]
        if not checked:
            return 0
        added = 0
        with writing(self._engine) as connection:
            for table, rows in _rows_of(checked).items():
                added += _insert_new(connection, table, rows)
        return added

    def withdraw(self, decision_id: str, back: Withdrawal) -> Decided:
        """The decision counts no more. Returns: the decision, with its withdrawal.

        Raises:
            QueryError: there is none of this id, or it was withdrawn before.
            StoreError: the ledger cannot be written to.
        """
        decided = next((one for one in self._everything() if one.id == decision_id), None)
        if decided is None:
            raise QueryError(
                f"there is no decision {decision_id!r}", remedy="`interlock judgements export` names them all"
            )
        if not decided.stands:
            first = decided.withdrawals[0]
            raise QueryError(f"{decision_id} was withdrawn already, by {first.author} at {first.made_at}")
        withdrawn = msgspec.structs.replace(decided, withdrawals=(back,))
        self.append([withdrawn])
        return withdrawn

    def judgements(self) -> tuple[Judgement, ...]:
        """Every judgement, the withdrawn ones too, by time and id.

        Raises:
            StoreError: the ledger cannot be read.
        """
        from interlock.store.ledger_tables import JUDGEMENT, JUDGEMENT_WITHDRAWAL

        return self._read(Judgement, JUDGEMENT, JUDGEMENT_WITHDRAWAL)

    def gap_words(self) -> tuple[GapWord, ...]:
        """Every note, owner and state of a gap, the withdrawn ones too, by time and id.

        Raises:
            StoreError: the ledger cannot be read.
        """
        from interlock.store.ledger_tables import GAP_WORD, GAP_WORD_WITHDRAWAL

        return self._read(GapWord, GAP_WORD, GAP_WORD_WITHDRAWAL)

    def gap_sightings(self) -> tuple[GapSighting, ...]:
        """Everything that builds saw happen to gaps, the withdrawn too, by time and id.

        Raises:
            StoreError: the ledger cannot be read.
        """
        from interlock.store.ledger_tables import GAP_SIGHTING, GAP_SIGHTING_WITHDRAWAL

        return self._read(GapSighting, GAP_SIGHTING, GAP_SIGHTING_WITHDRAWAL)

    def snapshot_decisions(self) -> tuple[SnapshotDecision, ...]:
        """Every decision on a snapshot, the withdrawn ones too, by time and id.

        Raises:
            StoreError: the ledger cannot be read.
        """
        from interlock.store.ledger_tables import SNAPSHOT_DECISION, SNAPSHOT_DECISION_WITHDRAWAL

        return self._read(SnapshotDecision, SNAPSHOT_DECISION, SNAPSHOT_DECISION_WITHDRAWAL)

    def dump(self) -> bytes:
        """Everything, one JSON object to a line; equal ledgers give equal bytes.

        Raises:
            StoreError: the ledger cannot be read.
        """
        return lines_of(self._everything())

    def load(self, lines: bytes) -> int:
        """Everything in a dump is in the ledger too; all of it or, on an error, nothing.

        Returns: how many decisions and withdrawals were not there before.

        Raises:
            QueryError: a line is not one of a dump, or was edited. StoreError: it cannot be written to.
        """
        return self.append(decisions_from(lines))

    def _everything(self) -> tuple[Decided, ...]:
        return (
            *self.judgements(),
            *self.snapshot_decisions(),
            *self.gap_words(),
            *self.gap_sightings(),
        )

    def _read(self, kind: type[D], table: Table, withdrawals: Table) -> tuple[D, ...]:
        from sqlalchemy import select

        from interlock.store.ledger_engine import reading

        backs: dict[str, list[Withdrawal]] = defaultdict(list)
        with reading(self._engine) as connection:
            for row in connection.execute(select(withdrawals)):
                backs[row.of_id].append(Withdrawal(row.made_at, row.author, row.reason))
            found = [
                kind(**row._mapping, withdrawals=tuple(sorted(backs[row.id])))
                for row in connection.execute(select(table))
            ]
        return tuple(sorted(found, key=lambda one: (one.made_at, one.id)))


def lines_of(decisions: Iterable[Decided]) -> bytes:
    """Decisions as JSON lines."""
    return b"".join(msgspec.json.encode(one) + b"\n" for one in decisions)


def decisions_from(lines: bytes) -> list[Decided]:
    """The decisions of JSON lines, as `lines_of` writes them.

    Raises:
        QueryError: a line is not a decision, or is not what its id says.
    """
    found = []
    for number, line in enumerate(lines.split(b"\n"), start=1):
        if not line.strip():
            continue
        try:
            found.append(_checked(_LINE.decode(line)))
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise QueryError(
                f"not a decision: {error}", where=f"line {number}", remedy="give a file that was exported"
            ) from error
        except QueryError as error:
            raise error.at(f"line {number}") from error
    return found


def _checked(decided: Decided) -> Decided:
    made: Decided
    if isinstance(decided, GapWord | GapSighting):
        backs = withdrawals_remade(decided.withdrawals)
        made = msgspec.structs.replace(refiled(decided), withdrawals=backs)
    else:
        made = remade(decided)
    if made.id != decided.id:
        raise QueryError(
            f"{decided.id} is not what its id says: it was edited",
            remedy="restore the line, or judge anew under your own name",
        )
    return made


def _rows_of(decisions: Iterable[Decided]) -> dict[Table, dict[str, dict[str, Any]]]:
    """Table to id to row, the tables that others refer to first."""
    from interlock.store import ledger_tables as tables

    places: dict[type[Decided], tuple[Table, Table]] = {
        Judgement: (tables.JUDGEMENT, tables.JUDGEMENT_WITHDRAWAL),
        SnapshotDecision: (tables.SNAPSHOT_DECISION, tables.SNAPSHOT_DECISION_WITHDRAWAL),
        GapWord: (tables.GAP_WORD, tables.GAP_WORD_WITHDRAWAL),
        GapSighting: (tables.GAP_SIGHTING, tables.GAP_SIGHTING_WITHDRAWAL),
    }
    rows: dict[Table, dict[str, dict[str, Any]]] = {table: {} for table, _ in places.values()}
    rows.update({withdrawals: {} for _, withdrawals in places.values()})
    for one in decisions:
        table, withdrawals = places[type(one)]
        decided = msgspec.structs.asdict(one)
        for back in decided.pop("withdrawals"):
            key = withdrawal_id(one.id, back)
            rows[withdrawals][key] = {"id": key, "of_id": one.id, **msgspec.structs.asdict(back)}
        rows[table][one.id] = decided
    return rows


def _insert_new(connection: Connection, table: Table, rows: dict[str, dict[str, Any]]) -> int:
    """Inserts the rows that are not there. Writers are alone, so nobody comes between the two steps."""
    from sqlalchemy import insert, select

    if not rows:
        return 0
    known: set[str] = set()
    ids = list(rows)
    for start in range(0, len(ids), _AT_ONCE):
        chunk = ids[start : start + _AT_ONCE]
        known.update(connection.execute(select(table.c.id).where(table.c.id.in_(chunk))).scalars())
    new = [row for key, row in rows.items() if key not in known]
    if new:
        connection.execute(insert(table), new)
    return len(new)


_AT_ONCE = 500
"""Ids in one question: databases bound the number of parameters."""
