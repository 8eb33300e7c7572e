"""What a wall shows that nobody sits at while its server is away: that it waits, why, and that it comes by itself."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeyEvent, QScreen
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from console.domain.errors import Refused
from console.outages import ServerOutage
from console.ports import Account
from console.server_sign_in import AWAY
from widgets import outages, theme

AGAIN_MS = 5_000
LOOK_MS = 50

Attempt = Callable[[], Future[Account]]
Entered = Account | ServerOutage | Refused


class Awaiting(QWidget):
    """Covers the screen of the wall; Ctrl+Shift+Q ends it. GUI thread, which never waits for the server."""

    def __init__(self, attempt: Attempt, again_ms: int = AGAIN_MS) -> None:
        super().__init__(None, Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint)
        self.setObjectName("wallWaits")
        self.setProperty("surface", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(self.tr("GridDesk wall"))
        self.setCursor(Qt.CursorShape.BlankCursor)
        self._attempt = attempt
        self._trying: Future[Account] | None = None
        self._came: Entered | None = None
        self._loop = QEventLoop(self)
        self._again = QTimer(self, interval=again_ms, singleShot=True)
        self._again.timeout.connect(self._try)
        self._look = QTimer(self, interval=LOOK_MS)
        self._look.timeout.connect(self._on_look)
        self._title = QLabel(self.tr("The wall waits for its server"), self)
        self._title.setProperty("type", "clock")
        self._why = QLabel(self)
        self._why.setWordWrap(True)
        hint = QLabel(self.tr("It comes by itself as soon as the server answers. Ctrl+Shift+Q ends it."), self)
        hint.setProperty("tone", "second")
        column = QVBoxLayout(self)
        column.setSpacing(theme.metric("space_4"))
        column.addStretch(2)
        for label in (self._title, self._why, hint):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(label)
        column.addStretch(3)

    def told(self) -> str:
        """Return why the wall waits, as it is read on the screen."""
        return self._why.text()

    def wait(self, why: ServerOutage, screen: QScreen | None) -> Entered | None:
        """Try again and again until somebody comes in, or there is another reason against it; None where it was ended."""
        self._tell(why)
        if screen is not None:
            self.setScreen(screen)
            self.setGeometry(screen.geometry())
        self.showFullScreen()
        self._again.start()
        self._look.start()
        self._loop.exec()
        self._look.stop()
        self._again.stop()
        self.hide()
        return self._came

    def keyPressEvent(self, event: QKeyEvent) -> None:
        close = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        if event.key() == Qt.Key.Key_Q and event.modifiers() & close == close:
            self._loop.quit()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self._loop.quit()

    def _try(self) -> None:
        self._trying = self._attempt()

    def _on_look(self) -> None:
        if self._trying is None or not self._trying.done():
            return
        trying, self._trying = self._trying, None
        try:
            came: Entered = trying.result()
        except (ServerOutage, Refused) as error:
            came = error
        if isinstance(came, ServerOutage) and came.code in AWAY:
            self._tell(came)
            self._again.start()
            return
        self._came = came
        self._loop.quit()

    def _tell(self, why: ServerOutage) -> None:
        self._why.setText(outages.sentence(why))
