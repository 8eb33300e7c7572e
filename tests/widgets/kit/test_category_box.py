"""Choosing a category: by code, by name, by initials, and never by accident."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox
from pytestqt.qtbot import QtBot

from widgets.kit.category_box import CategoryBox


@pytest.fixture
def box(qtbot: QtBot) -> CategoryBox:
    made = CategoryBox()
    qtbot.addWidget(made)
    return made


def offered(box: CategoryBox, text: str) -> list[str]:
    completer = box.completer()
    assert completer is not None
    completer.setCompletionPrefix(completer.splitPath(text)[0])
    model = completer.completionModel()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


@pytest.mark.parametrize("text", ["2101", "２１０１", "yjg", "YJG", " yjg "])
def test_that_code_and_initials_offer_the_category(box: CategoryBox, text: str) -> None:
    assert any(line.startswith("2101 ") for line in offered(box, text))


def test_that_what_is_offered_shows_code_and_name_only(box: CategoryBox) -> None:
    assert offered(box, "yjg")[0] in {box.itemText(row) for row in range(box.count())}


@pytest.mark.parametrize("text", ["2101", "２１０１", "yjg"])
def test_that_what_can_mean_one_category_only_is_that_category(box: CategoryBox, text: str) -> None:
    box.setEditText(text)
    assert box.code() == "2101"


def test_that_what_can_mean_several_is_none_yet(box: CategoryBox) -> None:
    box.setEditText("21")
    assert box.code() == ""


def test_that_leaving_the_field_writes_the_choice_out(box: CategoryBox) -> None:
    box.type("2101")
    assert box.currentText() == box.itemText(box.findData("2101"))


def test_that_the_wheel_over_a_box_without_the_keyboard_changes_nothing(box: CategoryBox) -> None:
    box.type("2101")
    none, no_button = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.NoButton
    turn = QWheelEvent(
        QPointF(5, 5), QPointF(5, 5), QPoint(), QPoint(0, -120), no_button, none, Qt.ScrollPhase.NoScrollPhase, False
    )
    QApplication.sendEvent(box, turn)
    assert box.code() == "2101"


def test_that_nothing_new_can_be_added_by_typing(box: CategoryBox) -> None:
    assert box.insertPolicy() is QComboBox.InsertPolicy.NoInsert
