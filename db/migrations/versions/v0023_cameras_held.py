"""Whose hand a camera is in, and the lines that tell of it, downwards as well: the door's functions anew."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from db.columns import CODE, Moment
from db.door.statements import statements

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

KINDS = ("camera_left", "camera_taken")
ROLES = "call_taker dispatcher duty_commander shift_lead"
LAY = sa.text(
    "INSERT INTO transition (kind, verb, leaves, leads_to, roles, needs_reason, guards)"
    " VALUES (:kind, '', '', '', :roles, false, '') ON CONFLICT (kind) DO NOTHING"
)


def upgrade() -> None:
    op.create_table(
        "camera_held",
        sa.Column("camera", CODE, nullable=False),
        sa.Column("centre", CODE, nullable=False),
        sa.Column("desk", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("since", Moment(), nullable=False),
        sa.Column("until", Moment(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("camera", name=op.f("pk_camera_held")),
    )
    for kind in KINDS:
        # A database that was made by this program knows them since it has a table of verbs.
        op.execute(LAY.bindparams(kind=kind, roles=ROLES))
    if op.get_context().dialect.name == "postgresql":
        for statement in statements():
            op.execute(statement)
