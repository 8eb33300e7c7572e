"""The command line: a number and Enter opens the ticket, C and a number the camera; words find tickets that hold them."""

from __future__ import annotations

import re
import unicodedata

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QWidget
from shiboken6 import isValid

from console.domain.camera import Camera, CameraId
from console.domain.errors import Refused
from console.domain.ticket import Ticket, TicketId
from console.finding import is_enough
from console.questions import FindTicket
from widgets import theme, words
from widgets.kit.elided import ElidedLabel
from widgets.kit.focus import Focus
from widgets.relay import Relay

FULL_WIDTH = str.maketrans("。，；、", ".,;,")
TICKET = re.compile(r"#?(?P<number>[\w-]*\d[\w-]*)")
VERB_AND_TICKET = re.compile(r"[OF开查]\s*#?(?P<number>[\w-]*\d[\w-]*)", re.IGNORECASE)
CAMERA = re.compile(r"(?:[V看]\s*)?C\s*(?P<number>\d+)", re.IGNORECASE)
GO = re.compile(r"(?:GO|到)\s+(?P<words>.+)", re.IGNORECASE)
FIND = re.compile(r"[F查]\s+(?P<words>.+)", re.IGNORECASE)
CODE_DIGITS = 20
"""A camera's code by GB/T 28181."""


class CommandLine(QWidget):
    """One line with a preview; a line that leads nowhere stays for editing.

    Signals (GUI thread):
        left: nothing; Escape was pressed, and where the keyboard was before is not there any more.
        hang_asked: list of CameraId.
        find_asked: str; tickets that hold these words are looked for.
        go_asked: str; a place that is called so, or lies there, is looked for on the map.
    """

    left = Signal()
    hang_asked = Signal(object)
    find_asked = Signal(str)
    go_asked = Signal(str)

    def __init__(self, relay: Relay, focus: Focus, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._relay = relay
        self._focus = focus
        self._looking_for: list[str] = []
        self._past: list[str] = []
        self._at = 0
        self._unfinished = ""
        self._came_from: QWidget | None = None
        self._line = QLineEdit(self)
        self._line.setObjectName("commandLine")
        self._line.setAccessibleName(self.tr("Command line"))
        self._line.setPlaceholderText(self.tr("Ticket, C and camera, or words to find"))
        # Letters must arrive as they are typed, whatever input method is on.
        self._line.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self._line.textChanged.connect(self._on_typed)
        self._line.returnPressed.connect(self._on_entered)
        self._preview = ElidedLabel(parent=self)
        self._preview.setObjectName("commandPreview")
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.metric("space_2"), 0, theme.metric("space_2"), 0)
        row.setSpacing(theme.metric("space_3"))
        row.addWidget(self._line, 5)
        row.addWidget(self._preview, 4)
        self.setFocusProxy(self._line)
        relay.answered.connect(self._on_answered)
        relay.failed.connect(self._on_failed)

    def begin(self) -> None:
        """Bring the cursor here; Escape brings it back to where it was."""
        before = QApplication.focusWidget()
        if before is not self._line:
            self._came_from = before
        self._line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._line.selectAll()

    def tell(self, text: str) -> None:
        """Say something for a moment where the preview stands; with "" the preview comes back."""
        self._preview.setText(text or self._preview_of(self._line.text()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Escape:
                self._leave()
            case Qt.Key.Key_Up:
                self._recall(-1)
            case Qt.Key.Key_Down:
                self._recall(+1)
            case _:
                super().keyPressEvent(event)

    def _leave(self) -> None:
        before, self._came_from = self._came_from, None
        if before is not None and isValid(before) and before.isVisible() and before.isEnabled():
            before.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.left.emit()

    def _on_typed(self, text: str) -> None:
        self._looking_for = []
        self._preview.setText(self._preview_of(text))

    def _preview_of(self, text: str) -> str:
        if (go := GO.fullmatch(_plain(text))) is not None:
            return self.tr("Find {place} on the map").format(place=go["words"])
        found = self._camera(text) or self._ticket(text)
        match found:
            case Camera():
                return self.tr("Hang C{number} {name}").format(number=found.number, name=found.name)
            case Ticket():
                return self.tr("Open {number} {title}, {state}").format(
                    number=found.number, title=found.title, state=words.state(found.state)
                )
            case _ if numbers := _numbers(text):
                return self.tr("Look {number} up among the ended tickets").format(number=numbers[-1])
            case _ if wanted := _wanted(text):
                return self.tr("Find all tickets with “{words}”").format(words=wanted)
            case _:
                return ""

    def _on_entered(self) -> None:
        text = self._line.text()
        if not text.strip():
            return
        self._past = [*(line for line in self._past if line != text), text]
        self._at = len(self._past)
        if (go := GO.fullmatch(_plain(text))) is not None:
            self._line.clear()
            self.go_asked.emit(go["words"])
            return
        camera = self._camera(text)
        ticket = self._ticket(text)
        if camera is not None:
            self._focus.open_camera(camera.id)
            self.hang_asked.emit([camera.id])
            self._line.clear()
        elif ticket is not None:
            self._open(ticket.id)
        elif numbers := _numbers(text):
            self._looking_for = numbers
            self._look_up()
        elif wanted := _wanted(text):
            self._find(wanted)
        else:
            self._preview.setText(self.tr("That is neither a number nor two characters of a word."))

    def _look_up(self) -> None:
        self._relay.ask(FindTicket(number=self._looking_for[0], centre=self._relay.board.centre))

    def _on_answered(self, question: object, answer: object) -> None:
        if not self._is_asked(question):
            return
        number = self._looking_for.pop(0)
        if isinstance(answer, Ticket):
            self._looking_for = []
            self._open(answer.id)
        elif self._looking_for:
            self._look_up()
        elif not number.isascii() and (wanted := _wanted(self._line.text())):
            # Words with a number in them, as an address has.
            self._find(wanted)
        else:
            self._preview.setText(self.tr("There is no ticket {number} here.").format(number=number))

    def _on_failed(self, question: object, why: object) -> None:
        if self._is_asked(question):
            self._looking_for = []
            no_link = self.tr("The database is out of reach: only open tickets can be found now.")
            self._preview.setText(words.refusal(why) if isinstance(why, Refused) else no_link)

    def _is_asked(self, question: object) -> bool:
        return isinstance(question, FindTicket) and question.number in self._looking_for[:1]

    def _open(self, ticket: TicketId) -> None:
        self._line.clear()
        self._focus.open_ticket(ticket)

    def _find(self, wanted: str) -> None:
        self._line.clear()
        self.find_asked.emit(wanted)

    def _ticket(self, text: str) -> Ticket | None:
        found = (self._relay.board.ticket_numbered(number) for number in _numbers(text))
        return next((ticket for ticket in found if ticket is not None), None)

    def _camera(self, text: str) -> Camera | None:
        cameras = self._relay.board.cameras
        typed = _plain(text)
        shape = CAMERA.fullmatch(typed)
        if shape is None:
            return cameras.get(CameraId(typed)) if len(typed) >= CODE_DIGITS else None
        number = int(shape["number"])
        return next((camera for camera in cameras.values() if camera.number == number), None)

    def _recall(self, step: int) -> None:
        """Go through what was entered; below the newest line stands what was being typed."""
        if self._at == len(self._past):
            self._unfinished = self._line.text()
        self._at = max(0, min(len(self._past), self._at + step))
        self._line.setText(self._past[self._at] if self._at < len(self._past) else self._unfinished)


def _plain(text: str) -> str:
    """Return what was typed with narrow letters, digits and marks, whatever keyboard they came from."""
    return unicodedata.normalize("NFKC", text).translate(FULL_WIDTH).strip()


def _numbers(text: str) -> list[str]:
    """Return the numbers of a ticket that the line can mean: as it stands, then without a verb before it."""
    found = (shape.fullmatch(_plain(text)) for shape in (TICKET, VERB_AND_TICKET))
    return [match["number"] for match in found if match is not None]


def _wanted(text: str) -> str:
    """Return the words that the line can mean, without a verb before them; "" where they are too short to look for."""
    typed = _plain(text)
    told = FIND.fullmatch(typed)
    wanted = told["words"] if told is not None else typed
    return wanted if is_enough(wanted) else ""
