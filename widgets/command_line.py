"""The command line: type a number and Enter opens the ticket, C and a number the camera."""

from __future__ import annotations

import re
import unicodedata

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

from console.domain.camera import Camera
from console.domain.ticket import Ticket, TicketId
from console.orders import FindTicket
from widgets import theme, words
from widgets.kit.focus import Focus
from widgets.relay import Relay

FULL_WIDTH = str.maketrans("。，；、", ".,;,")
TICKET = re.compile(r"(?:[OF开查]\s*)?#?(?P<number>[\w-]*\d[\w-]*)", re.IGNORECASE)
CAMERA = re.compile(r"(?:[V看]\s*)?C\s*(?P<number>\d+)", re.IGNORECASE)


class CommandLine(QWidget):
    """One line with a preview; a line that leads nowhere stays for editing.

    Signals (GUI thread):
        left: nothing; Escape was pressed, the keyboard goes back to where it was.
        hang_asked: list of CameraId.
    """

    left = Signal()
    hang_asked = Signal(object)

    def __init__(self, relay: Relay, focus: Focus, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._relay = relay
        self._focus = focus
        self._looking_for = ""
        self._past: list[str] = []
        self._at = 0
        self._line = QLineEdit(self)
        self._line.setObjectName("commandLine")
        self._line.setAccessibleName(self.tr("Command line"))
        self._line.setPlaceholderText(self.tr("Number of a ticket, or C and the number of a camera"))
        # Letters must arrive as they are typed, whatever input method is on.
        self._line.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self._line.textChanged.connect(self._on_typed)
        self._line.returnPressed.connect(self._on_entered)
        self._preview = QLabel(self)
        self._preview.setObjectName("commandPreview")
        self._preview.setTextFormat(Qt.TextFormat.PlainText)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.metric("space_2"), 0, theme.metric("space_2"), 0)
        row.setSpacing(theme.metric("space_3"))
        row.addWidget(self._line, 2)
        row.addWidget(self._preview, 3)
        relay.answered.connect(self._on_answered)

    def begin(self) -> None:
        """Bring the cursor here."""
        self._line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._line.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Escape:
                self.left.emit()
            case Qt.Key.Key_Up:
                self._recall(-1)
            case Qt.Key.Key_Down:
                self._recall(+1)
            case _:
                super().keyPressEvent(event)

    def _on_typed(self, text: str) -> None:
        found = self._camera(text) or self._ticket(text)
        match found:
            case Camera():
                said = self.tr("Hang C{number} {name}").format(number=found.number, name=found.name)
            case Ticket():
                said = self.tr("Open {number} {title}, {state}").format(
                    number=found.number, title=found.title, state=words.state(found.state)
                )
            case _:
                said = self.tr("Look {number} up among the ended tickets").format(number=text) if text.strip() else ""
        self._preview.setText(said)

    def _on_entered(self) -> None:
        text = self._line.text()
        if not text.strip():
            return
        self._past.append(text)
        self._at = len(self._past)
        camera = self._camera(text)
        ticket = self._ticket(text)
        if camera is not None:
            self._focus.open_camera(camera.id)
            self.hang_asked.emit([camera.id])
            self._line.clear()
        elif ticket is not None:
            self._open(ticket.id)
        elif number := self._number(TICKET, text):
            self._looking_for = number
            self._relay.ask(FindTicket(number=number, centre=self._relay.board.centre))
        else:
            self._preview.setText(self.tr("That is neither a ticket's nor a camera's number."))

    def _on_answered(self, question: object, answer: object) -> None:
        if not isinstance(question, FindTicket) or question.number != self._looking_for:
            return
        self._looking_for = ""
        if isinstance(answer, Ticket):
            self._open(answer.id)
        else:
            self._preview.setText(self.tr("There is no ticket {number} here.").format(number=question.number))

    def _open(self, ticket: TicketId) -> None:
        self._line.clear()
        self._focus.open_ticket(ticket)

    def _ticket(self, text: str) -> Ticket | None:
        number = self._number(TICKET, text)
        return self._relay.board.ticket_numbered(number) if number else None

    def _camera(self, text: str) -> Camera | None:
        number = self._number(CAMERA, text)
        if not number:
            return None
        return next((camera for camera in self._relay.board.cameras.values() if camera.number == int(number)), None)

    def _number(self, shape: re.Pattern[str], text: str) -> str:
        plain = unicodedata.normalize("NFKC", text).translate(FULL_WIDTH).strip()
        found = shape.fullmatch(plain)
        return found["number"] if found else ""

    def _recall(self, step: int) -> None:
        if self._past:
            self._at = max(0, min(len(self._past), self._at + step))
            self._line.setText(self._past[self._at] if self._at < len(self._past) else "")
