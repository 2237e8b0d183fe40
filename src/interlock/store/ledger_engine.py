"""Connections to the ledger's database: how it is opened, locked, migrated, and what its errors mean."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from interlock.base.errors import StoreError
from interlock.store.ledger_tables import HEAD

_PATIENCE_S = 30.0
"""How long a writer waits for another: an append takes milliseconds, a migration less than a second."""
_LOCK = 0x494C_4544
"""Key of the advisory lock that writers and migrations take in PostgreSQL."""


def database_of(home: Path, url: str) -> URL:
    """The address of the ledger: the file in the home, unless a URL is given.

    Raises:
        StoreError: the URL names no database that can hold a ledger.
    """
    if not url:
        return URL.create("sqlite", database=str(home / "ledger.sqlite"))
    try:
        named = make_url(url)
    except ArgumentError:
        raise _unsupported("the address of the ledger cannot be read") from None
    if named.drivername in ("postgres", "postgresql", "postgresql+psycopg"):
        return named.set(drivername="postgresql+psycopg")
    if named.drivername == "sqlite" and named.database not in (None, "", ":memory:"):
        return named
    raise _unsupported(f"a ledger cannot be kept in {named.drivername!r}")


def _unsupported(what: str) -> StoreError:
    return StoreError(
        what,
        where="INTERLOCK_LEDGER",
        remedy="give postgresql://user@host/database or sqlite:///file, or leave it empty",
    )


def engine_of(database: URL) -> Engine:
    """An engine whose every transaction is as the ledger needs it.

    Raises:
        StoreError: the driver is not installed.
    """
    if database.get_backend_name() == "sqlite":
        engine = create_engine(database, connect_args={"timeout": _PATIENCE_S})
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    try:
        return create_engine(database, isolation_level="READ COMMITTED")
    except ImportError as error:
        raise StoreError(
            "the driver for PostgreSQL is not installed",
            where="INTERLOCK_LEDGER",
            remedy="pip install 'interlock[postgres]'",
        ) from error


def _prepare_sqlite(connection: sqlite3.Connection, _record: Any) -> None:
    connection.isolation_level = None  # transactions begin where we say so
    deadline = time.monotonic() + _PATIENCE_S
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            break
        except sqlite3.OperationalError as error:
            # Two that open a new ledger at once: this one statement does not wait of itself.
            if "locked" not in str(error) or time.monotonic() > deadline:
                raise
            time.sleep(0.01)
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA foreign_keys=ON")


def _begin_sqlite(connection: Connection) -> None:
    mode = "IMMEDIATE" if connection.get_execution_options().get("writing") else "DEFERRED"
    connection.exec_driver_sql(f"BEGIN {mode}")


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One consistent view of the ledger.

    Raises:
        StoreError: the database cannot be read.
    """
    with told(engine), engine.connect() as plain:
        connection = plain
        if engine.dialect.name == "postgresql":
            connection = plain.execution_options(isolation_level="REPEATABLE READ")
        with connection.begin():
            yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction, alone: all of it is on the disk when the block ends, or nothing.

    Raises:
        StoreError: the database cannot be written to.
    """
    with told(engine), engine.connect() as plain:
        connection = plain.execution_options(writing=True)
        with connection.begin():
            if engine.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
            yield connection


@contextmanager
def told(engine: Engine) -> Iterator[None]:
    """Whatever the database complains of becomes one of our errors, without its password."""
    where = engine.url.render_as_string(hide_password=True)
    try:
        yield
    except SQLAlchemyError as error:
        said = str(getattr(error, "orig", None) or error).strip().partition("\n")[0]
        raise StoreError(
            f"the ledger of decisions cannot be used: {said}",
            where=where,
            remedy="check the disk, the rights and the server; what was committed before still stands",
        ) from error


def migrate(engine: Engine) -> None:
    """The tables are those of this version. Whoever comes second waits and finds it done.

    Raises:
        StoreError: a newer Interlock wrote the ledger, or the database cannot be written to.
    """
    with reading(engine) as connection:
        found = _revision(connection)
    if found == HEAD:
        return
    # Slow to import, and wanted once in the life of a ledger.
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if found is not None and found not in known:
        raise StoreError(
            f"the ledger was written by a newer version of Interlock (revision {found})",
            where=engine.url.render_as_string(hide_password=True),
            remedy="use that version, or newer",
        )
    with writing(engine) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()
