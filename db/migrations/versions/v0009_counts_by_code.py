"""Running counts by day or month, and clustered by code; whoever opens the database counts everything anew."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from db.columns import CODE

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

REPORTED = (
    "reported", "filed", "handled", "to_sign", "signed_in_time", "timed", "handling_s", "asked", "satisfied",
)  # fmt: skip
DUE_TO_CLOSE = ("due", "closed_in_time", "handled_in_time", "reworked", "extended")


def upgrade() -> None:
    _anew("tally_reported", ("span",), REPORTED)
    _anew("tally_due", ("span", "closed"), DUE_TO_CLOSE)


def _anew(name: str, spans: tuple[str, ...], measures: tuple[str, ...]) -> None:
    op.drop_table(name)
    op.create_table(
        name,
        sa.Column("dim", CODE, nullable=False),
        sa.Column("code", CODE, nullable=False),
        *(sa.Column(span, sa.Integer(), autoincrement=False, nullable=False) for span in spans),
        *(sa.Column(measure, sa.BigInteger(), nullable=False) for measure in measures),
        sa.PrimaryKeyConstraint("dim", "code", *spans, name=op.f(f"pk_{name}")),
        sqlite_with_rowid=False,
    )
