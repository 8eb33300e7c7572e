"""The wall on a screen of its own: the same surface, carried into a window and brought home again."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent, QScreen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from widgets.wall.creeping import Creeping


class WallWindow(QWidget):
    """A frameless window over one screen. Escape or F11 closes it; whoever put the surface in takes it out again.

    Signals (GUI thread):
        left(): the operator closed the window.
    """

    left = Signal()

    def __init__(self, surface: QWidget, screen: QScreen) -> None:
        super().__init__(None, Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint)
        self.setObjectName("wallWindow")
        self.setWindowTitle(self.tr("GridDesk wall"))
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        column = QVBoxLayout(self)
        column.addWidget(surface)
        self.creeping = Creeping(column, self)
        self.setScreen(screen)
        self.setGeometry(screen.geometry())
        surface.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_F11):
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.left.emit()
        super().closeEvent(event)


def other_screen(than: QScreen) -> QScreen:
    """Return a screen beside this one, the first of them; this one where there is no other."""
    return next((screen for screen in QGuiApplication.screens() if screen is not than), than)
