"""The line that tells who had a camera in hand and moved it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

ROLES = "call_taker dispatcher duty_commander shift_lead"
LAY = sa.text(
    "INSERT INTO transition (kind, verb, leaves, leads_to, roles, needs_reason, guards)"
    " VALUES ('camera_moved', '', '', '', :roles, false, '') ON CONFLICT (kind) DO NOTHING"
)


def upgrade() -> None:
    # A database that was made by this program knows it since it has a table of verbs.
    op.execute(LAY.bindparams(roles=ROLES))
