"""The line that tells who has seen which alarms."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

LAY = sa.text(
    "INSERT INTO transition (kind, verb, leaves, leads_to, roles, needs_reason, guards)"
    " VALUES ('alarms_acknowledged', '', '', '', '', false, '') ON CONFLICT (kind) DO NOTHING"
)


def upgrade() -> None:
    # A database that was made by this program knows it since it has a table of verbs.
    op.execute(LAY)
