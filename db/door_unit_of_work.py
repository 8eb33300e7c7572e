"""One transaction of an operator's role on a server: what it writes of tickets are lines, and the server does the rest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import insert, select

from console.domain.errors import Refused
from console.domain.shift import Operator
from console.domain.ticket import NOBODY, Ticket
from console.journal import Entry
from db import records, tables
from db.deadlines import Call
from db.unit_of_work import SqlUnitOfWork

PUT = (
    "key", "part", "kind", "ticket", "version", "at", "by", "desk", "centre", "from_state", "to_state", "due_at", "reason",
    "detail", "changes",
)  # fmt: skip
"""What a desk says of a line; the rest is the server's."""

# Only with this option is the count of an INSERT kept until it is asked for.
_INSERT = insert(tables.journal).inline().execution_options(preserve_rowcount=True)
_OPEN_TICKETS = (
    select(*records.TICKET).where(tables.OPEN).order_by(tables.ticket.c.id).execution_options(call=Call.BULK)
)


class DoorUnitOfWork(SqlUnitOfWork):
    """Refusals of the door come out as those of the rules do; what is refused undoes the transaction."""

    def record(self, ticket: Ticket, entries: Sequence[Entry]) -> None:
        for entry in entries:
            if entry.version == 1 and ticket.caller != NOBODY:
                called = [ticket.caller.name, ticket.caller.phone]
                entry = replace(entry, changes={**entry.changes, "caller": called})
            self._put(entry)

    def note(self, entry: Entry) -> None:
        self._put(entry)

    def open_tickets(self) -> Sequence[Ticket]:
        return tuple(map(records.ticket_of, self._rows(_OPEN_TICKETS)))

    def put_rules(self, texts: Mapping[str, str], at: datetime, by: str) -> int:  # noqa: ARG002 - as the port says
        """Refuse.

        Raises:
            Refused: ``rules.of_the_server``; the door goes by the rules, so that nobody behind it changes them.
        """
        raise Refused("rules.of_the_server")

    def seat_of(self, by: Operator) -> Operator | None:
        return self._seat_at(by)

    def commit(self) -> None:
        self._connection.commit()

    def _put(self, entry: Entry) -> None:
        row = records.entry_row(entry)
        if self._connection.execute(_INSERT, {name: row[name] for name in PUT}).rowcount != 1:
            raise Refused("order.already_carried_out")
