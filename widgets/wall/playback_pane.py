"""The pane in which a recording plays: in a frame and under a mark of its own, so that nobody takes it for now."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QSlider,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from console.domain.playback import Stretch
from console.video.past import PastState, PastView
from widgets import theme, words
from widgets.kit.elided import ElidedLabel
from widgets.kit.icon import wear
from widgets.kit.inside import inside
from widgets.wall.picture import lies_at

SPEEDS = (1, 2, 4)
LEAST = QSize(460, 320)
"""Beneath this the pane reaches over its tile's neighbours: its mark and its time must be readable."""


class _Picture(QWidget):
    """Paints the recording's newest picture, whole, in its own colours."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.view = PastView(state=PastState.NOTHING)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("tile_ground"))
        pixels = self.view.pixels
        if pixels is not None:
            width, height = pixels.width_px, pixels.height_px
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            image = QImage(pixels.data, width, height, pixels.line_bytes, QImage.Format.Format_RGB32)
            painter.drawImage(lies_at(self.rect(), width, height, self.devicePixelRatioF()), image)
        painter.end()


class PlaybackPane(QFrame):
    """Lies over the wall's tile and takes no focus: its keys come to it from the wall.

    Signals (GUI thread):
        toggled: nothing; pause, or go on.
        sought: float, seconds from the stretch's begin.
        stepped: int, seconds on from here, or back.
        speed_asked: int.
        left: nothing; back to live.
    """

    toggled = Signal()
    sought = Signal(float)
    stepped = Signal(int)
    speed_asked = Signal(int)
    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("playback")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(self.tr("Recording"))
        self.mark = QLabel(self.tr("RECORDING · not live"), self)
        self.mark.setObjectName("playbackMark")
        self.moment = QLabel(self)
        self.moment.setObjectName("playbackMoment")
        self.picture = _Picture(self)
        self.note = QLabel(self.picture)
        self.note.setObjectName("playbackNote")
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        self.name = ElidedLabel(parent=self)
        self.way = QSlider(Qt.Orientation.Horizontal, self)
        self.way.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.way.setAccessibleName(self.tr("Moment of the recording"))
        self.way.setToolTip(self.tr("Moment of the recording (Page Up, Page Down: a minute)"))
        self.way.sliderReleased.connect(lambda: self.sought.emit(float(self.way.value())))
        self.back = self._button(self.tr("−10 s"), self.tr("Ten seconds back (Left)"))
        self.back.clicked.connect(lambda _=False: self.stepped.emit(-10))
        self.pause = self._button("", self.tr("Pause (Space)"))
        self.pause.clicked.connect(lambda _=False: self.toggled.emit())
        self.on = self._button(self.tr("+10 s"), self.tr("Ten seconds on (Right)"))
        self.on.clicked.connect(lambda _=False: self.stepped.emit(10))
        self.speeds: dict[int, QToolButton] = {}
        self.live = QPushButton(self.tr("Back to live (Esc)"), self)
        self.live.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.live.clicked.connect(lambda _=False: self.left.emit())
        self._stretch: Stretch | None = None
        self._spoken = ""
        self._lay_out()

    def begin(self, stretch: Stretch, *, goes_faster: bool) -> None:
        """Take a recording in: its camera and its length."""
        self._stretch = stretch
        self.name.setText(f"{stretch.camera_number:03d} {stretch.camera_name}")
        # Room for the moment before there is one: its first picture must not come with half a time.
        self.moment.setText(f"{stretch.begins_at:%Y-%m-%d %H:%M:%S}")
        self.moment.setMinimumWidth(self.moment.sizeHint().width())
        self.moment.clear()
        self.way.setRange(0, max(1, round((stretch.ends_at - stretch.begins_at).total_seconds())))
        self.way.setValue(0)
        for speed, button in self.speeds.items():
            button.setEnabled(goes_faster or speed == 1)
            told = self.tr("{n} times as fast ({n})").format(n=speed)
            button.setToolTip(
                told if button.isEnabled() else self.tr("This recorder sends as fast as it was recorded.")
            )
        self.show_speed(1)

    def show_speed(self, speed: int) -> None:
        """Tell how fast it plays."""
        self.speeds[speed].setChecked(True)

    def show_view(self, view: PastView, moment: datetime) -> None:
        """Show the recording as it is now; ``moment`` is the picture's own, in the zone that is shown."""
        is_other = view.sequence != self.picture.view.sequence
        self.picture.view = view
        if is_other:
            self.picture.update()
        self.moment.setText(f"{moment:%Y-%m-%d %H:%M:%S}" if view.pixels is not None else "")
        if not self.way.isSliderDown():
            self.way.setValue(round(view.at_s))
        stands = view.state in (PastState.PAUSED, PastState.ENDED, PastState.FAILED)
        if stands is not self.pause.property("stands"):
            self.pause.setProperty("stands", stands)
            wear(self.pause, "play" if stands else "pause")
            text = self.tr("Go on (Space)") if stands else self.tr("Pause (Space)")
            self.pause.setToolTip(text)
            self.pause.setAccessibleName(text)
        self._say(self._words(view))

    def lie_over(self, tile: QRect, view: QRect) -> None:
        """Lie over a tile, and beyond it where it is too small, but not beyond the wall."""
        size = tile.size().expandedTo(LEAST).boundedTo(view.size())
        rect = QRect(tile.topLeft(), size)
        rect.moveCenter(tile.center())
        rect.moveLeft(max(view.left(), min(rect.left(), view.right() + 1 - size.width())))
        rect.moveTop(max(view.top(), min(rect.top(), view.bottom() + 1 - size.height())))
        self.setGeometry(rect)
        self.raise_()
        self._place_note()

    def picture_px(self) -> QSize:
        """Return how large a picture there is room for, device px."""
        return self.size() * self.devicePixelRatioF()

    def _words(self, view: PastView) -> str:
        match view.state:
            case PastState.OPENING:
                return self.tr("Asking the recorder …")
            case PastState.STALLED:
                return self.tr("The recorder sends nothing more.")
            case PastState.PAUSED:
                return self.tr("Paused")
            case PastState.ENDED:
                return self.tr("The recording ends here.")
            case PastState.FAILED:
                return self.tr("No recording: {why}").format(why=words.tile_reason(view.reason))
            case _:
                return ""

    def _say(self, text: str) -> None:
        if text != self._spoken:
            self._spoken = text
            self.note.setText(text)
            self.note.setVisible(bool(text))
            self.setAccessibleDescription(f"{self.name.text()} {self.moment.text()} {text}".strip())
            self._place_note()

    def _place_note(self) -> None:
        self.note.adjustSize()
        room, size = self.picture.rect(), self.note.size()
        self.note.move((room.width() - size.width()) // 2, (room.height() - size.height()) // 2)

    def _button(self, text: str, does: str) -> QToolButton:
        button = QToolButton(self)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setText(text)
        button.setToolTip(does)
        button.setAccessibleName(does)
        return button

    def _lay_out(self) -> None:
        gap = theme.metric("space_1")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QFrame(self)
        head.setObjectName("playbackHead")
        column.addWidget(head)
        row = QHBoxLayout(head)
        row.setContentsMargins(2 * gap, gap, 2 * gap, gap)
        row.setSpacing(3 * gap)
        row.addWidget(self.mark)
        row.addWidget(self.name, 1)
        row.addWidget(self.moment)
        column.addWidget(self.picture, 1)
        foot = QFrame(self)
        foot.setObjectName("playbackFoot")
        column.addWidget(foot)
        rows = QVBoxLayout(foot)
        rows.setContentsMargins(2 * gap, gap, 2 * gap, gap)
        rows.setSpacing(gap)
        rows.addWidget(self.way)
        keys = inside(rows, QHBoxLayout())
        keys.setSpacing(gap)
        for button in (self.back, self.pause, self.on):
            keys.addWidget(button)
        group = QButtonGroup(self)
        for speed in SPEEDS:
            button = self._button(f"{speed}×", "")
            button.setAccessibleName(self.tr("{n} times as fast ({n})").format(n=speed))
            button.setCheckable(True)
            button.clicked.connect(lambda _=False, n=speed: self.speed_asked.emit(n))
            group.addButton(button)
            self.speeds[speed] = button
            keys.addWidget(button)
        keys.addStretch(1)
        keys.addWidget(self.live)
