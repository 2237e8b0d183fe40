"""The first tables: judgements, decisions on snapshots, and the withdrawals of both; append-only."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_DECISIONS: dict[str, tuple[sa.schema.SchemaItem, ...]] = {
    "judgement": (
        sa.Column("a", sa.Text, nullable=False),
        sa.Column("b", sa.Text, nullable=False),
        sa.Column("verdict", sa.Text, nullable=False),
        sa.CheckConstraint("verdict IN ('positive', 'negative', 'unsure')", name="judgement_verdict"),
        # Not `a < b`: PostgreSQL compares by the language of the database.
        sa.CheckConstraint("a <> b", name="judgement_pair"),
    ),
    "snapshot_decision": (
        sa.Column("list_key", sa.Text, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("inputs", sa.Text, nullable=False),
        sa.Column("verdict", sa.Text, nullable=False),
        sa.CheckConstraint("verdict IN ('accepted', 'rejected')", name="snapshot_decision_verdict"),
    ),
}


def upgrade() -> None:
    """The tables are there, and refuse to change or lose a row."""
    for name, columns in _DECISIONS.items():
        op.create_table(name, sa.Column("id", sa.Text, primary_key=True), *columns, *_said())
        op.create_table(
            f"{name}_withdrawal",
            sa.Column("id", sa.Text, primary_key=True),
            sa.Column("of_id", sa.Text, sa.ForeignKey(f"{name}.id"), nullable=False, index=True),
            *_said(),
        )
    tables = [table for name in _DECISIONS for table in (name, f"{name}_withdrawal")]
    if op.get_context().dialect.name == "postgresql":
        _guard_postgresql(tables)
    else:
        _guard_sqlite(tables)


def _said() -> tuple[sa.Column[str], ...]:
    return (
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("made_at", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
    )


def _guard_sqlite(tables: list[str]) -> None:
    for table in tables:
        refusal = f"SELECT RAISE(ABORT, '{table} is append-only')"
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} BEGIN {refusal}; END"
            )
        # INSERT OR REPLACE deletes a row and fires no trigger of DELETE.
        known = f"NEW.id IN (SELECT id FROM {table})"  # noqa: S608  # our own names
        op.execute(
            f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN {known} BEGIN {refusal}; END"
        )


def _guard_postgresql(tables: list[str]) -> None:
    op.execute(
        "CREATE FUNCTION interlock_append_only() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$"
    )
    for table in tables:
        op.execute(
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}"
            " FOR EACH ROW EXECUTE FUNCTION interlock_append_only()"
        )
        op.execute(
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION interlock_append_only()"
        )
