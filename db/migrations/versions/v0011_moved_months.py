"""What stays of tickets whose months were moved out; and the door, which refuses them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from db.columns import CODE, NUMBERED, Moment
from db.door.statements import statements

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

FROM_OUTSIDE = sa.text("outside_number <> ''")


def upgrade() -> None:
    op.create_table(
        "moved_file",
        sa.Column("file", CODE, nullable=False),
        sa.Column("month", CODE, nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("tickets", sa.BigInteger(), nullable=False),
        sa.Column("lines", sa.BigInteger(), nullable=False),
        sa.Column("first_at", Moment()),
        sa.Column("ended_at", Moment()),
        sa.Column("last_at", Moment()),
        sa.Column("sha256", sa.LargeBinary()),
        sa.Column("head", sa.LargeBinary()),
        sa.PrimaryKeyConstraint("file", name=op.f("pk_moved_file")),
    )
    _tickets()
    op.create_table(
        "moved_line",
        sa.Column("seq", NUMBERED, autoincrement=False, nullable=False),
        sa.Column("key", sa.Uuid(), nullable=False),
        sa.Column("part", sa.SmallInteger(), nullable=False),
        sa.Column("ticket", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_moved_line")),
        sa.UniqueConstraint("key", "part", name=op.f("uq_moved_line_key_part")),
    )
    if op.get_context().dialect.name == "postgresql":
        for statement in statements():
            op.execute(statement)


def _tickets() -> None:
    op.create_table(
        "moved_ticket",
        sa.Column("ticket", NUMBERED, autoincrement=False, nullable=False),
        sa.Column("number", CODE, nullable=False),
        sa.Column("outside_number", CODE, nullable=False),
        sa.Column("area", CODE, nullable=False),
        sa.Column("centre", CODE, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("first_at", Moment(), nullable=False),
        sa.Column("last_at", Moment(), nullable=False),
        sa.Column("last_hash", sa.LargeBinary(), nullable=False),
        sa.Column("file", CODE, nullable=False),
        sa.ForeignKeyConstraint(["file"], ["moved_file.file"], name=op.f("fk_moved_ticket_file_moved_file")),
        sa.PrimaryKeyConstraint("ticket", name=op.f("pk_moved_ticket")),
        sa.UniqueConstraint("number", name=op.f("uq_moved_ticket_number")),
    )
    op.create_index("ix_moved_ticket_file", "moved_ticket", ["file", "ticket"])
    op.create_index(
        "uq_moved_ticket_outside_number",
        "moved_ticket",
        ["outside_number"],
        unique=True,
        sqlite_where=FROM_OUTSIDE,
        postgresql_where=FROM_OUTSIDE,
    )
