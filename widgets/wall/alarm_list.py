"""The list of alarms that nobody has acknowledged: in tiles, waiting, and those that had their time."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from console.domain.alarm_bank import Alarm
from console.domain.ticket import Ticket, TicketId
from widgets import theme, words
from widgets.kit.chip import Chip
from widgets.kit.elided import ElidedLabel
from widgets.kit.inside import inside
from widgets.wall import alarm_words
from widgets.wall.alarms import Alarms

AGES_MS = 1000
ROWS_SEEN = 3
PANEL_PX_A_ROW = 300
"""Of each so many px of the panel one row is given away: the pictures are what the wall is for."""
MOST_ROWS = 30
"""More than these are counted only: whoever has so many acknowledges them together."""


class AlarmList(QFrame):
    """Stands below the wall while there is an alarm; never takes the keyboard by itself."""

    def __init__(self, alarms: Alarms, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("alarmList")
        self.setAccessibleName(self.tr("Alarms on this wall"))
        self._alarms = alarms
        self._rows: dict[TicketId, AlarmRow] = {}
        self._count = QLabel(self)
        self._count.setProperty("type", "small")
        self._all = QPushButton(self.tr("All (Shift+A)"), self)
        self._all.setAccessibleName(self.tr("Acknowledge all alarms"))
        self._all.setToolTip(self.tr("Acknowledge all alarms"))
        self._all.clicked.connect(lambda _=False: alarms.acknowledge_all())
        self._beyond = QLabel(self)
        self._beyond.setProperty("tone", "third")
        self._scroll = QScrollArea(self)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._inner = QWidget(self._scroll)
        self._column = QVBoxLayout(self._inner)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addStretch(1)
        self._scroll.setWidget(self._inner)
        self._lay_out()
        self._ages = QTimer(self, interval=AGES_MS)
        self._ages.timeout.connect(self._tell)
        if parent is not None:
            parent.installEventFilter(self)
        alarms.changed.connect(self._on_changed)
        alarms.raised.connect(self._announce)
        self._on_changed()

    def told(self) -> str:
        """Return what is counted above the rows."""
        return self._count.text()

    def rows(self) -> list[AlarmRow]:
        """Return the rows from the top down."""
        return [self._rows[alarm.ticket.id] for alarm in self._shown()]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._fit()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        here = next((id_ for id_, row in self._rows.items() if row.isAncestorOf(self.focusWidget())), None)
        if event.key() != Qt.Key.Key_A:
            super().keyPressEvent(event)
        elif event.modifiers() == Qt.KeyboardModifier.ShiftModifier:
            self._alarms.acknowledge_all()
        elif here is not None:
            self._alarms.acknowledge(here)

    def _fit(self) -> None:
        """Be as high as there are rows, and as the wall can spare."""
        panel = self.parentWidget()
        room = ROWS_SEEN if panel is None else max(1, min(ROWS_SEEN, panel.height() // PANEL_PX_A_ROW))
        self._scroll.setFixedHeight(theme.metric("row_desk") * min(max(1, len(self._rows)), room))

    def _has_keyboard(self) -> bool:
        at = QApplication.focusWidget()
        return at is not None and self.isAncestorOf(at)

    def _shown(self) -> Sequence[Alarm]:
        return self._alarms.bank.alarms[:MOST_ROWS]

    def _on_changed(self) -> None:
        alarms = self._shown()
        gone = self._rows.keys() - {alarm.ticket.id for alarm in alarms}
        had_keyboard = any(self._rows[id_].isAncestorOf(self.focusWidget()) for id_ in gone) and self._has_keyboard()
        for id_ in gone:
            row = self._rows.pop(id_)
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        for number, alarm in enumerate(alarms):
            row = self._rows.get(alarm.ticket.id) or self._made(alarm.ticket.id)
            if self._column.indexOf(row) != number:
                self._column.insertWidget(number, row)
                row.show()
        self._tell()
        self._fit()
        self.setVisible(bool(alarms))
        if not alarms:
            self._ages.stop()
        elif not self._ages.isActive():
            self._ages.start()
        if had_keyboard and alarms:
            self.rows()[0].acknowledge.setFocus()

    def _tell(self) -> None:
        bank = self._alarms.bank
        seen = len({shown.alarm.ticket.id for shown in bank.tiles.values()})
        waits, left = len(bank.waiting), len(bank.alarms) - seen - len(bank.waiting)
        parts = [self.tr("Alarms: {n}").format(n=seen)]
        if waits:
            parts.append(self.tr("+{n} waiting").format(n=waits))
        if left:
            parts.append(self.tr("{n} shown before").format(n=left))
        self._count.setText(" · ".join(parts))
        beyond = len(bank.alarms) - len(self._rows)
        self._beyond.setText(self.tr("and {n} more").format(n=beyond))
        self._beyond.setVisible(beyond > 0)
        for alarm in self._shown():
            age = alarm_words.age(self._alarms.age_s(alarm))
            self._rows[alarm.ticket.id].show_alarm(alarm, bank.places_of(alarm.ticket.id), age)

    def _made(self, ticket: TicketId) -> AlarmRow:
        row = self._rows[ticket] = AlarmRow(self._inner)
        row.open.clicked.connect(lambda _=False: self._alarms.open(ticket))
        row.acknowledge.clicked.connect(lambda _=False: self._alarms.acknowledge(ticket))
        return row

    def _announce(self, ticket: Ticket) -> None:
        """Let a screen reader say where an alarm hangs when it has said what it is saying; the keyboard stays."""
        alarm = next((one for one in self._alarms.bank.alarms if one.ticket.id == ticket.id), None)
        if alarm is None:
            return
        said = self.tr("Alarm: {title}, {place}").format(
            title=alarm_words.title(alarm), place=alarm_words.standing(alarm, self._alarms.bank.places_of(ticket.id))
        )
        event = QAccessibleAnnouncementEvent(self, said)
        event.setPoliteness(QAccessible.AnnouncementPoliteness.Polite)
        QAccessible.updateAccessibility(event)

    def _lay_out(self) -> None:
        gap, top = theme.metric("space_1"), Qt.AlignmentFlag.AlignTop
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * gap, gap, gap, gap)
        row.setSpacing(2 * gap)
        told = inside(row, QVBoxLayout())
        told.setSpacing(0)
        told.addWidget(self._count)
        told.addWidget(self._beyond)
        told.addStretch(1)
        self._count.setMinimumHeight(theme.metric("row_desk"))
        row.addWidget(self._scroll, 1)
        row.addWidget(self._all, 0, top)


class AlarmRow(QWidget):
    """One alarm: its priority, what it is, how it stands, and two buttons: to its ticket, and to acknowledge it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(theme.metric("row_desk"))
        self._chip = Chip(self)
        self.open = QPushButton(self)
        self.open.setProperty("role", "flat")
        self._matter = ElidedLabel(parent=self)
        self._stands = QLabel(self)
        self._stands.setProperty("type", "small")
        self._age = QLabel(self)
        self._age.setProperty("type", "small")
        self.acknowledge = QPushButton(self.tr("Acknowledge (A)"), self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, theme.metric("space_1"), 0)
        row.setSpacing(theme.metric("space_2"))
        row.addWidget(self._chip)
        row.addWidget(self.open)
        row.addWidget(self._matter, 1)
        row.addWidget(self._stands)
        row.addWidget(self._age)
        row.addWidget(self.acknowledge)

    def show_alarm(self, alarm: Alarm, places: tuple[int, ...], age: str) -> None:
        """Say how an alarm stands."""
        ticket, stands = alarm.ticket, alarm_words.standing(alarm, places)
        self._chip.show_priority(int(ticket.priority), words.priority(ticket.priority))
        self.open.setText(ticket.number)
        self.open.setAccessibleName(self.tr("Open {title}").format(title=alarm_words.title(alarm)))
        self._matter.setText(f"{ticket.title} · {alarm_words.matter(alarm)}")
        self._stands.setText(stands)
        self._age.setText(age)
        self.acknowledge.setAccessibleName(
            self.tr("Acknowledge {title}, {stands}").format(
                title=" ".join((alarm_words.title(alarm), alarm_words.times(alarm))).strip(), stands=stands
            )
        )

    def told(self) -> str:
        """Return what the row says."""
        return " · ".join((self.open.text(), self._matter.text(), self._stands.text()))
