"""Where the map's own bars lie: what floats in its corners, and the line below it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from widgets.map.controls import Footer, LayerBar, Legend, RatingLegend, ToolBar
from widgets.map.live import Shown

_MARGIN: Final = 10


class Bars(QObject):
    """The bars of a map, children of ``over`` and placed by ``place``. GUI thread."""

    def __init__(self, shown: Shown, over: QWidget) -> None:
        super().__init__(over)
        self._over = over
        self.footer = Footer(over)
        self.layers = LayerBar(shown, over)
        self.tools = ToolBar(over)
        self.legend = Legend(over)
        self.ratings = RatingLegend(over)
        self.layers.buttons["ratings"].toggled.connect(self.ratings.setVisible)
        self.tools.legend.toggled.connect(self.legend.setVisible)
        self.tools.legend.toggled.connect(self.place)

    def place(self) -> None:
        """Lay the bars into their corners; on a narrow map the tools go below the layers."""
        for bar in (self.layers, self.tools, self.legend, self.ratings):
            bar.adjustSize()
        self.layers.move(_MARGIN, _MARGIN)
        beside = self._over.width() - self.tools.width() - _MARGIN
        is_narrow = beside < self.layers.geometry().right() + _MARGIN
        self.tools.move(_MARGIN if is_narrow else beside, self.layers.geometry().bottom() + 6 if is_narrow else _MARGIN)
        foot = self._over.height() - self.footer.height() - _MARGIN
        self.legend.move(_MARGIN, foot - self.legend.height())
        beside = self.legend.geometry().right() + _MARGIN if self.tools.legend.isChecked() else _MARGIN
        self.ratings.move(beside, foot - self.ratings.height())

    def show_layers(self, shown: Shown) -> None:
        """Set the switches of the layers."""
        for name, button in self.layers.buttons.items():
            button.setChecked(bool(getattr(shown, name)))
