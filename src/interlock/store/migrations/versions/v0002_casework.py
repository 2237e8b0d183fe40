"""Words of people on gaps, what builds saw happen to gaps, and the withdrawals of both; append-only."""

import sqlalchemy as sa
from alembic import op

from interlock.store.migrations.append_only import guard

revision = "0002"
down_revision = "0001"

_FILED: dict[str, tuple[sa.schema.SchemaItem, ...]] = {
    "gap_word": (
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.CheckConstraint("what IN ('note', 'owner', 'state')", name="gap_word_what"),
    ),
    "gap_sighting": (
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("edition", sa.Text, nullable=False),
        sa.Column("edition_before", sa.Text, nullable=False),
        sa.CheckConstraint("what IN ('opened', 'changed', 'closed', 'reopened')", name="gap_sighting_what"),
    ),
}


def upgrade() -> None:
    """The tables are there, and refuse to change or lose a row."""
    for name, columns in _FILED.items():
        op.create_table(
            name,
            sa.Column("id", sa.Text, primary_key=True),
            sa.Column("gap_id", sa.Text, nullable=False, index=True),
            sa.Column("entries", sa.Text, nullable=False),
            *columns,
            *_said(),
        )
        op.create_table(
            f"{name}_withdrawal",
            sa.Column("id", sa.Text, primary_key=True),
            sa.Column("of_id", sa.Text, sa.ForeignKey(f"{name}.id"), nullable=False, index=True),
            *_said(),
        )
    guard([table for name in _FILED for table in (name, f"{name}_withdrawal")])


def _said() -> tuple[sa.Column[str], ...]:
    return (
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("made_at", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
    )
