"""Moving the camera of the selected tile: the arrows turn it, Page Up and Down zoom, and it stops with the hand."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent

from console.domain.camera import Camera
from console.domain.errors import Refused
from console.domain.held_camera import TAKES_OVER
from console.domain.ptz import Motion, Preset, PtzAddress, PtzTold, ptz_address
from widgets import theme, words
from widgets.wall.camera_hold import CameraHold, Grip
from widgets.wall.hanging import Hanging
from widgets.wall.ptz_keep import PtzKeep
from widgets.wall.ptz_pad import PtzPad, fault_words
from widgets.wall.ptz_take_over import PtzTakeOver
from widgets.wall.view import WallView

_MOTIONS = {
    Qt.Key.Key_Left: Motion(-1, 0),
    Qt.Key.Key_Right: Motion(1, 0),
    Qt.Key.Key_Up: Motion(0, 1),
    Qt.Key.Key_Down: Motion(0, -1),
    Qt.Key.Key_PageUp: Motion(zoom=1),
    Qt.Key.Key_PageDown: Motion(zoom=-1),
    Qt.Key.Key_Plus: Motion(zoom=1),
    Qt.Key.Key_Minus: Motion(zoom=-1),
}
_OTHERS = frozenset({Qt.Key.Key_P, Qt.Key.Key_Escape, Qt.Key.Key_T})
_FASTER = {Qt.Key.Key_BracketLeft: -1, Qt.Key.Key_BracketRight: 1}
# With these held, the keys are the wall's own.
_CHORD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.AltModifier
_ENDS_A_HAND = frozenset({QEvent.Type.FocusOut, QEvent.Type.WindowDeactivate, QEvent.Type.Hide})
_MOVES_TILES = frozenset({QEvent.Type.Resize, QEvent.Type.Show})


class Remote(Protocol):
    """What is asked of ``console.gateways.ptz.PtzRemote``."""

    def hold(self, address: PtzAddress, motion: Motion) -> None: ...
    def release(self, address: PtzAddress) -> None: ...
    def ask_presets(self, address: PtzAddress) -> None: ...
    def go_to(self, address: PtzAddress, token: str) -> None: ...
    def keep_preset(self, address: PtzAddress, name: str, token: str = "") -> None: ...
    def close(self) -> None: ...


class PtzMode(QObject):
    """P begins with the camera of the selected tile, P or Escape leaves it. Belongs to the GUI thread.

    It is moved while it is in this desk's hand, and while it is in another's, whoever has it is named.

    Signals:
        said: str, str; something for the operator where no pad is open, and its tone.
        told: PtzTold; comes from the thread of the cameras.
    """

    said = Signal(str, str)
    told = Signal(object)

    def __init__(self, view: WallView, hanging: Hanging) -> None:
        super().__init__(view)
        self._remote: Remote | None = None
        self.pad = PtzPad(view)
        self.pad.hide()
        self.keep_form = PtzKeep(view)
        self.take_form = PtzTakeOver(view)
        self.hold = CameraHold(hanging.relay, self)
        self._view = view
        self._hanging = hanging
        self._camera: Camera | None = None
        self._address: PtzAddress | None = None
        self._refused: Refused | None = None
        self._has_asked = False
        self._keys: dict[Qt.Key, Motion] = {}
        self.told.connect(self._on_told)
        self.pad.held.connect(self._hold)
        self.pad.released.connect(self._release)
        self.pad.go_asked.connect(self._go_to)
        self.pad.keep_asked.connect(lambda: self.keep_form.ask(self.pad.presets))
        self.pad.left.connect(self.leave)
        self.keep_form.chosen.connect(self._keep)
        self.pad.take_asked.connect(self._take)
        self.take_form.chosen.connect(self._take_over)
        self.hold.taken.connect(self._on_taken)
        self.hold.denied.connect(self._on_denied)
        self.hold.idle.connect(self._on_idle)
        hanging.holders.changed.connect(self._tell_holder)
        hanging.changed.connect(lambda _places: self._follow())
        hanging.laid_out.connect(self._follow)
        view.installEventFilter(self)

    @property
    def remote(self) -> Remote:
        """Who speaks to the cameras; brought in with the first word to one: most walls never move any."""
        if self._remote is None:
            from console.gateways.ptz import PtzRemote

            self._remote = PtzRemote(self.told.emit)
        return self._remote

    @remote.setter
    def remote(self, remote: Remote) -> None:
        self._remote = remote

    @property
    def camera(self) -> Camera | None:
        """The camera that is in hand."""
        return self._camera

    def begin(self) -> None:
        """Take the camera of the selected tile in hand."""
        camera = self._hanging.camera(self._hanging.selected)
        address = None if camera is None else ptz_address(camera.ptz_url)
        self.leave()
        if camera is None or address is None:
            if camera is not None:
                self.said.emit(self.tr("No address is known at which this camera takes orders to move."), "info")
            return
        self._camera, self._address = camera, address
        self.pad.name.setText(f"{camera.number:03d} {camera.name}")
        self.pad.show_presets(())
        self.pad.put_in_hand(False)
        self.pad.say(self.tr("Asking the camera…"))
        self.pad.show()
        self._has_asked = False
        self._ask_for(camera)
        self._follow()

    def leave(self) -> None:
        """Let the camera stand still, and close the pad."""
        self._let_go()
        self.hold.leave()
        self._camera = self._address = self._refused = None
        self.pad.hide()
        self.keep_form.hide()
        self.take_form.hide()

    def end(self) -> None:
        """Let every camera stand still, for good."""
        self.leave()
        if self._remote is not None:
            self._remote.close()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent):
            return self._on_key(event)
        if event.type() in _ENDS_A_HAND:
            self._let_go()
        elif event.type() in _MOVES_TILES:
            # The view lays its tiles out after this.
            QTimer.singleShot(0, self, self._follow)
        return super().eventFilter(watched, event)

    def _on_key(self, event: QKeyEvent) -> bool:
        key, is_down = Qt.Key(event.key()), event.type() == QEvent.Type.KeyPress
        if event.type() == QEvent.Type.KeyRelease:
            return self._on_key_up(key, again=event.isAutoRepeat())
        if event.modifiers() & _CHORD:
            self._let_go()
            return False
        if event.type() == QEvent.Type.ShortcutOverride and self._camera is not None and self._is_ours(key):
            event.accept()
            return True
        if not is_down:
            return False
        if self._camera is None:
            if key != Qt.Key.Key_P or event.isAutoRepeat():
                return False
            self._view.touched.emit()
            self.begin()
            return True
        if not self._is_ours(key):
            return False
        self._view.touched.emit()
        self._do(key)
        return True

    @staticmethod
    def _is_ours(key: Qt.Key) -> bool:
        is_digit = Qt.Key.Key_1 <= key <= Qt.Key.Key_9
        return key in _MOTIONS or key in _FASTER or is_digit or key in _OTHERS

    def _do(self, key: Qt.Key) -> None:
        if (motion := _MOTIONS.get(key)) is not None:
            self._keys[key] = motion
            self._hold(_sum(self._keys.values()).at(self.pad.share))
        elif (steps := _FASTER.get(key)) is not None:
            self.pad.faster(steps)
        elif key in (Qt.Key.Key_P, Qt.Key.Key_Escape):
            self.leave()
        elif key == Qt.Key.Key_T:
            self._take()
        else:
            number = int(key) - int(Qt.Key.Key_1)
            if number < len(self.pad.presets):
                self._go_to(self.pad.presets[number].token)

    def _on_key_up(self, key: Qt.Key, *, again: bool) -> bool:
        if again or self._keys.pop(key, None) is None:
            return False
        if self._keys:
            self._hold(_sum(self._keys.values()).at(self.pad.share))
        else:
            self._release()
        return True

    def _hold(self, motion: Motion) -> None:
        if self._address is not None and self.hold.may_move:
            self._view.touched.emit()
            self.hold.feel()
            self.remote.hold(self._address, motion)

    def _release(self) -> None:
        if self._address is not None:
            self.remote.release(self._address)

    def _let_go(self) -> None:
        """Take the hand off, whatever it was on."""
        if self._keys:
            self._keys.clear()
            self._release()
        self.pad.let_go()

    def _take(self) -> None:
        """Take the camera that nobody has any more; out of another's hand only with a reason, by who may."""
        if self._camera is None or self._refused is None:
            return
        if self._hanging.holders.of(self._camera.id) is None:
            self._ask_for(self._camera)
        elif self._may_take_over:
            self.take_form.ask(self._told())

    def _take_over(self, reason: str) -> None:
        if self._camera is not None:
            self._ask_for(self._camera, reason)

    def _ask_for(self, camera: Camera, reason: str = "") -> None:
        self._refused = None
        self.hold.take(camera.id, reason)

    @property
    def _may_take_over(self) -> bool:
        return bool(TAKES_OVER & self._hanging.relay.operator.roles)

    def _on_taken(self) -> None:
        self._refused = None
        self.pad.put_in_hand(True)
        if self.hold.grip is Grip.UNHEARD:
            self.pad.say(self.tr("The database is out of reach: no other desk is told that you move it."), warns=True)
        if self._address is not None and not self._has_asked:
            self._has_asked = True
            self.remote.ask_presets(self._address)
        self._follow()

    def _on_denied(self, why: Refused) -> None:
        self._let_go()
        self._refused = why
        self.keep_form.hide()
        self.pad.put_in_hand(False)
        self.pad.say(words.refusal(why), warns=True)
        if self._told():
            self._tell_holder()
        # Since when another has it, and until when, is known there.
        self._hanging.holders.ask()
        self._follow()

    def _on_idle(self) -> None:
        text = self.tr("The camera was let go: nobody moved it for some minutes.")
        self.leave()
        self.said.emit(text, "info")

    def _told(self) -> str:
        """Return in whose hand the camera is, in a sentence; empty where it is in nobody's any more."""
        return "" if self._camera is None else self._hanging.holders.words(self._camera.id)[1]

    def _tell_holder(self) -> None:
        """Say in whose hand the camera is that this desk did not get, or that it is free again."""
        if self._refused is None or self._refused.code != "camera.in_hand":
            return
        told = self._told()
        self.pad.put_in_hand(False)
        self.pad.say(told or self.tr("The camera is free again."), warns=bool(told))
        if not told:
            self.pad.offer_to_take(self.tr("Take in hand"))
        elif self._may_take_over:
            self.pad.offer_to_take(self.tr("Take over…"))
        self._follow()

    def _go_to(self, token: str) -> None:
        if self._address is not None and self.hold.may_move:
            self._let_go()
            self.hold.feel()
            self.remote.go_to(self._address, token)

    def _keep(self, name: str, token: str) -> None:
        if self._address is not None and self.hold.may_move:
            self.remote.keep_preset(self._address, name, token)

    def _on_told(self, told: PtzTold) -> None:
        if told.address != self._address or not self.hold.may_move:
            return
        if told.fault is not None:
            self.pad.say(fault_words(told.fault), warns=True)
        else:
            if told.presets is not None:
                self.pad.show_presets(_offered(told.presets))
            self.pad.say(self.tr("Arrows, Page Up and Down"))
        self._follow()

    def _follow(self) -> None:
        """Stay with the tile; where another camera hangs there or another tile is selected, the hand is off."""
        if self._camera is None:
            return
        camera, tile = self._hanging.camera(self._hanging.selected), self._view.rect_of(self._hanging.selected)
        if camera is None or camera.id != self._camera.id:
            self.leave()
            return
        self.pad.adjustSize()
        self.pad.move(_beside(tile, self.pad.size(), self._view.size(), theme.metric("space_2")))
        self.pad.raise_()


def _beside(tile: QRect, pad: QSize, view: QSize, gap_px: int) -> QPoint:
    """Return where the pad goes: into the corner of a large tile, beside a small one, which it would hide."""
    if pad.width() * 2 > tile.width() or pad.height() * 2 > tile.height():
        if tile.right() + gap_px + pad.width() < view.width():
            left = tile.right() + gap_px
        else:
            left = max(0, tile.left() - gap_px - pad.width())
        return QPoint(left, max(0, min(tile.top(), view.height() - pad.height())))
    return tile.bottomRight() - QPoint(pad.width() + gap_px, pad.height() + 4 * gap_px)


def _sum(motions: Iterable[Motion]) -> Motion:
    held = list(motions)
    return Motion(sum(one.pan for one in held), sum(one.tilt for one in held), sum(one.zoom for one in held))


def _offered(presets: tuple[Preset, ...]) -> tuple[Preset, ...]:
    """Return the views of a camera, as many as a menu takes; some cameras tell of hundreds that nobody ever kept."""
    return presets[:32]
