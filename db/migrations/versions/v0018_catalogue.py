"""Cameras with their tags, where they were taken in from, and whether the catalogue last said that they work."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from db.columns import Moment

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("tags", "state"):
        op.add_column("camera", sa.Column(name, sa.Text(), nullable=False, server_default=""))
    op.add_column("camera", sa.Column("state_at", Moment(), nullable=True))
    op.add_column("camera", sa.Column("source", sa.Text(), nullable=False, server_default=""))
