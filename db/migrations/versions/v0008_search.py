"""What tickets are found by: their words, and an index on pairs of neighbouring characters; filled for those there are."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from db.columns import CODE, NUMBERED, Moment
from db.search.statements import statements

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "ticket_text",
        sa.Column("ticket", NUMBERED, autoincrement=False, nullable=False),
        sa.Column("reported_at", Moment(), nullable=False),
        sa.Column("area", CODE, nullable=False),
        sa.Column("also", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["ticket"], ["ticket.id"], name=op.f("fk_ticket_text_ticket_ticket"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("ticket", name=op.f("pk_ticket_text")),
    )
    for statement in statements(op.get_context().dialect.name):
        op.execute(statement)
