"""The pad beside a tile whose camera is moved: eight directions, zoom, speed, and the views that the camera keeps."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSlider,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from console.domain.ptz import Motion, Preset, PtzFault
from widgets import theme
from widgets.kit.elided import ElidedLabel
from widgets.kit.icon import wear
from widgets.kit.inside import inside

RENEW_MS = 400
_FIRST_SPEED, _SLOWEST, _FASTEST = 50, 10, 100

translate = QCoreApplication.translate


class PtzPad(QFrame):
    """Takes no focus: the keys stay with the wall, which moves the camera by them.

    Signals (GUI thread):
        held: Motion; a button is down, said again and again while it is.
        released: nothing; the button is up.
        go_asked: str, the token of a view to go to.
        keep_asked: nothing; the present view is to be kept.
        take_asked: nothing; the camera is to be taken, out of another desk's hand if it is in one.
        left: nothing; the pad is to be closed.
    """

    held = Signal(object)
    released = Signal()
    go_asked = Signal(str)
    keep_asked = Signal()
    take_asked = Signal()
    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("ptzPad")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(self.tr("Move the camera"))
        self.presets: tuple[Preset, ...] = ()
        self._is_held = False
        self.name = ElidedLabel(parent=self)
        self.name.setProperty("strong", True)
        self.note = QLabel(self)
        self.note.setWordWrap(True)
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        self.note.setProperty("tone", "quiet")
        self.speed = QSlider(Qt.Orientation.Horizontal, self)
        self.speed.setRange(_SLOWEST, _FASTEST)
        self.speed.setValue(_FIRST_SPEED)
        self.speed.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.speed.setAccessibleName(self.tr("Speed"))
        self.speed.setToolTip(self.tr("Speed ([ slower, ] faster)"))
        self.views = self._button("target", self.tr("Views of the camera (1 to 9)"))
        self.views.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu = QMenu(self.views)
        self.views.setMenu(self._menu)
        self.keep = self._button("save", self.tr("Keep this view"))
        self.keep.clicked.connect(lambda _=False: self.keep_asked.emit())
        self.close_button = self._button("close", self.tr("Leave the camera (Esc)"))
        self.close_button.clicked.connect(lambda _=False: self.left.emit())
        self.take = QPushButton(self)
        self.take.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.take.setToolTip(self.tr("Take the camera in hand (T)"))
        self.take.clicked.connect(lambda _=False: self.take_asked.emit())
        self.directions: dict[Motion, QToolButton] = {}
        self._down: Motion | None = None
        self._renew = QTimer(self, interval=RENEW_MS)
        self._renew.timeout.connect(self._on_renew)
        self._lay_out()
        self.show_presets(())
        self.put_in_hand(False)

    @property
    def share(self) -> float:
        """How much of its full speed a camera is to move with, above 0 up to 1."""
        return self.speed.value() / _FASTEST

    def faster(self, steps: int) -> None:
        """Let a camera move faster, or slower."""
        self.speed.setValue(self.speed.value() + steps * _SLOWEST)

    def let_go(self) -> None:
        """End what a button does, also where its release never comes."""
        for button in self.directions.values():
            button.setDown(False)
        if self._down is not None:
            self._down = None
            self._renew.stop()
            self.released.emit()

    def put_in_hand(self, is_held: bool) -> None:
        """Let the buttons move the camera, or not; nothing is offered to take."""
        self._is_held = is_held
        for button in (*self.directions.values(), self.speed, self.keep):
            button.setEnabled(is_held)
        self.views.setEnabled(is_held and bool(self.presets))
        self.take.hide()

    def offer_to_take(self, text: str) -> None:
        """Offer to take the camera, by a button that says so."""
        self.take.setText(text)
        self.take.show()
        self.adjustSize()

    def show_presets(self, presets: Sequence[Preset]) -> None:
        """Offer the views that the camera keeps."""
        self.presets = tuple(presets)
        self._menu.clear()
        for number, preset in enumerate(self.presets, 1):
            # A camera may call its view what it likes: an ampersand is no key.
            action = self._menu.addAction(f"{number}  {preset.name}".replace("&", "&&"))
            action.triggered.connect(lambda _=False, token=preset.token: self.go_asked.emit(token))
        self.views.setEnabled(self._is_held and bool(self.presets))

    def say(self, text: str, *, warns: bool = False) -> None:
        """Say something below the buttons."""
        self.note.setText(text)
        self.note.setProperty("tone", "warn" if warns else "quiet")
        self.note.style().polish(self.note)
        self.adjustSize()

    def _on_pressed(self, motion: Motion) -> None:
        self._down = motion
        self._renew.start()
        self.held.emit(motion.at(self.share))

    def _on_renew(self) -> None:
        if self._down is None or not self.directions[self._down].isDown():
            self.let_go()
        else:
            self.held.emit(self._down.at(self.share))

    def _button(self, name: str, text: str) -> QToolButton:
        button = QToolButton(self)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setToolTip(text)
        button.setAccessibleName(text)
        wear(button, name)
        return button

    def _direction(self, name: str, text: str, motion: Motion) -> QToolButton:
        button = self._button(name, text)
        button.pressed.connect(lambda: self._on_pressed(motion))
        button.released.connect(self.let_go)
        self.directions[motion] = button
        return button

    def _lay_out(self) -> None:
        gap = theme.metric("space_1")
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * gap, gap, 2 * gap, gap)
        column.setSpacing(gap // 2)
        head = inside(column, QHBoxLayout())
        head.addWidget(self.name, 1)
        head.addWidget(self.close_button)
        grid = inside(column, QGridLayout())
        grid.setSpacing(0)
        for row, across, name, text, motion in (
            (0, 0, "arrow_up_left", self.tr("Up and left"), Motion(-1, 1)),
            (0, 1, "arrow_up", self.tr("Up"), Motion(0, 1)),
            (0, 2, "arrow_up_right", self.tr("Up and right"), Motion(1, 1)),
            (1, 0, "arrow_left", self.tr("Left"), Motion(-1, 0)),
            (1, 2, "arrow_right", self.tr("Right"), Motion(1, 0)),
            (2, 0, "arrow_down_left", self.tr("Down and left"), Motion(-1, -1)),
            (2, 1, "arrow_down", self.tr("Down"), Motion(0, -1)),
            (2, 2, "arrow_down_right", self.tr("Down and right"), Motion(1, -1)),
            (0, 4, "zoom_in", self.tr("Zoom in (Page Up)"), Motion(zoom=1)),
            (1, 4, "zoom_out", self.tr("Zoom out (Page Down)"), Motion(zoom=-1)),
        ):
            grid.addWidget(self._direction(name, text, motion), row, across)
        grid.addWidget(self.views, 0, 5)
        grid.addWidget(self.keep, 1, 5)
        grid.addWidget(self.speed, 2, 4, 1, 2)
        grid.setColumnMinimumWidth(3, 2 * gap)
        column.addWidget(self.note)
        column.addWidget(self.take)


def fault_words(fault: PtzFault) -> str:
    """Return why a camera does not move, for people."""
    match fault:
        case PtzFault.NO_ANSWER:
            return translate("PtzPad", "The camera does not answer.")
        case PtzFault.WRONG_PASSWORD:
            return translate("PtzPad", "The camera refuses the password of its record.")
        case PtzFault.NO_PTZ:
            return translate("PtzPad", "The camera cannot move.")
        case PtzFault.BUSY:
            return translate("PtzPad", "The camera is busy: try again in a moment.")
        case PtzFault.REFUSED:
            return translate("PtzPad", "The camera refuses to do it.")
