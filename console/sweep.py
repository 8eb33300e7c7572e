"""The sweep: finds the steps of the ladder that are due now, and issues them; any open desk may do it."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterable
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime, timedelta
from heapq import nsmallest

from console.clocks import DUE, NEARLY_DUE
from console.domain.errors import Refused
from console.domain.grid import within
from console.domain.shift import Operator
from console.domain.ticket import Ticket
from console.journal import News
from console.ladder import DueStep, Ladder, Rung, answers, due_step
from console.orders import Supervise
from console.ports import Clock, Outage
from console.rulebook import Rulebook

log = logging.getLogger(__name__)

PERIOD_S = 30.0
AT_ONCE = 500
"""So many steps one sweep issues at most, as many as a desk does in seconds; what is left comes with the next."""
OTHERS_WAIT = timedelta(minutes=2)
"""So long a step is left to the desks of the centre whose turn it is; where none of them is open, one above issues it."""


def overdue(tickets: Iterable[Ticket], now: datetime, rules: Rulebook, by: Operator) -> list[Supervise]:
    """Return the orders for the steps that are due and not issued yet, the gravest and longest due first, ``AT_ONCE`` at most.

    Those of ``by``'s own centre at once, those of centres below it only where their own desks let them lie.
    """
    ladder, calendars, centre = rules.ladder, rules.calendars, by.centre
    earlier = now - OTHERS_WAIT
    idle = _idle_until_warned(ladder)
    found: list[tuple[DueStep, Ticket]] = []
    for ticket in tickets:
        at = now if ticket.centre == centre else earlier
        if idle(ticket, at) or not within(ticket.centre, centre):
            continue
        due = due_step(ticket, at, ladder, calendars)
        if due is not None:
            found.append((due, ticket))
    first = nsmallest(AT_ONCE, found, key=lambda one: (-one[0].step, one[1].due_at or one[1].stage_since, one[1].id))
    return [
        Supervise(
            by=by,
            ticket=ticket.id,
            seen=ticket.version,
            step=due.step,
            responsible=answers(ticket, rules.lifecycle),
            reason=due.why.value,
        )
        for due, ticket in first
    ]


def _idle_until_warned(ladder: Ladder) -> Callable[[Ticket, datetime], bool]:
    """Return a quick look that spares the tickets in time, which are nearly all, every closer one."""
    fewest = min((often for rung in ladder.rungs for often in _counts(rung)), default=sys.maxsize)
    soonest = min((rung.share for rung in ladder.rungs if rung.share is not None), default=DUE)

    def idle(ticket: Ticket, at: datetime) -> bool:
        until = ticket.warn_at
        if until is None or at > until or soonest < NEARLY_DUE:
            return False
        noted = ticket.noted
        return noted.returns < fewest and noted.reworks < fewest and noted.transfers < fewest

    return idle


def _counts(rung: Rung) -> tuple[int, ...]:
    return tuple(often for often in (rung.returns, rung.reworks, rung.transfers) if often is not None)


class Sweeper:
    """Sweeps on a thread of its own whenever it is handed the tickets; what comes while it is at work is left out.

    ``submit`` is the desk's; orders go one by one, so that an operator's own waits for one of them at most. ``heard`` is
    called on that thread with the news of each. What another desk was quicker with is passed over in silence.
    """

    def __init__(
        self,
        submit: Callable[[Supervise], Future[News]],
        by: Operator,
        clock: Clock,
        heard: Callable[[News], None],
    ) -> None:
        self._submit = submit
        self._by = by
        self._clock = clock
        self._heard = heard
        self._stopping = False
        self._thread = ThreadPoolExecutor(1, "sweep")
        self._at_work: Future[None] | None = None

    def sweep(self, tickets: tuple[Ticket, ...], rules: Rulebook) -> Future[None] | None:
        """Sweep these tickets now, called by one thread; return what ends with the sweep, None where one is at work."""
        if self._at_work is not None and not self._at_work.done():
            return None
        self._at_work = self._thread.submit(self._issue, tickets, rules)
        self._at_work.add_done_callback(_tell)
        return self._at_work

    def stop(self) -> None:
        """Stop and wait for the thread; the order under way is still carried out."""
        self._stopping = True
        self._thread.shutdown(wait=True)

    def _issue(self, tickets: tuple[Ticket, ...], rules: Rulebook) -> None:
        orders = overdue(tickets, self._clock.now(), rules, self._by)
        issued = 0
        for order in orders:
            if self._stopping:
                return
            with suppress(Refused):
                self._heard(self._submit(order).result())
                issued += 1
        if orders:
            log.info("The sweep issued %d of the %d steps that were due", issued, len(orders))


def _tell(ended: Future[None]) -> None:
    """Log how a sweep was broken off; the next one comes by itself."""
    trouble = ended.exception()
    if isinstance(trouble, Outage | CancelledError):
        log.info("The sweep was broken off: %s", trouble)
    elif trouble is not None:
        log.error("The sweep failed", exc_info=trouble)
