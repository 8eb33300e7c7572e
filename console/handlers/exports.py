"""What left the house: an export is written to the journal with its reason."""

from __future__ import annotations

from types import MappingProxyType

from console.domain.texts import storable
from console.journal import Entry, Kind, News
from console.orders import NoteExport
from console.ports import UnitOfWork


def note(order: NoteExport, uow: UnitOfWork) -> News:
    """Write the line; it concerns no single ticket."""
    entry = Entry(
        key=order.key,
        kind=Kind.EXPORTED,
        ticket=None,
        version=0,
        at=order.at,
        by=order.by.name,
        desk=order.by.desk,
        centre=order.by.centre,
        reason=storable(order.reason),
        detail=MappingProxyType({"what": order.what}),
    )
    uow.note(entry)
    return News(entries=(entry,), desk=order.by.desk)
