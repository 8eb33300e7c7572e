"""Menus in which typing finds: by the first letters, by pinyin initials, in the menus within, and with a way back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QToolTip
from pytestqt.qtbot import QtBot

from widgets.kit.reading_menu import stop_everywhere
from widgets.kit.typed_menu import FORGET_MS, find_by_typing

HINT = "Type the first letters to choose"


@pytest.fixture
def menu(qtbot: QtBot) -> Iterator[QMenu]:
    made = QMenu()
    qtbot.addWidget(made)
    stop_everywhere(made)
    find_by_typing(made)
    for name in ("Suspend", "Supervise", "派遣", "Make void", "&1  Sun Wei"):
        made.addAction(name)
    made.addAction("Sign").setEnabled(False)
    asked = made.addAction("Ask: Return")
    asked.setData("Return")
    inner = made.addMenu("Not in this state")
    inner.addAction("Close case")
    inner.addAction("Resume")
    made.popup(made.pos())
    yield made
    made.close()
    qtbot.waitUntil(lambda: not QToolTip.isVisible())


def typed(qtbot: QtBot, text: str) -> str:
    """Type into whatever menu is open, and return the entry that the keyboard is on then."""
    for letter in text:
        qtbot.keyClicks(QApplication.activePopupWidget(), letter)
    return entry()


def entry() -> str:
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    action: QAction | None = menu.activeAction()
    return "" if action is None else action.text()


def hint(menu: QMenu) -> str:
    return menu.findChildren(QLabel)[0].text()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("su", "Suspend"),
        ("sup", "Supervise"),
        ("PQ", "派遣"),
        ("void", "Make void"),
        ("sun", "&1  Sun Wei"),
        ("sig", "Sign"),
        ("ret", "Ask: Return"),
        ("clo", "Close case"),
    ],
)
def test_that_an_entry_is_found_by_how_its_name_begins(menu: QMenu, qtbot: QtBot, text: str, found: str) -> None:
    assert typed(qtbot, text) == found


def test_that_what_is_typed_stands_at_the_top(menu: QMenu, qtbot: QtBot) -> None:
    before = hint(menu)
    typed(qtbot, "su")
    assert (before, hint(menu)) == (HINT, "su")


def test_that_backspace_takes_the_last_letter_back(menu: QMenu, qtbot: QtBot) -> None:
    typed(qtbot, "sup")
    qtbot.keyClick(menu, Qt.Key.Key_Backspace)
    assert (hint(menu), entry()) == ("su", "Suspend")


def test_that_typing_goes_on_from_a_menu_within_to_the_one_around_it(menu: QMenu, qtbot: QtBot) -> None:
    typed(qtbot, "clo")
    for _ in range(3):
        qtbot.keyClick(QApplication.activePopupWidget(), Qt.Key.Key_Backspace)
    assert typed(qtbot, "sup") == "Supervise"
    assert QApplication.activePopupWidget() is menu


def test_that_enter_gives_what_was_found_in_a_menu_within(menu: QMenu, qtbot: QtBot) -> None:
    given: list[str] = []
    menu.triggered.connect(lambda action: given.append(action.text()))
    typed(qtbot, "clo")
    qtbot.keyClick(QApplication.activePopupWidget(), Qt.Key.Key_Return)
    assert given == ["Close case"]


def test_that_what_nothing_begins_with_leaves_the_keyboard_where_it_is(menu: QMenu, qtbot: QtBot) -> None:
    typed(qtbot, "sup")
    assert typed(qtbot, "zz") == "Supervise"


def test_that_a_digit_still_chooses_by_its_mark(menu: QMenu, qtbot: QtBot) -> None:
    given: list[str] = []
    menu.triggered.connect(lambda action: given.append(action.text()))
    qtbot.keyClick(menu, Qt.Key.Key_1)
    assert given == ["&1  Sun Wei"]


def test_that_a_menu_begins_anew_each_time_it_opens(menu: QMenu, qtbot: QtBot) -> None:
    typed(qtbot, "su")
    menu.close()
    menu.popup(menu.pos())
    assert hint(menu) == HINT


def test_that_what_was_typed_is_forgotten_after_a_rest(menu: QMenu, qtbot: QtBot) -> None:
    typed(qtbot, "su")
    qtbot.waitUntil(lambda: hint(menu) == HINT, timeout=FORGET_MS + 3000)
