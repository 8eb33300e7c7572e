"""The tables: one declaration for both engines.

Open tickets are a few in a hundred, so what asks for them has partial indexes, which stay small however long the
history grows. A region's box finds the few grids whose shapes are worth comparing with a place.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ColumnElement,
    Double,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    literal_column,
    text,
)
from sqlalchemy import Sequence as NumberSequence

from console.domain.ticket import ENDED
from console.journal import GROUND_KINDS, SHIFT_KINDS
from console.tally import DUE_TO_CLOSE, REPORTED
from db.columns import CODE, NUMBERED, WRITTEN, Moment, code, later, words

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

_ENDED = ", ".join(f"'{state}'" for state in sorted(ENDED))
# Literal, because the planner must see that a partial index serves the question; and of no type, because
# SQLAlchemy would compare a boolean with 1, which SQLite takes for another condition than the index's.
OPEN: ColumnElement[Any] = literal_column(f"(ticket.state NOT IN ({_ENDED}))")
IS_GRID: ColumnElement[Any] = literal_column("(region.tier = 6)")
_WHERE_HELPED = """replace(noted, '"co_handlers"', '') <> noted"""
HELPED: ColumnElement[Any] = literal_column(f"({_WHERE_HELPED.replace('noted', 'ticket.noted')})")
FROM_OUTSIDE: ColumnElement[Any] = literal_column("(ticket.outside_number <> '')")
ENDS: ColumnElement[Any] = literal_column(f"(journal.to_state IN ({_ENDED}))")
_WHERE_OPEN = f"state NOT IN ({_ENDED})"
_SHIFT = ", ".join(f"'{kind}'" for kind in SHIFT_KINDS)
_WHERE_SHIFT = f"kind IN ({_SHIFT})"
_GROUND = ", ".join(f"'{kind}'" for kind in sorted(GROUND_KINDS))
_WHERE_GROUND = f"kind IN ({_GROUND})"
OF_GROUND: ColumnElement[Any] = literal_column(f"(journal.{_WHERE_GROUND})")
OF_SHIFT: ColumnElement[Any] = literal_column(f"(journal.{_WHERE_SHIFT})")


def _only(condition: str) -> dict[str, Any]:
    """Make an index partial on both engines."""
    return {"sqlite_where": text(condition), "postgresql_where": text(condition)}


region = Table(
    "region",
    metadata,
    Column("code", CODE, primary_key=True),
    words("name"),
    Column("tier", SmallInteger, nullable=False),
    code("parent", nullable=True),
    words("kind"),
    words("rating"),
    Column("west", Double),
    Column("south", Double),
    Column("east", Double),
    Column("north", Double),
    Column("shape_wkb", LargeBinary, nullable=False),
    Column("version", Integer, nullable=False, server_default="1"),
    Column("retired_at", Moment),
    Index("ix_region_box", "west", "east", "south", "north", **_only("tier = 6")),
)

crew = Table(
    "crew",
    metadata,
    Column("id", CODE, primary_key=True),
    words("name"),
    words("kind"),
    code("region"),
    words("duty"),
    words("phone"),
    Column("version", Integer, nullable=False),
    later("skills"),
    Index("ix_crew_region", "region"),
)

fix = Table(
    "fix",
    metadata,
    Column("crew", CODE, primary_key=True),
    Column("lat_deg", Double, nullable=False),
    Column("lng_deg", Double, nullable=False),
    Column("at", Moment),
    Column("written", WRITTEN, nullable=False),
    Index("ix_fix_written", "written"),
)

department = Table(
    "department",
    metadata,
    Column("id", CODE, primary_key=True),
    words("name"),
    code("region"),
    Column("lat_deg", Double),
    Column("lng_deg", Double),
)

operator = Table(
    "operator",
    metadata,
    Column("name", CODE, primary_key=True),
    Column("centre", CODE, primary_key=True),
    words("roles"),
)

password = Table(
    "password",
    metadata,
    Column("name", CODE, primary_key=True),
    words("hash"),
    Column("must_change", Boolean, nullable=False),
)
"""By the operator's name, which is one person at every centre; ``hash`` is Argon2id with its salt and its cost."""

ticket = Table(
    "ticket",
    metadata,
    Column("id", NUMBERED, primary_key=True, autoincrement=False),
    Column("number", CODE, nullable=False, unique=True),
    Column("version", Integer, nullable=False),
    words("state"),
    Column("priority", SmallInteger, nullable=False),
    words("category"),
    words("title"),
    words("source"),
    code("centre"),
    Column("tier", SmallInteger, nullable=False),
    Column("reported_at", Moment, nullable=False),
    Column("stage_since", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False),
    Column("due_at", Moment),
    Column("warn_at", Moment),
    code("area"),
    code("grid", nullable=True),
    Column("lat_deg", Double),
    Column("lng_deg", Double),
    words("address"),
    words("description"),
    Column("holder_kind", Text),
    code("holder_id", nullable=True),
    Column("holder_name", Text),
    words("dispatched_by"),
    words("handled_by"),
    words("result"),
    words("caller_name"),
    words("caller_phone"),
    words("readers"),
    code("outside_number"),
    later("clocks"),
    later("noted"),
    Column("last_hash", LargeBinary),
    Index("ix_ticket_open_area", "area", **_only(_WHERE_OPEN)),
    Index("ix_ticket_open_centre", "centre", **_only(_WHERE_OPEN)),
    Index("ix_ticket_open_due", "priority", "due_at", "id", "area", **_only(_WHERE_OPEN)),
    Index("ix_ticket_open_holder", "holder_id", **_only(_WHERE_OPEN)),
    Index("ix_ticket_helped", "state", **_only(f"{_WHERE_OPEN} AND {_WHERE_HELPED}")),
    Index("ix_ticket_reported_at", "reported_at", "id"),
    Index(
        "uq_ticket_outside_number",
        "outside_number",
        unique=True,
        **_only("outside_number <> ''"),
    ),
    postgresql_with={"fillfactor": "85"},
)

ticket_reader = Table(
    "ticket_reader",
    metadata,
    Column("centre", CODE, primary_key=True),
    Column("ticket", BigInteger, ForeignKey(ticket.c.id), primary_key=True),
    Index("ix_ticket_reader_ticket", "ticket"),
)
"""Finds by centre what ``ticket.readers`` tells of one ticket."""

ticket_text = Table(
    "ticket_text",
    metadata,
    Column("ticket", NUMBERED, ForeignKey(ticket.c.id, ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("reported_at", Moment, nullable=False),
    code("area"),
    words("also"),
    words("text"),
)
"""What a ticket is found by, kept by triggers: its words as they are compared, and who sees it besides its ground."""

journal = Table(
    "journal",
    metadata,
    Column("seq", NUMBERED, primary_key=True, autoincrement=True),
    Column("key", Uuid, nullable=False),
    Column("part", SmallInteger, nullable=False),
    words("kind"),
    Column("ticket", BigInteger, ForeignKey(ticket.c.id)),
    Column("version", Integer, nullable=False),
    Column("at", Moment, nullable=False),
    words("by"),
    words("desk"),
    code("centre"),
    Column("from_state", Text),
    Column("to_state", Text),
    Column("due_at", Moment),
    words("reason"),
    Column("imported", Boolean, nullable=False),
    words("detail"),
    later("changes"),
    Column("left_sight_of", Text),
    Column("concerns", Text),
    Column("written", WRITTEN),
    Column("account", Text),
    Column("prev_hash", LargeBinary),
    Column("hash", LargeBinary),
    UniqueConstraint("key", "part"),
    Index(
        "uq_journal_ticket_version",
        "ticket",
        "version",
        unique=True,
        **_only("ticket IS NOT NULL"),
    ),
    Index("ix_journal_at", "at", "seq"),
    Index("ix_journal_ended", "at", "ticket", **_only(f"to_state IN ({_ENDED})")),
    Index("ix_journal_due_at", "due_at", **_only("due_at IS NOT NULL")),
    Index("ix_journal_written", "written", **_only("written IS NOT NULL")),
    Index("ix_journal_shift", "centre", "by", "seq", **_only(_WHERE_SHIFT)),
    Index("ix_journal_ground", "seq", **_only(_WHERE_GROUND)),
    sqlite_autoincrement=True,
)
"""``concerns`` names, for the server's feed, the grounds and the centres of those who are told, as `>3205 =3205`; of a line
without it that is not known. ``left_sight_of`` names the area, the centre and the readers before the line, where they changed with it.

``account`` is the server's role that brought the line through the door. ``hash`` is of ``prev_hash``, the line before it
in its chain, and of what the line tells: a ticket's lines by version, a centre's lines that concern none by number.
"""

rulebook = Table(
    "rulebook",
    metadata,
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("file", Text, primary_key=True),
    words("text"),
    Column("at", Moment, nullable=False),
    words("by"),
)
"""The city's own rules: whole files of TOML, all of them in every version; none where the shipped ones hold."""

meta = Table("meta", metadata, Column("name", Text, primary_key=True), words("value"))

ticket_number = NumberSequence("ticket_number", metadata=metadata)
"""PostgreSQL only, where a dead desk's open transaction must not hold up the others; SQLite counts in ``meta``."""

answer = Table(
    "answer",
    metadata,
    Column("id", NUMBERED, primary_key=True, autoincrement=True),
    Column("ticket", BigInteger, ForeignKey(ticket.c.id), nullable=False),
    words("source"),
    code("outside_number"),
    words("outcome"),
    words("text"),
    Column("made_at", Moment, nullable=False),
    Column("taken_at", Moment),
    Index("ix_answer_waiting", "id", **_only("taken_at IS NULL")),
    Index("ix_answer_ticket", "ticket"),
)
"""What sources are told of the end of their tickets; without ``taken_at``, what no adapter has taken yet."""

patrol = Table(
    "patrol",
    metadata,
    Column("ticket", BigInteger, ForeignKey(ticket.c.id), primary_key=True, autoincrement=False),
    code("centre"),
    Column("every_days", Integer, nullable=False),
    Column("left", Integer, nullable=False),
    Column("next_at", Moment, nullable=False),
    words("text"),
    words("by"),
    Index("ix_patrol_due", "centre", "next_at", **_only('"left" > 0')),
)

campaign = Table(
    "campaign",
    metadata,
    Column("id", Uuid, primary_key=True),
    words("name"),
    words("items"),
    code("centre"),
    words("by"),
    Column("begun_at", Moment, nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("ended_at", Moment),
)

campaign_grid = Table(
    "campaign_grid",
    metadata,
    Column("campaign", Uuid, ForeignKey(campaign.c.id), primary_key=True),
    Column("grid", CODE, primary_key=True),
    Index("ix_campaign_grid_grid", "grid"),
)

campaign_site = Table(
    "campaign_site",
    metadata,
    Column("campaign", Uuid, ForeignKey(campaign.c.id), primary_key=True),
    Column("grid", CODE, primary_key=True),
    Column("label", CODE, primary_key=True),
    Column("version", Integer, nullable=False),
    words("done"),
    Column("is_done", Boolean, nullable=False),
    words("note"),
    words("by"),
    Column("at", Moment, nullable=False),
)
"""One line a household or site, and nobody's name: ``done`` are places in the checklist."""

course = Table(
    "course",
    metadata,
    Column("ticket", NUMBERED, primary_key=True, autoincrement=False),
    Column("reported_at", Moment, nullable=False),
    code("area"),
    words("category"),
    words("source"),
    code("department"),
    code("crew"),
    *(Column(name, Boolean, nullable=False) for name in ("is_filed", "is_handled", "is_kept")),
    *(Column(name, Boolean, nullable=False) for name in ("is_reworked", "is_extended")),
    Column("is_satisfied", Boolean),
    Column("sign_due_at", Moment),
    Column("is_signed_in_time", Boolean, nullable=False),
    Column("due_at", Moment),
    Column("is_settled", Boolean, nullable=False),
    Column("handling_since", Moment),
    Column("handling_s", BigInteger),
    Column("handled_at", Moment),
    Column("closed_at", Moment),
    Index("ix_course_area", "area", "reported_at"),
    Index("ix_course_reported_at", "reported_at"),
    Index("ix_course_due_at", "due_at", **_only("due_at IS NOT NULL")),
    Index("ix_course_closed_at", "closed_at", **_only("closed_at IS NOT NULL")),
    postgresql_with={"fillfactor": "85"},
)
"""What each ticket counts for in the indicators: ``console.tally.Course``, kept in the transaction of its lines."""


def _tally(name: str, key: Sequence[str], measures: Sequence[str], *found_by: Index) -> Table:
    """Return a table of running counts, clustered by its key."""
    spans = (Column(one, CODE if one in TOLD else Integer, primary_key=True, autoincrement=False) for one in key)
    counts = (Column(measure, BigInteger, nullable=False) for measure in measures)
    return Table(name, metadata, *spans, *counts, *found_by, sqlite_with_rowid=False)


TOLD = frozenset({"dim", "code"})
tally_reported = _tally("tally_reported", ("dim", "code", "span"), REPORTED)
tally_due = _tally("tally_due", ("dim", "code", "span", "closed"), DUE_TO_CLOSE)
"""Running counts, kept on SQLite only: ``span`` and ``closed`` number days or months, as ``console.tally.Cell`` does.

They are clustered by code, so that a report adds each code up without sorting.
"""
ten_days_reported = _tally("ten_days_reported", ("dim", "span", "code"), REPORTED)
ten_days_due = _tally(
    "ten_days_due", ("dim", "span", "closed", "code"), DUE_TO_CLOSE, Index("ix_ten_days_due_closed", "dim", "closed")
)
"""Those of ``console.tally.EDGED_BY`` by ten days, clustered by time: a report takes all codes of one or two spans."""
