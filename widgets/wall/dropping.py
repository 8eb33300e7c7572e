"""What is dropped on the wall's tiles and dragged off them: what a drop promises, and what it does."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QMimeData, Qt
from PySide6.QtGui import QDrag, QPixmap
from PySide6.QtWidgets import QWidget

from widgets.kit.ticket_mime import cameras_of, mime_of_cameras, tickets_of
from widgets.wall.hanging import Hanging

_PREVIEW_PX = 160

translate = QCoreApplication.translate


def is_welcome(mime: QMimeData) -> bool:
    """Return whether a tile has a use for what is dragged."""
    return bool(tickets_of(mime) or cameras_of(mime))


def promise(hanging: Hanging, mime: QMimeData, *, own: bool) -> str:
    """Return what a drop on a tile would do; ``own``: it was dragged from another tile.

    What an alarm shows is hung elsewhere, not exchanged: the alarm stays in its tile.
    """
    board = hanging.relay.board
    if tickets := tickets_of(mime):
        ticket = board.tickets.get(tickets[0][0])
        return translate("WallView", "Pin {ticket} here").format(ticket=ticket.number if ticket else "")
    cameras = cameras_of(mime)
    if own and hanging.selected not in hanging.over:
        return translate("WallView", "Exchange with tile {n}").format(n=hanging.selected + 1)
    camera = board.cameras.get(cameras[0]) if cameras else None
    if len(cameras) > 1:
        return translate("WallView", "Hang {n} cameras").format(n=len(cameras))
    return translate("WallView", "Hang {camera} here").format(camera=camera.name if camera else "")


def take(hanging: Hanging, mime: QMimeData, place: int, *, own: bool) -> None:
    """Do what was promised."""
    if tickets := tickets_of(mime):
        hanging.pin(tickets[0][0], place)
    elif own and hanging.selected not in hanging.over:
        hanging.exchange(hanging.selected, place)
    else:
        first, *others = cameras_of(mime)
        hanging.hang(first, place)
        hanging.select(place)
        hanging.hang_all(others)
    hanging.select(place)


def drag_away(source: QWidget, hanging: Hanging, preview: QPixmap) -> None:
    """Let a hand carry the selected tile's camera; returns when it has let go."""
    camera = hanging.camera(hanging.selected)
    if camera is None:
        return
    drag = QDrag(source)
    drag.setMimeData(mime_of_cameras([camera.id], camera.name))
    drag.setPixmap(preview.scaledToWidth(_PREVIEW_PX, Qt.TransformationMode.SmoothTransformation))
    drag.exec(Qt.DropAction.CopyAction)
