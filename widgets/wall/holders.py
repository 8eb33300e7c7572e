"""Whose hand cameras are in: asked when a wall is seen, heard by the lines from then on, asked again when one is due to end."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta, tzinfo

from PySide6.QtCore import QObject, QTimer, Signal

from console.domain.camera import CameraId
from console.domain.grid import RegionCode
from console.domain.held_camera import LASTS_S, HeldCamera
from console.following import Link
from console.journal import HAND_KINDS, Entry, Kind, News
from console.questions import CamerasHeld
from widgets import words
from widgets.relay import Relay

LATE_S = 1.0
"""So long after its time a hold is asked for again: its desk may have renewed it, which nobody is told."""


class Holders(QObject):
    """Knows of every camera that is in a hand at some desk, this one's too. Belongs to the GUI thread.

    Signals:
        changed: nothing; a camera was taken in hand, let go, or its time was over.
    """

    changed = Signal()

    def __init__(self, relay: Relay, zone: tzinfo | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._relay = relay
        self._zone = zone
        self._held: dict[CameraId, HeldCamera] = {}
        # A line may come again, and late: what was let go since is not held again by it.
        self._heard: dict[CameraId, datetime] = {}
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._on_due)
        relay.noted.connect(self._on_noted)
        relay.answered.connect(self._on_answered)
        relay.reloaded.connect(self.ask)
        relay.link_changed.connect(self._on_link_changed)

    def ask(self) -> None:
        """Ask whose hand all cameras are in."""
        self._relay.ask(CamerasHeld())

    def of(self, camera: CameraId) -> HeldCamera | None:
        """Return in whose hand at another desk a camera is; None for this desk's, and where nobody has it."""
        held = self._held.get(camera)
        if held is None or held.is_of(self._relay.operator) or not held.is_live(self._relay.clock.now()):
            return None
        return held

    def words(self, camera: CameraId) -> tuple[str, str]:
        """Return in whose hand at another desk a camera is, in short and in a sentence; nothing where it is in none."""
        held = self.of(camera)
        if held is None:
            return "", ""
        who = " · ".join(filter(None, (words.person(held.by), held.desk)))
        since, until = (f"{at.astimezone(self._zone):%H:%M:%S}" for at in (held.since, held.until))
        told = self.tr("In hand: {who}, since {since}; free again at {until} unless it is kept.")
        return who, told.format(who=who, since=since, until=until)

    def _on_answered(self, question: object, held: Sequence[HeldCamera]) -> None:
        if isinstance(question, CamerasHeld):
            before, self._held = self._held, {one.camera: one for one in held}
            self._wait()
            if before != self._held:
                self.changed.emit()

    def _on_noted(self, news: News) -> None:
        told = [entry for entry in news.entries if entry.kind in HAND_KINDS]
        for entry in sorted(told, key=lambda entry: entry.at):
            self._hear(entry)
        if told:
            self._wait()
            self.changed.emit()

    def _hear(self, entry: Entry) -> None:
        camera = CameraId(entry.detail.get("camera", ""))
        known = self._held.get(camera)
        if entry.at < self._heard.get(camera, entry.at) or (known is not None and entry.at < known.since):
            return
        self._heard[camera] = entry.at
        if entry.kind is Kind.CAMERA_TAKEN:
            self._held[camera] = HeldCamera(
                camera=camera,
                centre=RegionCode(entry.centre),
                desk=entry.desk,
                by=entry.by,
                since=entry.at,
                until=entry.at + timedelta(seconds=LASTS_S),
            )
        elif known is not None and (known.by, known.desk) == (entry.by, entry.desk):
            del self._held[camera]

    def _wait(self) -> None:
        """Wake when the first of the holds is over, unless it is renewed."""
        if not self._held:
            self._timer.stop()
            return
        first = min(held.until for held in self._held.values())
        left_s = (first - self._relay.clock.now()).total_seconds() + LATE_S
        self._timer.start(round(1000 * max(LATE_S, left_s)))

    def _on_due(self) -> None:
        if self._relay.link is Link.UP:
            self.ask()
        else:
            self.changed.emit()

    def _on_link_changed(self, link: Link) -> None:
        if link is Link.UP:
            self.ask()
