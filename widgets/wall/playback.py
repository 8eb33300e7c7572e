"""Playing back what a recorder kept of the camera in a tile: asked for, noted in the journal, and only then opened."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta, tzinfo
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent

from console import lifecycle
from console.domain.camera import Camera, CameraId
from console.domain.errors import Refused
from console.domain.playback import Stretch, around, since_report
from console.domain.ticket import Ticket, TicketId
from console.journal import Entry
from console.playback_orders import AnyPlaybackOrder, PlayBack, PlayBackCamera
from console.ports import Outage
from console.questions import Timeline
from console.recorders import Recorder
from console.video.past import PastPlayer, PastState, PastView, goes_faster
from widgets import rules, words
from widgets.kit.focus import Focus
from widgets.wall.hanging import Hanging
from widgets.wall.playback_form import Offer, PlaybackForm
from widgets.wall.playback_pane import PlaybackPane
from widgets.wall.view import WallView

KEY = "B"
TICK_MS = 33
TOUCH_MS = 5000
"""So often a tour is told that somebody is looking."""
LAST = timedelta(minutes=10)
"""So much is offered where no ticket says from when on."""
LINES = 12
STEP_S, STRIDE_S = 10, 60
_CHORD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.AltModifier
_STEPS = {
    Qt.Key.Key_Left: -STEP_S,
    Qt.Key.Key_Right: STEP_S,
    Qt.Key.Key_PageDown: -STRIDE_S,
    Qt.Key.Key_PageUp: STRIDE_S,
}
_SPEEDS = {Qt.Key.Key_1: 1, Qt.Key.Key_2: 2, Qt.Key.Key_4: 4}
# What they do to a tile, they do to the camera of now.
_OF_LIVE = frozenset({Qt.Key.Key_P, Qt.Key.Key_Q, Qt.Key.Key_R})
_MOVES_TILES = frozenset({QEvent.Type.Resize, QEvent.Type.Show})


class Player(Protocol):
    """What is asked of ``console.video.past.PastPlayer``."""

    def play(self, url: str, from_s: float, width_px: int, height_px: int, speed: float = 1.0) -> None: ...
    def pause(self) -> None: ...
    def stop(self) -> None: ...
    def latest(self) -> PastView: ...
    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class _Asked:
    """What was asked for: the order whose line opens it, and where it is shown."""

    order: AnyPlaybackOrder
    camera: Camera
    recorder: Recorder
    place: int


class Playback(QObject):
    """One recording at a time, over the tile of its camera. Belongs to the GUI thread.

    Signals:
        said: (text, tone): why nothing is played.
        began: nothing; a tile shows a recording from now on.
    """

    said = Signal(str, str)
    began = Signal()

    def __init__(
        self, view: WallView, hanging: Hanging, focus: Focus, resolve: Callable[[str], str], zone: tzinfo | None
    ) -> None:
        super().__init__(view)
        self.player: Player = PastPlayer()
        self.form = PlaybackForm(hanging.relay.clock, zone, view)
        self.pane = PlaybackPane(view)
        self.pane.hide()
        self._view, self._hanging, self._focus, self._resolve, self._zone = view, hanging, focus, resolve, zone
        self._relay = hanging.relay
        self._ticket: Ticket | None = None
        self._place = 0
        self._lines: Timeline | None = None
        self._asked: _Asked | None = None
        self._plays: _Asked | None = None
        self._speed = 1
        self._rests = False
        self._tick = QTimer(self, interval=TICK_MS)
        self._tick.timeout.connect(self.look)
        self._touch = QTimer(self, interval=TOUCH_MS)
        self._touch.timeout.connect(view.touched)
        self.form.given.connect(self._give)
        self.pane.toggled.connect(self.toggle)
        self.pane.sought.connect(self.seek)
        self.pane.stepped.connect(self.step)
        self.pane.speed_asked.connect(self.set_speed)
        self.pane.left.connect(self.leave)
        self._relay.done.connect(self._on_done)
        self._relay.refused.connect(self._on_refused)
        self._relay.failed.connect(self._on_failed)
        self._relay.answered.connect(self._on_answered)
        focus.playback_asked.connect(self._on_asked)
        hanging.changed.connect(lambda _places: self._follow())
        hanging.laid_out.connect(self._follow)
        view.installEventFilter(self)

    def is_at(self, place: int) -> bool:
        """Tell whether a tile shows a recording."""
        return self._plays is not None and self._plays.place == place

    def why_not(self, place: int) -> str:
        """Return in words why nothing of a tile's camera can be played back; "" where it can."""
        camera, by = self._hanging.camera(place), self._relay.operator
        roles = rules.in_force().lifecycle.verb(PlayBack.verb).roles
        if self._relay.against is not None:
            return words.refusal(self._relay.against, self._zone)
        if camera is None:
            return self.tr("There is no camera in this tile.")
        if not roles & by.roles:
            missing = Refused("operator.role_missing", verb=PlayBack.verb, roles=sorted(role.value for role in roles))
            return words.refusal(missing, self._zone)
        if rules.in_force().recorders.of(camera) is None:
            return self.tr("No recorder is known for this camera.")
        return ""

    def begin(self, place: int, ticket: TicketId | None = None) -> None:
        """Ask what of a tile's camera is to be played, for this ticket, else the tile's, else the one in focus."""
        camera = self._hanging.camera(place)
        against = self.why_not(place)
        if camera is None or against:
            self.said.emit(against, "info")
            return
        self._place, self._ticket = place, self._ticket_for(place, ticket)
        self._lines = None if self._ticket is None else Timeline(ticket=self._ticket.id)
        on = "" if self._ticket is None or not self._notes_on(self._ticket) else self._ticket.number
        self.form.ask(camera, on, self._offers())
        if self._lines is not None:
            self._relay.ask(self._lines)

    def toggle(self) -> None:
        """Pause, or go on from here; from its begin where it has ended."""
        view = self.player.latest()
        if view.state is PastState.ENDED:
            self.seek(0.0)
        elif view.state in (PastState.PAUSED, PastState.FAILED):
            self.seek(view.at_s)
        else:
            self.player.pause()
            self.look()

    def step(self, by_s: int) -> None:
        """Go on from some seconds later, or earlier."""
        self.seek(self.player.latest().at_s + by_s)

    def seek(self, at_s: float) -> None:
        """Go on from a moment of the stretch, and never from outside it: the line tells of no more."""
        if self._plays is None:
            return
        stretch = self._plays.order.stretch
        length_s = int((stretch.ends_at - stretch.begins_at).total_seconds())
        from_s = max(0, min(int(at_s), length_s - 1))
        self._rests = False
        px = self.pane.picture_px()
        self.player.play(self._address(self._plays, from_s), from_s, px.width(), px.height(), self._speed)
        self.look()

    def set_speed(self, speed: int) -> None:
        """Play as fast as that, as far as the recorder sends faster than it recorded."""
        if self._plays is None or speed == self._speed or not self.pane.speeds[speed].isEnabled():
            return
        self._speed = speed
        self.pane.show_speed(speed)
        view = self.player.latest()
        if view.state not in (PastState.PAUSED, PastState.ENDED):
            self.seek(view.at_s)

    def leave(self) -> None:
        """Back to live."""
        self._tick.stop()
        self._touch.stop()
        self._asked = self._plays = None
        self.player.stop()
        self.pane.hide()
        self._view.setFocus()

    def end(self) -> None:
        """Play nothing any more: the console closes."""
        self.leave()
        self.form.close()
        self.player.close()

    def look(self) -> None:
        """Show what the recorder has sent by now."""
        if self._plays is not None:
            view = self.player.latest()
            moment = self._plays.order.stretch.begins_at + timedelta(seconds=view.at_s)
            self.pane.show_view(view, moment.astimezone(self._zone))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride):
            return self._on_key(event)
        if event.type() == QEvent.Type.Hide:
            self._rest()
        elif event.type() == QEvent.Type.Show and self._rests:
            self.seek(self.player.latest().at_s)
        if event.type() in _MOVES_TILES:
            # The view lays its tiles out after this.
            QTimer.singleShot(0, self, self._follow)
        return super().eventFilter(watched, event)

    def _on_key(self, event: QKeyEvent) -> bool:
        key, selected = Qt.Key(event.key()), self._hanging.selected
        plays = self.is_at(selected)
        if event.modifiers() & _CHORD or not (plays or key == Qt.Key.Key_B):
            return False
        is_ours = key in _STEPS or key in _SPEEDS or key in _OF_LIVE
        if not is_ours and key not in (Qt.Key.Key_Space, Qt.Key.Key_B, Qt.Key.Key_Escape):
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        self._view.touched.emit()
        if key in _STEPS:
            self.step(_STEPS[key])
        elif key in _SPEEDS:
            self.set_speed(_SPEEDS[key])
        elif key == Qt.Key.Key_Space and not event.isAutoRepeat():
            self.toggle()
        elif key in (Qt.Key.Key_B, Qt.Key.Key_Escape) and not event.isAutoRepeat():
            if plays:
                self.leave()
            else:
                self.begin(selected)
        return True

    def _rest(self) -> None:
        """Decode nothing that nobody sees; it goes on when the wall is seen again."""
        goes = self.player.latest().state in (PastState.OPENING, PastState.PLAYING, PastState.STALLED)
        if self._plays is not None and goes:
            self.player.pause()
            self._rests = True

    def _on_asked(self, camera: CameraId, ticket: TicketId | None) -> None:
        """Play back what somebody asked for elsewhere; its camera is hung first where it is not seen."""
        self._hanging.hang_all([camera])
        place = self._hanging.place_of(camera)
        if place is None:
            self.said.emit(self.tr("Every tile is taken: clear one, then play back."), "info")
        else:
            self.begin(place, ticket)

    def _ticket_for(self, place: int, wished: TicketId | None) -> Ticket | None:
        tickets = self._relay.board.tickets
        if wished is not None:
            return tickets.get(wished)
        own = self._hanging.ticket(place)
        return own or (None if self._focus.ticket is None else tickets.get(self._focus.ticket))

    def _notes_on(self, ticket: Ticket) -> bool:
        """Tell whether the line can stand on the ticket; where it cannot, it stands beside it."""
        now, table = self._relay.clock.now(), rules.in_force().lifecycle
        return lifecycle.why_not(PlayBack.verb, ticket, self._relay.operator, now, table) is None

    def _offers(self, entries: Sequence[Entry] = ()) -> list[Offer]:
        now, ticket = self._relay.clock.now(), self._ticket
        offers = [] if ticket is None else [Offer(self.tr("Since the report"), *since_report(ticket.reported_at, now))]
        for entry in reversed(entries[-LINES:]):
            at = entry.at.astimezone(self._zone)
            name = self.tr("Around {time}: {what}").format(time=f"{at:%m-%d %H:%M:%S}", what=words.kind(entry.kind))
            offers.append(Offer(name, *around(entry.at, now)))
        offers.append(Offer(self.tr("The last ten minutes"), now - LAST, now))
        return offers

    def _on_answered(self, question: object, answer: object) -> None:
        if question is self._lines and isinstance(answer, tuple) and self.form.isVisible():
            _, entries = answer
            self.form.offer(self._offers(entries))

    def _give(self, stretch: Stretch, reason: str) -> None:
        camera = self.form.camera_asked
        recorder = None if camera is None else rules.in_force().recorders.of(camera)
        if camera is None or recorder is None:
            return
        by, ticket = self._relay.operator, self._ticket
        order: AnyPlaybackOrder
        if ticket is not None and self._notes_on(ticket):
            seen = self._relay.ahead(ticket).version
            order = PlayBack(by=by, ticket=ticket.id, seen=seen, stretch=stretch, reason=reason)
        else:
            order = PlayBackCamera(by=by, stretch=stretch, reason=reason)
        self.leave()
        self._asked = _Asked(order, camera, recorder, self._place)
        self._relay.submit(order)

    def _is_asked(self, order: object) -> bool:
        asked = self._asked
        return asked is not None and isinstance(order, PlayBack | PlayBackCamera) and order.key == asked.order.key

    def _on_done(self, order: object, _news: object) -> None:
        """The line stands: now, and not before, the recorder is asked."""
        asked = self._asked
        if asked is None or not self._is_asked(order):
            return
        self._asked = None
        if not self._hangs(asked):
            return
        self._plays, self._speed = asked, 1
        self.pane.begin(asked.order.stretch, goes_faster=goes_faster(self._address(asked, 0)))
        self._hanging.select(asked.place)
        self.pane.show()
        self._follow()
        self._tick.start()
        self._touch.start()
        self.seek(0.0)
        self.began.emit()
        self._view.setFocus()

    def _hangs(self, asked: _Asked) -> bool:
        camera = self._hanging.camera(asked.place)
        return camera is not None and camera.id == asked.camera.id

    def _on_refused(self, order: object, refused: Refused) -> None:
        if self._is_asked(order):
            self._asked = None
            why = words.refusal(refused, self._zone, region_name=self._relay.board.region_name)
            self.said.emit(self.tr("Nothing is played: {why}").format(why=why), "warn")

    def _on_failed(self, order: object, why: object) -> None:
        if self._is_asked(order):
            self._asked = None
            if isinstance(why, Outage):
                self.said.emit(
                    self.tr("Nothing is played while the database is out of reach: the reason is written there first."),
                    "warn",
                )

    def _address(self, asked: _Asked, from_s: int) -> str:
        stretch = asked.order.stretch
        begins_at = stretch.begins_at + timedelta(seconds=from_s)
        return self._resolve(asked.recorder.address(asked.camera, begins_at, stretch.ends_at, self._zone))

    def _follow(self) -> None:
        """Stay with the tile; where another camera hangs there, the recording is not of it."""
        if self._plays is None:
            return
        tile = self._view.rect_of(self._plays.place)
        if not self._hangs(self._plays) or tile.isEmpty():
            self.leave()
            return
        self.pane.lie_over(tile, self._view.rect())
