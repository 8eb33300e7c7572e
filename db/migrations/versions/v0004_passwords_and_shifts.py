"""The operators' passwords, and an index that finds who is on shift."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from db.columns import CODE

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

OF_SHIFT = sa.text("kind IN ('shift_began', 'shift_ended')")


def upgrade() -> None:
    op.create_table(
        "password",
        sa.Column("name", CODE, nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("must_change", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_password")),
    )
    columns = ["centre", "by", "seq"]
    op.create_index("ix_journal_shift", "journal", columns, sqlite_where=OF_SHIFT, postgresql_where=OF_SHIFT)
