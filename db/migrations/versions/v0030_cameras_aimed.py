"""Cameras with where they look and how wide, where that is known."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("camera", sa.Column("azimuth_deg", sa.Double()))
    op.add_column("camera", sa.Column("view_deg", sa.Double()))
