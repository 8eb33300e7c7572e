"""The run card of a ticket: whom it names here and now, what it lacks, what to look at and what to see to."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from console.domain.ticket import Ticket
from console.mustering import Muster, muster
from console.run_cards import Wanted
from widgets import theme, verbs, words
from widgets.kit import target_words
from widgets.kit.elided import ElidedButton
from widgets.kit.icon import wear
from widgets.kit.inside import inside
from widgets.kit.throttle import Throttle
from widgets.relay import Relay

REFRESH_MS = 2000
READABLE = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard


class RunCardView(QWidget):
    """Whom the card names is shown as long as the ticket can be sent out, and recounted while crews move.

    ``tells`` is False for a ticket that has ended. Where no card fits one that is still to be sent out, it says so. The
    checklist is read, not ticked: what was done is told with the result. Whoever shows it decides when.

    Signals (GUI thread):
        send_asked: (Target, list of Target, str): who leads, who goes along, and what to note with it.
        hang_asked: list of CameraId.
        changed: nothing; what it tells, or whether it tells anything, may be another now.
    """

    send_asked = Signal(object, object, str)
    hang_asked = Signal(object)
    changed = Signal()

    def __init__(self, relay: Relay, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._relay = relay
        self._ticket: Ticket | None = None
        self._underway = False
        self._found: Muster | None = None
        self.tells = False
        self._heading = self._label("second")
        self._named, self._lacking, self._checklist = self._label(), self._label("warn"), self._label()
        self._send = ElidedButton(self)
        self._send.clicked.connect(self.send)
        self._hang = ElidedButton(self)
        wear(self._hang, "camera")
        self._hang.clicked.connect(self.hang)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.metric("space_1"))
        for label in (self._heading, self._named, self._lacking):
            column.addWidget(label)
        row = inside(column, QHBoxLayout())
        row.setSpacing(theme.metric("space_2"))
        row.addWidget(self._send, 1)
        row.addWidget(self._hang, 1)
        column.addWidget(self._checklist)
        self._again = Throttle(REFRESH_MS, self._recount, self)
        relay.crews_changed.connect(lambda _ids: self._again.ask())
        self.hide()

    def show_ticket(self, ticket: Ticket | None, *, underway: bool = False) -> None:
        """Show the card that fits ``ticket``; nobody can be sent while an order about it is under way."""
        self._ticket, self._underway = ticket, underway
        self._refresh()

    def send(self) -> None:
        """Ask that everybody whom the card names is sent: the first leads."""
        if self._found is None or not self._send.isEnabled() or self._send.isHidden():
            return
        lead, *others = [check.target for check in self._found.named]
        self.send_asked.emit(lead, others, self.tr("Run card: {name}").format(name=words.own(self._found.card)))

    def hang(self) -> None:
        """Ask for the card's cameras to be hung on the wall."""
        if self._found is not None and self._found.cameras:
            self.hang_asked.emit([camera.id for camera in self._found.cameras])

    def _recount(self) -> None:
        if self._ticket is not None and self._goes_out(self._ticket):
            self._refresh()

    def _refresh(self) -> None:
        """Show everything as it is now; what stays keeps the keyboard, so nothing is hidden in between."""
        ticket, now = self._ticket, self._relay.clock.now()
        found = muster(self._relay.board, ticket, now=now) if ticket is not None and ticket.is_open else None
        goes_out = ticket is not None and self._goes_out(ticket)
        name = words.own(found.card) if found is not None else ""
        heading = (
            self.tr("Run card: {name}").format(name=name) if name else self.tr("No run card for matters of this kind")
        )
        self._found = found
        self._tell(self._heading, [heading])
        self._show_named(found if goes_out else None)
        self._show_send(ticket if goes_out and found is not None else None)
        self._show_cameras(len(found.cameras) if found is not None else 0)
        checks = found.card.checklist if found is not None else ()
        self._tell(self._checklist, [f"{number}. {words.own(check)}" for number, check in enumerate(checks, 1)])
        self.tells = found is not None or goes_out
        self.changed.emit()

    def _show_named(self, found: Muster | None) -> None:
        named = found.named if found is not None else ()
        leads, helps = self.tr("Leads: {who}"), self.tr("Helps: {who}")
        lines = [(helps if place else leads).format(who=target_words.line(check)) for place, check in enumerate(named)]
        self._tell(self._named, lines)
        self._named.setToolTip("\n".join(filter(None, map(target_words.why, named))))
        lacking = [*map(self._wish, found.short), *found.absent] if found is not None else []
        self._tell(self._lacking, [self.tr("Lacking: {what}").format(what=words.listed(lacking))] if lacking else [])

    def _show_send(self, ticket: Ticket | None) -> None:
        self._send.setVisible(ticket is not None)
        if ticket is None or self._found is None:
            return
        named = self._found.named
        against = verbs.why_not("dispatch", ticket, self._relay.operator, self._relay.clock.now())
        on_its_way = words.underway(ticket.number) if self._underway else ""
        nobody = "" if named else self.tr("Nobody whom it names can be sent now.")
        why = words.refusal(against, region_name=self._relay.board.region_name) if against else on_its_way or nobody
        self._send.tell(self.tr("Send all {n} (Ctrl+Shift+Return)").format(n=len(named)))
        self._send.explain(why)
        self._send.setEnabled(not why)

    def _show_cameras(self, count: int) -> None:
        self._hang.setVisible(bool(count))
        self._hang.tell(self.tr("Hang its {n} cameras (Shift+F7)").format(n=count))

    def _wish(self, wanted: Wanted) -> str:
        """Return a wish in words: how many, of which kind, with which skills."""
        kind = words.crew_kind(wanted.kind) if wanted.kind is not None else self.tr("crew")
        skills = words.listed(words.skill(code) for code in sorted(wanted.skills))
        told = self.tr("{n} × {kind} with {skills}") if skills else self.tr("{n} × {kind}")
        return told.format(n=wanted.count, kind=kind, skills=skills)

    def _goes_out(self, ticket: Ticket) -> bool:
        return ticket.centre == self._relay.board.centre and verbs.in_turn("dispatch", ticket)

    def _tell(self, label: QLabel, lines: list[str]) -> None:
        label.setText("\n".join(lines))
        label.setVisible(bool(lines))

    def _label(self, tone: str = "") -> QLabel:
        label = QLabel(self)
        if tone:
            label.setProperty("tone", tone)
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        # Reached by the keyboard, so that it is read out too.
        label.setTextInteractionFlags(READABLE)
        label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        return label
