"""The tables of places: key sites, sensors, and the cells of other cell maps."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, Double, Index, LargeBinary, Table

from db.columns import CODE, Moment, code, words
from db.tables import metadata

__all__ = ["layer_cell", "metadata", "sensor", "site"]


def _at_a_place() -> tuple[Column[Any], ...]:
    """Return the columns of whatever stands at a place and is at home in a region."""
    return (
        Column("id", CODE, primary_key=True),
        words("name"),
        words("kind"),
        code("region"),
        Column("lat_deg", Double, nullable=False),
        Column("lng_deg", Double, nullable=False),
    )


site = Table(
    "site",
    metadata,
    *_at_a_place(),
    Index("ix_site_region", "region"),
)

sensor = Table(
    "sensor",
    metadata,
    *_at_a_place(),
    words("state"),
    Column("state_at", Moment),
    Index("ix_sensor_region", "region"),
)
"""``state`` is "on", "off" or empty, as was told at ``state_at``."""

layer_cell = Table(
    "layer_cell",
    metadata,
    Column("layer", CODE, primary_key=True),
    Column("code", CODE, primary_key=True),
    words("name"),
    Column("west", Double, nullable=False),
    Column("south", Double, nullable=False),
    Column("east", Double, nullable=False),
    Column("north", Double, nullable=False),
    Column("shape_wkb", LargeBinary, nullable=False),
)
"""Cells lie over the tree's ground and not in it: those of a centre are found by their boxes."""
