"""Grids that change: how often each was drawn, since when it is retired, and the lines that tell of it, the door's functions anew."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy import delete

from console.journal import GROUND_KINDS
from console.lifecycle import shipped
from db.columns import Moment
from db.door import tables as door
from db.door.statements import statements
from db.door.transitions import transitions

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

KINDS = frozenset(kind.value for kind in GROUND_KINDS)


def upgrade() -> None:
    op.add_column("region", sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
    op.add_column("region", sa.Column("retired_at", Moment(), nullable=True))
    # An empty database was given them by the revision that made the table.
    op.execute(delete(door.transition).where(door.transition.c.kind.in_(KINDS)))
    op.bulk_insert(door.transition, [row for row in transitions(shipped()) if row["kind"] in KINDS])
    if op.get_context().dialect.name == "postgresql":
        for statement in statements():
            op.execute(statement)
