"""Taking a matter in: the grid that holds the place, the priority by category."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from console import replay, timing
from console.domain.errors import Refused
from console.domain.place import place_or_none
from console.domain.texts import one_line, storable
from console.domain.ticket import Priority, State, Ticket
from console.handlers.moves import NOTHING
from console.journal import Entry, Kind, News
from console.orders import TakeIn
from console.ports import Clock, UnitOfWork


def take_in(order: TakeIn, uow: UnitOfWork, clock: Clock) -> News:
    """Open a ticket at version 1, held by the centre of the operator.

    Raises:
        Refused: no title, unknown centre, or the role is missing.
    """
    roles = uow.rulebook().lifecycle.verb("take_in").roles
    if not roles & order.by.roles:
        raise Refused("operator.role_missing", verb="take_in", roles=sorted(role.value for role in roles))
    return opened(order, uow, clock)


def opened(order: TakeIn, uow: UnitOfWork, clock: Clock, detail: Mapping[str, str] = NOTHING) -> News:
    """Open the ticket, whoever gives the order; ``detail`` is told in its line besides the source.

    Its clocks count from when it was taken in, however long it then waited for a database.

    Raises:
        Refused: no title, or unknown centre.
    """
    rules = uow.rulebook()
    title = one_line(order.title)
    if not title:
        raise Refused("intake.no_title")
    centre = uow.region(order.by.centre)
    if centre is None:
        raise Refused("centre.unknown", centre=order.by.centre)
    place = place_or_none(order.place.lat_deg, order.place.lng_deg) if order.place else None
    grid = uow.grid_at(place) if place else None
    known = rules.categories.get(order.category)
    priority = order.priority or (known.priority if known else Priority.P4)
    now = clock.now()
    began = min(order.taken_at or now, now)
    ticket = Ticket(
        id=order.id,
        number=uow.next_number(),
        version=1,
        state=State.REPORTED,
        priority=priority,
        category=order.category,
        title=title,
        source=order.source,
        centre=centre.code,
        tier=centre.tier,
        reported_at=order.reported_at,
        stage_since=now,
        changed_at=now,
        area=grid.code if grid else centre.code,
        grid=grid.code if grid else None,
        place=place,
        address=one_line(order.address),
        description=storable(order.description).strip(),
        caller=order.caller,
        readers=() if grid is None or grid.code.startswith(centre.code) else (centre.code,),
        outside_number=order.outside_number,
    )
    ticket = timing.begun(replace(ticket, noted=replace(ticket.noted, arrived_at=began)), began, rules)
    entry = Entry(
        key=order.key,
        kind=Kind.TAKEN_IN,
        ticket=ticket.id,
        version=1,
        at=now,
        by=order.by.name,
        desk=order.by.desk,
        centre=order.by.centre,
        to_state=State.REPORTED,
        due_at=ticket.due_at,
        detail=MappingProxyType({"source": order.source, **detail}),
        changes=MappingProxyType(replay.changes(None, ticket)),
    )
    uow.record(ticket, (entry,))
    return News(entries=(entry,), tickets=(ticket,), desk=order.by.desk)
