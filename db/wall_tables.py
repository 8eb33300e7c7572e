"""The tables of walls: layouts saved under numbers, and the walls that told of themselves."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Integer, Table, Uuid

from db.columns import CODE, Moment, code, words
from db.tables import metadata

__all__ = ["metadata", "wall", "wall_layout"]

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
