"""Pictures of rows, kept as long as they say the same: a list in which rows come and move paints only what is new in it."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from math import ceil

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QPainter, QPixmap


class RowPictures:
    """The pictures of as many rows as are to be seen at once; GUI thread.

    Args:
        ground: returns the colour on which a row is painted; opaque, so that text has the edges it has on a window.
    """

    def __init__(self, ground: Callable[[], QColor]) -> None:
        self._ground = ground
        self._shape: object = None
        self._pictures: OrderedDict[Hashable, tuple[Hashable, QPixmap]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._pictures)

    def fit(self, size: QSize, ratio: float, more: Hashable) -> None:
        """Make pictures of this size from now on, in px of a screen of this ratio; ``more`` is what else they depend on.

        Those of another shape are forgotten.
        """
        if self._shape != (shape := (size, ratio, more)):
            self._shape, self._size, self._ratio = shape, size, ratio
            self._pictures.clear()

    def picture(self, row: Hashable, says: Hashable, paint: Callable[[QPainter], None]) -> QPixmap:
        """Return the picture of a row; ``paint`` makes it where the row said something else when it was made."""
        kept = self._pictures.get(row)
        if kept is not None:
            self._pictures.move_to_end(row)
            if kept[0] == says:
                return kept[1]
        made = kept[1] if kept is not None else self._empty()
        made.fill(self._ground())
        on = QPainter(made)
        paint(on)
        on.end()
        self._pictures[row] = says, made
        return made

    def keep(self, most: int) -> None:
        """Forget all but so many, those that were asked for longest ago first."""
        while len(self._pictures) > most:
            self._pictures.popitem(last=False)

    def clear(self) -> None:
        """Forget all: colours or fonts are others now."""
        self._pictures.clear()

    def _empty(self) -> QPixmap:
        made = QPixmap(ceil(self._size.width() * self._ratio), ceil(self._size.height() * self._ratio))
        made.setDevicePixelRatio(self._ratio)
        return made
