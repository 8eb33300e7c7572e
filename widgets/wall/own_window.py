"""The window of a wall of its own: over a whole screen, without a desk, closed by a hand that means it and by no other."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent, QResizeEvent, QScreen
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from console.domain.viewing import USUAL_PITCH_MM
from widgets import theme
from widgets.wall.creeping import Creeping
from widgets.wall.hall_band import HallBand
from widgets.wall.view import WallView

HOLD_MS = 1500
HINT_MS = 4000
CURSOR_MS = 3000
_HAND = {QEvent.Type.MouseMove, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel}
_CLOSE = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


class OwnWindow(QWidget):
    """Holds the wall and, above or below it, the hall's band. Belongs to the GUI thread.

    Ctrl+Shift+Q, held, closes it; Escape and the desktop's own ways only tell so. The cursor goes where no hand has
    moved it for 3 s. While its screen is taken away nothing is shown, and so nothing is decoded.

    Signals:
        left(): whoever stands before it closed it.
    """

    left = Signal()

    def __init__(self, view: WallView, number: int, band: HallBand | None, where: str = "above") -> None:
        super().__init__(None, Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint)
        self.setObjectName("wallWindow")
        self.setProperty("surface", "panel")
        self.setWindowTitle(self.tr("GridDesk wall"))
        self.setMouseTracking(True)
        view.setMouseTracking(True)
        self._view = view
        self._band = band
        self._number = number
        self._may_close = False
        self._held = QTimer(self, interval=HOLD_MS, singleShot=True)
        self._held.timeout.connect(self._leave)
        self._still = QTimer(self, interval=CURSOR_MS, singleShot=True)
        self._still.timeout.connect(self._hide_cursor)
        column = QVBoxLayout(self)
        column.setSpacing(0)
        if band is not None and where == "above":
            column.addWidget(band)
        column.addWidget(view, 1)
        if band is not None and where == "below":
            column.addWidget(band)
        self.creeping = Creeping(column, self)
        self.hint = QLabel(self)
        self.hint.setObjectName("tourBadge")
        self.hint.setProperty("type", "clock")
        self.hint.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hint.hide()
        self._hint_ends = QTimer(self, interval=HINT_MS, singleShot=True)
        self._hint_ends.timeout.connect(self.hint.hide)
        view.installEventFilter(self)
        view.left_asked.connect(self._on_escape)
        view.zoom_asked.connect(lambda: view.zoom(not view.zoomed))

    def open_on(self, screen: QScreen) -> None:
        """Cover this screen."""
        self.setScreen(screen)
        self.setGeometry(screen.geometry())
        if self._band is not None:
            self._band.fit(screen.geometry().height())
        self.showFullScreen()
        self._view.setFocus()
        self._still.start()

    def screens_changed(self) -> None:
        """Cover the screen again that came back; show nothing while it is away."""
        screen = screen_numbered(self._number)
        if screen is None:
            self.hide()
        elif not self.isVisible() or self.screen() is not screen:
            self.open_on(screen)

    def tell(self, text: str) -> None:
        """Say something to whoever stands before the wall, for 4 s."""
        self.hint.setText(text)
        self._place_hint()
        self.hint.show()
        self._hint_ends.start()

    def end(self) -> None:
        """Close without being asked whether that is meant."""
        self._may_close = True
        self.close()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _HAND:
            self.unsetCursor()
            self._still.start()
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and _closes(event):
            if not event.isAutoRepeat():
                self.tell(self.tr("Keep holding Ctrl+Shift+Q to close the wall"))
                self._held.start()
            return True
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyRelease and not event.isAutoRepeat():
            self._held.stop()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_hint()

    def closeEvent(self, event: QCloseEvent) -> None:
        app = QGuiApplication.instance()
        ends = isinstance(app, QGuiApplication) and app.isSavingSession()
        if not (self._may_close or ends):
            event.ignore()
            self._on_escape()
        else:
            super().closeEvent(event)

    def _on_escape(self) -> None:
        if self._view.zoomed:
            self._view.zoom(False)
        else:
            self.tell(self.tr("Hold Ctrl+Shift+Q to close the wall"))

    def _leave(self) -> None:
        self.left.emit()

    def _hide_cursor(self) -> None:
        self.setCursor(Qt.CursorShape.BlankCursor)

    def _place_hint(self) -> None:
        self.hint.adjustSize()
        bottom = self.height() - self.hint.height() - theme.metric("space_6")
        self.hint.move((self.width() - self.hint.width()) // 2, bottom)
        self.hint.raise_()


def screen_numbered(number: int) -> QScreen | None:
    """Return the screen of a number from 1; None where there is none."""
    screens = QGuiApplication.screens()
    return screens[number - 1] if 1 <= number <= len(screens) else None


def pitch_of(screen: QScreen, told_mm: float | None) -> float:
    """Return how wide a device-independent pixel of the screen is, mm; ``told_mm``, of a real one, goes first."""
    if told_mm is not None:
        return told_mm * screen.devicePixelRatio()
    width_mm, width_px = screen.physicalSize().width(), screen.geometry().width()
    return width_mm / width_px if width_mm > 0 and width_px > 0 else USUAL_PITCH_MM


def _closes(event: QKeyEvent) -> bool:
    return event.key() == Qt.Key.Key_Q and event.modifiers() & _CLOSE == _CLOSE
