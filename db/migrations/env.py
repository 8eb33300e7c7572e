"""What Alembic runs: the open connection's transaction, or a script for an administrator where there is none."""

from __future__ import annotations

from alembic import context

from db.door.tables import metadata

connection = context.config.attributes.get("connection")
if connection is None:
    context.configure(
        url=context.config.get_main_option("sqlalchemy.url"), target_metadata=metadata, literal_binds=True
    )
else:
    context.configure(connection=connection, target_metadata=metadata)
with context.begin_transaction():
    context.run_migrations()
