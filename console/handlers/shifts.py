"""Who is on shift: the journal says when it began and when it ended, and nothing else is kept."""

from __future__ import annotations

from datetime import datetime

from console.journal import Entry, Kind, News
from console.orders import BeginShift, EndShift
from console.ports import Clock, UnitOfWork


def begin(order: BeginShift, uow: UnitOfWork, clock: Clock) -> News:
    """Write that the shift began; of whoever is on it already nothing is written, unless it moves to this desk anew."""
    at, now = uow.shift_of(order.by.name, order.by.centre), clock.now()
    if at is None:
        return _note(order, uow, _line(order, Kind.SHIFT_BEGAN, now))
    if not order.anew or at.desk == order.by.desk:
        return News(desk=order.by.desk)
    ended = _line(order, Kind.SHIFT_ENDED, now)
    return _note(order, uow, ended, _line(order, Kind.SHIFT_BEGAN, now, part=1))


def end(order: EndShift, uow: UnitOfWork, clock: Clock) -> News:
    """Write that the shift ended; of whoever is on none, or is left at a desk where it did not begin, nothing is written."""
    at = uow.shift_of(order.by.name, order.by.centre)
    if at is None or (order.leaving and at.desk != order.by.desk):
        return News(desk=order.by.desk)
    return _note(order, uow, _line(order, Kind.SHIFT_ENDED, clock.now()))


def _line(order: BeginShift | EndShift, kind: Kind, at: datetime, part: int = 0) -> Entry:
    by = order.by
    return Entry(
        key=order.key, part=part, kind=kind, ticket=None, version=0, at=at, by=by.name, desk=by.desk, centre=by.centre
    )


def _note(order: BeginShift | EndShift, uow: UnitOfWork, *lines: Entry) -> News:
    for line in lines:
        uow.note(line)
    return News(entries=lines, desk=order.by.desk)
