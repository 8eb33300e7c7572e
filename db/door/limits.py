"""The numbers of a city's rules that the door goes by, as rows: how much a crew may have, what is late, what may be archived."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, delete, insert

from console.domain.limit import DAY_S
from console.gate import Gate, Verdict
from console.ladder import Ladder, To
from console.lifecycle import ARCHIVE, Lifecycle
from db.door import tables as door

WAITS_FOR = ("share", "overdue_stages", "returns", "reworks", "transfers")


def lay_limits(connection: Connection, lifecycle: Lifecycle, gate: Gate, ladder: Ladder) -> None:
    """Let the door go by these rules."""
    for table, rows in ((door.door_limit, limits(lifecycle, gate, ladder)), (door.gate_need, needs(gate))):
        connection.execute(delete(table))
        if told := list(rows):
            connection.execute(insert(table), told)


def limits(lifecycle: Lifecycle, gate: Gate, ladder: Ladder) -> Iterator[dict[str, Any]]:
    """Yield a row a limit: seconds, tickets of a crew, and what each rung of the ladder waits for, 0 to 2 for who is told."""
    yield {"name": ARCHIVE, "amount": lifecycle.limits[ARCHIVE].counted_s(DAY_S)}
    for kind, load in gate.loads.items():
        yield {"name": f"full {kind.value}", "amount": float(load.full)}
    for rung in ladder.rungs:
        yield {"name": f"to {rung.step:d}", "amount": float(tuple(To).index(rung.to))}
        for name in WAITS_FOR:
            if (amount := getattr(rung, name)) is not None:
                yield {"name": f"{name} {rung.step:d}", "amount": float(amount)}


def needs(gate: Gate) -> Iterator[dict[str, Any]]:
    """Yield a row a category that needs skills, the one for all of them as ""."""
    for category, need in gate.needs.items():
        skills = " ".join(sorted(need.skills))
        yield {"category": category, "skills": skills, "blocks": need.missing is Verdict.BLOCK}
