"""When tickets ended, so that the board of a past moment is found without going through the lines of all others."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

ENDED = sa.text("to_state IN ('archived', 'closed', 'merged', 'rejected', 'void')")


def upgrade() -> None:
    op.create_index("ix_journal_ended", "journal", ["at", "ticket"], sqlite_where=ENDED, postgresql_where=ENDED)
