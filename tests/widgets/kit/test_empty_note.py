"""An empty list says what is empty and what to press; a list with rows says nothing."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget
from pytestqt.qtbot import QtBot

from widgets.kit.empty_note import EmptyNote
from widgets.kit.search_field import SearchField


@pytest.fixture
def view(qtbot: QtBot) -> QListWidget:
    made = QListWidget()
    qtbot.addWidget(made)
    return made


def test_that_an_empty_list_says_so(view: QListWidget) -> None:
    assert not EmptyNote(view, "Nothing here.\nPress F2.").isHidden()


def test_that_a_row_silences_it(view: QListWidget) -> None:
    note = EmptyNote(view, "Nothing here.")
    view.addItem("a row")
    assert note.isHidden()


def test_that_it_is_said_again_when_the_last_row_went(view: QListWidget) -> None:
    view.addItem("a row")
    note = EmptyNote(view, "Nothing here.")
    view.clear()
    assert not note.isHidden()


def test_that_a_screen_reader_hears_it(view: QListWidget) -> None:
    EmptyNote(view).say("Nobody matches.")
    assert view.accessibleDescription() == "Nobody matches."


def test_that_it_fills_the_list(view: QListWidget, qtbot: QtBot) -> None:
    note = EmptyNote(view, "Nothing here.")
    view.show()
    view.resize(300, 200)
    qtbot.waitUntil(lambda: note.height() == view.viewport().height())


def test_that_esc_empties_a_field(qtbot: QtBot) -> None:
    field = SearchField("words")
    qtbot.addWidget(field)
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == ""
