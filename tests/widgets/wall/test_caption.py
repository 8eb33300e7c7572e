"""What is written over a picture: as it was drawn, and nothing kept where nothing stands."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from widgets.wall.caption import Caption, drawn

SIZE = QSize(160, 90)
INK = QColor(Qt.GlobalColor.white)


def _head_and_foot(painter: QPainter) -> None:
    painter.fillRect(100, 4, 50, 10, INK)
    painter.fillRect(0, 80, 160, 10, QColor(10, 20, 30, 160))


def _laid(caption: Caption, ratio: float) -> QImage:
    ground = QImage(SIZE * ratio, QImage.Format.Format_RGB32)
    ground.setDevicePixelRatio(ratio)
    ground.fill(QColor(Qt.GlobalColor.darkGreen))
    painter = QPainter(ground)
    caption.paint(painter, QPoint(0, 0))
    painter.end()
    return ground


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
def test_that_a_caption_is_laid_over_the_picture_as_it_was_drawn(qtbot: QtBot, ratio: float) -> None:
    whole = QImage(SIZE * ratio, QImage.Format.Format_ARGB32_Premultiplied)
    whole.setDevicePixelRatio(ratio)
    whole.fill(0)
    painter = QPainter(whole)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _head_and_foot(painter)
    painter.end()
    expected = _laid(Caption(()), ratio)
    painter = QPainter(expected)
    painter.drawImage(QPoint(0, 0), whole)
    painter.end()
    assert _laid(drawn(SIZE, ratio, _head_and_foot), ratio) == expected


def test_that_between_caption_and_state_nothing_is_kept(qtbot: QtBot) -> None:
    kept = drawn(SIZE, 1.0, _head_and_foot)
    assert [(at.y(), piece.height()) for at, piece in kept.pieces] == [(4.0, 10), (80.0, 10)]


def test_that_beside_what_stands_in_a_corner_nothing_is_kept(qtbot: QtBot) -> None:
    kept = drawn(SIZE, 1.0, _head_and_foot)
    assert [(at.x(), piece.width()) for at, piece in kept.pieces] == [(100.0, 50), (0.0, 160)]


def test_that_a_caption_without_words_keeps_nothing(qtbot: QtBot) -> None:
    assert drawn(SIZE, 1.0, lambda _painter: None) == Caption(())
