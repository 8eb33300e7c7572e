"""What every desk asks of is tended by the server less often while it is small.

Each time the server looks such a table through, every desk's connection plans its questions anew at its next. By the
server's own measure, a share of the table, that is once a minute in a city's first weeks, and in its second year once a
month. The share stays as it is; these numbers are added to it.
"""

from __future__ import annotations

from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

CHANGED = ("course", "ticket")
ONLY_GROWN = "journal"
CHANGES, LINES = 10_000, 50_000


def upgrade() -> None:
    if op.get_context().dialect.name != "postgresql":
        return
    for table in CHANGED:
        op.execute(
            f"ALTER TABLE {table} SET (autovacuum_vacuum_threshold = {CHANGES}, autovacuum_analyze_threshold = {CHANGES})"
        )
    op.execute(
        f"ALTER TABLE {ONLY_GROWN} SET"
        f" (autovacuum_vacuum_insert_threshold = {LINES}, autovacuum_analyze_threshold = {LINES})"
    )
