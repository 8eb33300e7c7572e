"""Which cameras are near a ticket, each a button, and all of them on the wall by one key."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from console.domain.camera import Camera, nearest
from console.domain.ticket import Ticket, TicketId
from console.playback_orders import PlayBack
from widgets import rules, theme
from widgets.kit import target_words
from widgets.kit.icon import wear
from widgets.kit.inside import inside
from widgets.relay import Relay

CAMERAS = 3


class Nearby(QWidget):
    """The three nearest cameras; hidden where the ticket has no place.

    Signals (GUI thread):
        hang_asked: list of CameraId.
        playback_asked: CameraId and TicketId; what a recorder kept of it is to be looked at.
    """

    hang_asked = Signal(object)
    playback_asked = Signal(object, object)

    def __init__(self, relay: Relay, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._relay = relay
        self._near: list[Camera] = []
        self._ticket: TicketId | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.metric("space_1"))
        heading = QLabel(self.tr("Nearest cameras"), self)
        heading.setProperty("tone", "second")
        column.addWidget(heading)
        self._buttons = [self._button(place) for place in range(CAMERAS)]
        for button in self._buttons:
            column.addWidget(button)
        row = inside(column, QHBoxLayout())
        self._hang_all = QPushButton(self.tr("Hang them all (F7)"), self)
        self._hang_all.setProperty("role", "link")
        self._hang_all.clicked.connect(self.hang_nearest)
        row.addWidget(self._hang_all)
        self.play_back = QPushButton(self.tr("Play back…"), self)
        self.play_back.setProperty("role", "link")
        self.play_back.setToolTip(self.tr("What a recorder kept of them since the report; asks why"))
        self.recorded = QMenu(self.play_back)
        self.play_back.clicked.connect(self._on_play_back)
        row.addWidget(self.play_back)
        row.addStretch(1)

    def show_ticket(self, ticket: Ticket | None) -> None:
        """Show the cameras near ``ticket``; nothing for None."""
        place = ticket.place if ticket is not None else None
        found = nearest(self._relay.board.cameras.values(), place, CAMERAS) if place else []
        self._near = [camera for camera, _ in found]
        for number, button in enumerate(self._buttons):
            button.setVisible(number < len(found))
        for button, (camera, away_m) in zip(self._buttons, found, strict=False):
            text = self.tr("C{number} {name} · {far}")
            button.setText(text.format(number=camera.number, name=camera.name, far=target_words.distance(away_m)))
            button.setToolTip(button.text())
        self._hang_all.setVisible(len(self._near) > 1)
        self._ticket = None if ticket is None else ticket.id
        self._offer_recorded()
        self.setVisible(bool(self._near))

    def hang_nearest(self) -> None:
        """Ask for the nearest cameras to be hung on the wall."""
        if self._near:
            self.hang_asked.emit([camera.id for camera in self._near])

    def _offer_recorded(self) -> None:
        """Offer the cameras of which a recorder keeps the past, to whoever may look at it."""
        book = rules.in_force()
        may = bool(book.lifecycle.verb(PlayBack.verb).roles & self._relay.operator.roles)
        self.recorded.clear()
        for camera in self._near if may else ():
            if book.recorders.of(camera) is not None:
                action = self.recorded.addAction(f"{camera.number:03d} {camera.name}".replace("&", "&&"))
                action.triggered.connect(lambda _=False, id_=camera.id: self.playback_asked.emit(id_, self._ticket))
        self.play_back.setVisible(not self.recorded.isEmpty())

    def _on_play_back(self) -> None:
        self.recorded.popup(self.play_back.mapToGlobal(self.play_back.rect().bottomLeft()))

    def _button(self, place: int) -> QPushButton:
        button = QPushButton(self)
        button.setProperty("role", "listed")
        # A long name gives way to the panel, not the panel to the name.
        button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        wear(button, "camera", "text_2")
        button.clicked.connect(lambda: self.hang_asked.emit([self._near[place].id]))
        return button
