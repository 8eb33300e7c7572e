"""What the kinds of drawings and their colours are called, and the picture of each."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from console.domain.drawing import Drawing, Ink, Kind
from widgets.map import figures

ICONS: Final = {
    Kind.DISTANCE: "ruler",
    Kind.SURFACE: "surface",
    Kind.LINE: "draw_line",
    Kind.AREA: "draw_area",
    Kind.ARROW: "draw_arrow",
    Kind.CIRCLE: "draw_circle",
    Kind.NOTE: "note",
}
KEYS: Final = {
    Kind.DISTANCE: "M",
    Kind.SURFACE: "Shift+M",
    Kind.LINE: "D",
    Kind.AREA: "Shift+D",
    Kind.ARROW: "W",
    Kind.CIRCLE: "O",
    Kind.NOTE: "N",
}
"""The keys that take each tool in hand while the map has the keyboard."""
_KINDS: Final = {
    Kind.DISTANCE: QT_TRANSLATE_NOOP("DrawingWords", "Measure a distance"),
    Kind.SURFACE: QT_TRANSLATE_NOOP("DrawingWords", "Measure an area"),
    Kind.LINE: QT_TRANSLATE_NOOP("DrawingWords", "Line"),
    Kind.AREA: QT_TRANSLATE_NOOP("DrawingWords", "Area"),
    Kind.ARROW: QT_TRANSLATE_NOOP("DrawingWords", "Arrow"),
    Kind.CIRCLE: QT_TRANSLATE_NOOP("DrawingWords", "Circle"),
    Kind.NOTE: QT_TRANSLATE_NOOP("DrawingWords", "Note"),
}
_MEASURED: Final = {
    Kind.DISTANCE: QT_TRANSLATE_NOOP("DrawingWords", "Distance"),
    Kind.SURFACE: QT_TRANSLATE_NOOP("DrawingWords", "Area measured"),
}
_INKS: Final = {
    Ink.RED: QT_TRANSLATE_NOOP("DrawingWords", "Red"),
    Ink.ORANGE: QT_TRANSLATE_NOOP("DrawingWords", "Orange"),
    Ink.YELLOW: QT_TRANSLATE_NOOP("DrawingWords", "Yellow"),
    Ink.BLUE: QT_TRANSLATE_NOOP("DrawingWords", "Blue"),
    Ink.TEAL: QT_TRANSLATE_NOOP("DrawingWords", "Teal"),
}


def tool(kind: Kind) -> str:
    """Return what is done with a tool."""
    return _tr(_KINDS[kind])


def ink(colour: Ink) -> str:
    return _tr(_INKS[colour])


def of(drawing: Drawing) -> str:
    """Return a line for a drawing: its words, else what it is; and its size."""
    name = drawing.text or _tr(_MEASURED.get(drawing.kind) or _KINDS[drawing.kind])
    size = figures.of(drawing)
    return f"{name} · {size}" if size else name


def _tr(text: object) -> str:
    return QCoreApplication.translate("DrawingWords", str(text))
