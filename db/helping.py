"""Which crews still help with tickets that others have in hand: read from the few open tickets that have helpers."""

from __future__ import annotations

import json
from collections import Counter

from sqlalchemy import Connection, select

from console.board import IN_HAND
from console.domain.ticket import TargetKind
from console.replay import RECORDS
from db import tables

_column = tables.ticket.c
_HELPED = select(_column.noted).where(tables.OPEN, tables.HELPED, _column.state.in_(IN_HAND))


def helping(connection: Connection) -> Counter[str]:
    """Return for each crew with how many tickets in dispatched or in_progress it is not done yet."""
    helped = Counter[str]()
    for noted in connection.execute(_HELPED).scalars():
        helpers = RECORDS.read(json.loads(noted)).co_handlers
        helped.update(one.id for one in helpers if one.kind == TargetKind.CREW.value and not one.done)
    return helped
