"""The marks on tiles of which clips are being kept: how many seconds are still to come."""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QLabel

from widgets import theme
from widgets.wall.evidence import EvidenceTaking
from widgets.wall.view import WallView


class ClipMarks(QObject):
    """Lays a label over each such tile of ``view``, beneath the badges of its upper corners; it takes no clicks from it."""

    def __init__(self, view: WallView, taking: EvidenceTaking) -> None:
        super().__init__(view)
        self._view = view
        self._taking = taking
        self._labels: dict[int, QLabel] = {}
        taking.changed.connect(self._follow)
        view.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self._labels:
            # The view lays its tiles out after this.
            QTimer.singleShot(0, self, self._follow)
        return super().eventFilter(watched, event)

    def text(self, place: int) -> str:
        """Return what stands on a tile; "" where nothing does."""
        label = self._labels.get(place)
        return "" if label is None else label.text()

    def _follow(self) -> None:
        places = self._taking.places()
        for place in self._labels.keys() - places:
            self._labels.pop(place).deleteLater()
        for place in places:
            label = self._labels.get(place) or self._made(place)
            left_s = self._taking.seconds_left(place) or 0.0
            camera = self._taking.clip_of(place)
            number = "" if camera is None else f"{camera.number:03d}"
            label.setText(self.tr("● Clip {camera}: {s} s").format(camera=number, s=math.ceil(left_s)))
            label.adjustSize()
            tile, gap = self._view.rect_of(place), theme.metric("space_1")
            label.move(tile.center().x() - label.width() // 2, tile.top() + label.height() + 2 * gap)
            label.setVisible(not tile.isEmpty())
            label.raise_()

    def _made(self, place: int) -> QLabel:
        label = self._labels[place] = QLabel(self._view)
        label.setObjectName("clipMark")
        label.setProperty("type", "small")
        label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        return label
