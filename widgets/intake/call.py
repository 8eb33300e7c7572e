"""The call that stands in the form: the key of its order, the id of its ticket and when it came, kept over a crash."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from console.domain.ticket import Ticket, TicketId
from console.numbering import TicketIds
from console.orders import TakeIn
from console.ports import Clock
from widgets.kit.drafts import Drafts


@dataclass(frozen=True, slots=True)
class Call:
    """One call: an order sent again has the same key and id, and so cannot open a second ticket."""

    key: UUID
    id: TicketId
    at: datetime


class Calls:
    """The call of now, if there is one; what the program ended with is there again."""

    def __init__(self, ids: TicketIds, clock: Clock, drafts: Drafts, name: str) -> None:
        self._ids = ids
        self._clock = clock
        self._drafts = drafts
        self._name = name
        self.now: Call | None = None
        self.recall()

    def begin(self) -> Call:
        """Return the call of now: it came when its first word was typed, not when the form was sent."""
        if self.now is None:
            self.now = Call(uuid4(), self._ids.next(), self._clock.now())
            self._drafts.keep(self._name, f"{self.now.key} {self.now.id} {self.now.at.isoformat()}")
        return self.now

    def end(self) -> None:
        """Let the next word begin another call."""
        self.now = None
        self._drafts.keep(self._name, "")

    def recall(self) -> None:
        """Go on with the call that the drafts keep, if they keep one."""
        try:
            key, id_, at = self._drafts.text(self._name).split(" ")
            self.now = Call(UUID(key), TicketId(int(id_)), datetime.fromisoformat(at))
        except ValueError:
            self.now = None


def says(ticket: Ticket, order: TakeIn) -> bool:
    """Tell whether the ticket has in it what the order says."""
    same = (ticket.title, ticket.category, ticket.description, ticket.address, ticket.place, ticket.caller)
    return same == (order.title, order.category, order.description, order.address, order.place, order.caller) and (
        order.priority in (None, ticket.priority)
    )
