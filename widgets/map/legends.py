"""What the map's symbols and colours say, each drawn as on the map and named by a word."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QWidget

from console.domain.grid import Rating
from console.domain.ticket import Priority
from widgets import theme, words
from widgets.map import samples
from widgets.map.signs import SENSOR_SIGNS, said


class Legend(QFrame):
    """What the symbols mean, each drawn as on the map and named by a word."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("mapLegend")
        table = QGridLayout(self)
        table.setContentsMargins(12, 10, 14, 10)
        table.setHorizontalSpacing(8)
        table.setVerticalSpacing(4)
        table.setColumnMinimumWidth(2, theme.metric("space_3"))
        self._table, self._column, self._row = table, 0, 0
        for priority in (1, 2, 3, 4):
            self._line(samples.priority(priority), words.priority(Priority(priority)))
        self._line(samples.sent, self.tr("Somebody is sent"))
        self._line(samples.overdue, self.tr("Past its time"))
        self._line(samples.card, self.tr("A card waits for a reply"))
        self._line(samples.kept, self.tr("Queued at this desk"))
        self._line(samples.ring, self.tr("Looked at"))
        self._column, self._row = 1, 0
        self._line(samples.crew("crew_on_duty"), self.tr("Crew, free"))
        self._line(samples.crew("crew_busy"), self.tr("Crew with work in hand"))
        self._line(samples.crew("crew_off_duty", hollow=True), self.tr("Crew, last seen over 2 min ago"))
        self._line(samples.camera(filled=True), self.tr("Camera that works"))
        self._line(samples.works(samples.camera("offline"), on=False), self.tr("Camera that does not"))
        self._line(samples.camera(), self.tr("Camera nobody has told of"))
        sign = said(SENSOR_SIGNS)[0]
        self._line(samples.plate(sign, "map_sensor", is_round=True), self.tr("Sensor"))
        self._line(samples.works(samples.plate(sign, "offline", is_round=True), on=False), self.tr("Sensor, no answer"))
        self._line(samples.ringing(sign), self.tr("Sensor with an open alarm"))
        theme.current.changed.connect(self.update)
        self.adjustSize()
        self.hide()

    def _line(self, paint: samples.Paint, text: str) -> None:
        label = QLabel(text, self)
        label.setProperty("type", "small")
        self._table.addWidget(samples.Sample(paint, self), self._row, 3 * self._column)
        self._table.addWidget(label, self._row, 3 * self._column + 1)
        self._row += 1


class RatingLegend(QFrame):
    """What the colours of the four-colour view say, each with its pattern and its word; shown while the view is on."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("mapLegend")
        self.setAccessibleName(self.tr("Four-colour rating"))
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 14, 6)
        row.setSpacing(6)
        said = {
            Rating.RED: self.tr("Red"),
            Rating.ORANGE: self.tr("Orange"),
            Rating.YELLOW: self.tr("Yellow"),
            Rating.BLUE: self.tr("Blue"),
            Rating.GREEN: self.tr("Green"),
        }
        for rating, text in said.items():
            label = QLabel(text, self)
            label.setProperty("type", "small")
            row.addWidget(samples.Sample(samples.rating(rating), self))
            row.addWidget(label)
        theme.current.changed.connect(self.update)
        self.adjustSize()
        self.hide()
