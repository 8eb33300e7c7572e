"""News of a poll in one question; functions anew."""

from __future__ import annotations

from alembic import op

from db.door.statements import statements

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_context().dialect.name == "postgresql":
        for statement in statements():
            op.execute(statement)
        op.execute("DROP FUNCTION IF EXISTS news_lines(text, xid8, xid8[])")
