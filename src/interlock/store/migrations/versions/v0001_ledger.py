"""The first tables: judgements, decisions on snapshots, and the withdrawals of both; append-only."""

import sqlalchemy as sa
from alembic import op

from interlock.store.migrations.append_only import guard

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
    if op.get_context().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION interlock_append_only() RETURNS trigger LANGUAGE plpgsql AS"
            " $$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$"
        )
    guard([table for name in _DECISIONS for table in (name, f"{name}_withdrawal")])


def _said() -> tuple[sa.Column[str], ...]:
    return (
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("made_at", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
    )
