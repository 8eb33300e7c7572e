"""What is noted on a ticket, what a line changed, what a crew can do, and a city's own rules."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from db.columns import Moment

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("ticket", sa.Column("warn_at", Moment()))
    for table, name in (("ticket", "clocks"), ("ticket", "noted"), ("journal", "changes"), ("crew", "skills")):
        op.add_column(table, sa.Column(name, sa.Text(), nullable=False, server_default=""))
    op.create_table(
        "rulebook",
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("version", "file", name=op.f("pk_rulebook")),
    )
