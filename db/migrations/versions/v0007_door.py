"""The chain of hashes, its anchors, and the door of a server: accounts, transitions, callers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from console.lifecycle import shipped
from db.columns import CODE, Moment
from db.door import tables as door
from db.door.statements import statements
from db.door.transitions import fields, transitions

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("account", "prev_hash", "hash"):
        op.add_column("journal", sa.Column(name, sa.Text() if name == "account" else sa.LargeBinary()))
    op.add_column("ticket", sa.Column("last_hash", sa.LargeBinary()))
    _chains()
    _door()
    op.bulk_insert(door.transition, list(transitions(shipped())))
    op.bulk_insert(door.transition_field, list(fields(shipped())))
    if op.get_context().dialect.name == "postgresql":
        for statement in statements():
            op.execute(statement)


def _chains() -> None:
    op.create_table(
        "centre_chain",
        sa.Column("centre", CODE, nullable=False),
        sa.Column("lines", sa.BigInteger(), nullable=False),
        sa.Column("last_hash", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("centre", name=op.f("pk_centre_chain")),
    )
    op.create_table(
        "audit_anchor",
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("snap", sa.Text(), nullable=False),
        sa.Column("events", sa.BigInteger(), nullable=False),
        sa.Column("lines", sa.Text(), nullable=False),
        sa.Column("root", sa.LargeBinary(), nullable=False),
        sa.Column("prev", sa.LargeBinary(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("n", name=op.f("pk_audit_anchor")),
    )


def _door() -> None:
    op.create_table(
        "server_account",
        sa.Column("role", CODE, nullable=False),
        sa.Column("operator", CODE, nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("role", name=op.f("pk_server_account")),
    )
    op.create_index("ix_server_account_operator", "server_account", ["operator"])
    op.create_table(
        "transition",
        sa.Column("kind", CODE, nullable=False),
        sa.Column("verb", sa.Text(), nullable=False),
        sa.Column("leaves", sa.Text(), nullable=False),
        sa.Column("leads_to", sa.Text(), nullable=False),
        sa.Column("roles", sa.Text(), nullable=False),
        sa.Column("needs_reason", sa.Boolean(), nullable=False),
        sa.Column("guards", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("kind", name=op.f("pk_transition")),
    )
    op.create_table(
        "transition_field",
        sa.Column("kind", CODE, nullable=False),
        sa.Column("field", CODE, nullable=False),
        sa.PrimaryKeyConstraint("kind", "field", name=op.f("pk_transition_field")),
    )
    op.create_table(
        "caller",
        sa.Column("ticket", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["ticket"], ["ticket.id"], name=op.f("fk_caller_ticket_ticket")),
        sa.PrimaryKeyConstraint("ticket", name=op.f("pk_caller")),
    )
