"""Tables that the database itself refuses to change or to lose a row of, whoever connects."""

from collections.abc import Iterable

from alembic import op


def guard(tables: Iterable[str]) -> None:
    """UPDATE, DELETE, REPLACE and TRUNCATE fail. On PostgreSQL revision 0001 made the function they call."""
    for table in tables:
        if op.get_context().dialect.name == "postgresql":
            _guard_postgresql(table)
        else:
            _guard_sqlite(table)


def _guard_sqlite(table: str) -> None:
    refusal = f"SELECT RAISE(ABORT, '{table} is append-only')"
    for verb in ("UPDATE", "DELETE"):
        op.execute(f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} BEGIN {refusal}; END")
    # INSERT OR REPLACE deletes a row and fires no trigger of DELETE.
    known = f"NEW.id IN (SELECT id FROM {table})"  # noqa: S608  # our own names
    op.execute(
        f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN {known} BEGIN {refusal}; END"
    )


def _guard_postgresql(table: str) -> None:
    op.execute(
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}"
        " FOR EACH ROW EXECUTE FUNCTION interlock_append_only()"
    )
    op.execute(
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}"
        " FOR EACH STATEMENT EXECUTE FUNCTION interlock_append_only()"
    )
