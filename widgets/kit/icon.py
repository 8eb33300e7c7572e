"""Icons: our one-colour drawings, tinted by the theme and crisp at every screen scale."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from PySide6.QtCore import QByteArray, QObject, QRectF, Qt
from PySide6.QtGui import QAction, QColor, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton

from resources import path
from widgets import theme

DIMMED: Final = 0.4
"""How much of a disabled icon is left."""

_SIDES_PX: Final = (16, 18, 20, 24, 32)
"""Px of a widget. Each icon is drawn in these for the screens that are there, so that none is ever enlarged.

Drawn for screens that may come as well, the icons of a wall alone would take 10 MB.
"""


def icon(name: str, role: str = "text_1") -> QIcon:
    """Return ``resources/icons/<name>.svg`` in the colour that the token ``role`` has now.

    What stays on screen over a change of theme wears its icon with ``wear``.
    Raises FileNotFoundError for a drawing and KeyError for a token that does not exist.
    """
    # A copy: some takers (the dock library) take the Python object over and leave it dead.
    return QIcon(_tinted(name, theme.color(role).name(QColor.NameFormat.HexRgb), _ratios()))


def wear(target: QAction | QAbstractButton, name: str, role: str = "text_1") -> None:
    """Give ``target`` an icon that follows theme and screens for as long as it lives; a second call replaces the first."""
    before = target.findChild(_Wearer, options=Qt.FindChildOption.FindDirectChildrenOnly)
    wearer = before if isinstance(before, _Wearer) else _Wearer(target)
    wearer.put_on(name, role)


def paint_icon(painter: QPainter, rect: QRectF, name: str, color: QColor) -> None:
    """Paint a drawing into ``rect``, which is square, in ``color`` with its opacity."""
    painter.save()
    painter.setOpacity(painter.opacity() * color.alphaF())
    _renderer(name, color.name(QColor.NameFormat.HexRgb)).render(painter, rect)
    painter.restore()


class _Wearer(QObject):
    """Puts the icon on its parent again when the theme changes or a screen comes; goes when the parent goes."""

    def __init__(self, target: QAction | QAbstractButton) -> None:
        super().__init__(target)
        self._name = ""
        self._role = ""
        theme.current.changed.connect(self._draw_anew)
        if isinstance(running := QGuiApplication.instance(), QGuiApplication):
            running.screenAdded.connect(self._draw_anew)

    def put_on(self, name: str, role: str) -> None:
        self._name, self._role = name, role
        self._draw_anew()

    def _draw_anew(self) -> None:
        # Asked for anew each time: the dock library leaves the Python object of a button dead while the button lives.
        target = self.parent()
        if isinstance(target, (QAction, QAbstractButton)):
            target.setIcon(icon(self._name, self._role))


def _ratios() -> tuple[float, ...]:
    """Return how many device px there are to one of a widget, on each kind of screen that is there."""
    return tuple(sorted({screen.devicePixelRatio() for screen in QGuiApplication.screens()}))


@lru_cache(maxsize=256)
def _tinted(name: str, code: str, ratios: tuple[float, ...]) -> QIcon:
    drawing = _renderer(name, code)
    made = QIcon()
    # Half a px goes up, as Qt rounds when it asks.
    for side_px in sorted({int(side * ratio + 0.5) for side in _SIDES_PX for ratio in ratios}):
        bright = _blank(side_px)
        painter = QPainter(bright)
        drawing.render(painter, QRectF(bright.rect()))
        painter.end()
        dimmed = _blank(side_px)
        painter = QPainter(dimmed)
        painter.setOpacity(DIMMED)
        painter.drawPixmap(0, 0, bright)
        painter.end()
        made.addPixmap(bright)
        made.addPixmap(dimmed, QIcon.Mode.Disabled)
    return made


def _blank(side_px: int) -> QPixmap:
    made = QPixmap(side_px, side_px)
    made.fill(Qt.GlobalColor.transparent)
    return made


@lru_cache(maxsize=256)
def _renderer(name: str, code: str) -> QSvgRenderer:
    drawing = path(f"icons/{name}.svg").read_text(encoding="utf-8")
    return QSvgRenderer(QByteArray(drawing.replace("currentColor", code).encode()))
