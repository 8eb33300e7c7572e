"""What is to be counted upon the ground: the span of the glow, and the indicator, period and level of the shades."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QDate, QSignalBlocker
from PySide6.QtWidgets import QDateEdit, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from console.atlas import Atlas
from console.domain.grid import Tier
from console.domain.period import Span
from console.reports.indicators import INDICATORS
from console.reports.labels import word
from widgets import words
from widgets.kit.calendar import give_calendar
from widgets.kit.choice import Choice
from widgets.kit.inside import inside
from widgets.map.heat import HOURS, Heat
from widgets.map.shades import TIERS, Shades

INDENT_PX: Final = 28
SPANS: Final[Mapping[int, object]] = {
    HOURS[0]: QT_TRANSLATE_NOOP("MapFigures", "Last hour"),
    HOURS[1]: QT_TRANSLATE_NOOP("MapFigures", "Last 8 hours"),
    HOURS[2]: QT_TRANSLATE_NOOP("MapFigures", "Last 24 hours"),
    HOURS[3]: QT_TRANSLATE_NOOP("MapFigures", "Last 7 days"),
}
PERIODS: Final[Mapping[Span, object]] = {
    Span.TODAY: QT_TRANSLATE_NOOP("MapFigures", "Today"),
    Span.YESTERDAY: QT_TRANSLATE_NOOP("MapFigures", "Yesterday"),
    Span.THIS_WEEK: QT_TRANSLATE_NOOP("MapFigures", "This week"),
    Span.THIS_MONTH: QT_TRANSLATE_NOOP("MapFigures", "This month"),
    Span.LAST_MONTH: QT_TRANSLATE_NOOP("MapFigures", "Last month"),
}
DAYS: Final = 0
"""Stands in the list for days that are chosen one by one."""


def say(text: object) -> str:
    """Return the name of a span or a period in the language in force."""
    return QCoreApplication.translate("MapFigures", str(text))


class HeatChoice(QWidget):
    """The last hours, or chosen days."""

    def __init__(self, heat: Heat, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heat = heat
        self.span = Choice(self)
        self.span.setAccessibleName(self.tr("Reported when"))
        for hours, text in SPANS.items():
            self.span.addItem(say(text), hours)
        self.span.addItem(self.tr("Chosen days …"), DAYS)
        self.first, self.last = self._day(self.tr("First day")), self._day(self.tr("Last day"))
        self._dash = QLabel("–", self)
        column = QVBoxLayout(self)
        column.setContentsMargins(INDENT_PX, 0, 0, 4)
        column.setSpacing(4)
        column.addWidget(self.span)
        row = inside(column, QHBoxLayout())
        for part in (self.first, self._dash, self.last):
            row.addWidget(part, 0 if part is self._dash else 1)
        self.take()
        self.span.activated.connect(lambda _place: self._on_span())
        for field in (self.first, self.last):
            field.dateChanged.connect(lambda _day: self._on_days())

    def take(self) -> None:
        """Show what is chosen now."""
        hours = self._heat.hours
        self.span.setCurrentIndex(self.span.findData(DAYS if hours is None else hours))
        for field, day in zip((self.first, self.last), self._heat.days, strict=True):
            with QSignalBlocker(field):
                field.setMaximumDate(_qdate(self._heat.today))
                field.setDate(_qdate(day))
        for part in (self.first, self._dash, self.last):
            part.setVisible(hours is None)

    def _on_span(self) -> None:
        hours = int(self.span.currentData())
        if hours == DAYS:
            self._on_days()
        else:
            self._heat.choose_hours(hours)
        self.take()

    def _on_days(self) -> None:
        first, last = (date(*field.date().getDate()) for field in (self.first, self.last))
        self._heat.choose_days(first, last)
        self.take()

    def _day(self, name: str) -> QDateEdit:
        field = QDateEdit(self)
        field.setDisplayFormat("yyyy-MM-dd")
        field.setAccessibleName(name)
        # While a year is being typed, the years on the way to it are no question.
        field.setKeyboardTracking(False)
        give_calendar(field)
        return field


class ShadesChoice(QWidget):
    """Which indicator, of which period, by regions of which level."""

    def __init__(self, shades: Shades, atlas: Atlas, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shades = shades
        self.indicator, self.period, self.tier = Choice(self), Choice(self), Choice(self)
        self.indicator.setAccessibleName(self.tr("Indicator"))
        self.period.setAccessibleName(self.tr("Period"))
        self.tier.setAccessibleName(self.tr("Level of the regions"))
        for place, indicator in enumerate(INDICATORS):
            self.indicator.addItem(word(shades.labels, "indicator", indicator.name), place)
        for span, text in PERIODS.items():
            self.period.addItem(say(text), span.value)
        for tier in TIERS:
            if atlas.regions(tier):
                self.tier.addItem(words.tier(tier), int(tier))
        column = QVBoxLayout(self)
        column.setContentsMargins(INDENT_PX, 0, 0, 4)
        column.setSpacing(4)
        column.addWidget(self.indicator)
        row = inside(column, QHBoxLayout())
        row.addWidget(self.period, 1)
        row.addWidget(self.tier, 1)
        self.take()
        self.indicator.activated.connect(lambda _place: shades.choose(indicator=int(self.indicator.currentData())))
        self.period.activated.connect(lambda _place: shades.choose(span=Span(str(self.period.currentData()))))
        self.tier.activated.connect(lambda _place: shades.choose(tier=Tier(int(self.tier.currentData()))))

    def take(self) -> None:
        """Show what is chosen now."""
        self.indicator.setCurrentIndex(INDICATORS.index(self._shades.indicator))
        self.period.setCurrentIndex(self.period.findData(self._shades.span.value))
        self.tier.setCurrentIndex(self.tier.findData(int(self._shades.tier)))


def _qdate(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
