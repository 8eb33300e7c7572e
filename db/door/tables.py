"""The tables behind the door: who signs in as whom, what each kind of line may do, callers, heads of chains, anchors.

They are there on both engines, because one declaration serves both; a file asks only for chains and anchors.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Double, ForeignKey, Index, Integer, LargeBinary, Table

from db.columns import CODE, Moment, code, words
from db.tables import metadata, ticket

__all__ = [
    "audit_anchor", "caller", "centre_chain", "door_limit", "gate_need", "metadata", "server_account", "transition",
    "transition_field",
]  # fmt: skip

server_account = Table(
    "server_account",
    metadata,
    Column("role", CODE, primary_key=True),
    code("operator"),
    Column("active", Boolean, nullable=False),
    Index("ix_server_account_operator", "operator"),
)
"""Which operator a role of the server signs in as; what that operator may do, the seats in ``operator`` say."""

transition = Table(
    "transition",
    metadata,
    Column("kind", CODE, primary_key=True),
    words("verb"),
    words("leaves"),
    words("leads_to"),
    words("roles"),
    Column("needs_reason", Boolean, nullable=False),
    words("guards"),
)
"""What a line of each kind does: words separated by blanks; ``leads_to`` is empty where the state stays, and "before"
where it is the one before merging. ``leaves`` is empty for lines that open a ticket or concern none."""

transition_field = Table(
    "transition_field",
    metadata,
    Column("kind", CODE, primary_key=True),
    Column("field", CODE, primary_key=True),
)
"""Which fields of the ticket a line may change; those of its records as "noted.…"."""

door_limit = Table(
    "door_limit", metadata, Column("name", CODE, primary_key=True), Column("amount", Double, nullable=False)
)
"""Numbers of the city's rules: how many tickets a crew of each kind may have, and how long what is closed stays so."""

gate_need = Table(
    "gate_need",
    metadata,
    Column("category", CODE, primary_key=True),
    words("skills"),
    Column("blocks", Boolean, nullable=False),
)
"""The skills that a category needs, parted by blanks; where it does not block, the console only warns."""

caller = Table(
    "caller",
    metadata,
    Column("ticket", BigInteger, ForeignKey(ticket.c.id), primary_key=True, autoincrement=False),
    words("name"),
    words("phone"),
)
"""Who called, in full, where the ticket itself holds the masked form; no operator's role reads it."""

centre_chain = Table(
    "centre_chain",
    metadata,
    Column("centre", CODE, primary_key=True),
    Column("lines", BigInteger, nullable=False),
    Column("last_hash", LargeBinary, nullable=False),
)
"""The head of each centre's chain of lines that concern no ticket; a ticket's own head is ``ticket.last_hash``."""

audit_anchor = Table(
    "audit_anchor",
    metadata,
    Column("n", Integer, primary_key=True, autoincrement=False),
    words("snap"),
    Column("events", BigInteger, nullable=False),
    words("lines"),
    Column("root", LargeBinary, nullable=False),
    Column("prev", LargeBinary, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    Column("at", Moment, nullable=False),
)
"""Seals on the journal: ``lines`` are the numbers sealed ("1-5 7"), ``snap`` is how far the seal saw."""
