"""What the colours of counted views say: the glow of reports, and the shades of an indicator, each with its numbers."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QLinearGradient, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from console.domain.errors import Refused
from console.ports import Outage
from console.reports.indicators import NO_VALUE, told
from console.reports.labels import word
from widgets import outages, theme, words
from widgets.kit.inside import inside
from widgets.map import samples
from widgets.map.figure_choices import PERIODS, SPANS, say
from widgets.map.heat import Heat
from widgets.map.shades import Shades

STRIP: Final = QSize(132, 14)
FORMULA_PX: Final = 380


class Strip(QWidget):
    """A row of colours, or with ``is_smooth`` one flowing into the next."""

    def __init__(self, tokens: tuple[str, ...], parent: QWidget, *, is_smooth: bool = False) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._is_smooth = is_smooth
        self.setFixedSize(STRIP)
        theme.current.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, place = QPainter(self), QRectF(self.rect())
        if self._is_smooth:
            flow = QLinearGradient(place.topLeft(), place.topRight())
            flow.setColorAt(0, theme.color("map_land"))
            for number, token in enumerate(self._tokens, 1):
                flow.setColorAt(number / len(self._tokens), theme.color(token))
            painter.fillRect(place, flow)
        else:
            width = place.width() / len(self._tokens)
            for number, token in enumerate(self._tokens):
                painter.fillRect(QRectF(number * width, 0, width, place.height()), theme.color(token))
        painter.setPen(QPen(theme.color("outline"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(place.adjusted(0.5, 0.5, -0.5, -0.5))
        painter.end()


class _CountedLegend(QFrame):
    """A title, a row with the colours and their ends, and lines below it."""

    def __init__(self, strip: Strip, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("mapLegend")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 6, 14, 8)
        column.setSpacing(2)
        self.title = QLabel(self)
        self.title.setProperty("type", "small")
        column.addWidget(self.title)
        self.row = inside(column, QHBoxLayout())
        self.row.setSpacing(6)
        self.low, self.high = self._small(), self._small()
        strip.setParent(self)
        for part in (self.low, strip, self.high):
            self.row.addWidget(part)
        self.row.addStretch(1)
        self.below = self._small()
        self.below.setWordWrap(True)
        column.addWidget(self.below)
        self._strip = strip
        self.hide()

    def show_scale(self, low: str, high: str) -> None:
        """Show what the ends of the colours stand for; without words, no colours."""
        self.low.setText(low)
        self.high.setText(high)
        self._strip.setVisible(bool(high))

    def _small(self) -> QLabel:
        label = QLabel(self)
        label.setProperty("type", "small")
        label.setProperty("tone", "second")
        return label


def _said(trouble: Refused | Outage) -> str:
    return words.refusal(trouble) if isinstance(trouble, Refused) else outages.sentence(trouble)


class HeatLegend(_CountedLegend):
    """How many tickets the glow stands for at this scale, and since when."""

    def __init__(self, heat: Heat, parent: QWidget) -> None:
        super().__init__(Strip(samples.HEAT, parent, is_smooth=True), parent)
        self.setAccessibleName(self.tr("Where tickets were reported"))
        self._heat = heat
        heat.changed.connect(self.tell)
        self.tell()

    def tell(self) -> None:
        """Say what is shown now, at the scale of the map."""
        heat, told_of, scale = self._heat, self._heat.reported, self._heat.scale()
        title, placeless = self._span(), ""
        if told_of is not None:
            title = self.tr("{span}: {n} reported").format(span=title, n=told_of.count)
            if told_of.placeless:
                placeless = self.tr("{n} of them without a place").format(n=told_of.placeless)
        elif heat.is_counting:
            title = self.tr("{span}: counting …").format(span=title)
        self.title.setText(title)
        if scale.top:
            within = self.tr("{n} within {m} m").format(n=scale.top, m=f"{scale.radius_m:.0f}")
            self.show_scale("0", within)
        else:
            self.show_scale("", "")
        self.below.setText(placeless if heat.trouble is None else _said(heat.trouble))
        self.below.setVisible(bool(self.below.text()))
        self.adjustSize()

    def _span(self) -> str:
        hours = self._heat.hours
        if hours is None:
            first, last = self._heat.days
            return f"{first:%Y-%m-%d}" if first == last else f"{first:%Y-%m-%d} – {last:%m-%d}"
        return say(SPANS[hours])


class ShadesLegend(_CountedLegend):
    """Which indicator the shades are of, between which values they lie, by which formula, and what all are together."""

    def __init__(self, shades: Shades, parent: QWidget) -> None:
        super().__init__(Strip(samples.SHADE_TOKENS, parent), parent)
        self.setAccessibleName(self.tr("An indicator by region"))
        self._shades = shades
        self._none = samples.Sample(samples.unknown, self)
        self._none_said = self._small()
        self._none_said.setText(self.tr("{dash} nothing to count").format(dash=NO_VALUE))
        self.row.insertWidget(3, self._none)
        self.row.insertWidget(4, self._none_said)
        self.row.insertSpacing(3, 8)
        self.below.setMinimumWidth(FORMULA_PX)
        shades.changed.connect(self.tell)
        self.tell()

    def tell(self) -> None:
        """Say what is shown now."""
        shades, labels = self._shades, self._shades.labels
        name = word(labels, "indicator", shades.indicator.name)
        parts = [name, say(PERIODS[shades.span]), words.tier(shades.tier)]
        if shades.is_counting:
            parts.append(self.tr("counting …"))
        self.title.setText(" · ".join(parts))
        unit = word(labels, "unit", shades.indicator.unit.value)
        if shades.ends is not None:
            low, high = (f"{told(end)} {unit}" for end in shades.ends)
            self.show_scale(low, high)
        else:
            self.show_scale("", "")
        lines = [f"{name} = {word(labels, 'formula', shades.indicator.name)}"]
        if shades.total is not None:
            lines.append(self.tr("All together: {figure}").format(figure=shades.said(shades.total)))
        if shades.trouble is not None:
            lines = [_said(shades.trouble)]
        self.below.setText("\n".join(lines))
        self.adjustSize()
