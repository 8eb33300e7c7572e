"""What a drag carries: tickets with the versions the operator saw, or cameras."""

from __future__ import annotations

import json
from collections.abc import Iterable

from PySide6.QtCore import QByteArray, QMimeData

from console.domain.camera import CameraId
from console.domain.ticket import TicketId

TICKETS = "application/x-griddesk-tickets"
CAMERAS = "application/x-griddesk-cameras"


def mime_of_tickets(tickets: Iterable[tuple[TicketId, int]], text: str = "") -> QMimeData:
    """Return what a drag of these tickets carries; ``text`` is for other programs."""
    mime = QMimeData()
    mime.setData(TICKETS, QByteArray(json.dumps([[ticket, seen] for ticket, seen in tickets]).encode()))
    mime.setText(text)
    return mime


def tickets_of(mime: QMimeData) -> list[tuple[TicketId, int]]:
    """Return the tickets of a drag with the versions seen; empty where it carries none of ours."""
    try:
        return [(TicketId(ticket), int(seen)) for ticket, seen in json.loads(bytes(mime.data(TICKETS).data()))]
    except (ValueError, TypeError):
        return []


def mime_of_cameras(cameras: Iterable[CameraId], text: str = "") -> QMimeData:
    """Return what a drag of these cameras carries."""
    mime = QMimeData()
    mime.setData(CAMERAS, QByteArray(json.dumps(list(cameras)).encode()))
    mime.setText(text)
    return mime


def cameras_of(mime: QMimeData) -> list[CameraId]:
    """Return the cameras of a drag; empty where it carries none of ours."""
    try:
        return [CameraId(camera) for camera in json.loads(bytes(mime.data(CAMERAS).data()))]
    except (ValueError, TypeError):
        return []
