"""Compares what a widget looks like with a picture of it, and shows the difference where there is one."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QWidget

from widgets import theme
from widgets.kit.translator import Language

PICTURES = Path(__file__).parent / "pictures"
DIFFERENCES = Path(__file__).parent.parent.parent / "build" / "looks"
# Edges of letters may differ by a shade from one build of the font engine to the next.
SHADE = 40
PART_MAX = 0.002


@dataclass(frozen=True, kw_only=True, slots=True)
class Studio:
    """Where pictures are taken; ``accept``: the pictures taken now become the references."""

    app: QApplication
    language: Language
    accept: bool

    def assert_looks(
        self,
        build: Callable[[], QWidget],
        name: str,
        *,
        size: tuple[int, int],
        look: theme.ThemeName = "night",
        language: str = "zh_CN",
        scale: float = 1.0,
    ) -> None:
        """Build the widget in a theme and a language and compare its picture with ``pictures/<name>-….png``.

        ``build`` runs after theme and language are in force. ``language``: zh_CN, en, or ``doubled``.
        """
        theme.apply(self.app, theme.load(look, scale))
        self.language.speak(self.app, language)
        widget = build()
        try:
            picture = _taken(widget, QSize(*size))
        finally:
            widget.close()
            widget.deleteLater()
        self._compare(picture, f"{name}-{look}-{language}" + (f"-{scale:g}" if scale != 1.0 else ""))

    def _compare(self, picture: QImage, name: str) -> None:
        reference = PICTURES / f"{name}.png"
        if self.accept:
            PICTURES.mkdir(exist_ok=True)
            assert picture.save(str(reference))
            return
        assert reference.exists(), f"{name}: there is no picture yet; look at it and run with --accept-looks"
        if sys.platform != "linux" or QGuiApplication.platformName() != "offscreen":
            # Elsewhere the letters come from another font engine: sizes and tokens only.
            assert picture.size() == QImage(str(reference)).size()
            return
        part = _difference(picture, QImage(str(reference)), name)
        assert part <= PART_MAX, f"{name}: {part:.2%} of the picture differs, see {DIFFERENCES.name}/{name}.png"


def _taken(widget: QWidget, size: QSize) -> QImage:
    widget.setFixedSize(size)
    widget.ensurePolished()
    return widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)


def _pixels(image: QImage) -> NDArray[np.int16]:
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : image.width() * 4].reshape(image.height(), image.width(), 4)[:, :, :3].astype(np.int16)


def _difference(picture: QImage, reference: QImage, name: str) -> float:
    """Return the part of the pixels that differ; where they are too many, save taken, wanted and the difference."""
    wanted = reference.convertToFormat(QImage.Format.Format_RGB32)
    if picture.size() != wanted.size():
        return 1.0
    differs = (np.abs(_pixels(picture) - _pixels(wanted)) > SHADE).any(axis=2)
    part = float(differs.mean())
    if part > PART_MAX:
        DIFFERENCES.mkdir(parents=True, exist_ok=True)
        marked = np.where(
            differs[:, :, None], np.array([80, 0, 255], np.uint8), (_pixels(wanted) // 3).astype(np.uint8)
        )
        padded = np.dstack([marked, np.full(differs.shape, 255, np.uint8)])
        sheet = np.vstack([padded, np.frombuffer(picture.constBits(), np.uint8).reshape(padded.shape)])
        height, width = sheet.shape[:2]
        QImage(np.ascontiguousarray(sheet).data, width, height, width * 4, QImage.Format.Format_RGB32).save(
            str(DIFFERENCES / f"{name}.png")
        )
    return part
