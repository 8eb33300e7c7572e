"""Layouts that are saved under numbers, the walls that follow what is sent to them, and the lines that tell of both."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from db.columns import CODE, Moment

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

KINDS = ("layout_removed", "layout_saved", "wall_shown")
ROLES = "call_taker dispatcher duty_commander shift_lead"
LAY = sa.text(
    "INSERT INTO transition (kind, verb, leaves, leads_to, roles, needs_reason, guards)"
    " VALUES (:kind, '', '', '', :roles, false, '') ON CONFLICT (kind) DO NOTHING"
)


def upgrade() -> None:
    op.create_table(
        "wall_layout",
        sa.Column("centre", CODE, nullable=False),
        sa.Column("scope", CODE, nullable=False),
        sa.Column("owner", CODE, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("layout", CODE, nullable=False),
        sa.Column("cameras", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("gone", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("centre", "scope", "owner", "number", name=op.f("pk_wall_layout")),
    )
    op.create_table(
        "wall",
        sa.Column("centre", CODE, nullable=False),
        sa.Column("name", CODE, nullable=False),
        sa.Column("desk", sa.Text(), nullable=False),
        sa.Column("layout", CODE, nullable=False),
        sa.Column("shows", sa.Uuid()),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("centre", "name", name=op.f("pk_wall")),
    )
    for kind in KINDS:
        # A database that was made by this program knows them since it has a table of verbs.
        op.execute(LAY.bindparams(kind=kind, roles=ROLES))
