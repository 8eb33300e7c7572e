"""What the operator is looking at: a ticket or a camera, shared by queue, map, card and wall."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from console.domain.camera import CameraId
from console.domain.place import LatLng
from console.domain.ticket import TicketId


class Focus(QObject):
    """One focus for all panels; looking at something moves nothing, opening it does.

    Signals, all on the GUI thread:
        ticket_changed: TicketId or None is looked at now.
        camera_changed: CameraId or None is looked at now.
        ticket_opened: TicketId was opened (Enter, double click): fly there, offer the nearest cameras.
        camera_opened: CameraId was opened.
        fly_to: LatLng the map should show.
        playback_asked: CameraId of which a recording is to be looked at, and TicketId for which, or None.
    """

    ticket_changed = Signal(object)
    camera_changed = Signal(object)
    ticket_opened = Signal(object)
    camera_opened = Signal(object)
    fly_to = Signal(object)
    playback_asked = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ticket: TicketId | None = None
        self._camera: CameraId | None = None

    @property
    def ticket(self) -> TicketId | None:
        return self._ticket

    @property
    def camera(self) -> CameraId | None:
        return self._camera

    def look_at_ticket(self, ticket: TicketId | None) -> None:
        if ticket != self._ticket:
            self._ticket = ticket
            self.ticket_changed.emit(ticket)

    def look_at_camera(self, camera: CameraId | None) -> None:
        if camera != self._camera:
            self._camera = camera
            self.camera_changed.emit(camera)

    def open_ticket(self, ticket: TicketId) -> None:
        self.look_at_ticket(ticket)
        self.ticket_opened.emit(ticket)

    def open_camera(self, camera: CameraId) -> None:
        self.look_at_camera(camera)
        self.camera_opened.emit(camera)

    def fly(self, place: LatLng) -> None:
        self.fly_to.emit(place)

    def play_back(self, camera: CameraId, ticket: TicketId | None) -> None:
        self.playback_asked.emit(camera, ticket)
