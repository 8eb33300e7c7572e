"""Follow-up checks that are due: found beside the ladder's sweep, and taken in by whichever desk of the centre is first."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import NAMESPACE_OID, uuid5

from console.domain.aftercare import Patrol
from console.domain.shift import Operator
from console.numbering import TicketIds
from console.patrol_orders import TakeInCheck


def checks(patrols: Iterable[Patrol], by: Operator, ids: TicketIds) -> list[TakeInCheck]:
    """Return the orders that take the due checks in; desks that are equally quick give one and the same order."""
    return [
        TakeInCheck(
            by=by,
            key=uuid5(NAMESPACE_OID, f"patrol {patrol.ticket} {patrol.next_at.isoformat()}"),
            first=patrol.ticket,
            due_at=patrol.next_at,
            id=ids.next(),
        )
        for patrol in patrols
    ]
