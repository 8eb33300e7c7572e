"""One desk's hold on the camera that it moves: taken with one order, renewed seldom, let go with one."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import CancelledError
from datetime import datetime
from enum import StrEnum

from PySide6.QtCore import QObject, QTimer, Signal

from console.domain.camera import CameraId
from console.domain.errors import Refused
from console.domain.held_camera import IDLE_S, RENEWED_EVERY_S
from console.journal import Kind, News
from console.ports import Outage
from console.wall_orders import LeaveCamera, NoteMoving, TakeCamera
from widgets.relay import Relay


class Grip(StrEnum):
    """How this desk stands with the camera."""

    NONE = "none"
    ASKED = "asked"
    HELD = "held"
    UNHEARD = "unheard"
    """The database is out of reach: the camera is moved all the same, and no other desk is told."""


class CameraHold(QObject):
    """Belongs to the GUI thread. Only with ``may_move`` is the camera moved.

    Signals:
        taken: nothing; the camera may be moved from now on.
        denied: Refused; another desk has it, or has taken it over.
        idle: nothing; nobody has moved it for so long that it is to be let go.
    """

    taken = Signal()
    denied = Signal(object)
    idle = Signal()

    def __init__(
        self, relay: Relay, parent: QObject | None = None, *, seconds: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__(parent)
        self._relay = relay
        self._seconds = seconds
        self.grip = Grip.NONE
        self._camera: CameraId | None = None
        self._asked: TakeCamera | None = None
        self._began_at: datetime | None = None
        self._felt_s = 0.0
        self._timer = QTimer(self, interval=round(1000 * RENEWED_EVERY_S))
        self._timer.timeout.connect(self.renew)
        relay.done.connect(self._on_done)
        relay.refused.connect(self._on_refused)
        relay.failed.connect(self._on_failed)
        relay.noted.connect(self._on_noted)

    @property
    def may_move(self) -> bool:
        """Whether the camera is in this desk's hand."""
        return self.grip in (Grip.HELD, Grip.UNHEARD)

    def take(self, camera: CameraId, reason: str = "") -> None:
        """Ask for a camera; with a reason, take it out of another desk's hand. ``taken`` or ``denied`` follows."""
        self._camera, self.grip = camera, Grip.ASKED
        self._felt_s = self._seconds()
        self._ask(reason)

    def feel(self) -> None:
        """Take in that the camera is moved now."""
        self._felt_s = self._seconds()
        if self._began_at is None:
            self._began_at = self._relay.clock.now()

    def leave(self) -> None:
        """Let the camera go: one line tells of all that was moved, however often the hand was on and off."""
        camera, grip = self._camera, self.grip
        was_moved = self._note_moves()
        self._end()
        self._camera = None
        # Of one that was moved, the line that tells so lets it go; what is asked for may yet be granted.
        if camera is not None and grip in (Grip.ASKED, Grip.HELD) and not was_moved:
            self._relay.submit(LeaveCamera(by=self._relay.operator, camera=camera))

    def renew(self) -> None:
        """Keep the camera longer; let it go where nobody has moved it for minutes."""
        if self._seconds() - self._felt_s >= IDLE_S:
            self.idle.emit()
        elif self._asked is None:
            self._ask("")

    def _ask(self, reason: str) -> None:
        assert self._camera is not None
        self._asked = TakeCamera(by=self._relay.operator, camera=self._camera, reason=reason)
        self._relay.submit(self._asked)

    def _note_moves(self) -> bool:
        """Let the journal know who moved the camera; tells whether it was moved."""
        began_at, self._began_at = self._began_at, None
        if began_at is None or self._camera is None:
            return False
        by, now = self._relay.operator, self._relay.clock.now()
        self._relay.submit(NoteMoving(by=by, camera=self._camera, began_at=began_at, ended_at=now))
        return True

    def _end(self) -> None:
        self.grip, self._asked = Grip.NONE, None
        self._timer.stop()

    def _on_done(self, order: object, _news: News) -> None:
        if order is self._asked:
            self._hold(Grip.HELD)

    def _on_failed(self, order: object, why: Exception) -> None:
        # In an outage a city must still be looked at: better a camera that two move than one that nobody can.
        if order is self._asked and isinstance(why, Outage | CancelledError):
            self._hold(Grip.UNHEARD)

    def _on_refused(self, order: object, why: Refused) -> None:
        if order is self._asked:
            self._lose(why)

    def _on_noted(self, news: News) -> None:
        """Another desk took the camera over."""
        own = self._relay.operator.name, self._relay.operator.desk
        for entry in news.entries:
            is_meant = entry.kind is Kind.CAMERA_TAKEN and entry.detail.get("camera") == self._camera
            if is_meant and self.may_move and (entry.detail.get("from"), entry.detail.get("from_desk")) == own:
                self._lose(Refused("camera.in_hand", camera=self._camera, by=entry.by, desk=entry.desk))
                return

    def _hold(self, grip: Grip) -> None:
        was, self.grip, self._asked = self.grip, grip, None
        self._timer.start()
        if was is not grip:
            self.taken.emit()

    def _lose(self, why: Refused) -> None:
        self._end()
        self.denied.emit(why)
        self._note_moves()
