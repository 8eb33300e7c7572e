"""What a database keeps of the tickets whose months were moved out: enough to refuse them again, and to check the files.

A ticket stands here from the moment it is chosen on; from then on nobody changes it. Its lines stand here from the
moment they leave the journal on, each by its number, its key and its hash, so that seals go on being compared.
"""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    Table,
    UniqueConstraint,
    Uuid,
    text,
)

from db.columns import CODE, NUMBERED, Moment, code, words
from db.tables import metadata

__all__ = ["Stage", "moved_file", "moved_line", "moved_ticket"]

_FROM_OUTSIDE = text("outside_number <> ''")


class Stage(StrEnum):
    """How far a file is; each is reached in one transaction, so that a run that was broken off goes on from there."""

    CHOOSING = "choosing"
    CHOSEN = "chosen"
    WRITTEN = "written"
    """The file is on the disk, was read again, and is right: what is in it may leave the database."""
    MOVED = "moved"


moved_file = Table(
    "moved_file",
    metadata,
    Column("file", CODE, primary_key=True),
    code("month"),
    words("stage"),
    Column("tickets", BigInteger, nullable=False),
    Column("lines", BigInteger, nullable=False),
    Column("first_at", Moment),
    Column("ended_at", Moment),
    Column("last_at", Moment),
    Column("sha256", LargeBinary),
    Column("head", LargeBinary),
)
"""One file of an archive. ``first_at``, ``ended_at`` and ``last_at`` are the first, last change and last due time in it;
``head`` is of the heads of all its tickets' chains, by their ids."""

moved_ticket = Table(
    "moved_ticket",
    metadata,
    Column("ticket", NUMBERED, primary_key=True, autoincrement=False),
    Column("number", CODE, nullable=False, unique=True),
    code("outside_number"),
    code("area"),
    code("centre"),
    words("state"),
    Column("version", Integer, nullable=False),
    Column("first_at", Moment, nullable=False),
    Column("last_at", Moment, nullable=False),
    Column("last_hash", LargeBinary, nullable=False),
    Column("file", CODE, ForeignKey(moved_file.c.file), nullable=False),
    Index("ix_moved_ticket_file", "file", "ticket"),
    Index(
        "uq_moved_ticket_outside_number",
        "outside_number",
        unique=True,
        sqlite_where=_FROM_OUTSIDE,
        postgresql_where=_FROM_OUTSIDE,
    ),
)
"""``first_at`` is its first line's moment, ``last_at`` that of its last line or of its latest due time."""

moved_line = Table(
    "moved_line",
    metadata,
    Column("seq", NUMBERED, primary_key=True, autoincrement=False),
    Column("key", Uuid, nullable=False),
    Column("part", SmallInteger, nullable=False),
    Column("ticket", BigInteger, nullable=False),
    Column("version", Integer, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    UniqueConstraint("key", "part"),
)
