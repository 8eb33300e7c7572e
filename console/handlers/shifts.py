"""Who is on shift: the journal says when it began and when it ended, and nothing else is kept."""

from __future__ import annotations

from console.journal import Entry, Kind, News
from console.orders import BeginShift, EndShift
from console.ports import Clock, UnitOfWork


def begin(order: BeginShift, uow: UnitOfWork, clock: Clock) -> News:
    """Write that the shift began; of whoever is on it already, at this desk or another, nothing is written."""
    if uow.on_shift_since(order.by.name, order.by.centre) is not None:
        return News(desk=order.by.desk)
    return _note(order, Kind.SHIFT_BEGAN, uow, clock)


def end(order: EndShift, uow: UnitOfWork, clock: Clock) -> News:
    """Write that the shift ended; of whoever is on none, nothing is written."""
    if uow.on_shift_since(order.by.name, order.by.centre) is None:
        return News(desk=order.by.desk)
    return _note(order, Kind.SHIFT_ENDED, uow, clock)


def _note(order: BeginShift | EndShift, kind: Kind, uow: UnitOfWork, clock: Clock) -> News:
    by = order.by
    entry = Entry(
        key=order.key, kind=kind, ticket=None, version=0, at=clock.now(), by=by.name, desk=by.desk, centre=by.centre
    )
    uow.note(entry)
    return News(entries=(entry,), desk=by.desk)
