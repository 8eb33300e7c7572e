"""An index that finds the lines of the ground among all others."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

OF_GROUND = sa.text(
    "kind IN ('crew_stationed', 'grid_redrawn', 'grid_split', 'grids_added', 'grids_merged', 'head_named')"
)


def upgrade() -> None:
    op.create_index("ix_journal_ground", "journal", ["seq"], sqlite_where=OF_GROUND, postgresql_where=OF_GROUND)
