"""The quiet line below the map: the region under the pointer, the place in both systems of coordinates, the scale."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from console.domain.place import LatLng
from widgets.kit.elided import ElidedLabel
from widgets.map import readout


class Footer(QFrame):
    """What lies under the pointer and how far the map is zoomed; a long path gives way to the figures."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("surface", "panel")
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 3, 10, 3)
        row.setSpacing(16)
        self.path = ElidedLabel(parent=self)
        self.place = QLabel(self)
        self.place.setToolTip(readout.explained())
        self._zoom = QLabel(self)
        for label in (self.path, self.place, self._zoom):
            label.setProperty("type", "small")
            label.setProperty("tone", "second")
        row.addWidget(self.path, 1)
        row.addWidget(self.place)
        row.addWidget(self._zoom)

    def say(self, path: str, place: LatLng | None) -> None:
        self.path.setText(path)
        self.place.setText(readout.said(place) if place is not None else "")

    def say_zoom(self, zoom: float) -> None:
        self._zoom.setText(self.tr("Level {zoom}").format(zoom=f"{zoom:g}"))
