"""A border moves for both neighbours in one line: the door's functions anew."""

from __future__ import annotations

from alembic import op

from db.door.statements import statements

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_context().dialect.name == "postgresql":
        for statement in statements():
            op.execute(statement)
