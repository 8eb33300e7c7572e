"""What a step does to the clocks of a ticket: which one ends, which goes on, and when the running stage is due."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from console.clocks import DUE, NEARLY_DUE, extend, moment_of, pause, recalendar, relimit, resume, start
from console.domain.limit import Limit, Unit
from console.domain.stage_clock import NO_CLOCKS, Clocks, StageClock
from console.domain.ticket import Priority, State, Ticket
from console.lifecycle import Verb
from console.rulebook import Rulebook

HANDLE = "handle"
HANDLING_WAITS = frozenset({State.FEEDBACK, State.SUSPENDED})
"""States from which the same handling may go on: its clock stands still there, and ends anywhere else."""


def begun(ticket: Ticket, at: datetime, rules: Rulebook) -> Ticket:
    """Return a ticket just taken in with the clock of its first stage."""
    return _due(ticket, entered(NO_CLOCKS, ticket.state, ticket.priority, ticket.category, at, rules), rules)


def timed(
    before: Ticket, after: Ticket, verb: Verb, at: datetime, rules: Rulebook, extended_h: float | None = None
) -> Ticket:
    """Return ``after`` in the state that the verb leads to, with its stage and its clocks as they then stand.

    ``extended_h`` are hours on top of the running limit, of working time where that counts working time.
    """
    running, handle = (_in_force(clock, at, rules) for clock in (_running(before), before.clocks.handle))
    if verb.leads_to is None:
        clocks = Clocks(running=_limited(running, before, after, at, rules), handle=handle)
        if clocks.running is not None and extended_h is not None:
            clocks = replace(clocks, running=extend(clocks.running, _hours(extended_h, clocks.running), rules.calendar))
        return _due(replace(after, state=before.state), clocks, rules)
    state = verb.leads_to
    handle, running = (_limited(clock, before, after, at, rules) for clock in (handle, running))
    clocks = entered(Clocks(running=running, handle=handle), state, after.priority, after.category, at, rules)
    return _due(replace(after, state=state, stage_since=at), clocks, rules)


def entered(clocks: Clocks, state: State, priority: Priority, category: str, at: datetime, rules: Rulebook) -> Clocks:
    """Return the clocks after a step into ``state``, which may be the same one again; all by the calendar in force."""
    kind, handle = rules.lifecycle.stages[state].clock, clocks.handle
    if clocks.running is not None and clocks.running.kind == HANDLE:
        handle = pause(clocks.running, at, rules.calendar)
    if kind == HANDLE and handle is not None:
        return Clocks(running=resume(handle, at))
    return Clocks(
        running=start(kind, rules.limit_of(kind, priority, category), at, rules.calendar) if kind else None,
        handle=handle if state in HANDLING_WAITS else None,
    )


def due(clocks: Clocks, rules: Rulebook) -> tuple[datetime | None, datetime | None]:
    """Return when the running stage is due, and when it is nearly due; None where that cannot be said."""
    running = clocks.running
    if running is None:
        return None, None
    return moment_of(running, DUE, rules.calendar), moment_of(running, NEARLY_DUE, rules.calendar)


def brought_up_to_date(ticket: Ticket, at: datetime, rules: Rulebook) -> Ticket | None:
    """Return an open ticket with its clocks by the calendar and the limits in force; None where that changes nothing.

    What has accrued stays, and so does what was granted. A clock of which only the due time is told is left alone.
    """
    clocks = Clocks(
        running=_renewed(ticket.clocks.running, ticket, at, rules),
        handle=_renewed(ticket.clocks.handle, ticket, at, rules),
    )
    if clocks == NO_CLOCKS or not ticket.is_open:
        return None
    after = _due(ticket, clocks, rules)
    return None if after == ticket else after


def _renewed(clock: StageClock | None, ticket: Ticket, at: datetime, rules: Rulebook) -> StageClock | None:
    current = _in_force(clock, at, rules)
    if current is None or not current.calendar:
        return current
    limit = rules.limit_of(current.kind, ticket.priority, ticket.category)
    return relimit(current, limit, at, rules.calendar)


def _running(ticket: Ticket) -> StageClock | None:
    """Return the running clock; of a ticket whose past is known by its steps alone, the one that its due time tells."""
    if ticket.clocks.running is not None or ticket.due_at is None or ticket.due_at <= ticket.stage_since:
        return ticket.clocks.running
    limit_s = (ticket.due_at - ticket.stage_since).total_seconds()
    kind = HANDLE if ticket.state is State.IN_PROGRESS else ticket.state.value
    return StageClock(kind=kind, unit=Unit.URGENT_HOUR, limit_s=limit_s, since=ticket.stage_since, calendar="")


def _in_force(clock: StageClock | None, at: datetime, rules: Rulebook) -> StageClock | None:
    """Return the clock by the calendar in force; what it counted by an earlier one stays counted so."""
    if clock is None or clock.calendar in {"", rules.calendar.version}:
        return clock
    return recalendar(clock, at, rules.calendars[clock.calendar], rules.calendar)


def _limited(
    clock: StageClock | None, before: Ticket, after: Ticket, at: datetime, rules: Rulebook
) -> StageClock | None:
    """Return the clock with the limit of the class and priority that the ticket now has."""
    if clock is None or (before.category, before.priority) == (after.category, after.priority):
        return clock
    return relimit(clock, rules.limit_of(clock.kind, after.priority, after.category), at, rules.calendar)


def _hours(hours: float, clock: StageClock) -> Limit:
    return Limit(hours, Unit.WORK_HOUR if clock.unit.is_work else Unit.URGENT_HOUR)


def _due(ticket: Ticket, clocks: Clocks, rules: Rulebook) -> Ticket:
    due_at, warn_at = due(clocks, rules)
    return replace(ticket, clocks=clocks, due_at=due_at, warn_at=warn_at)
