"""Where the tiles of a wall lie on its surface, px of the widget."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize

from console.domain.layout import FIRST_LAYOUT, LAYOUTS, layout_of
from widgets import theme


def tiles_in(layout: str, size: QSize, gap_px: int) -> dict[int, QRect]:
    """Return where the tiles lie, with a gap round each of them, the outermost too."""
    wide, tall = max(0, size.width() - 2 * gap_px), max(0, size.height() - 2 * gap_px)
    placed = (layout_of(layout) or LAYOUTS[FIRST_LAYOUT]).rectangles(wide, tall, gap_px)
    return {
        place: QRect(rect.left + gap_px, rect.top + gap_px, rect.width, rect.height)
        for place, rect in enumerate(placed)
    }


def framed(tile: QRect) -> QRect:
    """Return a tile with the gap round it, in which it is marked as selected."""
    gap_px = theme.metric("tile_gap")
    return tile.adjusted(-gap_px, -gap_px, gap_px, gap_px)
