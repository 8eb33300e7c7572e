"""What each ticket counts for in the indicators, and the running counts of all of them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from db.columns import CODE, NUMBERED, Moment

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

REPORTED = (
    "reported", "filed", "handled", "to_sign", "signed_in_time", "timed", "handling_s", "asked", "satisfied",
)  # fmt: skip
DUE_TO_CLOSE = ("due", "closed_in_time", "handled_in_time", "reworked", "extended")
ZONE = "Asia/Shanghai"


def upgrade() -> None:
    _courses()
    _tally("tally_reported", ("month",), REPORTED)
    _tally("tally_due", ("month", "closed"), DUE_TO_CLOSE)
    op.create_index("ix_tally_due_closed", "tally_due", ["dim", "closed"])
    given = sa.table("meta", sa.column("name", sa.Text), sa.column("value", sa.Text))
    op.bulk_insert(given, [{"name": "tally_zone", "value": ZONE}])


def _courses() -> None:
    op.create_table(
        "course",
        sa.Column("ticket", NUMBERED, autoincrement=False, nullable=False),
        sa.Column("reported_at", Moment(), nullable=False),
        sa.Column("area", CODE, nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("department", CODE, nullable=False),
        sa.Column("crew", CODE, nullable=False),
        sa.Column("is_filed", sa.Boolean(), nullable=False),
        sa.Column("is_handled", sa.Boolean(), nullable=False),
        sa.Column("is_kept", sa.Boolean(), nullable=False),
        sa.Column("is_reworked", sa.Boolean(), nullable=False),
        sa.Column("is_extended", sa.Boolean(), nullable=False),
        sa.Column("is_satisfied", sa.Boolean()),
        sa.Column("sign_due_at", Moment()),
        sa.Column("is_signed_in_time", sa.Boolean(), nullable=False),
        sa.Column("due_at", Moment()),
        sa.Column("is_settled", sa.Boolean(), nullable=False),
        sa.Column("handling_since", Moment()),
        sa.Column("handling_s", sa.BigInteger()),
        sa.Column("handled_at", Moment()),
        sa.Column("closed_at", Moment()),
        sa.PrimaryKeyConstraint("ticket", name=op.f("pk_course")),
        postgresql_with={"fillfactor": "85"},
    )
    op.create_index("ix_course_area", "course", ["area", "reported_at"])
    op.create_index("ix_course_reported_at", "course", ["reported_at"])
    for name in ("due_at", "closed_at"):
        there = sa.text(f"{name} IS NOT NULL")
        op.create_index(f"ix_course_{name}", "course", [name], sqlite_where=there, postgresql_where=there)


def _tally(name: str, months: tuple[str, ...], measures: tuple[str, ...]) -> None:
    op.create_table(
        name,
        sa.Column("dim", CODE, nullable=False),
        *(sa.Column(month, sa.Integer(), autoincrement=False, nullable=False) for month in months),
        sa.Column("code", CODE, nullable=False),
        *(sa.Column(measure, sa.BigInteger(), nullable=False) for measure in measures),
        sa.PrimaryKeyConstraint("dim", *months, "code", name=op.f(f"pk_{name}")),
        sqlite_with_rowid=False,
    )
