"""The kept pictures of rows: made when a row says something new, and at no other time."""

from __future__ import annotations

from functools import partial

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QApplication

from widgets.kit.row_pictures import RowPictures


def test_that_a_row_that_says_the_same_is_not_painted_again(qapp: QApplication) -> None:
    pictures, painted = RowPictures(lambda: QColor("black")), list[str]()
    pictures.fit(QSize(10, 4), 1.0, ())
    for says in ("a", "a", "b", "a"):
        pictures.picture(7, says, partial(lambda says, on: painted.append(says), says))
    assert painted == ["a", "b", "a"]


def test_that_a_picture_has_nothing_of_what_the_row_said_before(qapp: QApplication) -> None:
    pictures = RowPictures(lambda: QColor("black"))
    pictures.fit(QSize(10, 4), 2.0, ())
    pictures.picture(7, "red", lambda on: on.fillRect(0, 0, 10, 4, QColor("red")))
    left = pictures.picture(7, "half", lambda on: on.fillRect(0, 0, 5, 4, QColor("blue"))).toImage()
    assert left.size() == QSize(20, 8)
    assert {left.pixelColor(9, 7).name(), left.pixelColor(10, 7).name()} == {"#0000ff", "#000000"}


@pytest.mark.parametrize(("size", "ratio", "more"), [((11, 4), 1.0, ()), ((10, 4), 2.0, ()), ((10, 4), 1.0, "folded")])
def test_that_rows_of_another_shape_are_painted_again(
    qapp: QApplication, size: tuple[int, int], ratio: float, more: object
) -> None:
    pictures, painted = RowPictures(lambda: QColor("black")), list[QSize]()

    def paint(on: QPainter) -> None:
        painted.append(on.viewport().size())

    pictures.fit(QSize(10, 4), 1.0, ())
    pictures.picture(7, "a", paint)
    pictures.fit(QSize(*size), ratio, more)
    pictures.picture(7, "a", paint)
    assert len(painted) == 2


def test_that_the_pictures_asked_for_last_are_kept(qapp: QApplication) -> None:
    pictures, painted = RowPictures(lambda: QColor("black")), list[int]()
    pictures.fit(QSize(10, 4), 1.0, ())

    def ask(row: int) -> None:
        pictures.picture(row, "a", lambda on: painted.append(row))

    for row in (1, 2, 1):
        ask(row)
    pictures.keep(1)
    ask(1)
    ask(2)
    assert painted == [1, 2, 2]
