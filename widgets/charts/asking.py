"""The bar that says what is to be counted: which period, and by what it is broken down."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from PySide6.QtCore import QDate, QSignalBlocker, Signal
from PySide6.QtWidgets import QButtonGroup, QDateEdit, QHBoxLayout, QLabel, QToolButton, QWidget

from console.domain.period import Period, Span, named
from console.tally import Dim
from widgets import theme
from widgets.kit.calendar import give_calendar
from widgets.kit.choice import Choice


class Asking(QWidget):
    """Period and breakdown.

    Signals (GUI thread):
        changed(): other figures are wanted.
    """

    changed = Signal()

    def __init__(self, today: date, zone: ZoneInfo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today, self._zone = today, zone
        self.spans = {span: QToolButton(self) for span in Span}
        self._group = QButtonGroup(self)
        # From-to is none of the named periods: then none of them is pressed.
        self._group.setExclusive(False)
        for span, text in {
            Span.TODAY: self.tr("Today"),
            Span.YESTERDAY: self.tr("Yesterday"),
            Span.THIS_WEEK: self.tr("This week"),
            Span.THIS_MONTH: self.tr("This month"),
            Span.LAST_MONTH: self.tr("Last month"),
        }.items():
            button = self.spans[span]
            button.setText(text)
            button.setToolTip(text)
            button.setCheckable(True)
            button.clicked.connect(lambda _=False, wanted=span: self.choose(wanted))
            self._group.addButton(button)
        self.first, self.last = self._day(self.tr("First day")), self._day(self.tr("Last day"))
        self.by = Choice(self)
        self.by.setAccessibleName(self.tr("Broken down by"))
        for dim, text in {
            Dim.REGION: self.tr("Region"),
            Dim.DEPARTMENT: self.tr("Department"),
            Dim.CATEGORY: self.tr("Category"),
            Dim.SOURCE: self.tr("Source"),
            Dim.CREW: self.tr("Crew"),
        }.items():
            self.by.addItem(text, dim.value)
        self.by.currentIndexChanged.connect(lambda _place: self.changed.emit())
        self._lay_out()
        self.take(named(Span.THIS_MONTH, today, zone))

    @property
    def period(self) -> Period:
        first, last = (date(*field.date().getDate()) for field in (self.first, self.last))
        return Period(first, last, self._zone)

    @property
    def dim(self) -> Dim:
        return Dim(str(self.by.currentData()))

    def choose(self, span: Span) -> None:
        """Ask for a named period."""
        self.take(named(span, self._today, self._zone))
        self.changed.emit()

    def take(self, period: Period) -> None:
        """Show a period, without asking for it."""
        with QSignalBlocker(self.first), QSignalBlocker(self.last):
            self.first.setDate(_qdate(period.first))
            self.last.setDate(_qdate(period.last))
        self._press()

    def _press(self) -> None:
        for span, button in self.spans.items():
            button.setChecked(named(span, self._today, self._zone) == self.period)

    def _on_day(self) -> None:
        """Take the day that was given; the other one gives way, so that the period is never the wrong way round."""
        changed = self.sender()
        if self.first.date() > self.last.date():
            other = self.last if changed is self.first else self.first
            with QSignalBlocker(other):
                other.setDate(self.first.date() if changed is self.first else self.last.date())
        self._press()
        self.changed.emit()

    def _day(self, name: str) -> QDateEdit:
        field = QDateEdit(self)
        field.setDisplayFormat("yyyy-MM-dd")
        field.setMaximumDate(_qdate(self._today))
        field.setAccessibleName(name)
        # While a year is being typed, the years on the way to it are no question.
        field.setKeyboardTracking(False)
        give_calendar(field)
        field.dateChanged.connect(self._on_day)
        return field

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.metric("space_1"))
        for button in self.spans.values():
            row.addWidget(button)
        row.addSpacing(theme.metric("space_2"))
        row.addWidget(self.first)
        row.addWidget(QLabel("–", self))
        row.addWidget(self.last)
        row.addSpacing(theme.metric("space_3"))
        row.addWidget(QLabel(self.tr("By"), self))
        row.addWidget(self.by)


def _qdate(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
