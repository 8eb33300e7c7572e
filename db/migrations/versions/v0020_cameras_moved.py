"""Cameras with the address at which they take orders to move; it holds a password as those of their streams do."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("camera", sa.Column("ptz_url", sa.Text(), nullable=False, server_default=""))
