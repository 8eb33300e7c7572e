"""Answers to sources, checks that closed tickets plant, and campaigns."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from db.columns import CODE, NUMBERED, Moment

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def _only(condition: str) -> dict[str, Any]:
    return {"sqlite_where": sa.text(condition), "postgresql_where": sa.text(condition)}


def upgrade() -> None:
    _aftercare()
    _campaigns()


def _aftercare() -> None:
    op.create_table(
        "answer",
        sa.Column("id", NUMBERED, autoincrement=True, nullable=False),
        sa.Column("ticket", sa.BigInteger(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("outside_number", CODE, nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("taken_at", Moment()),
        sa.ForeignKeyConstraint(["ticket"], ["ticket.id"], name=op.f("fk_answer_ticket_ticket")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer")),
    )
    op.create_index("ix_answer_waiting", "answer", ["id"], **_only("taken_at IS NULL"))
    op.create_index("ix_answer_ticket", "answer", ["ticket"])
    op.create_table(
        "patrol",
        sa.Column("ticket", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("centre", CODE, nullable=False),
        sa.Column("every_days", sa.Integer(), nullable=False),
        sa.Column("left", sa.Integer(), nullable=False),
        sa.Column("next_at", Moment(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["ticket"], ["ticket.id"], name=op.f("fk_patrol_ticket_ticket")),
        sa.PrimaryKeyConstraint("ticket", name=op.f("pk_patrol")),
    )
    op.create_index("ix_patrol_due", "patrol", ["centre", "next_at"], **_only('"left" > 0'))


def _campaigns() -> None:
    op.create_table(
        "campaign",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("items", sa.Text(), nullable=False),
        sa.Column("centre", CODE, nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("begun_at", Moment(), nullable=False),
        sa.Column("due_at", Moment(), nullable=False),
        sa.Column("ended_at", Moment()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign")),
    )
    op.create_table(
        "campaign_grid",
        sa.Column("campaign", sa.Uuid(), nullable=False),
        sa.Column("grid", CODE, nullable=False),
        sa.ForeignKeyConstraint(["campaign"], ["campaign.id"], name=op.f("fk_campaign_grid_campaign_campaign")),
        sa.PrimaryKeyConstraint("campaign", "grid", name=op.f("pk_campaign_grid")),
    )
    op.create_index("ix_campaign_grid_grid", "campaign_grid", ["grid"])
    op.create_table(
        "campaign_site",
        sa.Column("campaign", sa.Uuid(), nullable=False),
        sa.Column("grid", CODE, nullable=False),
        sa.Column("label", CODE, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("done", sa.Text(), nullable=False),
        sa.Column("is_done", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["campaign"], ["campaign.id"], name=op.f("fk_campaign_site_campaign_campaign")),
        sa.PrimaryKeyConstraint("campaign", "grid", "label", name=op.f("pk_campaign_site")),
    )
