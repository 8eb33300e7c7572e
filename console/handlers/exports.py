"""What left the house: an export is written to the journal with its reason."""

from __future__ import annotations

from console.domain.texts import storable
from console.handlers.lines import noted
from console.journal import Kind, News
from console.orders import NoteExport
from console.ports import UnitOfWork


def note(order: NoteExport, uow: UnitOfWork) -> News:
    """Write the line; it concerns no single ticket."""
    return noted(order, Kind.EXPORTED, uow, order.at, {"what": order.what}, storable(order.reason))
