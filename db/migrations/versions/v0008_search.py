"""What tickets are found by: their words, and an index on pairs of neighbouring characters; filled for those there are.

The queue's own index tells where its tickets lie, so that a page of a district passes over all others in the index.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from db.columns import CODE, NUMBERED, Moment
from db.search.statements import statements

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

OPEN = sa.text("state NOT IN ('archived', 'closed', 'merged', 'rejected', 'void')")


def upgrade() -> None:
    op.drop_index("ix_ticket_open_due", "ticket")
    op.create_index(
        "ix_ticket_open_due",
        "ticket",
        ["priority", "due_at", "id", "area"],
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )
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
