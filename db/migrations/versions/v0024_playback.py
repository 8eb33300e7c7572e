"""Recordings are looked at: the lines that tell of it, and the door's functions anew."""

from __future__ import annotations

from alembic import op
from sqlalchemy import delete

from console.journal import PLAYBACK_KINDS
from console.lifecycle import shipped
from db.door import tables as door
from db.door.statements import statements
from db.door.transitions import fields, transitions

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

KINDS = frozenset(kind.value for kind in PLAYBACK_KINDS)


def upgrade() -> None:
    for table, rows in ((door.transition, transitions(shipped())), (door.transition_field, fields(shipped()))):
        # An empty database was given them by the revision that made the table.
        op.execute(delete(table).where(table.c.kind.in_(KINDS)))
        op.bulk_insert(table, [row for row in rows if row["kind"] in KINDS])
    if op.get_context().dialect.name == "postgresql":
        for statement in statements():
            op.execute(statement)
