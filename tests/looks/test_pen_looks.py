"""What the pen's bar and the list of drawings look like."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from console.atlas import Atlas
from console.domain.drawing import Drawing, Ink, Kind
from tests.builders import IN_GRID, IN_NEXT_GRID, NOON, a_region_tree
from tests.fakes import FakeClock
from tests.looks.looks import Studio
from widgets import theme
from widgets.map.bridge import Bridge
from widgets.map.drawing_list import DrawingList
from widgets.map.live import LiveMap
from widgets.map.pen import Pen
from widgets.map.pen_bar import PenBar
from widgets.map.sheet import Sheet

pytestmark = pytest.mark.looks
LOOKS: list[tuple[theme.ThemeName, str]] = [("night", "zh_CN"), ("day", "en")]
LINE = Drawing(key=UUID(int=1), kind=Kind.LINE, points=(IN_GRID, IN_NEXT_GRID), ink=Ink.RED, text="封控线", at=NOON)
OTHERS = (
    replace(LINE, key=UUID(int=2), kind=Kind.CIRCLE, text="疏散半径"),
    replace(LINE, key=UUID(int=3), kind=Kind.ARROW, text=""),
    replace(
        LINE, key=UUID(int=4), kind=Kind.NOTE, points=(IN_GRID,), text="集合点，消防通道不要停车，请从东侧小路进入广场"
    ),
    replace(LINE, key=UUID(int=5), kind=Kind.DISTANCE, text=""),
)


def _pen() -> Pen:
    sheet = Sheet()
    for drawing in (LINE, *OTHERS):
        sheet.put(drawing)
    return Pen(LiveMap(Atlas(a_region_tree()), Bridge()), sheet, FakeClock())


def _bars() -> QWidget:
    """Return the bar with a line that is named, and the one that measures."""
    room = QWidget()
    column = QVBoxLayout(room)
    for kind in (Kind.LINE, Kind.DISTANCE):
        pen = _pen()
        pen.setParent(room)
        bar = PenBar(pen, room)
        pen.take(kind)
        pen.colour(Ink.RED)
        pen.choose(LINE.key if kind is Kind.LINE else UUID(int=5))
        column.addWidget(bar, 0, Qt.AlignmentFlag.AlignLeft)
    return room


def _list() -> QWidget:
    room, pen = QWidget(), _pen()
    pen.setParent(room)
    room.resize(420, 460)
    listed = DrawingList(pen.sheet, room, room)
    listed.unfold()
    return room


@pytest.mark.parametrize(("look", "language"), LOOKS)
def test_that_the_pens_bar_looks_as_it_was_accepted(
    studio: Studio, qtbot: QtBot, look: theme.ThemeName, language: str
) -> None:
    studio.assert_looks(_bars, "pen", size=(760, 110), look=look, language=language)


@pytest.mark.parametrize(("look", "language"), LOOKS)
def test_that_the_list_of_drawings_looks_as_it_was_accepted(
    studio: Studio, qtbot: QtBot, look: theme.ThemeName, language: str
) -> None:
    studio.assert_looks(_list, "drawings", size=(420, 460), look=look, language=language)
