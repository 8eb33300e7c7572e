"""What Python and the page say to each other over the web channel, and nothing more."""

from __future__ import annotations

import json
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal, Slot

from widgets.map.packing import packed_text


class Bridge(QObject):
    """The object that the page sees as ``console``. GUI thread.

    To the page:
        told(kind, words): JSON: style, shown, marks, chip, go, pan, mode, load.
        sent(changes): JSON, by kind the base64 of ``packing.pack``: what changed of the layers, to be seen at once.
    From the page (pixels are CSS px from the view's corner):
        is_ready(): the page is up and knows nothing yet.
        was_loaded(kind): a snapshot is in.
        has_moved(zoom, left, top, width, height): the view's corner in world px of its zoom.
        was_pointed(x, y), was_left(), was_clicked(x, y, with_ctrl), menu_was_asked(x, y), was_boxed(x0, y0, x1, y1),
        was_lassoed(line): JSON, the points of a line drawn around an area, [x, y] each.
        was_shaped(what, x, y): a hand on a boundary: grab, move, put, leave, click, remove.
    """

    told = Signal(str, str)
    sent = Signal(str)

    is_ready = Signal()
    was_loaded = Signal(str)
    has_moved = Signal(float, float, float, float, float)
    was_pointed = Signal(float, float)
    was_left = Signal()
    was_clicked = Signal(float, float, bool)
    menu_was_asked = Signal(float, float)
    was_boxed = Signal(float, float, float, float)
    was_lassoed = Signal(str)
    was_shaped = Signal(str, float, float)

    def tell(self, kind: str, words: object) -> None:
        """Say something small to the page."""
        self.told.emit(kind, json.dumps(words, ensure_ascii=False, separators=(",", ":")))

    def send(self, changes: Mapping[str, Mapping[str, NDArray[np.generic]]]) -> None:
        """Send what changed, by layer, as typed arrays: one message, for every message is a picture of its own."""
        self.sent.emit(json.dumps({kind: packed_text(arrays, {}) for kind, arrays in changes.items()}))

    @Slot()
    def ready(self) -> None:
        self.is_ready.emit()

    @Slot(str)
    def loaded(self, kind: str) -> None:
        self.was_loaded.emit(kind)

    @Slot(float, float, float, float, float)
    def looked(self, zoom: float, left: float, top: float, width: float, height: float) -> None:
        self.has_moved.emit(zoom, left, top, width, height)

    @Slot(float, float)
    def pointed(self, x: float, y: float) -> None:
        self.was_pointed.emit(x, y)

    @Slot()
    def left(self) -> None:
        self.was_left.emit()

    @Slot(float, float, bool)
    def clicked(self, x: float, y: float, with_ctrl: bool) -> None:
        self.was_clicked.emit(x, y, with_ctrl)

    @Slot(float, float)
    def menu_asked(self, x: float, y: float) -> None:
        self.menu_was_asked.emit(x, y)

    @Slot(float, float, float, float)
    def boxed(self, x0: float, y0: float, x1: float, y1: float) -> None:
        self.was_boxed.emit(x0, y0, x1, y1)

    @Slot(str)
    def lassoed(self, line: str) -> None:
        self.was_lassoed.emit(line)

    @Slot(str, float, float)
    def shaped(self, what: str, x: float, y: float) -> None:
        self.was_shaped.emit(what, x, y)
