"""The first tables."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import sqlalchemy as sa
from alembic import op

from db.columns import CODE, NUMBERED, WRITTEN, Moment

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

OPEN = "state NOT IN ('archived', 'closed', 'merged', 'rejected', 'void')"
FIRST_NUMBER = 100_001  # numbers are plain and short: they are typed on a keypad and read out on the telephone


def _only(condition: str) -> dict[str, Any]:
    return {"sqlite_where": sa.text(condition), "postgresql_where": sa.text(condition)}


def upgrade() -> None:
    _places_and_people()
    _tickets()
    _journal()
    _meta()


def _places_and_people() -> None:
    op.create_table(
        "region",
        sa.Column("code", CODE, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("tier", sa.SmallInteger(), nullable=False),
        sa.Column("parent", CODE),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("rating", sa.Text(), nullable=False),
        sa.Column("west", sa.Double()),
        sa.Column("south", sa.Double()),
        sa.Column("east", sa.Double()),
        sa.Column("north", sa.Double()),
        sa.Column("shape_wkb", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_region")),
    )
    op.create_index("ix_region_box", "region", ["west", "east", "south", "north"], **_only("tier = 6"))
    op.create_table(
        "crew",
        sa.Column("id", CODE, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("region", CODE, nullable=False),
        sa.Column("duty", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_crew")),
    )
    op.create_index("ix_crew_region", "crew", ["region"])
    op.create_table(
        "fix",
        sa.Column("crew", CODE, nullable=False),
        sa.Column("lat_deg", sa.Double(), nullable=False),
        sa.Column("lng_deg", sa.Double(), nullable=False),
        sa.Column("at", Moment()),
        sa.Column("written", WRITTEN, nullable=False),
        sa.PrimaryKeyConstraint("crew", name=op.f("pk_fix")),
    )
    op.create_index("ix_fix_written", "fix", ["written"])
    op.create_table(
        "department",
        sa.Column("id", CODE, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("region", CODE, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_department")),
    )
    op.create_table(
        "camera",
        sa.Column("id", CODE, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("region", CODE, nullable=False),
        sa.Column("lat_deg", sa.Double()),
        sa.Column("lng_deg", sa.Double()),
        sa.Column("sub_url", sa.Text(), nullable=False),
        sa.Column("main_url", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_camera")),
    )
    op.create_index("ix_camera_region", "camera", ["region"])
    op.create_table(
        "operator",
        sa.Column("name", CODE, nullable=False),
        sa.Column("centre", CODE, nullable=False),
        sa.Column("roles", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", "centre", name=op.f("pk_operator")),
    )


def _tickets() -> None:
    op.create_table(
        "ticket",
        sa.Column("id", NUMBERED, autoincrement=False, nullable=False),
        sa.Column("number", CODE, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("priority", sa.SmallInteger(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("centre", CODE, nullable=False),
        sa.Column("tier", sa.SmallInteger(), nullable=False),
        sa.Column("reported_at", Moment(), nullable=False),
        sa.Column("stage_since", Moment(), nullable=False),
        sa.Column("changed_at", Moment(), nullable=False),
        sa.Column("due_at", Moment()),
        sa.Column("area", CODE, nullable=False),
        sa.Column("grid", CODE),
        sa.Column("lat_deg", sa.Double()),
        sa.Column("lng_deg", sa.Double()),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("holder_kind", sa.Text()),
        sa.Column("holder_id", CODE),
        sa.Column("holder_name", sa.Text()),
        sa.Column("dispatched_by", sa.Text(), nullable=False),
        sa.Column("handled_by", sa.Text(), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("caller_name", sa.Text(), nullable=False),
        sa.Column("caller_phone", sa.Text(), nullable=False),
        sa.Column("readers", sa.Text(), nullable=False),
        sa.Column("outside_number", CODE, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ticket")),
        sa.UniqueConstraint("number", name=op.f("uq_ticket_number")),
        postgresql_with={"fillfactor": "85"},
    )
    op.create_index("ix_ticket_open_area", "ticket", ["area"], **_only(OPEN))
    op.create_index("ix_ticket_open_centre", "ticket", ["centre"], **_only(OPEN))
    op.create_index("ix_ticket_open_due", "ticket", ["priority", "due_at", "id"], **_only(OPEN))
    op.create_index("ix_ticket_open_holder", "ticket", ["holder_id"], **_only(OPEN))
    op.create_index("ix_ticket_reported_at", "ticket", ["reported_at", "id"])
    op.create_index(
        "uq_ticket_outside_number", "ticket", ["outside_number"], unique=True, **_only("outside_number <> ''")
    )
    op.create_table(
        "ticket_reader",
        sa.Column("centre", CODE, nullable=False),
        sa.Column("ticket", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["ticket"], ["ticket.id"], name=op.f("fk_ticket_reader_ticket_ticket")),
        sa.PrimaryKeyConstraint("centre", "ticket", name=op.f("pk_ticket_reader")),
    )
    op.create_index("ix_ticket_reader_ticket", "ticket_reader", ["ticket"])


def _journal() -> None:
    op.create_table(
        "journal",
        sa.Column("seq", NUMBERED, autoincrement=True, nullable=False),
        sa.Column("key", sa.Uuid(), nullable=False),
        sa.Column("part", sa.SmallInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("ticket", sa.BigInteger()),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("desk", sa.Text(), nullable=False),
        sa.Column("centre", CODE, nullable=False),
        sa.Column("from_state", sa.Text()),
        sa.Column("to_state", sa.Text()),
        sa.Column("due_at", Moment()),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("imported", sa.Boolean(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("left_sight_of", sa.Text()),
        sa.Column("written", WRITTEN),
        sa.ForeignKeyConstraint(["ticket"], ["ticket.id"], name=op.f("fk_journal_ticket_ticket")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_journal")),
        sa.UniqueConstraint("key", "part", name=op.f("uq_journal_key_part")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_journal_at", "journal", ["at", "seq"])
    op.create_index("ix_journal_due_at", "journal", ["due_at"], **_only("due_at IS NOT NULL"))
    op.create_index("ix_journal_written", "journal", ["written"], **_only("written IS NOT NULL"))
    op.create_index(
        "uq_journal_ticket_version", "journal", ["ticket", "version"], unique=True, **_only("ticket IS NOT NULL")
    )


def _meta() -> None:
    op.create_table(
        "meta",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_meta")),
    )
    given = sa.table("meta", sa.column("name", sa.Text), sa.column("value", sa.Text))
    rows = [{"name": "file", "value": uuid4().hex}]
    if op.get_context().dialect.name == "postgresql":
        op.execute(sa.schema.CreateSequence(sa.Sequence("ticket_number", start=FIRST_NUMBER)))
    else:
        rows.append({"name": "ticket_number", "value": str(FIRST_NUMBER - 1)})
    op.bulk_insert(given, rows)
