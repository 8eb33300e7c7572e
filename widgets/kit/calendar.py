"""A calendar in our colours: Qt writes weekends in a pure red, which here means trouble."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QDateTimeEdit

from widgets import theme

_WEEKEND: Final = (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday)


def give_calendar(field: QDateTimeEdit) -> QCalendarWidget:
    """Let ``field`` open a calendar, weeks from Monday, weekends in a quieter ink; return it."""
    field.setCalendarPopup(True)
    calendar = field.calendarWidget()
    calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
    calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
    quiet = QTextCharFormat()
    quiet.setForeground(theme.color("text_3"))
    for day in _WEEKEND:
        calendar.setWeekdayTextFormat(day, quiet)
    return calendar
