"""Key sites, sensors, the cells of other cell maps, and where departments have their seats."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from db.columns import CODE, Moment

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("lat_deg", "lng_deg"):
        op.add_column("department", sa.Column(name, sa.Double(), nullable=True))
    op.create_table(
        "site",
        *_at_a_place(),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_site")),
    )
    op.create_index("ix_site_region", "site", ["region"])
    op.create_table(
        "sensor",
        *_at_a_place(),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("state_at", Moment(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sensor")),
    )
    op.create_index("ix_sensor_region", "sensor", ["region"])
    op.create_table(
        "layer_cell",
        sa.Column("layer", CODE, nullable=False),
        sa.Column("code", CODE, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        *(sa.Column(side, sa.Double(), nullable=False) for side in ("west", "south", "east", "north")),
        sa.Column("shape_wkb", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("layer", "code", name=op.f("pk_layer_cell")),
    )


def _at_a_place() -> tuple[sa.Column[str], ...]:
    return (
        sa.Column("id", CODE, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("region", CODE, nullable=False),
        sa.Column("lat_deg", sa.Double(), nullable=False),
        sa.Column("lng_deg", sa.Double(), nullable=False),
    )
