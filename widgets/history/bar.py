"""The bar over a board of the past: which moment it is, that nothing can be done there, and how to get to another."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from PySide6.QtCore import QDate, QDateTime, Qt, QTime, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QButtonGroup,
    QDateTimeEdit,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from console.past import SPEEDS
from widgets import theme
from widgets.kit.calendar import give_calendar
from widgets.kit.elided import ElidedLabel
from widgets.kit.icon import icon, wear
from widgets.kit.inside import inside

FORMAT = "yyyy-MM-dd HH:mm:ss"


class HistoryBar(QFrame):
    """Shows what it is told, and says what is asked for; times in the centre's zone.

    Signals (GUI thread):
        moment_chosen(datetime): that moment, UTC, is to be looked at.
        speed_chosen(int): so many seconds of the past in one of ours.
        play_asked(), next_asked(), previous_asked(), left(): go on or stand still; a step; back to now.
    """

    moment_chosen = Signal(object)
    speed_chosen = Signal(int)
    play_asked = Signal()
    next_asked = Signal()
    previous_asked = Signal()
    left = Signal()

    def __init__(self, zone: ZoneInfo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("historyBar")
        self._zone = zone
        self._sign = QLabel(self)
        self.moment = QLabel(self)
        self.moment.setProperty("type", "clock")
        self.back = QPushButton(self.tr("Back to now"), self)
        self.back.setProperty("role", "primary")
        self.back.clicked.connect(self.left)
        self.field = QDateTimeEdit(self)
        self.field.setDisplayFormat(FORMAT)
        self.field.setAccessibleName(self.tr("Moment to look at"))
        give_calendar(self.field)
        self.look = QPushButton(self.tr("Look"), self)
        self.look.clicked.connect(self._on_look)
        self.previous = self._button("previous", self.tr("Previous event"), "Alt+Left", self.previous_asked.emit)
        self.play = self._button("play", self.tr("Play"), "Ctrl+Space", self.play_asked.emit)
        self.next = self._button("next", self.tr("Next event"), "Alt+Right", self.next_asked.emit)
        self.speeds = self._speed_buttons()
        self.told = ElidedLabel(parent=self)
        self.told.setProperty("tone", "second")
        self._lay_out()
        theme.current.changed.connect(self._dress)
        self._dress()

    def show_moment(self, at: datetime, *, is_present: bool) -> None:
        """Tell which moment is looked at, and let the field go from there unless somebody types into it."""
        local = at.astimezone(self._zone)
        told = f"{local:%Y-%m-%d %H:%M:%S}"
        text = self.tr("Looking at {moment} – the present – read only") if is_present else ""
        self.moment.setText((text or self.tr("Looking at {moment} – read only")).format(moment=told))
        if not self.field.hasFocus():
            day, hour = QDate(local.year, local.month, local.day), QTime(local.hour, local.minute, local.second)
            self.field.setDateTime(QDateTime(day, hour))

    def show_playing(self, playing: bool, *, possible: bool) -> None:
        """Tell whether time goes by, and whether it could."""
        text = self.tr("Pause") if playing else self.tr("Play")
        wear(self.play, "pause" if playing else "play")
        self.play.setEnabled(possible)
        self._name(self.play, text, "Ctrl+Space")

    def show_speed(self, speed: int) -> None:
        for each, button in self.speeds.items():
            button.setChecked(each == speed)

    def show_event(self, text: str) -> None:
        """Tell in one line what happened last, or why nothing does."""
        self.told.setText(text)

    def let_step(self, possible: bool) -> None:
        """While a board is rebuilt, nothing can be stepped from."""
        for button in (self.previous, self.next):
            button.setEnabled(possible)

    def _on_look(self) -> None:
        shown, hour = self.field.date(), self.field.time()
        day = date(shown.year(), shown.month(), shown.day())
        local = datetime.combine(day, time(hour.hour(), hour.minute(), hour.second()), self._zone)
        self.look.setFocus(Qt.FocusReason.OtherFocusReason)
        self.moment_chosen.emit(local.astimezone(UTC))

    def _dress(self) -> None:
        side = theme.metric("space_5")
        self._sign.setPixmap(icon("history", "past").pixmap(side, side))

    def _button(self, drawing: str, text: str, key: str, do: Callable[[], None]) -> QToolButton:
        button = QToolButton(self)
        self._name(button, text, key)
        button.clicked.connect(lambda _=False: do())
        wear(button, drawing)
        return button

    def _name(self, button: QToolButton, text: str, key: str) -> None:
        shown = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
        button.setAccessibleName(text)
        button.setToolTip(f"{text} ({shown})")
        if not button.isVisible() or button.shortcut().isEmpty():
            button.setShortcut(QKeySequence(key))

    def _speed_buttons(self) -> dict[int, QPushButton]:
        group = QButtonGroup(self)
        made: dict[int, QPushButton] = {}
        for speed in SPEEDS:
            button = QPushButton(self.tr("{n}×").format(n=speed), self)
            button.setProperty("role", "flat")
            button.setCheckable(True)
            button.setAccessibleName(self.tr("{n} times as fast").format(n=speed))
            button.setToolTip(button.accessibleName())
            button.clicked.connect(lambda _=False, speed=speed: self.speed_chosen.emit(speed))
            group.addButton(button)
            made[speed] = button
        return made

    def _lay_out(self) -> None:
        side, gap = theme.metric("space_3"), theme.metric("space_2")
        column = QVBoxLayout(self)
        column.setContentsMargins(side, gap, side, gap)
        column.setSpacing(gap)
        head, foot = inside(column, QHBoxLayout()), inside(column, QHBoxLayout())
        for row in (head, foot):
            row.setSpacing(gap)
        head.addWidget(self._sign)
        head.addWidget(self.moment)
        head.addStretch(1)
        head.addWidget(self.back)
        for widget in (self.field, self.look):
            foot.addWidget(widget)
        foot.addSpacing(side)
        for button in (self.previous, self.play, self.next):
            foot.addWidget(button)
        foot.addSpacing(gap)
        for choice in self.speeds.values():
            foot.addWidget(choice)
        foot.addSpacing(side)
        foot.addWidget(self.told, 1)
