"""The tables of walls: cameras and whose hand they are in, layouts saved under numbers, walls that told of themselves."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Double, Index, Integer, Table, Uuid

from db.columns import CODE, Moment, code, later, words
from db.tables import metadata

__all__ = ["WALLS", "camera", "camera_held", "metadata", "wall", "wall_layout"]

WALLS = "griddesk_wall"
"""The group of the server whose members only look; nobody signs in as the group itself."""

camera = Table(
    "camera",
    metadata,
    Column("id", CODE, primary_key=True),
    Column("number", Integer, nullable=False),
    words("name"),
    code("region"),
    Column("lat_deg", Double),
    Column("lng_deg", Double),
    words("sub_url"),
    words("main_url"),
    later("tags"),
    later("state"),
    Column("state_at", Moment),
    later("source"),
    later("ptz_url"),
    Column("azimuth_deg", Double),
    Column("view_deg", Double),
    Index("ix_camera_region", "region"),
)
"""``tags`` are parted by semicolons; ``state`` is "on", "off" or empty, as a catalogue said at ``state_at``."""

wall_layout = Table(
    "wall_layout",
    metadata,
    Column("centre", CODE, primary_key=True),
    Column("scope", CODE, primary_key=True),
    Column("owner", CODE, primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    words("name"),
    code("layout"),
    words("cameras"),
    Column("version", Integer, nullable=False),
    words("by"),
    Column("at", Moment, nullable=False),
    Column("gone", Boolean, nullable=False),
)
"""``owner`` is the operator whose own it is, empty where everybody at the centre has it; ``cameras`` is a list of JSON by
tile, null where one is empty. What was removed stays with its version: nobody writes over what they have not seen."""

wall = Table(
    "wall",
    metadata,
    Column("centre", CODE, primary_key=True),
    Column("name", CODE, primary_key=True),
    words("desk"),
    code("layout"),
    Column("shows", Uuid),
    words("by"),
    Column("at", Moment, nullable=False),
)
"""A wall that follows what is sent to it; ``at`` is when it last said that it is there, ``shows`` the key of the order."""

camera_held = Table(
    "camera_held",
    metadata,
    Column("camera", CODE, primary_key=True),
    code("centre"),
    words("desk"),
    words("by"),
    Column("since", Moment, nullable=False),
    Column("until", Moment, nullable=False),
    Column("version", Integer, nullable=False),
)
"""Whose hand a camera is in, or was in last: it is over at ``until``, and the next goes on from ``version``."""
