"""A doorbell for each centre, and whom a line concerns, so that a server need not look at its ticket; functions anew."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from db.door.statements import statements

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("journal", sa.Column("concerns", sa.Text()))
    if op.get_context().dialect.name == "postgresql":
        for statement in statements():
            op.execute(statement)
