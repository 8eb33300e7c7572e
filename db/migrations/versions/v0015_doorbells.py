"""A doorbell for each centre; functions anew."""

from __future__ import annotations

from alembic import op

from db.door.statements import statements

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_context().dialect.name == "postgresql":
        for statement in statements():
            op.execute(statement)
