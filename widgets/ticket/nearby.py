"""Who could be sent and which cameras are near: the candidates and the nearest cameras of a ticket."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from console import lifecycle
from console.domain.camera import Camera, nearest
from console.domain.ticket import Target, Ticket
from console.targets import TargetCheck, candidates
from widgets import theme
from widgets.kit import target_words
from widgets.kit.icon import wear
from widgets.kit.throttle import Throttle
from widgets.relay import Relay

T = TypeVar("T")

CANDIDATES = 3
CAMERAS = 3
REFRESH_MS = 2000


class Nearby(QWidget):
    """Three candidates, as far as the ticket may be dispatched, and three cameras; each a button.

    Recounted while crews move. Nobody can be chosen while an order about the ticket is under way.

    Signals (GUI thread):
        dispatch_asked: Target.
        hang_asked: list of CameraId.
    """

    dispatch_asked = Signal(object)
    hang_asked = Signal(object)

    def __init__(self, relay: Relay, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._relay = relay
        self._ticket: Ticket | None = None
        self._checks: list[TargetCheck] = []
        self._near: list[Camera] = []
        self._underway = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.metric("space_1"))
        self._who = self._heading(self.tr("Candidates"))
        column.addWidget(self._who)
        self._crew_buttons = [self._button("crew", place, self.choose) for place in range(CANDIDATES)]
        for button in self._crew_buttons:
            column.addWidget(button)
        self._seen_by = self._heading(self.tr("Nearest cameras"))
        column.addWidget(self._seen_by)
        self._camera_buttons = [self._button("camera", place, self._on_camera) for place in range(CAMERAS)]
        for button in self._camera_buttons:
            column.addWidget(button)
        row = QHBoxLayout()
        self._hang_all = QPushButton(self.tr("Hang them all (F7)"), self)
        self._hang_all.setProperty("role", "link")
        self._hang_all.clicked.connect(self.hang_nearest)
        row.addWidget(self._hang_all)
        row.addStretch(1)
        column.addLayout(row)
        self._again = Throttle(REFRESH_MS, self._show_candidates, self)
        relay.crews_changed.connect(lambda _ids: self._again.ask())

    def show_ticket(self, ticket: Ticket | None, *, underway: bool = False) -> None:
        """Show who and what is near ``ticket``; nothing for None, no candidates for one that is not to be sent now."""
        self._ticket, self._underway = ticket, underway
        place = ticket.place if ticket is not None else None
        found = nearest(self._relay.board.cameras.values(), place, CAMERAS) if place else []
        self._near = [camera for camera, _ in found]
        for button, (camera, away_m) in self._filled(self._camera_buttons, found):
            text = self.tr("C{number} {name} · {far}")
            button.setText(text.format(number=camera.number, name=camera.name, far=target_words.distance(away_m)))
            button.setToolTip(button.text())
        self._seen_by.setVisible(bool(self._near))
        self._hang_all.setVisible(len(self._near) > 1)
        self._show_candidates()

    def first_candidate(self) -> Target | None:
        """Return the best candidate shown; None where there is none."""
        return self._checks[0].target if self._checks else None

    def choose(self, place: int) -> bool:
        """Ask for the dispatch to the candidate at ``place``, from 0; False where none can be chosen there."""
        if self._underway or place >= len(self._checks) or not self._checks[place].allowed:
            return False
        self.dispatch_asked.emit(self._checks[place].target)
        return True

    def hang_nearest(self) -> None:
        """Ask for the nearest cameras to be hung on the wall."""
        if self._near:
            self.hang_asked.emit([camera.id for camera in self._near])

    def _show_candidates(self) -> None:
        ticket = self._ticket
        wanted = ticket is not None and lifecycle.why_not("dispatch", ticket, self._relay.operator) is None
        self._checks = candidates(self._relay.board, ticket, CANDIDATES) if ticket is not None and wanted else []
        for place, (button, check) in enumerate(self._filled(self._crew_buttons, self._checks)):
            button.setText(self.tr("{place}  {candidate}").format(place=place + 1, candidate=target_words.line(check)))
            button.setToolTip(button.text())
            button.setEnabled(check.allowed and not self._underway)
        self._who.setVisible(bool(self._checks))

    def _filled(self, buttons: list[QPushButton], things: Sequence[T]) -> list[tuple[QPushButton, T]]:
        for place, button in enumerate(buttons):
            button.setVisible(place < len(things))
        return list(zip(buttons, things, strict=False))

    def _heading(self, text: str) -> QLabel:
        label = QLabel(text, self)
        label.setProperty("tone", "second")
        return label

    def _button(self, picture: str, place: int, pressed: Callable[[int], object]) -> QPushButton:
        button = QPushButton(self)
        button.setProperty("role", "listed")
        # A long name gives way to the panel, not the panel to the name.
        button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        wear(button, picture, "text_2")
        button.clicked.connect(lambda: pressed(place))
        return button

    def _on_camera(self, place: int) -> None:
        self.hang_asked.emit([self._near[place].id])
