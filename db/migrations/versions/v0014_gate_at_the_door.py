"""The gate and the ladder at the door: what a crew may have, what is late, what may be archived; functions anew."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from console import gate, ladder, lifecycle
from db.columns import CODE
from db.door import tables as door
from db.door.limits import limits, needs
from db.door.statements import statements
from db.rules import lay_in_force, lay_limits_in_force

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

OUTGROWN = """
DROP TRIGGER IF EXISTS journal_readable ON journal;
DROP TRIGGER IF EXISTS ticket_readable ON ticket;
DROP FUNCTION IF EXISTS journal_readable(), ticket_readable(), door_again(journal, journal), door_may_hold(ticket, text),
  door_step(ticket, journal, transition, jsonb, text, text[]), door_check_fields(text, text, jsonb, jsonb, jsonb, timestamptz),
  door_check_people(ticket, ticket, journal, transition, jsonb, jsonb, text, text[]);
CREATE OR REPLACE TRIGGER ticket_text_changed
  AFTER UPDATE OF reported_at, area, centre, readers, number, outside_number, title, address ON ticket FOR EACH ROW WHEN (
    (OLD.reported_at, OLD.area, OLD.centre, OLD.readers, OLD.number, OLD.outside_number, OLD.title, OLD.address)
    IS DISTINCT FROM
    (NEW.reported_at, NEW.area, NEW.centre, NEW.readers, NEW.number, NEW.outside_number, NEW.title, NEW.address)
  ) EXECUTE FUNCTION keep_ticket_text()
"""


def upgrade() -> None:
    op.create_table(
        "door_limit",
        sa.Column("name", CODE, nullable=False),
        sa.Column("amount", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_door_limit")),
    )
    op.create_table(
        "gate_need",
        sa.Column("category", CODE, nullable=False),
        sa.Column("skills", sa.Text(), nullable=False),
        sa.Column("blocks", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("category", name=op.f("pk_gate_need")),
    )
    context = op.get_context()
    if context.as_sql:
        op.bulk_insert(door.door_limit, list(limits(lifecycle.shipped(), gate.shipped(), ladder.shipped())))
        op.bulk_insert(door.gate_need, list(needs(gate.shipped())))
    else:
        lay_in_force(op.get_bind())
        lay_limits_in_force(op.get_bind())
    if context.dialect.name == "postgresql":
        for statement in (*OUTGROWN.split(";"), *statements()):
            op.execute(statement)
