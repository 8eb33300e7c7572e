"""Night and day: the tokens of ``resources/qss`` as colours, sizes, fonts, a palette and one style sheet.

Widgets name themselves (``objectName``, the properties ``role``, ``tone``, ``surface``, ``type``) and never set a colour.
What paints itself asks ``color("token")`` while painting and repaints on ``current.changed``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Final, Literal

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from resources import path
from widgets import marks

FontRole = Literal["small", "body", "queue", "heading", "clock", "display"]
ThemeName = Literal["night", "day"]

FAMILIES: Final = ("Noto Sans SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC", "sans-serif")
_FILES: Final[Mapping[str, str]] = {"night": "qss/dark.toml", "day": "qss/light.toml"}
_LAYERS: Final = ("qss/00_base.qss", "qss/10_panels.qss", "qss/20_map.qss")
# Marks that only a style sheet can place (it takes no painter), each with the token of its ink.
_MARKS: Final[Mapping[str, str]] = {
    "chevron_down": "text_2",
    "chevron_up": "text_2",
    "chevron_left": "text_2",
    "chevron_right": "text_2",
    "check": "accent_text",
    "dash": "accent_text",
    "dot": "accent_text",
}
_PLACEHOLDER: Final = re.compile(r"@([a-z][a-z0-9_]*)")
_MEDIUM_FROM: Final = ("heading", "clock", "display")


@dataclass(frozen=True, kw_only=True, slots=True)
class Theme:
    """One look: every colour and size token by name.

    ``metrics`` are device-independent px with the user's ``scale`` (0.9 to 1.75) already in them.
    """

    name: ThemeName
    colors: Mapping[str, str]
    metrics: Mapping[str, int]
    scale: float = 1.0


class Current(QObject):
    """The look in force; there is one a process, ``theme.current``.

    Signals (GUI thread):
        changed(): another theme or scale is in force; whoever paints by hand repaints.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._theme: Theme | None = None

    @property
    def theme(self) -> Theme:
        """The theme in force; night at scale 1 until ``apply`` was called."""
        if self._theme is None:
            self._theme = load("night")
        return self._theme

    def take(self, theme: Theme) -> None:
        """Put ``theme`` in force and tell; ``apply`` calls it."""
        if theme != self._theme:
            self._theme = theme
            self.changed.emit()


def load(name: ThemeName, scale: float = 1.0) -> Theme:
    """Read the tokens of a theme; sizes come multiplied by ``scale`` and rounded, hairlines stay at least 1."""
    table = tomllib.loads(path(_FILES[name]).read_text(encoding="utf-8"))
    sizes = tomllib.loads(path("qss/metrics.toml").read_text(encoding="utf-8"))["metrics"]
    return Theme(
        name=name,
        colors=MappingProxyType(dict(table["colors"])),
        metrics=MappingProxyType({token: max(1, round(px * scale)) for token, px in sizes.items()}),
        scale=scale,
    )


def apply(app: QApplication, theme: Theme, scale: float | None = None) -> None:
    """Dress the application: fonts, palette, style sheet; then tell ``current.changed``.

    With ``scale`` given the tokens are read again at that scale, else the theme's own scale holds.
    """
    if scale is not None and scale != theme.scale:
        theme = load(theme.name, scale)
    register_fonts()
    if app.style().name().lower() != "fusion":
        app.setStyle("Fusion")
    app.setFont(_font(theme, "body"))
    app.setPalette(palette(theme))
    app.setStyleSheet(style_sheet(theme))
    current.take(theme)


def color(token: str) -> QColor:
    """Return the colour of ``token`` in the theme in force. Raises KeyError for a token that does not exist."""
    return QColor(_parsed(current.theme.colors[token]))


def metric(token: str) -> int:
    """Return the size of ``token`` in device-independent px at the scale in force."""
    return current.theme.metrics[token]


def font(role: FontRole = "body") -> QFont:
    """Return the face for ``role`` at the scale in force; digits are of one width in it."""
    return _font(current.theme, role)


def register_fonts() -> list[str]:
    """Make the shipped faces known to Qt, once a process; return the family names."""
    if not _families:
        for file in sorted(path("fonts").glob("*.ttf")):
            number = QFontDatabase.addApplicationFont(str(file))
            _families.extend(QFontDatabase.applicationFontFamilies(number))
    return _families


def style_sheet(theme: Theme) -> str:
    """Return the layers in their order with every placeholder filled. Raises KeyError for an unknown token."""
    values: dict[str, str] = {**theme.colors, **{token: f"{px}px" for token, px in theme.metrics.items()}}
    values |= marks.addresses({mark: theme.colors[token] for mark, token in _MARKS.items()})
    layers = (path(layer).read_text(encoding="utf-8") for layer in _LAYERS)
    return "\n".join(_PLACEHOLDER.sub(lambda found: values[found[1]], layer) for layer in layers)


def palette(theme: Theme) -> QPalette:
    """Return the palette for what no style sheet reaches: item views, docks, menus, the text cursor."""
    roles = {
        QPalette.ColorRole.Window: "bg",
        QPalette.ColorRole.WindowText: "text_1",
        QPalette.ColorRole.Base: "field",
        QPalette.ColorRole.AlternateBase: "panel",
        QPalette.ColorRole.Text: "text_1",
        QPalette.ColorRole.PlaceholderText: "text_3",
        QPalette.ColorRole.Button: "raised",
        QPalette.ColorRole.ButtonText: "text_1",
        QPalette.ColorRole.BrightText: "p1_text",
        QPalette.ColorRole.ToolTipBase: "raised",
        QPalette.ColorRole.ToolTipText: "text_1",
        QPalette.ColorRole.Highlight: "selected",
        QPalette.ColorRole.HighlightedText: "selected_text",
        QPalette.ColorRole.Link: "link",
        QPalette.ColorRole.LinkVisited: "link",
        QPalette.ColorRole.Light: "hover",
        QPalette.ColorRole.Midlight: "divider",
        QPalette.ColorRole.Mid: "outline",
        QPalette.ColorRole.Dark: "divider",
        QPalette.ColorRole.Shadow: "bg",
        QPalette.ColorRole.Accent: "accent",
    }
    made = QPalette()
    for role, token in roles.items():
        made.setColor(role, QColor(theme.colors[token]))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(theme.colors["text_3"]))
    return made


def _font(theme: Theme, role: FontRole) -> QFont:
    face = QFont()
    face.setFamilies(list(FAMILIES))
    face.setPixelSize(theme.metrics[f"type_{role}"])
    face.setWeight(QFont.Weight.Medium if role in _MEDIUM_FROM else QFont.Weight.Normal)
    return face


@lru_cache(maxsize=256)
def _parsed(code: str) -> QColor:
    return QColor(code)


_families: Final[list[str]] = []
current: Final = Current()
