"""The words in the ring: in lines of about one length, all of them inside their entry."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics
from pytestqt.qtbot import QtBot

from widgets import theme
from widgets.map.radial import evened

ROOM = QRect(44, 2, 90, 40)
LEFT = Qt.AlignmentFlag.AlignLeft.value | Qt.TextFlag.TextWordWrap.value
MIDDLE = Qt.AlignmentFlag.AlignHCenter.value | Qt.TextFlag.TextWordWrap.value


@pytest.fixture
def metrics(qtbot: QtBot) -> QFontMetrics:
    theme.register_fonts()
    return QFontMetrics(theme.font("small"))


@pytest.mark.parametrize("text", ["开展专项行动工作…", "查看附近在岗的人员", "Send 100987 here"])
def test_that_words_of_two_lines_are_broken_about_in_their_middle(metrics: QFontMetrics, text: str) -> None:
    narrow = evened(metrics, ROOM, LEFT, text)
    assert metrics.boundingRect(narrow, LEFT, text).height() == metrics.boundingRect(ROOM, LEFT, text).height()
    assert metrics.horizontalAdvance(text) <= 2 * narrow.width() <= metrics.horizontalAdvance(text) + 60
    assert narrow.left() == ROOM.left()


def test_that_words_of_one_line_stay_on_it(metrics: QFontMetrics) -> None:
    narrow = evened(metrics, ROOM, LEFT, "附近摄像机")
    assert metrics.boundingRect(narrow, LEFT, "附近摄像机").height() <= metrics.height() + 1


def test_that_words_in_the_middle_stay_there(metrics: QFontMetrics) -> None:
    narrow = evened(metrics, ROOM, MIDDLE, "望泉街道第一社区东侧路口")
    assert abs(narrow.center().x() - ROOM.center().x()) <= 1


def test_that_a_word_longer_than_its_room_is_not_squeezed(metrics: QFontMetrics) -> None:
    assert evened(metrics, ROOM, LEFT, "W" * 40) == ROOM
