"""Which crews still help with tickets that others have in hand: read from the few open tickets that have helpers."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection

from sqlalchemy import Connection, select

from console.board import IN_HAND
from console.domain.ticket import TargetKind
from console.replay import RECORDS
from db import records, tables

_column = tables.ticket.c
_HELPED = select(_column.noted).where(tables.OPEN, tables.HELPED, _column.state.in_(IN_HAND))


def helping(connection: Connection, crews: Collection[str]) -> Counter[str]:
    """Return for each of the crews with how many tickets in dispatched or in_progress it is not done yet."""
    helped, written = Counter[str](), [records.plain_json(crew) for crew in crews]
    for noted in connection.execute(_HELPED).scalars():
        # To look for a code is a hundred times quicker than to read what is noted.
        if not any(crew in noted for crew in written):
            continue
        helpers = RECORDS.read(json.loads(noted)).co_handlers
        helped.update(one.id for one in helpers if one.kind == TargetKind.CREW.value and not one.done)
    return helped
