"""Where the map's own bars lie: what floats in its corners, and the line below it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, QPoint, QRect
from PySide6.QtWidgets import QWidget

from widgets.map.controls import ToolBar
from widgets.map.footer import Footer
from widgets.map.layer_panel import LayerBar, LayerPanel
from widgets.map.legends import Legend, RatingLegend
from widgets.map.live import LiveMap, Shown

_MARGIN: Final = 10


class Bars(QObject):
    """The bars of a map, children of ``over`` and placed by ``place``. GUI thread."""

    def __init__(self, live: LiveMap, over: QWidget) -> None:
        super().__init__(over)
        self.over = over
        self.footer = Footer(over)
        self.layers = LayerBar(live.shown, over)
        self.layer_panel = LayerPanel(live.shown, live.from_zooms(), over)
        self.tools = ToolBar(over)
        self.legend = Legend(over)
        self.ratings = RatingLegend(over)
        self.below: list[QWidget] = [self.legend, self.ratings]
        """Legends along the foot of the map, from the left; what is hidden takes no room."""
        self.tools.legend.toggled.connect(self.legend.setVisible)
        self.tools.legend.toggled.connect(self.place)
        self.layers.all.clicked.connect(self.open_layers)
        self.layer_panel.closed.connect(lambda: self.layers.all.setChecked(False))
        for switches in (self.layers, self.layer_panel):
            switches.switched.connect(live.switch)
        live.shown_changed.connect(self.show_layers)
        live.zoomed.connect(self.layer_panel.show_zoom)

    def place(self) -> None:
        """Lay the bars into their corners; on a narrow map the tools go below the layers."""
        for bar in (self.layers, self.tools, *self.below):
            bar.adjustSize()
        self.layers.move(_MARGIN, _MARGIN)
        beside = self.over.width() - self.tools.width() - _MARGIN
        is_narrow = beside < self.layers.geometry().right() + _MARGIN
        self.tools.move(_MARGIN if is_narrow else beside, self.layers.geometry().bottom() + 6 if is_narrow else _MARGIN)
        foot = self.over.height() - self.footer.height() - _MARGIN
        left = _MARGIN
        for legend in self.below:
            legend.move(left, foot - legend.height())
            if not legend.isHidden():
                left = legend.geometry().right() + _MARGIN

    def show_layers(self, shown: Shown) -> None:
        """Set the switches of the layers, and show the legends of those that are on."""
        self.layers.show_switches(shown)
        self.layer_panel.show_switches(shown)
        self.ratings.setVisible(shown.ratings)
        self.place()

    def open_layers(self) -> None:
        """Open the panel of all layers."""
        self.layers.all.setChecked(True)
        self.layer_panel.open_below(QRect(self.layers.mapToGlobal(QPoint()), self.layers.size()))
