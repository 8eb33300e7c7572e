"""The named rules beside the table of verbs: what must be so of a ticket besides its state."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType

from console.domain.errors import Refused
from console.domain.grid import Tier, within
from console.domain.shift import Operator, Role
from console.domain.ticket import NOBODY, Priority, State, Ticket

SKIP_AFTER = timedelta(days=3)
"""So long the next tier must have held a ticket before it may be passed over; a P1 need not wait."""

HANDLED = frozenset({State.DISPATCHED, State.IN_PROGRESS, State.SUSPENDED})
"""While a ticket is so, its holder has it."""


@dataclass(frozen=True, slots=True)
class Case:
    """What a guard looks at; without ``now`` the guards that depend on the hour let pass."""

    verb: str
    ticket: Ticket
    by: Operator
    now: datetime | None


Guard = Callable[[Case], Refused | None]


def check(verb: str, names: Iterable[str], ticket: Ticket, by: Operator, now: datetime | None) -> None:
    """Let pass what every named guard lets pass; names that are not here are the handler's.

    Raises:
        Refused: the first guard that is against it.
    """
    case = Case(verb, ticket, by, now)
    for name in names:
        guard = GUARDS.get(name)
        refused = guard(case) if guard else None
        if refused is not None:
            raise refused


def acts_as_crew(by: Operator) -> bool:
    """Tell whether the operator handles the matter in person, rather than writing down for those who do."""
    return bool(by.roles & {Role.CREW, Role.GRID_WORKER}) and Role.DISPATCHER not in by.roles


def handles(ticket: Ticket, by: Operator) -> bool:
    """Tell whether the operator is the ticket's handler.

    That is a crew or grid worker whose name is that of the ticket's holder, by code or by name, whether the holder is a
    crew, a grid or a department; from the dispatch until the feedback, and not after that.
    """
    holder = ticket.holder
    if holder is None or ticket.state not in HANDLED or not by.roles & {Role.CREW, Role.GRID_WORKER}:
        return False
    return by.name in {holder.id, holder.name}


def _own_dispatch(case: Case) -> Refused | None:
    if case.ticket.dispatched_by == case.by.name:
        return None
    return Refused("ticket.not_your_dispatch", by=case.ticket.dispatched_by, number=case.ticket.number)


def _did_not_handle(case: Case) -> Refused | None:
    if case.by.name not in {case.ticket.handled_by, *case.ticket.noted.handlers}:
        return None
    return Refused("ticket.checker_handled_it", number=case.ticket.number)


def _did_not_file(case: Case) -> Refused | None:
    if not acts_as_crew(case.by) or case.by.name != case.ticket.noted.filed_by:
        return None
    return Refused("ticket.filer_handles_it", number=case.ticket.number)


def _did_not_ask(case: Case) -> Refused | None:
    request = case.ticket.noted.request
    if request is None or request.by != case.by.name or case.verb not in {request.verb, "refuse"}:
        return None
    return Refused("ticket.asker_approves_it", number=case.ticket.number)


def _two_people(case: Case) -> Refused | None:
    request = case.ticket.noted.request
    if request is None or request.verb != case.verb:
        return Refused("ticket.nobody_asked", verb=case.verb, number=case.ticket.number)
    return _did_not_ask(case)


def _no_request(case: Case) -> Refused | None:
    request = case.ticket.noted.request
    if request is None:
        return None
    return Refused("ticket.asked_already", verb=request.verb, by=request.by, number=case.ticket.number)


def _request(case: Case) -> Refused | None:
    return None if case.ticket.noted.request else Refused("ticket.nothing_asked", number=case.ticket.number)


def _before_due(case: Case) -> Refused | None:
    ticket, request = case.ticket, case.ticket.noted.request
    # What counts is when it was asked for: an approval may take longer than what is left.
    at = request.at if request is not None and request.verb == case.verb else case.now
    if at is None or ticket.due_at is None or at <= ticket.due_at:
        return None
    return Refused("ticket.due_already", number=ticket.number)


def _helpers_done(case: Case) -> Refused | None:
    waits = [helper.name for helper in case.ticket.noted.co_handlers if helper.must and not helper.done]
    return Refused("ticket.helpers_open", names=waits, number=case.ticket.number) if waits else None


def _helper(case: Case) -> Refused | None:
    if any(not helper.done for helper in case.ticket.noted.co_handlers):
        return None
    return Refused("ticket.no_helper", number=case.ticket.number)


def _has_tier_above(case: Case) -> Refused | None:
    return Refused("ticket.top_tier", number=case.ticket.number) if case.ticket.tier <= Tier.CITY else None


def _village_tier(case: Case) -> Refused | None:
    if case.ticket.tier is Tier.VILLAGE:
        return None
    return Refused("ticket.not_village_tier", number=case.ticket.number)


def _skip_allowed(case: Case) -> Refused | None:
    ticket = case.ticket
    if ticket.tier <= Tier.DISTRICT:
        return Refused("ticket.no_tier_to_skip", number=ticket.number)
    above_s = dict(ticket.noted.held_s).get(int(ticket.tier) - 1, 0.0)
    if ticket.priority is Priority.P1 or above_s >= SKIP_AFTER.total_seconds():
        return None
    return Refused("ticket.skip_too_soon", number=ticket.number, days=SKIP_AFTER.days)


def _not_above(case: Case) -> Refused | None:
    """Nobody supervises the centre that supervises him; what the ladder issues is issued by the centre that holds it, or above."""
    if within(case.ticket.centre, case.by.centre):
        return None
    return Refused("ticket.held_above", centre=case.ticket.centre, number=case.ticket.number)


def _takes_calls_or_handles(case: Case) -> Refused | None:
    """Whatever roles a city names for it: a dispatcher, a checker or a shift lead needs no caller to do their part."""
    if Role.CALL_TAKER in case.by.roles or handles(case.ticket, case.by):
        return None
    return Refused("ticket.not_the_handler", number=case.ticket.number)


def _caller(case: Case) -> Refused | None:
    return Refused("ticket.no_caller", number=case.ticket.number) if case.ticket.caller == NOBODY else None


def _planted(case: Case) -> Refused | None:
    return None if case.ticket.noted.planted else Refused("patrol.none", number=case.ticket.number)


def _card(case: Case) -> Refused | None:
    return None if case.ticket.noted.card else Refused("ticket.no_card", number=case.ticket.number)


GUARDS: Mapping[str, Guard] = MappingProxyType(
    {
        "own_dispatch": _own_dispatch,
        "did_not_handle": _did_not_handle,
        "did_not_file": _did_not_file,
        "did_not_ask": _did_not_ask,
        "two_people": _two_people,
        "no_request": _no_request,
        "request": _request,
        "before_due": _before_due,
        "helpers_done": _helpers_done,
        "helper": _helper,
        "has_tier_above": _has_tier_above,
        "village_tier": _village_tier,
        "skip_allowed": _skip_allowed,
        "not_above": _not_above,
        "planted": _planted,
        "card": _card,
        "takes_calls_or_handles": _takes_calls_or_handles,
        "caller": _caller,
    }
)
