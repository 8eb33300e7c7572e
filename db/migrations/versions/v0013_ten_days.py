"""Running counts by ten days; whoever opens the database counts what it holds."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from db.columns import CODE

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

REPORTED = (
    "reported", "filed", "handled", "to_sign", "signed_in_time", "timed", "handling_s", "asked", "satisfied",
)  # fmt: skip
DUE_TO_CLOSE = ("due", "closed_in_time", "handled_in_time", "reworked", "extended")


def upgrade() -> None:
    _clustered_by_time("ten_days_reported", ("span",), REPORTED)
    _clustered_by_time("ten_days_due", ("span", "closed"), DUE_TO_CLOSE)
    op.create_index("ix_ten_days_due_closed", "ten_days_due", ["dim", "closed"])


def _clustered_by_time(name: str, spans: tuple[str, ...], measures: tuple[str, ...]) -> None:
    op.create_table(
        name,
        sa.Column("dim", CODE, nullable=False),
        *(sa.Column(span, sa.Integer(), autoincrement=False, nullable=False) for span in spans),
        sa.Column("code", CODE, nullable=False),
        *(sa.Column(measure, sa.BigInteger(), nullable=False) for measure in measures),
        sa.PrimaryKeyConstraint("dim", *spans, "code", name=op.f(f"pk_{name}")),
        sqlite_with_rowid=False,
    )
